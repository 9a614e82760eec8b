"""The commands `backup`, `restore` and `doctor`; they leave the schema of the database alone."""

from pathlib import Path

import click
from flask import Flask
from sqlalchemy import make_url

from studyapp.accounts.audit.acts import Act
from studyapp.accounts.audit.operations import keep_act
from studyapp.app import create_app
from studyapp.clock import utc_now
from studyapp.counts import counted
from studyapp.database import db
from studyapp.errors import ConflictError
from studyapp.safety.backup import back_up
from studyapp.safety.doctor import DERIVED, Check, examine, repair
from studyapp.safety.restoring import restore
from studyapp.storage.postgres import is_named_by
from studyapp.storage.schema import current_revision, newest_revision

LARGE = 64 * 2**20
"""From how many bytes on progress is shown."""
A_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("file", type=A_FILE)
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
def backup(file: Path, force: bool) -> None:
    """Copy the database into FILE, checked; the server may be running."""
    database = _database_of(create_app())
    if not database.exists():
        raise ConflictError(f"There is no database {database} yet. The first start makes it.")
    size = database.stat().st_size
    hidden = size < LARGE
    with click.progressbar(length=1000, label="Copying", hidden=hidden) as shown:
        broken_links = back_up(
            database,
            file,
            replaces=force,
            tell=lambda done, total: shown.update(1000 * done // max(total, 1) - shown.pos),
        )
    click.echo(f"The database is copied to {file} and checked ({file.stat().st_size:,} bytes).")
    _tell_broken(broken_links)
    _note("backup")


@click.command("restore")
@click.argument("file", type=A_FILE)
def restore_backup(file: Path) -> None:
    """Put the backup FILE in the place of the database; the server must not run."""
    database = _database_of(create_app())
    done = restore(database, file, now=utc_now())
    click.echo(f"{file} is the database {database} now.")
    if done.revision != done.newest:
        click.echo(f"Its schema was brought from {done.revision} to {done.newest}.")
    if done.erased:
        click.echo(f"People erased again, as they were since that backup: {done.erased}.")
    click.echo(f"Everybody with an account signs in again; devices signed out: {done.signed_out}.")
    click.echo(
        "Passwords and tokens of programs are those of the backup: whoever has changed or revoked"
        " one since does so again."
    )
    if done.replaced is not None:
        click.echo(f"What was there before is kept as {done.replaced}.")
    _tell_broken(done.broken_links)
    _note("restore")


@click.command("doctor")
@click.option("--repair", "mends", is_flag=True, help="Derive anew what follows from the answers.")
def doctor(mends: bool) -> None:
    """Look for what is wrong with the data and the files; a line a check."""
    with create_app().app_context():
        try:
            checks = list(examine())
            for check in checks:
                click.echo(check.line)
            if mends:
                checks = _mend(checks)
        finally:
            db.session.rollback()
            db.engine.dispose()
    if any(check.faults for check in checks):
        raise click.exceptions.Exit(1)


def _note(command: str) -> None:
    """Leave an entry in the audit log; a database of an older schema may have none yet."""
    with create_app().app_context():
        if current_revision(db.session.connection()) == newest_revision():
            keep_act(Act(command, utc_now(), None), is_command=True)
        db.session.rollback()
        db.engine.dispose()


def _mend(checks: list[Check]) -> list[Check]:
    """Mend what can be, and return what is left to be told."""
    *others, last = checks
    if last.what != DERIVED:
        raise click.ClickException("Nothing was changed: the faults above come first.")
    if not last.faults:
        click.echo("There is nothing to repair.")
        return others
    rebuilt, kept = repair()
    if kept is not None:
        click.echo(f"The database as it was is kept as {kept}.")
    schedules, days = counted(len(rebuilt.differed), "schedule"), counted(len(rebuilt.days), "day")
    click.echo(f"Put right: {schedules} and {days}.")
    keep_act(Act("doctor --repair", utc_now(), None), is_command=True)
    return others


def _database_of(app: Flask) -> Path:
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    if is_named_by(url):
        raise ConflictError(
            "The database is on a PostgreSQL server, whose own tools back it up and restore it:"
            " pg_dump and pg_restore, or pgBackRest."
        )
    return Path(str(url.database))


def _tell_broken(broken_links: int) -> None:
    if broken_links:
        click.echo(
            f"Rows that belong to others which are not there: {broken_links}; see studyapp doctor.",
            err=True,
        )

"""The command `move`: from a SQLite file to a PostgreSQL database."""

import sys
import time
from pathlib import Path

import click
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from studyapp.database import checked_address
from studyapp.errors import BadInputError
from studyapp.moving.moving import move
from studyapp.storage.postgres import is_named_by


class Progress:
    """Tells how far a table is: over and over on a terminal, at its end elsewhere."""

    def __init__(self) -> None:
        self._table, self._began, self._had = "", 0.0, 0

    def tell(self, table: str, done: int, total: int) -> None:
        """Show what is stored of a table."""
        if table != self._table:
            self._table, self._began, self._had = table, time.perf_counter(), done
        if done < total and not sys.stdout.isatty():
            return
        seconds = max(time.perf_counter() - self._began, 0.001)
        rate = f", {(done - self._had) / seconds:,.0f} a second" if done > self._had else ""
        line = f"{table}: {done:,} of {total:,} rows stored{rate}"
        click.echo(f"\r{line:<78}" if sys.stdout.isatty() else line, nl=done >= total)


@click.command("move")
@click.argument("source", metavar="SQLITE-URL")
@click.argument("target", metavar="POSTGRES-URL")
def move_to_postgres(source: str, target: str) -> None:
    """Copy a SQLite database, by its URL or file, into an empty PostgreSQL database.

    The server must not run. A move that was ended goes on when it is called again. In the end
    every table is compared by a hash over all its rows.
    """
    file, address = _file_of(source), _address_of(target)
    rows = 0
    for compared in move(file, address, Progress().tell):
        rows += compared.target.rows
        verdict = "the same" if compared.is_same else "NOT the same"
        click.echo(
            f"{compared.table}: {compared.source.rows:,} and {compared.target.rows:,} rows,"
            f" {compared.source.sha256[:16]} and {compared.target.sha256[:16]}: {verdict}"
        )
    click.echo(
        f"Moved: {rows:,} rows, every table the same. Name the new database in"
        " STUDYAPP_DATABASE_URL and keep the instance folder, which holds the secret key."
    )


def _file_of(source: str) -> Path:
    try:
        url = make_url(source)
    except ArgumentError:
        return Path(source).resolve()
    if url.drivername != "sqlite" or not url.database or url.database == ":memory:":
        raise BadInputError(
            "The first address names no SQLite file, such as sqlite:////srv/app.db."
        )
    return Path(url.database).resolve()


def _address_of(target: str) -> str:
    try:
        is_postgres = is_named_by(make_url(target))
    except ArgumentError:
        is_postgres = False
    if not is_postgres:
        raise BadInputError(
            "The second address names no PostgreSQL database, such as"
            " postgresql://name:password@host/name."
        )
    return checked_address(target)

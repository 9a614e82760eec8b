"""The schema of the database: all tables, and the way from any released schema to this one."""

import os
import sqlite3
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, NullPool, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from studyapp.clock import utc_now
from studyapp.database import Base, checked_address, is_sqlite, sqlite_file
from studyapp.errors import StartError, StorageError
from studyapp.safety.regular_backups import keep_backup
from studyapp.storage import postgres, sqlite
from studyapp.storage.damage import refuse_damaged

for module in (
    "accounts.models",
    "reading.models",
    "bank.models",
    "review.models",
    "review.plan.models",
    "review.days.models",
    "classroom.classes.models",
    "classroom.quizzes.models",
    "classroom.sittings.models",
):
    import_module(f"studyapp.{module}")

TABLES: MetaData = Base.metadata
MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
UPGRADING = "studyapp.storage.upgrading"
"""What few starts need, and what takes long to import."""
REVISION_TABLE = "alembic_version"
STORED_REVISION = text("SELECT version_num FROM alembic_version")
HALF_MOVED = "studyapp_move"
"""The table that stands in a database while everything is moved to it."""


def migrate(address: str) -> None:
    """Bring a database to the schema of this program, whole or not at all.

    Raises:
        StartError: the database is newer than the program, damaged, or cannot be opened or written.
    """
    engine = migrating_engine(checked_address(address))
    if (file := sqlite_file(engine)) is not None:
        refuse_damaged(file)
        _make_private(file)
    try:
        with engine.connect() as connection:
            stored, newest = current_revision(connection), newest_revision()
            _refuse_half_moved(connection)
            connection.rollback()
            if stored == newest:
                return
            _refuse_newer(stored)
        if stored is not None:
            _back_up_first(engine)
        prepare_for_migration(engine)
        with engine.connect() as connection, connection.begin():
            import_module(UPGRADING).upgrade(connection, MIGRATIONS)
            _refuse_broken_links(connection)
    except DatabaseError as error:
        raise StartError(_why_unusable(engine, error)) from error
    finally:
        engine.dispose()


def current_revision(connection: Connection) -> str | None:
    """Return the revision that a database is at; None for a new one."""
    if not inspect(connection).has_table(REVISION_TABLE):
        return None
    revision: str | None = connection.scalar(STORED_REVISION)
    return revision


def newest_revision() -> str:
    """Return the revision of this program."""
    return known_revisions()[-1]


def known_revisions() -> list[str]:
    """Return the number of each revision, oldest first: its file begins with it."""
    return sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def prepare_for_migration(engine: Engine) -> None:
    """Let a migration be alone: nobody else migrates or writes until its transaction ends.

    On SQLite foreign keys are off before it; rebuilding a parent table would delete its children.
    """
    if not is_sqlite(engine):
        event.listen(engine, "begin", partial(postgres.take_turn, whose=None))
        return

    @event.listens_for(engine, "connect")
    def foreign_keys_off(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=OFF")

    @event.listens_for(engine, "begin")
    def begin_exclusive(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN EXCLUSIVE")


def migrating_engine(address: str) -> Engine:
    """Return an engine that may take its time; see `prepare_for_migration`."""
    url = make_url(address)
    if not postgres.is_named_by(url):
        return create_engine(url, poolclass=NullPool, connect_args=sqlite.connect_args())
    engine = create_engine(url, poolclass=NullPool, connect_args=postgres.connect_args())
    postgres.limit_waiting(engine, migrates=True)
    return engine


def _refuse_half_moved(connection: Connection) -> None:
    if not is_sqlite(connection.engine) and inspect(connection).has_table(HALF_MOVED):
        raise StartError(
            "Everything is being moved to this database, and it is not all there yet."
            " Finish that first: studyapp move, with the same two names."
        )


def _refuse_newer(stored: str | None) -> None:
    if stored is not None and stored not in known_revisions():
        raise StartError(
            f"The database is newer than this program (its schema is {stored}, "
            f"the newest known here is {newest_revision()}). Start the newer program."
        )


def _make_private(file: Path) -> None:
    """Make a new database where nobody else can read it; SQLite gives its other files the same."""
    # Whatever is wrong with the place, the database says when it is opened.
    with suppress(OSError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _back_up_first(engine: Engine) -> None:
    file = sqlite_file(engine)
    if file is None:
        return
    try:
        keep_backup(file, "migration", now=utc_now())
    except StorageError as error:
        raise StartError(f"{error} Without a backup the database is not changed.") from error


def _refuse_broken_links(connection: Connection) -> None:
    if not is_sqlite(connection.engine):
        return
    broken = connection.execute(text("PRAGMA foreign_key_check")).first()
    if broken is not None:
        raise StartError(f"The migration would break links of table {broken[0]}; nothing changed.")


def _why_unusable(engine: Engine, error: DatabaseError) -> str:
    reason = str(error.orig).strip().splitlines()[0]
    if not is_sqlite(engine):
        place = engine.url.render_as_string(hide_password=True)
        return (
            f"The database {place} cannot be used ({reason}). See that the server runs, that the "
            "address in STUDYAPP_DATABASE_URL is right, and that its user may make tables there."
        )
    return (
        f"The database {engine.url.database} cannot be used ({reason}). "
        "See that it is a database of this program, that nothing else holds it, "
        "and that it and its folder can be written to."
    )

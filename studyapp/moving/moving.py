"""Move everything from a SQLite file to a PostgreSQL database, and show that it is the same."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    StaticPool,
    String,
    Table,
    create_engine,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import DatabaseError

from studyapp.errors import BadInputError, ConflictError, StorageError
from studyapp.moving.table_rows import AnyRow, Digest, batches, digest, last_key
from studyapp.safety.backup import open_file
from studyapp.storage.in_use import unused
from studyapp.storage.schema import (
    HALF_MOVED,
    TABLES,
    current_revision,
    migrate,
    migrating_engine,
    newest_revision,
    prepare_for_migration,
)

Tell = Callable[[str, int, int], None]
"""Takes the name of a table, how many of its rows are stored, and how many there are."""
STATE = Table(HALF_MOVED, MetaData(), Column("source", String(), primary_key=True))
"""Stands in the target until everything is there; a server does not start on it meanwhile."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A table on either side of a move."""

    table: str
    source: Digest
    target: Digest

    @property
    def is_same(self) -> bool:
        """Tell whether both hold the same rows."""
        return self.source == self.target


def move(source: Path, address: str, tell: Tell) -> Iterator[Compared]:
    """Copy what is not there yet of every table, then compare every table.

    A move that was ended anywhere goes on behind the last row that is stored. The source is only
    read, and nobody else writes to it meanwhile.

    Raises:
        BadInputError: the source is no database of this program, or of an older schema.
        ConflictError: a server uses the source, or the target holds something else.
        StartError: the target cannot be reached or used.
        StorageError: a row cannot be stored there, or tables differ in the end.
    """
    if not source.is_file():
        raise BadInputError(f"There is no file {source}.")
    target = migrating_engine(address)
    prepare_for_migration(target)
    try:
        with unused(source), _read(source) as stored:
            _begin(target, address, str(source.resolve()))
            with _told(f"{_shown(target)} cannot be used"), target.connect() as into:
                for table in TABLES.sorted_tables:
                    _copy_table(stored, into, table, tell)
                yield from _compare(stored, into, source)
    finally:
        target.dispose()


@contextmanager
def _read(source: Path) -> Iterator[Connection]:
    """Read a SQLite file as it is at one moment, and keep others from writing to it."""
    engine = create_engine("sqlite://", creator=partial(open_file, source), poolclass=StaticPool)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            if (stored := current_revision(connection)) != newest_revision():
                raise BadInputError(
                    f"The schema of {source} is {stored or 'none of this program'}, and this"
                    f" program has {newest_revision()}. Start the server once on that file, stop"
                    " it, and move then."
                )
            yield connection
    except (DatabaseError, sqlite3.Error, ValueError) as error:
        reason = error.orig if isinstance(error, DatabaseError) else error
        raise StorageError(f"{source} cannot be read ({reason}); see studyapp doctor.") from error
    finally:
        engine.dispose()


def _begin(target: Engine, address: str, source: str) -> None:
    """Make the tables where nothing is yet, or see that this move was begun there before."""
    if _is_begun(target, source):
        return
    migrate(address)
    with target.connect() as connection, connection.begin():
        held = [
            table.name
            for table in TABLES.sorted_tables
            if connection.execute(select(table).limit(1)).first() is not None
        ]
        if held:
            raise ConflictError(
                f"{_shown(target)} holds rows already, the first in {held[0]}, so nothing was"
                " changed. Name an empty database."
            )
        STATE.create(connection)
        connection.execute(STATE.insert().values(source=source))


def _is_begun(target: Engine, source: str) -> bool:
    """Tell whether this very move was begun before.

    Raises:
        ConflictError: another was, or another program uses the database.
    """
    with _told(f"{_shown(target)} cannot be used"), target.connect() as connection:
        tables, stored = inspect(connection).get_table_names(), current_revision(connection)
        if STATE.name not in tables:
            if tables and stored is None:
                raise ConflictError(
                    f"{_shown(target)} holds tables of another program, so nothing was changed."
                    " Name an empty database."
                )
            return False
        if (connection.scalar(select(STATE.c.source)), stored) != (source, newest_revision()):
            raise ConflictError(
                f"Another move to {_shown(target)} was begun and not finished. Finish that one with"
                " the same file and the same program, or name an empty database."
            )
        return True


def _copy_table(source: Connection, target: Connection, table: Table, tell: Tell) -> None:
    count = select(func.count()).select_from(table)
    total = source.execute(count).scalar_one()
    with target.begin():
        after = last_key(target, table)
        done = target.execute(count).scalar_one()
    tell(table.name, done, total)
    sentence = f"Rows of {table.name} cannot be stored in {_shown(target.engine)}"
    for rows in batches(source, table, after):
        with _told(sentence), target.begin():
            _store(target, table, rows)
        done += len(rows)
        tell(table.name, done, total)


def _store(connection: Connection, table: Table, rows: Sequence[AnyRow]) -> None:
    """Store rows by COPY, which takes a fifth of the time that INSERT does."""
    names = connection.dialect.identifier_preparer
    columns = ", ".join(names.format_column(column) for column in table.columns)
    cursor: Any = connection.connection.cursor()
    with cursor.copy(f"COPY {names.format_table(table)} ({columns}) FROM STDIN") as into:
        for row in rows:
            into.write_row(row)


def _compare(stored: Connection, target: Connection, source: Path) -> Iterator[Compared]:
    differing = []
    for table in TABLES.sorted_tables:
        with target.begin():
            compared = Compared(table.name, digest(stored, table), digest(target, table))
        if not compared.is_same:
            differing.append(table.name)
        yield compared
    if differing:
        raise StorageError(
            f"{source} and {_shown(target.engine)} differ in {', '.join(differing)}. {source} is as"
            " it was; name an empty database and move again."
        )
    with target.begin():
        _count_on(target)
        STATE.drop(target)
    with target.begin():
        target.execute(text("ANALYZE"))


def _count_on(connection: Connection) -> None:
    """Let the numbers of new rows follow those that are there."""
    for table in TABLES.sorted_tables:
        column = table.autoincrement_column
        if column is None:
            continue
        sequence = func.pg_get_serial_sequence(
            connection.dialect.identifier_preparer.format_table(table), column.name
        )
        last = connection.scalar(select(func.max(column)))
        if last is not None:
            connection.execute(select(func.setval(sequence, last)))


@contextmanager
def _told(sentence: str) -> Iterator[None]:
    """Tell an error of PostgreSQL or of its driver in one sentence; a rerun goes on there."""
    try:
        yield
    except Exception as error:
        driver = error.orig if isinstance(error, DatabaseError) else error
        if not type(driver).__module__.startswith("psycopg"):
            raise
        reason = str(driver).strip().splitlines()[0]
        raise StorageError(
            f"{sentence} ({reason}). What is stored stays; the same command goes on with it."
        ) from error


def _shown(target: Engine) -> str:
    return target.url.render_as_string(hide_password=True).replace("+psycopg", "")

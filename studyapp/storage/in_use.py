"""Whether a server uses a database file, told by a lock that ends with its process.

The lock is SQLite's own, on an empty file beside the database: the same on every system.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from studyapp.errors import ConflictError, StartError

ENDING = ".in-use"


@contextmanager
def used(database: Path) -> Iterator[None]:
    """Say that a server uses a database; several may at once.

    Raises:
        StartError: the database is being replaced right now.
    """
    with closing(_lock_of(database)) as lock:
        try:
            lock.execute("BEGIN")
            lock.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            raise StartError(
                f"The database {database} is being restored, or its folder cannot be written to"
                f" ({error}). Start again when that is done."
            ) from error
        yield


@contextmanager
def unused(database: Path) -> Iterator[None]:
    """Keep servers away from a database.

    Raises:
        ConflictError: one uses it.
    """
    with closing(_lock_of(database)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise ConflictError(
                f"A server is using the database {database}, so nothing was changed."
                " Stop the server first."
            ) from error
        yield


def _lock_of(database: Path) -> sqlite3.Connection:
    place = database.with_name(database.name + ENDING)
    try:
        return sqlite3.connect(place, isolation_level=None, timeout=0)
    except sqlite3.OperationalError as error:
        raise StartError(f"The file {place} cannot be made ({error}).") from error

"""SQLite, one file that one process writes: its recipe, and what it refuses.

WAL, synchronous=FULL, and writes that begin as such, so that none fails for what it has read.
"""

import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from studyapp.errors import BusyError, StorageError, StudyAppError
from studyapp.storage.file_systems import journal_at

BUSY_TIMEOUT_SECONDS = 5.0
PRAGMAS = (
    "synchronous=FULL",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "journal_size_limit=67108864",
)
REFUSALS = {
    "SQLITE_FULL": "The disk is full, so nothing can be stored.",
    "SQLITE_READONLY": "The database cannot be written to.",
    "SQLITE_IOERR": "The disk reports an error, so nothing can be stored.",
    "SQLITE_CANTOPEN": "The database file cannot be opened.",
    "SQLITE_CORRUPT": "The database file is damaged.",
    "SQLITE_NOTADB": "The database file is damaged.",
}


def connect_args() -> dict[str, Any]:
    """Return driver settings: wait for other processes, and leave transactions to us."""
    arguments: dict[str, Any] = {"timeout": BUSY_TIMEOUT_SECONDS}
    if hasattr(sqlite3, "LEGACY_TRANSACTION_CONTROL"):
        arguments["autocommit"] = sqlite3.LEGACY_TRANSACTION_CONTROL
    return arguments


def prepare_engine(engine: Engine) -> None:
    """Hang the recipe on an engine."""
    journal = journal_at(Path(str(engine.url.database)))
    event.listen(engine, "connect", partial(_set_pragmas, journal))
    event.listen(engine, "begin", _begin)


def find_refusal(error: DatabaseError) -> StudyAppError | None:
    """Say what a refusal means for the person who waits; None for other errors."""
    name = getattr(error.orig, "sqlite_errorname", "") or ""
    for prefix, sentence in REFUSALS.items():
        if name.startswith(prefix):
            return StorageError(sentence)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return BusyError("Another program is using the database right now.")
    return None


def _set_pragmas(journal: str, connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (f"journal_mode={journal}", *PRAGMAS):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # Without SQLAlchemy's way to run a statement, which costs more than the statement.
    statement = "BEGIN IMMEDIATE" if connection.get_execution_options().get("rw") else "BEGIN"
    try:
        connection.connection.cursor().execute(statement)
    except sqlite3.Error as error:
        raise OperationalError(statement, None, error) from error

"""Which statements a SQLite database is asked, whoever asks them."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from studyapp.database import db

NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect the statements that run within an app context."""
    found: list[str] = []
    traced: list[sqlite3.Connection] = []

    def note(statement: str) -> None:
        if not statement.startswith(NOT_COUNTED):
            found.append(statement)

    def trace(connection: sqlite3.Connection, *_: Any) -> None:
        connection.set_trace_callback(note)
        traced.append(connection)

    db.session.rollback()
    event.listen(db.engine, "checkout", trace)
    yield found
    event.remove(db.engine, "checkout", trace)
    for connection in traced:
        connection.set_trace_callback(None)

"""The list of who was erased; it lies beside the database, so that no backup brings them back.

It holds numbers and moments, no names: `{"what": "learner", "id": 7, "made_at": "…", "at": "…"}`.
Numbers are given out again, so the moment at which the row was made belongs to it.
"""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from studyapp.clock import utc_now
from studyapp.database import sqlite_file
from studyapp.errors import StorageError


@dataclass(frozen=True, slots=True)
class Erasure:
    """Somebody who was erased: a learner, or a pupil by their seat in a class.

    Attributes:
        id: of the row.
        made_at: when the row was made.
    """

    what: Literal["learner", "seat"]
    id: int
    made_at: datetime


def list_of(database: Path) -> Path:
    """Return where the list of a database is."""
    return database.with_suffix(".erasures.jsonl")


def note_erasure(session: Session, erasure: Erasure) -> None:
    """Put an erasure on the list when the transaction is stored, right before it is.

    What cannot be put there is not erased. On PostgreSQL there is no list: its backups are not
    ours to restore.
    """
    connection = session.connection()
    database = sqlite_file(connection.engine)
    if database is None:
        return

    @event.listens_for(connection, "commit", once=True)
    def note(_connection: Connection) -> None:
        _append(list_of(database), erasure)


def noted_erasures(database: Path) -> list[Erasure]:
    """Return who is on the list of a database.

    Raises:
        StorageError: a line cannot be read.
    """
    place = list_of(database)
    if not place.exists():
        return []
    lines = place.read_text(encoding="ascii").splitlines()
    try:
        # The transaction of a line that was cut off was never stored.
        return [_read(line) for line in lines if line.endswith("}")]
    except (KeyError, ValueError) as error:
        raise StorageError(f"{place} cannot be read ({error}), so nothing was changed.") from error


def _append(place: Path, erasure: Erasure) -> None:
    entry = {
        "what": erasure.what,
        "id": erasure.id,
        "made_at": erasure.made_at.isoformat(),
        "at": utc_now().isoformat(timespec="seconds"),
    }
    try:
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a", encoding="ascii") as file:
            # On a line of its own even after one that a full disk has cut off.
            file.write(f"\n{json.dumps(entry)}\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StorageError(
            f"The erasure cannot be noted ({error.strerror}), so nothing was erased."
        ) from error


def _read(line: str) -> Erasure:
    entry = json.loads(line)
    return Erasure(entry["what"], int(entry["id"]), datetime.fromisoformat(entry["made_at"]))

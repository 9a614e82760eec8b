"""The list of who was erased; it lies beside the database, so that no backup brings them back.

It holds numbers and moments, no names: `{"what": "learner", "id": 7, "made_at": "…", "at": "…"}`.
Numbers are given out again, so the moment at which the row was made belongs to it. A line counts by
its last sign: one that a full disk has cut off, or that was taken back, has no closing brace.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, event
from sqlalchemy.exc import DBAPIError
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


NOTED = "erasures"
"""Under this name a session keeps who is erased when it is stored."""
KINDS = ("learner", "seat")
LINES_TOLD = 5
LARGEST_ID = 2**63 - 1
_WRITES = os.O_WRONLY | getattr(os, "O_BINARY", 0)
"""Windows alone tells bytes from text."""


def list_of(database: Path) -> Path:
    """Return where the list of a database is."""
    return database.with_suffix(".erasures.jsonl")


def note_erasure(session: Session, erasure: Erasure) -> None:
    """Put an erasure on the list when the transaction is stored, right before it is.

    What cannot be put there is not erased, and what is not erased is taken off again. On PostgreSQL
    there is no list: its backups are not ours to restore.
    """
    connection = session.connection()
    database = sqlite_file(connection.engine)
    if database is None:
        return
    noted: list[Erasure] = session.info.setdefault(NOTED, [])
    noted.append(erasure)
    if len(noted) > 1:
        return

    @event.listens_for(connection, "commit", once=True)
    def note(connection: Connection) -> None:
        _store(connection, list_of(database), noted)


def noted_erasures(database: Path) -> list[Erasure]:
    """Return who is on the list of a database.

    Raises:
        StorageError: a line cannot be read.
    """
    erasures, damaged = read_list(database)
    if damaged:
        raise StorageError(f"{damage_of(database, damaged)} Nothing was changed.")
    return erasures


def read_list(database: Path) -> tuple[list[Erasure], list[int]]:
    """Return who is on the list of a database, and the numbers of the lines that are damaged.

    Raises:
        StorageError: the list cannot be read at all.
    """
    place = list_of(database)
    if not place.exists():
        return [], []
    try:
        lines = place.read_bytes().split(b"\n")
    except OSError as error:
        raise StorageError(f"{place} cannot be read ({error.strerror}).") from error
    erasures, damaged = [], []
    for number, line in enumerate(lines, start=1):
        try:
            erasure = _read(line)
        except (KeyError, TypeError, ValueError, RecursionError):
            damaged.append(number)
        else:
            erasures += [erasure] if erasure is not None else []
    return erasures, damaged


def damage_of(database: Path, damaged: Sequence[int]) -> str:
    """Say which lines of the list are damaged and what to do."""
    numbers = ", ".join(map(str, damaged[:LINES_TOLD]))
    more = len(damaged) - LINES_TOLD
    return (
        f"{'Line' if len(damaged) == 1 else 'Lines'} {numbers}"
        f"{f' and {more} more' if more > 0 else ''} of {list_of(database)} cannot be read."
        " Mend what stands there, or delete it, and erase again whom it named if a backup brings"
        " them back."
    )


def _store(connection: Connection, place: Path, erasures: Iterable[Erasure]) -> None:
    """Note erasures and store their transaction; take them back if it cannot be stored."""
    text = "".join(map(_line_of, erasures)).encode("ascii")
    start = _append(place, text)
    try:
        connection.connection.commit()
    except sqlite3.Error as error:
        # After this one nobody knows: what was written may be there after a power cut.
        if "FSYNC" not in getattr(error, "sqlite_errorname", ""):
            _take_back(place, start, text)
        raise DBAPIError.instance("COMMIT", None, error, sqlite3.Error) from error


def _line_of(erasure: Erasure) -> str:
    entry = {
        "what": erasure.what,
        "id": erasure.id,
        "made_at": erasure.made_at.isoformat(),
        "at": utc_now().isoformat(timespec="seconds"),
    }
    # On a line of its own even after one that a full disk has cut off.
    return f"\n{json.dumps(entry)}\n"


def _append(place: Path, text: bytes) -> int:
    """Put lines at the end of the list, on the disk, and return where they begin."""
    start = None
    try:
        descriptor = os.open(place, _WRITES | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "ab") as file:
            # Who writes to the database is alone, and so alone here.
            start = file.seek(0, os.SEEK_END)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            return start
    except OSError as error:
        if start is not None:
            _take_back(place, start, text)
        raise StorageError(
            f"The erasure cannot be noted ({error.strerror}), so nothing was erased."
        ) from error


def _take_back(place: Path, start: int, text: bytes) -> None:
    """Take the closing braces off lines, where they stand: a full disk has room for no more."""
    # What cannot be taken back is carried out by the next restore, as it was meant to be.
    with suppress(OSError), os.fdopen(os.open(place, _WRITES), "wb") as file:
        file.seek(start)
        file.write(text.replace(b"}\n", b" \n"))
        file.flush()
        os.fsync(file.fileno())


def _read(line: bytes) -> Erasure | None:
    """Return what a line says; None for one that does not count."""
    # A power cut can leave zeros where a line was about to be.
    text = line.strip(b"\0\r").decode("ascii")
    if not text or (text.startswith("{") and not text.endswith("}")):
        return None
    entry = json.loads(text)
    what, number, made_at = entry["what"], entry["id"], datetime.fromisoformat(entry["made_at"])
    is_number = type(number) is int and 0 < number <= LARGEST_ID
    if what not in KINDS or not is_number or made_at.tzinfo is None:
        raise ValueError("This names nobody.")
    return Erasure(what, number, made_at)

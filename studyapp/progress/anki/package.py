"""Write an Anki package: questions as notes, where a learner stands with them, and every answer.

The package is a ZIP file with a SQLite collection. It is put together on the disk, a row at a time,
so that a long log needs no more memory than a short one.
"""

import hashlib
import html
import json
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from studyapp.progress.anki.collection import (
    FIRST_DECK_ID,
    NOTE_TYPE_ID,
    PARENT_DECK,
    TABLES,
    Settings,
    collection_row,
)

FIRST_NOTE_ID = 1_760_100_000_000
PIECE = 64 * 1024
IN_MEMORY = 4 * 1024 * 1024
STARTING_FACTOR = 2500
LIVE, SUSPENDED = 0, -1
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """A question in Anki's terms.

    Attributes:
        number: names the question within the package.
        guid: names it everywhere and for ever: a later package updates the note.
        fields: HTML, one for each of `collection.FIELDS`.
        deck: below the one deck of all.
        changed_at: when the question was last worded anew.
    """

    number: int
    guid: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class AnkiMemory:
    """Where a learner stands with a question; days are the learner's own."""

    stability: float
    difficulty: float
    decay: float
    reviewed_at: datetime
    interval_days: int
    due_on: date
    reps: int
    lapses: int


@dataclass(frozen=True, slots=True)
class AnkiCard:
    """A note with its schedule; without a memory it is new. A suspended one is not asked."""

    note: AnkiNote
    memory: AnkiMemory | None
    is_suspended: bool


@dataclass(frozen=True, slots=True)
class AnkiReview:
    """An answer in Anki's terms.

    Attributes:
        number: of the note.
        ease: 1 (again) to 4 (easy).
        interval_days: to the day then chosen; `last_days` is the one before, 0 at the first answer.
        difficulty: 1.0 (easy) to 10.0 (hard).
    """

    number: int
    at: datetime
    ease: int
    interval_days: int
    last_days: int
    difficulty: float
    milliseconds: int


def package_pieces(
    settings: Settings, cards: Iterable[AnkiCard], reviews: Iterable[AnkiReview]
) -> Iterator[bytes]:
    """Yield an Anki package in pieces; `reviews` come in the order in which they were given."""
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as package,
    ):
        collection = Path(folder) / "collection.anki2"
        _write_collection(collection, settings, cards, reviews)
        with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.write(collection, collection.name)
            packed.writestr("media", "{}")
        package.seek(0)
        while piece := package.read(PIECE):
            yield piece


def _write_collection(
    path: Path, settings: Settings, cards: Iterable[AnkiCard], reviews: Iterable[AnkiReview]
) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(TABLES)
        decks = {PARENT_DECK: FIRST_DECK_ID}
        for place, card in enumerate(cards):
            deck_id = decks.setdefault(f"{PARENT_DECK}::{card.note.deck}", max(decks.values()) + 1)
            _insert(database, "notes", _note_row(card.note))
            _insert(database, "cards", _card_row(card, deck_id, place, settings))
        database.executemany(_insertion("revlog", 9), _review_rows(reviews))
        _insert(database, "col", collection_row(settings, decks))


def _insert(database: sqlite3.Connection, table: str, row: tuple[Any, ...]) -> None:
    database.execute(_insertion(table, len(row)), row)


def _insertion(table: str, columns: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})"  # noqa: S608 -- no values


def _note_row(note: AnkiNote) -> tuple[Any, ...]:
    # Anki looks for doubles by what is left of the first field without its tags.
    words = html.unescape(_TAG.sub("", note.fields[0])).replace("\xa0", " ")
    digest = hashlib.sha1(words.encode(), usedforsecurity=False).hexdigest()
    return (
        *(FIRST_NOTE_ID + note.number, note.guid, NOTE_TYPE_ID),
        *(int(note.changed_at.timestamp()), -1, f" {' '.join(note.tags)} "),
        *("\x1f".join(note.fields), words, int(digest[:8], 16), 0, ""),
    )


def _card_row(card: AnkiCard, deck_id: int, place: int, settings: Settings) -> tuple[Any, ...]:
    number = FIRST_NOTE_ID + card.note.number
    head = (number, number, deck_id, 0, int(settings.made_at.timestamp()), -1)
    memory = card.memory
    if memory is None:
        queue = SUSPENDED if card.is_suspended else LIVE
        return (*head, 0, queue, place, *(0, 0, 0, 0), *(0, 0, 0, 0), "{}")
    held = {
        "s": round(memory.stability, 4),
        "d": round(memory.difficulty, 4),
        "dr": settings.retention,
        "decay": round(memory.decay, 4),
        "lrt": int(memory.reviewed_at.timestamp()),
    }
    due = (memory.due_on - settings.begun_on).days
    counts = (memory.interval_days, STARTING_FACTOR, memory.reps, memory.lapses)
    return (
        *(*head, 2, SUSPENDED if card.is_suspended else 2, due),
        *(*counts, *(0, 0, 0, 0), json.dumps(held)),
    )


def _review_rows(reviews: Iterable[AnkiReview]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of `revlog`, whose ids are the moments and must differ."""
    latest = 0
    for review in reviews:
        latest = max(latest + 1, int(review.at.timestamp() * 1000))
        # With FSRS Anki keeps the difficulty here, 1 to 10 as 100 to 1100.
        difficulty = round(100 + (review.difficulty - 1) / 9 * 1000)
        yield (
            *(latest, FIRST_NOTE_ID + review.number, -1, review.ease),
            *(review.interval_days, review.last_days, difficulty, review.milliseconds),
            1 if review.last_days else 0,
        )

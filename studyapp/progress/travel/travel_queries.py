"""Which tables of a learner travel to another server, and what their rows have to look like there.

What a column may hold is read off the schema, so that a new column or table cannot be missed.
"""

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Table

from studyapp.accounts.own_data.queries import lasting_names, told_columns
from studyapp.database import Base, holds_json
from studyapp.errors import BadInputError
from studyapp.progress.travel.upload_file import Row
from studyapp.review.session.resting import LASTING
from studyapp.storage.utc_column import UtcDateTime

LONGEST_TEXT = 20_000
LARGEST_NUMBER = 2**31 - 1
EARLIEST = date(1970, 1, 1)
_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")

Settle = Callable[[Row, Row], Row]
"""Says what changes in the row that is here, given that row and the one that comes."""


@dataclass(frozen=True, slots=True)
class Travel:
    """How the rows of a table travel.

    Attributes:
        identity: the columns by which a row is known that is here already.
        settle: what becomes of such a row; without it, it stays as it is here.
        refers: columns that name a row of a table that travels, beside its foreign keys.
    """

    identity: tuple[str, ...]
    settle: Settle | None = None
    refers: tuple[tuple[str, str], ...] = ()


def _newer(column: str) -> Settle:
    def settle(here: Row, comes: Row) -> Row:
        return comes if comes[column] > here[column] else {}

    return settle


def _settle_reading(here: Row, comes: Row) -> Row:
    later = max(here, comes, key=lambda row: row["updated_at"])
    finished = [row["finished_at"] for row in (here, comes) if row["finished_at"] is not None]
    return {
        "place": later["place"],
        "updated_at": later["updated_at"],
        "finished_at": min(finished, default=None),
        "opened_at": min(here["opened_at"], comes["opened_at"]),
        # The same reading may stand on both sides, so it is not added up.
        "words": max(here["words"], comes["words"]),
        "seconds": max(here["seconds"], comes["seconds"]),
    }


def _settle_rest(here: Row, comes: Row) -> Row:
    lasts_longer = comes["reason"] in LASTING and here["reason"] not in LASTING
    return comes if lasts_longer else {}


TRAVELS: Mapping[str, Travel] = {
    "put_off": Travel(("made_at", "kind")),
    "review_log": Travel(("entry_uuid",), refers=(("follows", "review_log"),)),
    "lapse_reason": Travel(("log_id",), _newer("given_at")),
    "pretest": Travel(("question_id",)),
    "rest": Travel(("question_id",), _settle_rest),
    "enrolment": Travel(("question_id",)),
    "study_habit": Travel(()),
    "exam": Travel(("created_at", "title", "held_on")),
    "memory_fit": Travel(("fitted_at",)),
    "reading": Travel(("article_key", "module_key"), _settle_reading),
    "reading_stretch": Travel(("article_key", "module_key", "started_at")),
    "note": Travel(("note_uuid",), _newer("updated_at")),
}
"""The tables that travel, those that others refer to first."""

STAYS: Mapping[str, str] = {
    **dict.fromkeys(
        ("session", "api_token", "second_factor", "recovery_code"), "signs in here alone"
    ),
    "audit_entry": "was done on this server",
    **dict.fromkeys(("calendar_feed", "reminder"), "is a secret address of this server"),
    **dict.fromkeys(("memory", "day_tally"), "is derived from the log"),
    **dict.fromkeys(
        ("accommodation", "seat", "attempt", "player", "response"), "belongs to a class"
    ),
    **dict.fromkeys(("class", "quiz", "quiz_item", "quiz_version"), "is what a teacher made"),
    **dict.fromkeys(("quiz_version_item", "item_tally", "regrade"), "is what a teacher made"),
    **dict.fromkeys(("sitting", "assignment", "live"), "is what a teacher made"),
}
"""The tables that do not, each with the reason."""


def table_named(name: str) -> Table:
    """Return the table of that name."""
    return Base.metadata.tables[name]


def references_of(name: str) -> dict[str, str]:
    """Return the columns of a table that name rows of tables that travel, with those tables."""
    keys = {
        column.name: key.column.table.name
        for column in table_named(name).c
        for key in column.foreign_keys
        if key.column.table.name in TRAVELS
    }
    return keys | dict(TRAVELS[name].refers)


class RowReader:
    """Reads the rows of a table as a file has them; numbers of rows are those of the file."""

    def __init__(self, name: str, now: datetime) -> None:
        """Look up what a row has to look like; no moment may lie a day after `now`."""
        table = table_named(name)
        self._name, self._now = name, now
        self._columns = told_columns(table)
        self._labels = [label for _, _, label in lasting_names(table)]
        self._known = {column.name for column in self._columns} | set(self._labels)

    def read(self, raw: Row, place: int) -> Row:
        """Return a row with values as the database takes them, and lasting names beside them.

        Raises:
            BadInputError: it is no row of this table.
        """
        if unknown := sorted(raw.keys() - self._known):
            raise self._fault(place, f"has {unknown[0]}, which no row of this table has")
        row = {column.name: self._value(column, raw, place) for column in self._columns}
        for label in self._labels:
            if not isinstance(raw.get(label), str):
                raise self._fault(place, f"has no {label}")
            row[label] = raw[label]
        return row

    def read_moment(self, name: str, raw: Row, place: int) -> datetime:
        """Return the moment in a column; raise BadInputError when there is none."""
        (column,) = (column for column in self._columns if column.name == name)
        moment: datetime = self._value(column, raw, place)
        return moment

    def _value(self, column: Column[Any], raw: Row, place: int) -> Any:
        value = raw.get(column.name)
        if value is None:
            if column.nullable:
                return None
            raise self._fault(place, f"has no {column.name}")
        try:
            return _parsed(column, value, self._now)
        except (ValueError, OverflowError, RecursionError) as error:
            raise self._fault(place, f"has a {column.name} that cannot be") from error

    def _fault(self, place: int, what: str) -> BadInputError:
        return row_fault(self._name, place, what)


def row_fault(table: str, place: int, what: str) -> BadInputError:
    """Return the refusal of a row; `place` counts from 0."""
    return BadInputError(
        f"The file is damaged or was changed: row {place + 1} of {table} {what}."
        " Nothing was taken in."
    )


def _parsed(column: Column[Any], value: Any, now: datetime) -> Any:
    """Return a value of JSON as a column takes it; raise ValueError when it does not."""
    if holds_json(column):
        return _fitting(json.dumps(value, ensure_ascii=False), column)
    if isinstance(column.type, UtcDateTime):
        return _moment(value, now)
    kind = column.type.python_type
    if kind is date:
        return _day(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not kind:
        raise ValueError(column.name)
    if kind is str:
        return _fitting(value, column)
    if (kind is float and not math.isfinite(value)) or abs(value) > LARGEST_NUMBER:
        raise ValueError(column.name)
    return value


def _fitting(text: str, column: Column[Any]) -> str:
    longest = getattr(column.type, "length", None) or LONGEST_TEXT
    if len(text) > longest or _NOT_STORABLE.search(text):
        raise ValueError(column.name)
    return text


def _moment(value: Any, now: datetime) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None or (moment - now).days >= 1:
        raise ValueError(value)
    # In another zone the day may still be another one, and no page counts seconds before 1970.
    moment = moment.astimezone(UTC)
    if moment.date() < EARLIEST:
        raise ValueError(value)
    return moment


def _day(value: Any) -> date:
    day = date.fromisoformat(_text(value))
    if day < EARLIEST:
        raise ValueError(value)
    return day


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(value)
    return value

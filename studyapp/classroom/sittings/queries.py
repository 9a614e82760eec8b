"""Reads of sittings, attempts and responses."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from studyapp.bank.grading import Given
from studyapp.classroom.sittings.models import AssignmentRow, AttemptRow, ResponseRow, SittingRow
from studyapp.database import db, table_of
from studyapp.errors import NotFoundError
from studyapp.storage.prepared import AnySession, PreparedRead

Kind = Literal["assigned", "live", "paper", "study"]


@dataclass(frozen=True, slots=True)
class Sitting:
    """One use of a frozen quiz; see `SittingRow`."""

    id: int
    version_id: int
    class_id: int | None
    host_id: int
    kind: Kind
    title: str
    seed: str
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """The work of one learner at one sitting; see `AttemptRow`."""

    id: int
    sitting_id: int
    learner_id: int
    seat_id: int | None
    number: int
    seed: str
    form: str | None
    started_at: datetime
    submitted_at: datetime | None
    submitted_by: str | None
    is_late: bool
    marks: str
    points: float
    possible: float

    @property
    def browser_key(self) -> str:
        """Return what names the attempt in a browser that several learners share.

        The number alone comes again for another learner once this attempt is erased.
        """
        return f"{self.id}-{self.started_at:%Y%m%d%H%M%S%f}"


@dataclass(frozen=True, slots=True)
class Response:
    """The answer that stands to one item of an attempt; see `ResponseRow`."""

    position: int
    question_version_id: int
    given: Given
    shown: tuple[int, ...]
    certainty: int | None
    verdict: str
    share: float
    score: float
    entry_uuid: str
    revision: int
    answered_at: datetime


Columns = tuple[InstrumentedAttribute[Any], ...]
SITTING: Columns = (
    SittingRow.id,
    SittingRow.version_id,
    SittingRow.class_id,
    SittingRow.host_id,
    SittingRow.kind,
    SittingRow.title,
    SittingRow.seed,
    SittingRow.created_at,
    SittingRow.ended_at,
)
ATTEMPT: Columns = (
    AttemptRow.id,
    AttemptRow.sitting_id,
    AttemptRow.learner_id,
    AttemptRow.seat_id,
    AttemptRow.number,
    AttemptRow.seed,
    AttemptRow.form,
    AttemptRow.started_at,
    AttemptRow.submitted_at,
    AttemptRow.submitted_by,
    AttemptRow.is_late,
    AttemptRow.marks,
    AttemptRow.points,
    AttemptRow.possible,
)
_ATTEMPT, _ASSIGNMENT = table_of(AttemptRow), table_of(AssignmentRow)
_RESPONSE = table_of(ResponseRow).c
_RESPONSES = PreparedRead(
    select(
        _RESPONSE.position,
        _RESPONSE.question_version_id,
        _RESPONSE.given,
        _RESPONSE.shown,
        _RESPONSE.certainty,
        _RESPONSE.verdict,
        _RESPONSE.share,
        _RESPONSE.score,
        _RESPONSE.entry_uuid,
        _RESPONSE.revision,
        _RESPONSE.answered_at,
    ).where(_RESPONSE.attempt_id == bindparam("attempt_id"))
)
_BY_ID = PreparedRead(
    select(*(_ATTEMPT.c[column.key] for column in ATTEMPT)).where(
        _ATTEMPT.c.id == bindparam("attempt_id")
    )
)
_CERTAINTY = PreparedRead(
    select(_ASSIGNMENT.c.certainty).where(_ASSIGNMENT.c.sitting_id == bindparam("sitting_id"))
)


def get_sitting(sitting_id: int, session: AnySession | None = None) -> Sitting:
    """Return a sitting; raise NotFoundError when there is none."""
    found = (session or db.session).execute(select(*SITTING).where(SittingRow.id == sitting_id))
    if (row := found.first()) is None:
        raise NotFoundError("There is no such quiz.")
    return _sitting(row)


def sittings_of_class(class_id: int) -> list[Sitting]:
    """Return the sittings of a class, the latest first."""
    rows = db.session.execute(
        select(*SITTING)
        .where(SittingRow.class_id == class_id)
        .order_by(SittingRow.created_at.desc(), SittingRow.id.desc())
    )
    return [_sitting(row) for row in rows]


def get_attempt(attempt_id: int, session: AnySession | None = None) -> Attempt:
    """Return an attempt; raise NotFoundError when there is none."""
    row = _BY_ID.first(session or db.session, attempt_id=attempt_id)
    if row is None:
        raise NotFoundError("There is no such attempt.")
    return _attempt(row)


def attempts_of(session: AnySession, sitting_id: int, learner_id: int) -> list[Attempt]:
    """Return the attempts of a learner at a sitting in their order."""
    rows = session.execute(
        select(*ATTEMPT)
        .where(AttemptRow.sitting_id == sitting_id, AttemptRow.learner_id == learner_id)
        .order_by(AttemptRow.number)
    )
    return [_attempt(row) for row in rows]


def attempts_at(sitting_id: int) -> list[Attempt]:
    """Return every attempt at a sitting, by learner and number."""
    rows = db.session.execute(
        select(*ATTEMPT)
        .where(AttemptRow.sitting_id == sitting_id)
        .order_by(AttemptRow.learner_id, AttemptRow.number)
    )
    return [_attempt(row) for row in rows]


def responses_of(session: AnySession, attempt_id: int) -> dict[int, Response]:
    """Return what stands in an attempt, by the position of the item."""
    rows = _RESPONSES.all(session, attempt_id=attempt_id)
    return {
        row[0]: Response(row[0], row[1], json.loads(row[2]), tuple(json.loads(row[3])), *row[4:])
        for row in rows
    }


def marks_certainty(session: AnySession, sitting_id: int) -> bool:
    """Tell whether learners are marked by how sure they are."""
    return bool(_CERTAINTY.scalar(session, sitting_id=sitting_id))


def _sitting(row: Sequence[Any]) -> Sitting:
    return Sitting(*row)


def _attempt(row: Sequence[Any]) -> Attempt:
    return Attempt(*row)

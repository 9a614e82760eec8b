"""Reads of the review log: answers as they happened."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Boolean, ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from studyapp.bank.grading import Given
from studyapp.database import db, table_of
from studyapp.errors import NotFoundError
from studyapp.review.log.entry_ids import guess_of, insisted_of
from studyapp.review.memory import Memory
from studyapp.review.models import ReviewLogRow
from studyapp.review.modes import UNSCHEDULED, Mode, mode_named
from studyapp.review.rating import Confidence, confidence_named
from studyapp.storage.prepared import AnySession, PreparedRead, Values, is_listed, is_one_of

MARKS = 2
"""An answer can be marked twice: insisted on, then called a guess."""

Columns = ReadOnlyColumnCollection[str, Any]
LOG: Columns = table_of(ReviewLogRow).c
_UNDO = table_of(ReviewLogRow).alias("undo")
_OF_LEARNER = LOG.learner_id == bindparam("learner_id")
_ON_DAY = LOG.learner_day == bindparam("day")


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """An answer as the log holds it; see `ReviewLogRow`."""

    log_id: int
    answer_id: str
    question_id: int
    version_id: int
    mode: Mode
    run_id: str | None
    given: Given
    shown: tuple[int, ...]
    right: bool
    score: float
    confidence: Confidence | None
    disputed: bool
    recalled: bool
    memory: Memory
    recorded_at: datetime
    is_late: bool
    zone: str
    milliseconds: int | None

    @property
    def guessed(self) -> bool:
        """Tell whether the learner says that it was a guess."""
        return self.confidence == "guessed"


class AskedAnswer(NamedTuple):
    """The bare result of a standing answer; `run_id` names the check it was given in.

    A tuple is made in a third of the time, and every page makes one for each answer of the day.

    Attributes:
        milliseconds: how long it took, up to a minute; None where that was not measured.
    """

    question_id: int
    answer_id: str
    right: bool
    due_on: date
    run_id: str | None
    mode: Mode = "review"
    milliseconds: int | None = None


def is_standing(log: Columns = LOG) -> ColumnElement[bool]:
    """Pick the answers that have not been undone, of the log or of an alias of it."""
    undone = select(_UNDO.c.id).where(_UNDO.c.undoes == log.id).exists()
    return and_(log.kind == "answer", ~undone)


def moves_schedule(log: Columns = LOG) -> ColumnElement[bool]:
    """Pick what moves the schedule, of the log or of an alias of it."""
    return ~is_one_of(log.mode, UNSCHEDULED)


_ANSWER_COLUMNS = (
    LOG.id,
    LOG.entry_uuid,
    LOG.question_id,
    LOG.version_id,
    LOG.mode,
    LOG.run_id,
    LOG.given,
    LOG.shown,
    LOG.right,
    LOG.score,
    LOG.confidence,
    LOG.disputed,
    LOG.recalled,
    LOG.stability,
    LOG.difficulty,
    LOG.learner_day,
    LOG.due_on,
    LOG.recorded_at,
    LOG.received_at,
    LOG.zone,
    LOG.milliseconds,
)
_BY_ID = select(*_ANSWER_COLUMNS).where(
    _OF_LEARNER, LOG.entry_uuid == bindparam("answer_id"), LOG.kind == "answer"
)
_FIND_ANSWER = PreparedRead(_BY_ID)
_STANDING_ANSWER = PreparedRead(_BY_ID.where(is_standing()))
_LAST_ANSWER = PreparedRead(
    select(*_ANSWER_COLUMNS)
    .where(
        _OF_LEARNER,
        _ON_DAY,
        LOG.run_id.is_not_distinct_from(bindparam("run_id")),
        is_standing(),
    )
    .order_by(LOG.id.desc())
    .limit(1)
)
_ASKED = (
    select(
        LOG.question_id,
        LOG.entry_uuid,
        LOG.right,
        LOG.due_on,
        LOG.run_id,
        LOG.mode,
        LOG.milliseconds,
    )
    .where(is_standing(), _OF_LEARNER)
    .order_by(LOG.id)
)
_ASKED_IN_RUN = _ASKED.where(LOG.run_id == bindparam("run_id"))
_IN_RUN = PreparedRead(_ASKED_IN_RUN)
_THIS_IN_RUN = PreparedRead(_ASKED_IN_RUN.where(LOG.question_id == bindparam("question_id")))
_OF_DAY = PreparedRead(_ASKED.where(_ON_DAY))
_CAME_LATER = and_(
    LOG.id > bindparam("log_id"),
    or_(LOG.received_at.is_(None), LOG.recorded_at > bindparam("given_at")),
)
_WAS_GIVEN_LATER = and_(
    bindparam("is_late", type_=Boolean),
    LOG.id < bindparam("log_id"),
    LOG.recorded_at > bindparam("given_at"),
)
_ANSWERED_SINCE = PreparedRead(
    select(LOG.id).where(
        _OF_LEARNER,
        LOG.question_id == bindparam("question_id"),
        or_(_CAME_LATER, _WAS_GIVEN_LATER),
        is_standing(),
    )
)
_ANSWERED_AMONG = PreparedRead(
    select(LOG.question_id)
    .where(_OF_LEARNER, is_listed(LOG.question_id, "question_ids"), is_standing())
    .distinct()
)


def find_answer(session: AnySession, learner_id: int, answer_id: str) -> RecordedAnswer | None:
    """Return an answer of a learner by its id, undone or not."""
    row = _FIND_ANSWER.first(session, learner_id=learner_id, answer_id=answer_id)
    return _as_answer(row) if row is not None else None


def get_answer(session: AnySession, learner_id: int, answer_id: str) -> RecordedAnswer:
    """Return an answer of a learner, undone or not; raise NotFoundError otherwise."""
    answer = find_answer(session, learner_id, answer_id)
    if answer is None:
        raise NotFoundError("There is no such answer of yours.")
    return answer


def find_standing_answer(
    session: AnySession, learner_id: int, answer_id: str
) -> RecordedAnswer | None:
    """Return an answer that has not been undone."""
    row = _STANDING_ANSWER.first(session, learner_id=learner_id, answer_id=answer_id)
    return _as_answer(row) if row is not None else None


def find_current_answer(
    session: AnySession, learner_id: int, answer_id: str
) -> RecordedAnswer | None:
    """Return an answer as it stands now: itself, or what it became when it was marked."""
    ids = [answer_id]
    for _ in range(MARKS):
        ids += [mark(id_) for id_ in ids for mark in (guess_of, insisted_of)]
    found = (find_standing_answer(session, learner_id, id_) for id_ in dict.fromkeys(ids))
    return next((answer for answer in found if answer is not None), None)


def get_standing_answer(session: AnySession, learner_id: int, answer_id: str) -> RecordedAnswer:
    """Return an answer that has not been undone; raise NotFoundError otherwise."""
    answer = find_standing_answer(session, learner_id, answer_id)
    if answer is None:
        raise NotFoundError("There is no such answer of yours, or it has been undone.")
    return answer


def find_last_answer(
    session: AnySession, learner_id: int, day: date, run_id: str | None
) -> RecordedAnswer | None:
    """Return the last standing answer of a learner's day in one check, without one in review."""
    row = _LAST_ANSWER.first(session, learner_id=learner_id, day=day, run_id=run_id)
    return _as_answer(row) if row is not None else None


def answers_in_run(learner_id: int, run_id: str) -> list[AskedAnswer]:
    """Return the standing answers of one check in the order they were given."""
    rows = _IN_RUN.all(db.session, learner_id=learner_id, run_id=run_id)
    return list(map(AskedAnswer._make, rows))


def is_answered_in_run(session: AnySession, learner_id: int, run_id: str, question_id: int) -> bool:
    """Tell whether a question has a standing answer in a check."""
    values = {"learner_id": learner_id, "run_id": run_id, "question_id": question_id}
    return _THIS_IN_RUN.first(session, **values) is not None


def is_answered_since(session: AnySession, learner_id: int, answer: RecordedAnswer) -> bool:
    """Tell whether an answer to the same question stands that was given later."""
    values = {
        "learner_id": learner_id,
        "question_id": answer.question_id,
        "log_id": answer.log_id,
        "given_at": answer.recorded_at,
        "is_late": answer.is_late,
    }
    return _ANSWERED_SINCE.first(session, **values) is not None


def answers_of_day(learner_id: int, day: date) -> list[AskedAnswer]:
    """Return every standing answer of a learner's day in the order they were given."""
    return list(map(AskedAnswer._make, _OF_DAY.all(db.session, learner_id=learner_id, day=day)))


def answered_among(learner_id: int, question_ids: Collection[int]) -> set[int]:
    """Return which of some questions a learner has answered."""
    rows = _ANSWERED_AMONG.all(db.session, learner_id=learner_id, question_ids=question_ids)
    return {row[0] for row in rows}


def met_before(learner_id: int, question_ids: Iterable[int], run_id: str) -> set[int]:
    """Return which questions a learner had met when a check began."""
    started = select(func.min(LOG.id)).where(LOG.learner_id == learner_id, LOG.run_id == run_id)
    start = db.session.scalar(started)
    statement = select(LOG.question_id).where(
        LOG.learner_id == learner_id,
        LOG.question_id.in_(list(question_ids)),
        is_standing(),
    )
    if start is not None:
        statement = statement.where(LOG.id < start)
    return set(db.session.scalars(statement))


def _as_answer(row: Values) -> RecordedAnswer:
    return RecordedAnswer(
        log_id=row[0],
        answer_id=row[1],
        question_id=row[2],
        version_id=row[3],
        mode=mode_named(row[4]),
        run_id=row[5],
        given=json.loads(row[6]),
        shown=tuple(json.loads(row[7])),
        right=row[8],
        score=row[9],
        confidence=confidence_named(row[10]),
        disputed=bool(row[11]),
        recalled=bool(row[12]),
        memory=Memory(row[13], row[14], row[15], row[16]),
        recorded_at=row[17],
        is_late=row[18] is not None,
        zone=row[19],
        milliseconds=row[20],
    )

"""Reads of what learners hold and of what is due."""

from collections.abc import Collection, Container
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    outerjoin,
    select,
)

from studyapp.bank.models import QuestionRow
from studyapp.database import db, table_of
from studyapp.review.log.replay import CardState
from studyapp.review.memory import Memory
from studyapp.review.models import MemoryRow, RestRow
from studyapp.review.session.due_queue import DueCard, first_rather, most_urgent_first
from studyapp.review.session.resting import LASTING
from studyapp.review.session.resting_queries import is_in_force
from studyapp.review.session.selection import Selection
from studyapp.storage.prepared import (
    AnySession,
    PreparedRead,
    Values,
    days_between,
    is_listed,
    is_one_of,
)

LOOKED_AT = 50
"""Of so many longest due questions the one most at risk is asked."""

MEMORY, QUESTION = table_of(MemoryRow).c, table_of(QuestionRow).c
REST = table_of(RestRow).c
_OF_LEARNER = MEMORY.learner_id == bindparam("learner_id")
_STATE_COLUMNS = (
    MEMORY.question_id,
    MEMORY.stability,
    MEMORY.difficulty,
    MEMORY.reviewed_on,
    MEMORY.due_on,
    MEMORY.reps,
    MEMORY.passes,
    MEMORY.lapses,
    MEMORY.last_answer_id,
    MEMORY.decay,
)
_IS_ASKED = MEMORY.question_id.not_in(
    select(QUESTION.id).where(QUESTION.retired_at.is_not(None)).scalar_subquery()
)
_IS_ITS_REST = and_(
    REST.learner_id == MEMORY.learner_id,
    REST.question_id == MEMORY.question_id,
    is_in_force(REST),
)
_IS_AWAKE = MEMORY.question_id.not_in(
    select(REST.question_id)
    .where(
        REST.learner_id == bindparam("learner_id"),
        REST.until > bindparam("day"),
        is_in_force(REST),
        or_(REST.reason != "put_off", bindparam("heeds_plans", value=True, type_=Boolean)),
    )
    .scalar_subquery()
)
_DUE = (_OF_LEARNER, MEMORY.due_on <= bindparam("day"), _IS_ASKED, _IS_AWAKE)
_IS_AMONG = is_listed(MEMORY.question_id, "among")
_WAS_MISSED = or_(MEMORY.lapses > 0, MEMORY.passes == 0)


@dataclass(frozen=True, slots=True)
class _DueRead:
    """A read of due questions, for each way to limit a session."""

    everything: PreparedRead
    missed: PreparedRead
    among: PreparedRead

    def all(self, learner_id: int, today: date, only: Selection | None) -> list[Values]:
        """Return the rows of what is due on a learner's day."""
        values = {"learner_id": learner_id, "day": today}
        if only is None or not only.heeds_plans:
            return self.everything.all(db.session, **values, heeds_plans=only is None)
        if only.question_ids is None:
            return self.missed.all(db.session, **values)
        return self.among.all(db.session, **values, among=only.question_ids)


def _due_read(statement: Select[Any]) -> _DueRead:
    return _DueRead(
        PreparedRead(statement),
        PreparedRead(statement.where(_WAS_MISSED)),
        PreparedRead(statement.where(_IS_AMONG)),
    )


_DAYS_SINCE = days_between(MEMORY.reviewed_on, bindparam("day", type_=Date))
_NEXT_DUE = _due_read(
    select(MEMORY.question_id, MEMORY.stability, MEMORY.decay, _DAYS_SINCE)
    .where(*_DUE)
    .order_by(MEMORY.due_on, MEMORY.question_id)
    .limit(LOOKED_AT)
)
_DUE_IDS = PreparedRead(select(MEMORY.question_id).where(*_DUE))
_COUNT_DUE = _due_read(select(func.count()).select_from(table_of(MemoryRow)).where(*_DUE))
_ASKED_ON = case((REST.until > MEMORY.due_on, REST.until), else_=MEMORY.due_on)
_COMES_BACK = or_(REST.reason.is_(None), ~is_one_of(REST.reason, LASTING))
_DUE_BY_DAY = PreparedRead(
    select(_ASKED_ON, func.count())
    .select_from(outerjoin(table_of(MemoryRow), table_of(RestRow), _IS_ITS_REST))
    .where(_OF_LEARNER, bindparam("day", type_=Date) >= _ASKED_ON, _IS_ASKED, _COMES_BACK)
    .group_by(_ASKED_ON)
)
_HELD = select(*_STATE_COLUMNS).where(_OF_LEARNER)
_STATES = PreparedRead(_HELD)
_STATES_AMONG = PreparedRead(_HELD.where(_IS_AMONG))
_STATE = PreparedRead(_HELD.where(MEMORY.question_id == bindparam("question_id")))
_LASTING_RESTS = PreparedRead(
    select(REST.question_id, REST.reason)
    .where(REST.learner_id == bindparam("learner_id"), is_one_of(REST.reason, LASTING))
    .order_by(REST.question_id)
)
_RESTS = PreparedRead(
    select(REST.question_id, REST.until).where(
        REST.learner_id == bindparam("learner_id"),
        REST.until > bindparam("day"),
        is_in_force(REST),
    )
)


def next_due(
    learner_id: int,
    today: date,
    *,
    rather_not: Container[int] = (),
    only: Selection | None = None,
) -> int | None:
    """Return the id of the due question most at risk of being forgotten.

    One of `rather_not` is returned only when nothing else is among those looked at.
    """
    return first_rather(most_at_risk(learner_id, today, only), rather_not)


def most_at_risk(learner_id: int, today: date, only: Selection | None = None) -> list[int]:
    """Return the ids of due questions, the likeliest forgotten first; `LOOKED_AT` at most."""
    rows = _NEXT_DUE.all(learner_id, today, only)
    cards: list[DueCard] = [(row[0], row[1], row[2], row[3]) for row in rows]
    return [card[0] for card in most_urgent_first(cards)]


def count_due(learner_id: int, today: date, only: Selection | None = None) -> int:
    """Count the questions due on a learner's day."""
    ((count,),) = _COUNT_DUE.all(learner_id, today, only)
    return int(count)


def due_ids(learner_id: int, today: date) -> list[int]:
    """Return the ids of all questions due on a learner's day."""
    return [row[0] for row in _DUE_IDS.all(db.session, learner_id=learner_id, day=today)]


def due_by_day(learner_id: int, until: date) -> dict[date, int]:
    """Return how many questions come due on each day up to `until`, overdue ones included."""
    return dict(_DUE_BY_DAY.all(db.session, learner_id=learner_id, day=until))


def memories_of(learner_id: int) -> dict[int, Memory]:
    """Return what a learner holds of every question they have met."""
    rows = _STATES.all(db.session, learner_id=learner_id)
    return {row[0]: _as_memory(row) for row in rows}


def find_state(session: AnySession, learner_id: int, question_id: int) -> CardState | None:
    """Return where a learner stands with a question."""
    row = _STATE.first(session, learner_id=learner_id, question_id=question_id)
    return _as_state(row) if row is not None else None


def lasting_rests(learner_id: int) -> dict[int, str]:
    """Return each question that rests until it is woken, with the reason."""
    return dict(_LASTING_RESTS.all(db.session, learner_id=learner_id))


def rests_of(learner_id: int, today: date) -> dict[int, date]:
    """Return until when questions rest, by question; what lasts does so `UNTIL_WOKEN`."""
    return dict(_RESTS.all(db.session, learner_id=learner_id, day=today))


def states_among(
    learner_id: int, question_ids: Collection[int], session: AnySession | None = None
) -> dict[int, CardState]:
    """Return where a learner stands with those of some questions that they have met."""
    if not question_ids:
        return {}
    rows = _STATES_AMONG.all(session or db.session, learner_id=learner_id, among=question_ids)
    return {row[0]: _as_state(row) for row in rows}


def states_of(session: AnySession, learner_id: int) -> dict[int, CardState]:
    """Return where a learner stands with every question they have met."""
    rows = _STATES.all(session, learner_id=learner_id)
    return {row[0]: _as_state(row) for row in rows}


def _as_state(row: Values) -> CardState:
    memory = _as_memory(row)
    return CardState(memory, reps=row[5], passes=row[6], lapses=row[7], last_answer_id=row[8])


def _as_memory(row: Values) -> Memory:
    return Memory(row[1], row[2], row[3], row[4], row[9])

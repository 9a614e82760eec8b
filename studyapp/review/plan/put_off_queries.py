"""Reads of days off, of spread backlogs, and of what is asked when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import and_, bindparam, or_, outerjoin, select

from studyapp.bank.models import QuestionRow
from studyapp.database import db, table_of
from studyapp.review.memory import Memory
from studyapp.review.models import MemoryRow, RestRow
from studyapp.review.plan.models import PutOffRow
from studyapp.review.plan.put_off_plan import (
    DaysOff,
    PutOffPlan,
    Span,
    Waiting,
    plan_backlog,
    plan_days_off,
    plan_return,
)
from studyapp.review.session.resting import LASTING
from studyapp.review.session.resting_queries import is_in_force
from studyapp.storage.prepared import AnyRow, AnySession, PreparedRead, Values

Kind = Literal["days_off", "backlog"]

PUT_OFF, REST = table_of(PutOffRow).c, table_of(RestRow).c
MEMORY, QUESTION = table_of(MemoryRow).c, table_of(QuestionRow).c
_NOT_OVER = (
    select(PUT_OFF.id, PUT_OFF.kind, PUT_OFF.first_day, PUT_OFF.last_day, PUT_OFF.minutes)
    .where(PUT_OFF.learner_id == bindparam("learner_id"), PUT_OFF.last_day >= bindparam("day"))
    .order_by(PUT_OFF.first_day, PUT_OFF.id)
)
_RESTS_ON = (
    select(REST.question_id)
    .where(REST.put_off_id == PUT_OFF.id, REST.until > bindparam("day"), is_in_force(REST))
    .exists()
)
_RUNNING = PreparedRead(_NOT_OVER)
_AT_WORK = PreparedRead(
    select(PUT_OFF.id, PUT_OFF.kind, PUT_OFF.first_day, PUT_OFF.last_day, PUT_OFF.minutes)
    .where(
        PUT_OFF.learner_id == bindparam("learner_id"),
        or_(PUT_OFF.last_day >= bindparam("day"), _RESTS_ON),
    )
    .order_by(PUT_OFF.first_day, PUT_OFF.id)
)
_DAY_OFF = PreparedRead(
    _NOT_OVER.where(PUT_OFF.kind == "days_off", PUT_OFF.first_day <= bindparam("day"))
)
_MET = outerjoin(
    table_of(MemoryRow),
    table_of(RestRow),
    and_(
        REST.learner_id == MEMORY.learner_id,
        REST.question_id == MEMORY.question_id,
        is_in_force(REST),
    ),
).outerjoin(table_of(PutOffRow), PUT_OFF.id == REST.put_off_id)
_WAITING = (
    select(
        MEMORY.question_id,
        MEMORY.stability,
        MEMORY.difficulty,
        MEMORY.reviewed_on,
        MEMORY.due_on,
        MEMORY.decay,
        REST.until,
        PUT_OFF.kind,
    )
    .select_from(_MET.join(table_of(QuestionRow), QUESTION.id == MEMORY.question_id))
    .where(
        MEMORY.learner_id == bindparam("learner_id"),
        QUESTION.retired_at.is_(None),
        or_(REST.reason.is_(None), REST.reason.not_in(LASTING)),
    )
)


@dataclass(frozen=True, slots=True)
class PutOff:
    """Days off or a spread backlog of one learner; see `PutOffRow`."""

    id: int
    kind: Kind
    first_day: date
    last_day: date
    minutes: int | None


def put_offs_of(session: AnySession, learner_id: int, today: date) -> list[PutOff]:
    """Return the plans of a learner that are not over, the earliest first."""
    rows = _RUNNING.all(session, learner_id=learner_id, day=today)
    return [_as_put_off(row) for row in rows]


def put_offs_at_work(learner_id: int, today: date) -> list[PutOff]:
    """Return the plans that can still be undone: not over, or with questions put off by them."""
    rows = _AT_WORK.all(db.session, learner_id=learner_id, day=today)
    return [_as_put_off(row) for row in rows]


def day_off(learner_id: int, today: date) -> PutOff | None:
    """Return the days off that a learner's day belongs to."""
    row = _DAY_OFF.first(db.session, learner_id=learner_id, day=today)
    return _as_put_off(row) if row is not None else None


def find_overlap(session: AnySession, learner_id: int, wish: DaysOff) -> PutOff | None:
    """Return days off that a learner has on one of the wished days already."""
    running = put_offs_of(session, learner_id, wish.first_day)
    return next((p for p in running if p.kind == "days_off" and p.first_day <= wish.last_day), None)


def days_off_plan(session: AnySession, learner_id: int, wish: DaysOff, today: date) -> PutOffPlan:
    """Return what days off would do to what a learner is asked."""
    off = _days_off(session, learner_id, today)
    return plan_days_off(_waiting(session, learner_id), wish, today, off)


def backlog_plan(session: AnySession, learner_id: int, a_day: int, today: date) -> PutOffPlan:
    """Return what spreading would do to all that is due, what is spread already included."""
    off = _days_off(session, learner_id, today)
    return plan_backlog(_waiting(session, learner_id, spread=False), today, a_day, off)


def find_backlog(session: AnySession, learner_id: int, today: date) -> PutOff | None:
    """Return the backlog that a learner is spreading."""
    running = put_offs_of(session, learner_id, today)
    return next((p for p in running if p.kind == "backlog"), None)


def held_by(session: AnySession, learner_id: int, put_off_id: int, today: date) -> set[int]:
    """Return the questions that a plan of a learner puts off beyond today."""
    is_held = (REST.put_off_id == put_off_id, REST.until > today, is_in_force(REST))
    of_learner = REST.learner_id == learner_id
    return set(session.scalars(select(REST.question_id).where(of_learner, *is_held)))


def return_plan(
    session: AnySession,
    learner_id: int,
    backlog: PutOff,
    held: Collection[int],
    a_day: int,
    today: date,
) -> PutOffPlan:
    """Return how a backlog takes back what was in it, of what days off held that were undone."""
    waiting = _waiting(session, learner_id)
    back = {w.question_id for w in waiting if w.asked_on <= backlog.first_day}
    off = _days_off(session, learner_id, today)
    return plan_return(waiting, back.intersection(held), today, a_day, off)


def count_backlog(session: AnySession, learner_id: int, today: date) -> int:
    """Count what would be due if no backlog were being spread."""
    waiting = _waiting(session, learner_id, spread=False)
    return sum(one.asked_on <= today for one in waiting)


def _days_off(session: AnySession, learner_id: int, today: date) -> list[Span]:
    running = put_offs_of(session, learner_id, today)
    return [(p.first_day, p.last_day) for p in running if p.kind == "days_off"]


def _waiting(session: AnySession, learner_id: int, *, spread: bool = True) -> list[Waiting]:
    """Return every question a learner has met with the day on which it is asked next.

    Those that rest until they are woken are left out. Without `spread`, a backlog that is being
    spread counts as if it were not.
    """
    rows = session.execute(_WAITING, {"learner_id": learner_id})
    return [_as_waiting(row, spread=spread) for row in rows]


def _as_waiting(row: AnyRow, *, spread: bool) -> Waiting:
    until, kind = row[6:8]
    rests = until is not None and (spread or kind != "backlog")
    asked_on = max(row[4], until) if rests else row[4]
    return Waiting(row[0], Memory(*row[1:6]), asked_on)


def _as_put_off(row: Values) -> PutOff:
    return PutOff(row[0], "days_off" if row[1] == "days_off" else "backlog", *row[2:5])

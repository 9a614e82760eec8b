"""Read what is due around a day, to choose the day of the next review."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from sqlalchemy import bindparam, func, select

from studyapp.database import table_of
from studyapp.review.memory import Memory
from studyapp.review.models import MemoryRow
from studyapp.review.plan.exam_bound import latest_day
from studyapp.review.plan.exam_queries import exam_days
from studyapp.review.plan.habit_queries import Scheduling
from studyapp.review.plan.habits import Habits
from studyapp.review.plan.put_off_queries import PutOff, put_offs_of
from studyapp.review.session.spreading import days_to_choose_from, least_crowded
from studyapp.storage.prepared import AnySession, PreparedRead

_MEMORY = table_of(MemoryRow).c
_OF_LEARNER = _MEMORY.learner_id == bindparam("learner_id")
_CROWDS = PreparedRead(
    select(_MEMORY.due_on, func.count())
    .where(_OF_LEARNER, _MEMORY.due_on.between(bindparam("first"), bindparam("last")))
    .group_by(_MEMORY.due_on)
)


def spread(
    session: AnySession,
    learner_id: int,
    question_id: int,
    memory: Memory,
    scheduling: Scheduling,
    *,
    was_due_on: date | None,
    sibling_days: Collection[date],
) -> Memory:
    """Return a memory due on the least crowded of the days that are as good as the exact one.

    An exam that covers the question brings it forward, and days off are days to avoid.

    Args:
        memory: what the answer left, exactly due.
        was_due_on: when the question was due until now; None where it was never asked.
        sibling_days: days on which a question of the same passage is due.
    """
    today, exact = memory.reviewed_on, memory.due_on
    latest = None
    if scheduling.has_exams:
        held_on = exam_days(session, learner_id, today).get(question_id)
        latest = latest_day(today, exact, held_on) if held_on is not None else None
        exact = min(exact, latest or exact)
    intervals = days_to_choose_from((exact - today).days)
    if len(intervals) == 1:
        return replace(memory, due_on=exact)
    off = put_offs_of(session, learner_id, today) if scheduling.has_put_offs else []
    first, last = (today + timedelta(days=days) for days in (intervals[0], intervals[-1]))
    crowds: dict[date, int] = dict(
        _CROWDS.all(session, learner_id=learner_id, first=first, last=last)
    )
    if was_due_on in crowds:
        crowds[was_due_on] -= 1
    day = least_crowded(
        today,
        exact,
        due=crowds,
        sibling_days=sibling_days,
        share_of=partial(_share_of, scheduling.habits, off),
        latest=latest,
    )
    return replace(memory, due_on=day)


def _share_of(habits: Habits, off: Iterable[PutOff], day: date) -> float:
    is_off = any(p.kind == "days_off" and p.first_day <= day <= p.last_day for p in off)
    return 0.0 if is_off else habits.share_of(day)

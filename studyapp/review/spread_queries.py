"""Read what is due around a day, to choose the day of the next review."""

from dataclasses import replace
from datetime import date

from sqlalchemy import bindparam, func, select

from studyapp.bank.catalogue import siblings
from studyapp.bank.queries import catalogue
from studyapp.database import table_of
from studyapp.review.habits import Habits
from studyapp.review.log_queries import AnySession
from studyapp.review.memory import Memory
from studyapp.review.models import MemoryRow
from studyapp.review.spreading import days_to_choose_from, least_crowded

_MEMORY = table_of(MemoryRow).c
_IS_SIBLING = _MEMORY.question_id.in_(bindparam("siblings", expanding=True))
_AROUND = (
    select(_MEMORY.due_on, func.count(), func.sum(_IS_SIBLING.cast(_MEMORY.reps.type)))
    .where(
        _MEMORY.learner_id == bindparam("learner_id"),
        _MEMORY.due_on.between(bindparam("first"), bindparam("last")),
        _MEMORY.question_id != bindparam("question_id"),
    )
    .group_by(_MEMORY.due_on)
)


def spread(
    session: AnySession, learner_id: int, question_id: int, memory: Memory, habits: Habits
) -> Memory:
    """Return a memory due on the least crowded of the days that are as good as the exact one."""
    today, exact = memory.reviewed_on, memory.due_on
    intervals = days_to_choose_from((exact - today).days)
    if len(intervals) == 1:
        return memory
    values = {
        "learner_id": learner_id,
        "question_id": question_id,
        "siblings": sorted(siblings(catalogue(), question_id)),
        "first": date.fromordinal(today.toordinal() + intervals[0]),
        "last": date.fromordinal(today.toordinal() + intervals[-1]),
    }
    rows = session.execute(_AROUND, values).all()
    day = least_crowded(
        today,
        exact,
        due={row[0]: row[1] for row in rows},
        sibling_days={row[0] for row in rows if row[2]},
        share_of=habits.share_of,
    )
    return replace(memory, due_on=day)

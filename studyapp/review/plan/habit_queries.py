"""Reads of how a learner wants to be asked."""

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, bindparam, outerjoin, select

from studyapp.accounts.models import LearnerRow
from studyapp.database import db, table_of
from studyapp.review.memory import PARAMETERS, Parameters
from studyapp.review.plan.habits import Habits, goal_kind_named
from studyapp.review.plan.models import ExamRow, MemoryFitRow, PutOffRow, StudyHabitRow
from studyapp.storage.prepared import AnySession, PreparedRead, Values

_LEARNER, _HABIT = table_of(LearnerRow), table_of(StudyHabitRow)
_FIT, _EXAM, _PUT_OFF = (table_of(row) for row in (MemoryFitRow, ExamRow, PutOffRow))
_SCHEDULING = PreparedRead(
    select(
        _FIT.c.parameters,
        _HABIT.c.retention,
        _HABIT.c.new_per_day,
        _HABIT.c.goal_kind,
        _HABIT.c.goal,
        _HABIT.c.weekdays,
        _HABIT.c.recall_first,
        select(_EXAM.c.id)
        .where(_EXAM.c.learner_id == _LEARNER.c.id, _EXAM.c.held_on > bindparam("day"))
        .exists(),
        select(_PUT_OFF.c.id)
        .where(_PUT_OFF.c.learner_id == _LEARNER.c.id, _PUT_OFF.c.last_day > bindparam("day"))
        .exists(),
    )
    .select_from(
        outerjoin(
            outerjoin(_LEARNER, _HABIT, _HABIT.c.learner_id == _LEARNER.c.id),
            _FIT,
            and_(_FIT.c.learner_id == _LEARNER.c.id, _FIT.c.used),
        )
    )
    .where(_LEARNER.c.id == bindparam("learner_id"))
)


@dataclass(frozen=True, slots=True)
class Scheduling:
    """What a learner's schedule is reckoned with.

    Attributes:
        parameters: of the memory; the learner's own where they were fitted.
        has_exams, has_put_offs: whether there is an exam to come, or days off.
    """

    habits: Habits
    parameters: Parameters
    has_exams: bool = False
    has_put_offs: bool = False


def scheduling_of(session: AnySession, learner_id: int, today: date = date.max) -> Scheduling:
    """Return what a learner's schedule is reckoned with; plans count that reach past `today`."""
    row = _SCHEDULING.first(session, learner_id=learner_id, day=today)
    if row is None:
        return Scheduling(Habits(), PARAMETERS)
    parameters = PARAMETERS if row[0] is None else tuple(json.loads(row[0]))
    return Scheduling(_as_habits(row), parameters, row[7], row[8])


def habits_of(learner_id: int | None) -> Habits:
    """Return how a learner wants to be asked; a visitor has the defaults."""
    return Habits() if learner_id is None else scheduling_of(db.session, learner_id).habits


def _as_habits(row: Values) -> Habits:
    if row[1] is None:
        return Habits()
    return Habits(
        retention=row[1],
        new_per_day=row[2],
        goal_kind=goal_kind_named(row[3]) or "none",
        goal=row[4],
        weekdays=row[5],
        recall_first=bool(row[6]),
    )

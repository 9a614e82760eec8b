"""Reads of how fast and how much a learner studies."""

from sqlalchemy import bindparam, select

from studyapp.database import db, table_of
from studyapp.review.log_queries import LOG, is_standing
from studyapp.review.memory import RETENTION_DEFAULT
from studyapp.review.pace import seconds_per_question
from studyapp.review.plan_models import StudyHabitRow

LATEST_ANSWERS = 300
NEW_PER_DAY = 10
"""New questions a day of whoever has not said how many they want."""

HABIT = table_of(StudyHabitRow).c
_OF_HABIT = HABIT.learner_id == bindparam("learner_id")
_MILLISECONDS = (
    select(LOG.milliseconds)
    .where(LOG.learner_id == bindparam("learner_id"), LOG.milliseconds > 0, is_standing())
    .order_by(LOG.learner_day.desc(), LOG.id.desc())
    .limit(LATEST_ANSWERS)
)


def pace_of(learner_id: int | None) -> float:
    """Return the seconds that a learner takes for a question; see `review/pace.py`."""
    if learner_id is None:
        return seconds_per_question([])
    times = db.session.scalars(_MILLISECONDS, {"learner_id": learner_id})
    return seconds_per_question([time for time in times if time is not None])


def habit_of(learner_id: int) -> tuple[int, float]:
    """Return how many new questions a day a learner wants, and the wanted recall on a due day."""
    statement = select(HABIT.new_per_day, HABIT.retention).where(_OF_HABIT)
    row = db.session.execute(statement, {"learner_id": learner_id}).first()
    return (row[0], row[1]) if row is not None else (NEW_PER_DAY, RETENTION_DEFAULT)

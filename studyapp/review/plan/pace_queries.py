"""Read of how fast a learner answers."""

from sqlalchemy import bindparam, select

from studyapp.database import db
from studyapp.review.log.queries import LOG, is_standing
from studyapp.review.plan.pace import seconds_per_question

LATEST_ANSWERS = 300
_MILLISECONDS = (
    select(LOG.milliseconds)
    .where(LOG.learner_id == bindparam("learner_id"), LOG.milliseconds > 0, is_standing())
    .order_by(LOG.learner_day.desc(), LOG.id.desc())
    .limit(LATEST_ANSWERS)
)


def pace_of(learner_id: int | None) -> float:
    """Return the seconds that a learner takes for a question; see `review/plan/pace.py`."""
    if learner_id is None:
        return seconds_per_question([])
    times = db.session.scalars(_MILLISECONDS, {"learner_id": learner_id})
    return seconds_per_question([time for time in times if time is not None])

"""Read of how fast a learner answers."""

from datetime import date

from sqlalchemy import bindparam, select

from studyapp.database import db
from studyapp.review.log.queries import LOG, is_standing
from studyapp.review.plan.pace import seconds_per_question

LATEST_ANSWERS = 300
_MILLISECONDS = (
    select(LOG.milliseconds)
    .where(
        LOG.learner_id == bindparam("learner_id"),
        LOG.learner_day < bindparam("before"),
        LOG.milliseconds > 0,
        is_standing(),
    )
    .order_by(LOG.learner_day.desc(), LOG.id.desc())
    .limit(LATEST_ANSWERS)
)


def pace_of(learner_id: int | None, *, before: date = date.max) -> float:
    """Return the seconds that a learner took for a question before a day, or takes now.

    See `review/plan/pace.py`.
    """
    if learner_id is None:
        return seconds_per_question([])
    times = db.session.scalars(_MILLISECONDS, {"learner_id": learner_id, "before": before})
    return seconds_per_question([time for time in times if time is not None])

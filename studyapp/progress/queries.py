"""Reads over the whole of what a learner has done."""

from datetime import date

from sqlalchemy import bindparam, select

from studyapp.database import db, table_of
from studyapp.prepared import PreparedRead
from studyapp.progress.overview import Learning
from studyapp.progress.sessions import TimedAnswer
from studyapp.reading.pace import words_per_minute
from studyapp.reading.queries import readings_of
from studyapp.review.log_queries import LOG, is_standing
from studyapp.review.models import ReviewLogRow
from studyapp.review.queries import due_ids, memories_of
from studyapp.review.session_queries import review_day

LATEST_ANSWERS = 500
"""The list of sessions is made of so many of the latest answers."""

_BEFORE = table_of(ReviewLogRow).alias("before").c
_MET_BEFORE = (
    select(_BEFORE.id)
    .where(
        _BEFORE.learner_id == LOG.learner_id,
        _BEFORE.question_id == LOG.question_id,
        _BEFORE.id < LOG.id,
        is_standing(_BEFORE),
    )
    .exists()
)
_LATEST = PreparedRead(
    select(LOG.recorded_at, LOG.right, ~_MET_BEFORE)
    .where(LOG.learner_id == bindparam("learner_id"), is_standing())
    .order_by(LOG.learner_day.desc(), LOG.id.desc())
    .limit(LATEST_ANSWERS)
)


def learning_of(learner_id: int | None, today: date) -> Learning:
    """Return what is known of a learner; of a new visitor nothing is."""
    if learner_id is None:
        return Learning(today, {}, {})
    # A miss of today is not due by its schedule, but it is asked once more today.
    due = {*due_ids(learner_id, today), *review_day(learner_id, today).wanted}
    readings = readings_of(learner_id)
    pace = words_per_minute(readings.values())
    return Learning(today, memories_of(learner_id), readings, due, pace)


def latest_answers(learner_id: int) -> list[TimedAnswer]:
    """Return the latest standing answers of a learner, oldest first."""
    rows = _LATEST.all(db.session, learner_id=learner_id)
    return list(map(TimedAnswer._make, reversed(rows)))

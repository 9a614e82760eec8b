"""Reads of how well the schedule and the learner's own certainty hold."""

from datetime import date

from sqlalchemy import and_, bindparam, select

from studyapp.database import db, table_of
from studyapp.progress.retention.breakdown import Reviewed
from studyapp.progress.retention.working import DayTally, Working, first_day_needed, working_from
from studyapp.review.days.models import DayTallyRow
from studyapp.review.log.queries import LOG, is_standing, moves_schedule
from studyapp.review.models import ReviewLogRow
from studyapp.review.modes import CLASS
from studyapp.review.plan.habit_queries import habits_of
from studyapp.storage.prepared import PreparedRead, days_between

LATEST_REVIEWS = 1000
LOOKED_AT = 4000
"""The latest reviews are looked for among so many of the latest answers, however few they are."""

_TALLY = table_of(DayTallyRow).c
_BEFORE = table_of(ReviewLogRow).alias("before").c
_DAYS = PreparedRead(
    select(*(_TALLY[name] for name in DayTally._fields)).where(
        _TALLY.learner_id == bindparam("learner_id"), _TALLY.day >= bindparam("first_day")
    )
)
_LATEST = (
    select(LOG.id, LOG.question_id, LOG.right, LOG.mode, LOG.follows, LOG.learner_day)
    .where(LOG.learner_id == bindparam("learner_id"), is_standing())
    .order_by(LOG.learner_day.desc(), LOG.id.desc())
    .limit(LOOKED_AT)
    .subquery("latest")
)
_REVIEWS = PreparedRead(
    select(_LATEST.c.question_id, _LATEST.c.right)
    .select_from(_LATEST.join(_BEFORE.id.table, _BEFORE.id == _LATEST.c.follows))
    .where(
        and_(
            moves_schedule(_LATEST.c),
            _LATEST.c.mode != CLASS,
            days_between(_BEFORE.learner_day, _LATEST.c.learner_day) >= 1,
        )
    )
    .order_by(_LATEST.c.learner_day.desc(), _LATEST.c.id.desc())
    .limit(LATEST_REVIEWS)
)


def working_of(learner_id: int | None, today: date) -> Working:
    """Return whether it is working for a learner; a visitor has answered nothing."""
    first_day = first_day_needed(today)
    rows = (
        _DAYS.all(db.session, learner_id=learner_id, first_day=first_day)
        if learner_id is not None
        else []
    )
    return working_from(map(DayTally._make, rows), habits_of(learner_id).retention, today)


def latest_reviews(learner_id: int) -> list[Reviewed]:
    """Return what came of the latest reviews, counted as in `DayTallyRow`, newest first."""
    return list(map(Reviewed._make, _REVIEWS.all(db.session, learner_id=learner_id)))

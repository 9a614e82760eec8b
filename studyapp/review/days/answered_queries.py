"""Reads of when a learner has answered, and how much."""

from datetime import date

from sqlalchemy import Integer, bindparam, select

from studyapp.database import db, table_of
from studyapp.review.days.met_queries import is_first
from studyapp.review.days.models import DayTallyRow
from studyapp.review.log.queries import LOG, is_standing
from studyapp.review.modes import CLASS
from studyapp.storage.prepared import PreparedRead, Values

_TALLY = table_of(DayTallyRow).c
_BY_DAY = PreparedRead(
    select(_TALLY.day, _TALLY.answers, _TALLY.milliseconds).where(
        _TALLY.learner_id == bindparam("learner_id"),
        _TALLY.day >= bindparam("first"),
        _TALLY.day <= bindparam("last"),
    )
)
_LATEST_DAYS = PreparedRead(
    select(_TALLY.day, _TALLY.answers)
    .where(_TALLY.learner_id == bindparam("learner_id"), _TALLY.day < bindparam("before"))
    .order_by(_TALLY.day.desc())
    .limit(bindparam("most", type_=Integer))
)
_ANSWERS = PreparedRead(
    select(LOG.recorded_at, LOG.learner_day, LOG.question_id, LOG.right, is_first(), LOG.confidence)
    .where(
        LOG.learner_id == bindparam("learner_id"),
        LOG.learner_day >= bindparam("first"),
        LOG.learner_day <= bindparam("last"),
        LOG.mode != CLASS,
        is_standing(),
    )
    .order_by(LOG.id)
)


def answered_by_day(learner_id: int, first: date, last: date) -> list[tuple[date, int, int]]:
    """Return the answers, and the milliseconds they took, of each day on which any were given."""
    rows = _BY_DAY.all(db.session, learner_id=learner_id, first=first, last=last)
    return [(row[0], row[1], row[2]) for row in rows]


def latest_days_answered(learner_id: int, before: date, most: int) -> list[tuple[date, int]]:
    """Return the latest days before one with their answers, the latest first."""
    rows = _LATEST_DAYS.all(db.session, learner_id=learner_id, before=before, most=most)
    return [(row[0], row[1]) for row in rows]


def answers_between(learner_id: int, first: date, last: date) -> list[Values]:
    """Return the standing answers of some of a learner's days, as they came; none of a class.

    Each is its moment, its day, the question, whether it was right, whether the question was met
    with it, and how sure the learner was.
    """
    return _ANSWERS.all(db.session, learner_id=learner_id, first=first, last=last)

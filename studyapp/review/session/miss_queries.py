"""Reads of what was missed on a learner's day and is to be tried again."""

from datetime import date

from sqlalchemy import ColumnElement, and_, bindparam, false, or_, select

from studyapp.database import db, table_of
from studyapp.review.log.queries import LOG, is_standing
from studyapp.review.models import ReviewLogRow
from studyapp.review.session.retries import RETRY_AFTER, LoggedAnswer
from studyapp.storage.prepared import PreparedRead

_AGAIN = table_of(ReviewLogRow).alias("again").c


def _again(is_later: ColumnElement[bool]) -> ColumnElement[bool]:
    """Pick what was answered again on its day, by an answer that counts as later."""
    is_its = (
        _AGAIN.learner_id == LOG.learner_id,
        _AGAIN.question_id == LOG.question_id,
        _AGAIN.learner_day == LOG.learner_day,
    )
    return select(_AGAIN.id).where(*is_its, is_later, is_standing(_AGAIN)).exists()


_CAME_LATER = and_(
    _AGAIN.id > LOG.id,
    or_(_AGAIN.received_at.is_(None), _AGAIN.recorded_at >= LOG.recorded_at),
)
_WAS_GIVEN_LATER = and_(_AGAIN.id < LOG.id, _AGAIN.recorded_at > LOG.recorded_at)
# Asked apart, and the second only of late answers: of both in one, every answer to the question
# would be looked at.
_ANSWERED_AGAIN = or_(
    _again(_CAME_LATER), and_(LOG.received_at.is_not(None), _again(_WAS_GIVEN_LATER))
)
_OF_DAY = select(LOG.id, LOG.question_id).where(
    LOG.learner_id == bindparam("learner_id"), LOG.learner_day == bindparam("day"), is_standing()
)
# The value is written out: only so does the database see that the index of the missed ones fits.
_MISSED = PreparedRead(_OF_DAY.where(LOG.right == false(), ~_ANSWERED_AGAIN).order_by(LOG.id))
_LATEST = PreparedRead(_OF_DAY.order_by(LOG.id.desc()).limit(RETRY_AFTER))


def missed_on(learner_id: int, day: date) -> list[LoggedAnswer]:
    """Return the last answer to each question that was missed and not right since, in order.

    An answer that came late counts as given before those of later moments; see decision 7.
    """
    rows = _MISSED.all(db.session, learner_id=learner_id, day=day)
    return [LoggedAnswer(*row) for row in rows]


def latest_on(learner_id: int, day: date) -> list[LoggedAnswer]:
    """Return the last standing answers of a learner's day, up to RETRY_AFTER, the latest first."""
    rows = _LATEST.all(db.session, learner_id=learner_id, day=day)
    return [LoggedAnswer(*row) for row in rows]

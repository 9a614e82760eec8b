"""Reads of when questions were met, and which answer of several each was met with."""

from datetime import date

from sqlalchemy import ColumnElement, and_, bindparam, or_, select

from studyapp.database import db, table_of
from studyapp.review.log.queries import LOG, is_standing, moves_schedule
from studyapp.review.models import ReviewLogRow
from studyapp.storage.prepared import PreparedRead

_OTHER = table_of(ReviewLogRow).alias("other").c


def is_first() -> ColumnElement[bool]:
    """Pick the answers with which a question was met.

    Of several that followed no other, as after a late one or a merge, it is the earliest given.
    """
    is_earlier = or_(
        _OTHER.recorded_at < LOG.recorded_at,
        and_(_OTHER.recorded_at == LOG.recorded_at, _OTHER.id < LOG.id),
    )
    is_like_it = and_(
        _OTHER.learner_id == LOG.learner_id,
        _OTHER.question_id == LOG.question_id,
        _OTHER.follows.is_(None),
    )
    earlier = select(_OTHER.id).where(
        is_like_it, is_earlier, moves_schedule(_OTHER), is_standing(_OTHER)
    )
    return and_(moves_schedule(), LOG.follows.is_(None), ~earlier.exists())


_MET_SINCE = PreparedRead(
    select(LOG.question_id, LOG.learner_day).where(
        LOG.learner_id == bindparam("learner_id"),
        LOG.learner_day >= bindparam("since"),
        is_standing(),
        is_first(),
    )
)


def met_since(learner_id: int, since: date) -> list[tuple[int, date]]:
    """Return the questions that a learner met on a day or later, each with the day."""
    rows = _MET_SINCE.all(db.session, learner_id=learner_id, since=since)
    return [(row[0], row[1]) for row in rows]

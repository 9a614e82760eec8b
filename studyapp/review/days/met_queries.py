"""Which answer of several is the one that a question was met with."""

from sqlalchemy import ColumnElement, and_, or_, select

from studyapp.database import table_of
from studyapp.review.log.queries import LOG, is_standing, moves_schedule
from studyapp.review.models import ReviewLogRow

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

"""Reads of who has more time."""

from sqlalchemy import bindparam, select

from studyapp.classroom.classes.models import AccommodationRow
from studyapp.classroom.classes.more_time import MoreTime
from studyapp.database import table_of
from studyapp.storage.prepared import AnySession, PreparedRead

_MORE = table_of(AccommodationRow).c
_OF_LEARNER = PreparedRead(
    select(_MORE.factor, _MORE.extra_minutes, _MORE.untimed).where(
        _MORE.learner_id == bindparam("learner_id")
    )
)


def more_time_of(session: AnySession, learner_id: int) -> MoreTime:
    """Return how much more time a learner has; for most it is none."""
    row = _OF_LEARNER.first(session, learner_id=learner_id)
    return MoreTime(*row) if row is not None else MoreTime()

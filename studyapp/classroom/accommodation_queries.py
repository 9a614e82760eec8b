"""Reads of who has more time."""

from sqlalchemy import select

from studyapp.classroom.class_models import AccommodationRow
from studyapp.classroom.more_time import MoreTime
from studyapp.prepared import AnySession

_COLUMNS = (AccommodationRow.factor, AccommodationRow.extra_minutes, AccommodationRow.untimed)


def more_time_of(session: AnySession, learner_id: int) -> MoreTime:
    """Return how much more time a learner has; for most it is none."""
    row = session.execute(
        select(*_COLUMNS).where(AccommodationRow.learner_id == learner_id)
    ).first()
    return MoreTime(*row) if row is not None else MoreTime()

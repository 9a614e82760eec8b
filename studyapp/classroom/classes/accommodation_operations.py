"""More time is given to a learner and taken back."""

from datetime import datetime

from sqlalchemy import delete

from studyapp.classroom.classes.models import AccommodationRow
from studyapp.classroom.classes.more_time import MoreTime
from studyapp.database import write_transaction


def give_more_time(learner_id: int, more_time: MoreTime, *, now: datetime) -> None:
    """Set how much more time a learner has from now on, wherever time is limited."""
    with write_transaction() as session:
        session.execute(delete(AccommodationRow).where(AccommodationRow.learner_id == learner_id))
        if more_time != MoreTime():
            session.add(
                AccommodationRow(
                    learner_id=learner_id,
                    factor=more_time.factor,
                    extra_minutes=more_time.extra_minutes,
                    untimed=more_time.untimed,
                    set_at=now,
                )
            )

"""A seat becomes free for its pupil again: the word was forgotten, or somebody else sits there."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from studyapp.accounts.models import LearnerRow, SessionRow
from studyapp.classroom.classes.models import AccommodationRow, SeatRow
from studyapp.classroom.roster.operations import change_seat
from studyapp.classroom.sittings.models import AttemptRow
from studyapp.database import write_transaction


def reset_word(class_id: int, seat_id: int, *, now: datetime) -> None:
    """Let the pupil of a seat choose a new word; whoever used the seat does so no longer.

    An account, or a pupil with other seats, keeps what it did elsewhere; what was done in this
    class stays with the seat. What they let the teacher see was their choice, not the pupil's.
    """
    with write_transaction() as session:
        reset = {"word_hash": None, "shares_study": False}
        learner_id = change_seat(session, class_id, seat_id, reset)
        learner = session.get_one(LearnerRow, learner_id)
        seats = session.scalars(select(SeatRow.id).where(SeatRow.learner_id == learner_id)).all()
        if learner.name is None and len(seats) == 1:
            session.execute(delete(SessionRow).where(SessionRow.learner_id == learner_id))
        else:
            _part(session, seat_id, learner, now)


def _part(session: Session, seat_id: int, learner: LearnerRow, now: datetime) -> None:
    """Give a seat a nameless learner of its own, with its results and the same more time."""
    own = LearnerRow(role="learner", zone=learner.zone, created_at=now)
    session.add(own)
    session.flush()
    session.execute(update(SeatRow).where(SeatRow.id == seat_id).values(learner_id=own.id))
    of_seat = update(AttemptRow).where(
        AttemptRow.seat_id == seat_id, AttemptRow.learner_id == learner.id
    )
    session.execute(of_seat.values(learner_id=own.id))
    more_time = session.get(AccommodationRow, learner.id)
    if more_time is not None:
        session.add(
            AccommodationRow(
                learner_id=own.id,
                factor=more_time.factor,
                extra_minutes=more_time.extra_minutes,
                untimed=more_time.untimed,
                set_at=more_time.set_at,
            )
        )

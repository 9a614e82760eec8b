"""What a guest holds in classes moves into the account that they claim or sign in to."""

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from studyapp.classroom.classes.models import AccommodationRow, SeatRow
from studyapp.classroom.sittings.models import AttemptRow


def merge_classroom(session: Session, guest_id: int, account_id: int) -> None:
    """Move seats and attempts; where both worked at one sitting, the guest's attempts come last.

    Who let a teacher see what they study alone has not said so of all that the account holds.
    """
    moved_seats = update(SeatRow).where(SeatRow.learner_id == guest_id)
    session.execute(moved_seats.values(learner_id=account_id, shares_study=False))
    _merge_more_time(session, guest_id, account_id)
    for sitting_id, latest in _latest_attempts(session, account_id).items():
        both = update(AttemptRow).where(
            AttemptRow.learner_id == guest_id, AttemptRow.sitting_id == sitting_id
        )
        session.execute(both.values(number=AttemptRow.number + latest))
    session.execute(
        update(AttemptRow).where(AttemptRow.learner_id == guest_id).values(learner_id=account_id)
    )


def _merge_more_time(session: Session, guest_id: int, account_id: int) -> None:
    """Let the account have the more of what each was given; nobody loses time by signing in."""
    given = session.get(AccommodationRow, guest_id)
    own = session.get(AccommodationRow, account_id)
    if given is None:
        return
    if own is None:
        moved = update(AccommodationRow).where(AccommodationRow.learner_id == guest_id)
        session.execute(moved.values(learner_id=account_id))
        return
    own.factor = max(own.factor, given.factor)
    own.extra_minutes = max(own.extra_minutes, given.extra_minutes)
    own.untimed = own.untimed or given.untimed
    own.set_at = max(own.set_at, given.set_at)
    session.delete(given)
    session.flush()


def _latest_attempts(session: Session, learner_id: int) -> dict[int, int]:
    """Return the number of the last attempt at each sitting."""
    rows = session.execute(
        select(AttemptRow.sitting_id, func.max(AttemptRow.number))
        .where(AttemptRow.learner_id == learner_id)
        .group_by(AttemptRow.sitting_id)
    )
    return {row[0]: row[1] for row in rows}

"""Changes to classes."""

from datetime import date, datetime

from sqlalchemy import delete, select, update

from studyapp.accounts.audit.operations import forget_numbers
from studyapp.classroom.classes.code_operations import free_code
from studyapp.classroom.classes.models import ClassRow, SeatRow
from studyapp.classroom.classes.settings import ClassSettings
from studyapp.classroom.sittings.erase_operations import erase_attempts, forget_empty
from studyapp.classroom.sittings.models import AttemptRow, SittingRow
from studyapp.database import write_transaction
from studyapp.errors import ConflictError


def make_class(teacher_id: int, settings: ClassSettings, *, now: datetime) -> int:
    """Make a class that can be joined and return its id."""
    with write_transaction() as session:
        row = ClassRow(
            teacher_id=teacher_id,
            name=settings.name,
            zone=settings.zone,
            erase_on=settings.erase_on,
            join_code=free_code(session),
            created_at=now,
        )
        session.add(row)
        session.flush()
        return row.id


def change_class(class_id: int, settings: ClassSettings) -> None:
    """Replace what a class is called, its zone and the day its results are erased."""
    with write_transaction() as session:
        changed = update(ClassRow).where(ClassRow.id == class_id)
        session.execute(
            changed.values(name=settings.name, zone=settings.zone, erase_on=settings.erase_on)
        )


def open_to_newcomers(class_id: int) -> None:
    """Give a class a join code; one that it had before leads nowhere any more."""
    with write_transaction() as session:
        changed = update(ClassRow).where(ClassRow.id == class_id)
        session.execute(changed.values(join_code=free_code(session)))


def close_to_newcomers(class_id: int) -> None:
    """Take the join code of a class away."""
    with write_transaction() as session:
        session.execute(update(ClassRow).where(ClassRow.id == class_id).values(join_code=None))


def put_class_away(class_id: int, *, now: datetime) -> None:
    """End a class; everything in it is kept, and nobody can join."""
    with write_transaction() as session:
        is_on = (ClassRow.id == class_id) & ClassRow.ended_at.is_(None)
        session.execute(update(ClassRow).where(is_on).values(ended_at=now, join_code=None))


def take_class_up(class_id: int, today: date) -> None:
    """Let a class go on that was put away.

    Args:
        class_id: the class.
        today: in its zone.

    Raises:
        ConflictError: its results are erased, and what is added would be too.
    """
    with write_transaction() as session:
        row = session.get_one(ClassRow, class_id)
        if row.erase_on <= today:
            raise ConflictError(
                "The day on which the results of this class are erased has passed."
                " Edit the class and choose a later one first."
            )
        row.ended_at = None


def delete_class(class_id: int) -> None:
    """Delete a class, its seats and results, and nameless pupils of whom nothing else is left.

    What the results say about items stays as sums.
    """
    sittings = select(SittingRow.id).where(SittingRow.class_id == class_id)
    with write_transaction() as session:
        erase_attempts(session, select(AttemptRow.id).where(AttemptRow.sitting_id.in_(sittings)))
        pupils = select(SeatRow.learner_id).where(SeatRow.class_id == class_id)
        learner_ids = session.scalars(pupils).all()
        forget_numbers(session, class_id)
        session.execute(delete(ClassRow).where(ClassRow.id == class_id))
        forget_empty(session, learner_ids)

"""A teacher offers a quiz to a class to be studied alone, and takes the offer back."""

from datetime import datetime

from sqlalchemy import select, update

from studyapp.bank.queries import catalogue
from studyapp.classroom.freeze_operations import freeze_quiz
from studyapp.classroom.sitting_models import SittingRow
from studyapp.classroom.sitting_operations import open_sitting
from studyapp.database import write_transaction


def offer_quiz(quiz_id: int, class_id: int, host_id: int, *, now: datetime) -> int:
    """Freeze a quiz and offer it to a class; return the id of the sitting.

    What is offered there already, in the same version, stays the one offer.

    Raises:
        ConflictError: the quiz has no questions, or is in the archive.
    """
    served = catalogue()
    with write_transaction() as session:
        version_id = freeze_quiz(session, quiz_id, served, now=now)
        earlier = session.scalar(
            select(SittingRow.id)
            .where(
                SittingRow.class_id == class_id,
                SittingRow.version_id == version_id,
                SittingRow.kind == "study",
                SittingRow.ended_at.is_(None),
            )
            .order_by(SittingRow.id)
        )
        return earlier or open_sitting(
            session, quiz_id, served, kind="study", host_id=host_id, class_id=class_id, now=now
        )


def withdraw_offer(sitting_id: int, *, now: datetime) -> None:
    """Offer a quiz no longer; what was answered stays with those who answered."""
    _end(sitting_id, now)


def renew_offer(sitting_id: int) -> None:
    """Offer a quiz again, as it was frozen."""
    _end(sitting_id, None)


def _end(sitting_id: int, ended_at: datetime | None) -> None:
    with write_transaction() as session:
        session.execute(
            update(SittingRow).where(SittingRow.id == sitting_id).values(ended_at=ended_at)
        )

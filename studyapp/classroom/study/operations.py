"""A teacher offers a quiz to a class to be studied alone, and takes the offer back."""

from datetime import datetime

from sqlalchemy import select

from studyapp.bank.queries import catalogue
from studyapp.classroom.quizzes.freeze_operations import freeze_quiz
from studyapp.classroom.quizzes.models import QuizVersionRow
from studyapp.classroom.sittings.models import STUDY, SittingRow
from studyapp.classroom.sittings.operations import (
    close_sitting,
    open_sitting,
    reopen_sitting,
    require_in_use,
)
from studyapp.database import write_transaction


def offer_quiz(quiz_id: int, class_id: int, host_id: int, *, now: datetime) -> int:
    """Freeze a quiz and offer it to a class; return the id of the sitting.

    What was offered there in the same version is offered again, with the runs of it.

    Raises:
        ConflictError: the quiz has no questions, or is in the archive.
    """
    served = catalogue()
    with write_transaction() as session:
        require_in_use(session, quiz_id)
        version_id = freeze_quiz(session, quiz_id, served, now=now)
        earlier = session.scalar(
            select(SittingRow.id)
            .where(
                SittingRow.class_id == class_id,
                SittingRow.version_id == version_id,
                SittingRow.kind == STUDY,
            )
            .order_by(SittingRow.id.desc())
        )
        if earlier is not None:
            reopen_sitting(session, earlier)
            return earlier
        return open_sitting(
            session, quiz_id, served, kind=STUDY, host_id=host_id, class_id=class_id, now=now
        )


def withdraw_offer(sitting_id: int, *, now: datetime) -> None:
    """Offer a quiz no longer; what was answered stays with those who answered."""
    with write_transaction() as session:
        close_sitting(session, sitting_id, at=now)


def renew_offer(sitting_id: int) -> None:
    """Offer a quiz again, as it was frozen.

    Raises:
        ConflictError: the quiz is in the archive.
    """
    with write_transaction() as session:
        version_id = session.get_one(SittingRow, sitting_id).version_id
        require_in_use(session, session.get_one(QuizVersionRow, version_id).quiz_id)
        reopen_sitting(session, sitting_id)

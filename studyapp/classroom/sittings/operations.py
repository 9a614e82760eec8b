"""Sittings are opened, a quiz frozen and put before people, and ended."""

import secrets
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from studyapp.bank.catalogue import Catalogue
from studyapp.classroom.quizzes.freeze_operations import freeze_quiz
from studyapp.classroom.quizzes.queries import Quiz, get_quiz
from studyapp.classroom.sittings.models import SittingRow
from studyapp.classroom.sittings.queries import Kind
from studyapp.errors import ConflictError


def require_in_use(session: Session, quiz_id: int) -> Quiz:
    """Return a quiz; raise ConflictError when it is in the archive."""
    quiz = get_quiz(quiz_id, session)
    if quiz.archived_at is not None:
        raise ConflictError("This quiz is in the archive. Take it back first.")
    return quiz


def close_sitting(session: Session, sitting_id: int, *, at: datetime) -> None:
    """End a sitting; one that has ended already did so when it did."""
    session.execute(
        update(SittingRow)
        .where(SittingRow.id == sitting_id, SittingRow.ended_at.is_(None))
        .values(ended_at=at)
    )


def reopen_sitting(session: Session, sitting_id: int) -> None:
    """Take back that a sitting was ended."""
    session.execute(update(SittingRow).where(SittingRow.id == sitting_id).values(ended_at=None))


def open_sitting(
    session: Session,
    quiz_id: int,
    served: Catalogue,
    *,
    kind: Kind,
    host_id: int,
    class_id: int | None,
    now: datetime,
) -> int:
    """Freeze a quiz for one use and return the id of the sitting.

    The caller adds what its kind needs in the same transaction.

    Raises:
        ConflictError: the quiz has no questions, or is in the archive.
    """
    quiz = require_in_use(session, quiz_id)
    row = SittingRow(
        version_id=freeze_quiz(session, quiz_id, served, now=now),
        class_id=class_id,
        host_id=host_id,
        kind=kind,
        title=quiz.title,
        seed=secrets.token_hex(8),
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row.id

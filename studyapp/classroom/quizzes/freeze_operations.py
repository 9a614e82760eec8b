"""A quiz is frozen when it is first used, so that later edits never change an attempt."""

import secrets
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from studyapp.bank.catalogue import Catalogue
from studyapp.classroom.quizzes.frozen import content_hash
from studyapp.classroom.quizzes.models import QuizVersionRow, VersionItemRow
from studyapp.classroom.quizzes.queries import Quiz, asked_versions, get_quiz
from studyapp.errors import ConflictError

LARGEST_NUMBER = 2**31 - 1
"""What every database takes as a whole number."""


def freeze_quiz(session: Session, quiz_id: int, served: Catalogue, *, now: datetime) -> int:
    """Return the version of a quiz as it stands, made now unless it was used like this before.

    Questions that have been retired since they were chosen are left out.

    Raises:
        ConflictError: no question is left.
    """
    quiz = get_quiz(quiz_id, session)
    version_ids = asked_versions(quiz, served)
    if not version_ids:
        raise ConflictError("This quiz has no questions yet. Add some before it is used.")
    name = content_hash(quiz.title, quiz.draw_count, quiz.shuffles, version_ids)
    known = session.scalar(
        select(QuizVersionRow.id)
        .where(QuizVersionRow.quiz_id == quiz_id, QuizVersionRow.content_hash == name)
        .order_by(QuizVersionRow.number.desc())
    )
    return known or _add_version(session, quiz, version_ids, name, now)


def _add_version(
    session: Session, quiz: Quiz, version_ids: list[int], name: str, now: datetime
) -> int:
    latest = select(func.max(QuizVersionRow.number)).where(QuizVersionRow.quiz_id == quiz.id)
    row = QuizVersionRow(
        id=_new_id(session),
        quiz_id=quiz.id,
        number=(session.scalar(latest) or 0) + 1,
        title=quiz.title,
        draw_count=quiz.draw_count,
        shuffles=quiz.shuffles,
        content_hash=name,
        frozen_at=now,
    )
    session.add(row)
    session.flush()
    session.add_all(
        VersionItemRow(version_id=row.id, position=position, question_version_id=version_id)
        for position, version_id in enumerate(version_ids, start=1)
    )
    session.flush()
    return row.id


def _new_id(session: Session) -> int:
    """Return a number that no version has had; processes keep frozen quizzes by it for good.

    Counted on, the number of a version that was erased would come again.
    """
    number = secrets.randbelow(LARGEST_NUMBER) + 1
    while session.get(QuizVersionRow, number) is not None:
        number = secrets.randbelow(LARGEST_NUMBER) + 1
    return number

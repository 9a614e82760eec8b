"""A quiz is frozen when it is first used, so that later edits never change an attempt."""

import hashlib
import json
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from studyapp.bank.catalogue import Catalogue
from studyapp.classroom.quiz_models import QuizVersionRow, VersionItemRow
from studyapp.classroom.quiz_queries import Quiz, get_quiz
from studyapp.errors import ConflictError


def freeze_quiz(session: Session, quiz_id: int, served: Catalogue, *, now: datetime) -> int:
    """Return the version of a quiz as it stands, made now unless it was used like this before.

    Questions that have been retired since they were chosen are left out.

    Raises:
        ConflictError: no question is left.
    """
    quiz = get_quiz(quiz_id, session)
    version_ids = [
        served.questions[n].version_id for n in quiz.question_ids if n in served.questions
    ]
    if not version_ids:
        raise ConflictError("This quiz has no questions yet. Add some before it is used.")
    content_hash = _hash(quiz, version_ids)
    known = session.scalar(
        select(QuizVersionRow.id)
        .where(QuizVersionRow.quiz_id == quiz_id, QuizVersionRow.content_hash == content_hash)
        .order_by(QuizVersionRow.number.desc())
    )
    return known or _add_version(session, quiz, version_ids, content_hash, now)


def _hash(quiz: Quiz, version_ids: list[int]) -> str:
    content = json.dumps([quiz.title, quiz.draw_count, quiz.shuffles, version_ids])
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def _add_version(
    session: Session, quiz: Quiz, version_ids: list[int], content_hash: str, now: datetime
) -> int:
    latest = select(func.max(QuizVersionRow.number)).where(QuizVersionRow.quiz_id == quiz.id)
    row = QuizVersionRow(
        quiz_id=quiz.id,
        number=(session.scalar(latest) or 0) + 1,
        title=quiz.title,
        draw_count=quiz.draw_count,
        shuffles=quiz.shuffles,
        content_hash=content_hash,
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

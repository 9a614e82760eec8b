"""Changes to quizzes as they are edited; what has been used stays as it was frozen."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from studyapp.bank.catalogue import Catalogue
from studyapp.classroom.quizzes.models import QuizItemRow, QuizRow
from studyapp.classroom.quizzes.queries import get_quiz
from studyapp.classroom.quizzes.settings import LONGEST_QUIZ, QuizSettings
from studyapp.database import write_transaction
from studyapp.errors import ConflictError


def make_quiz(owner_id: int, title: str, *, now: datetime) -> int:
    """Add an empty quiz and return its id."""
    with write_transaction() as session:
        return _add_quiz(session, owner_id, QuizSettings(title), now)


def change_settings(quiz_id: int, settings: QuizSettings, *, now: datetime) -> None:
    """Replace what a quiz says beside its questions."""
    with write_transaction() as session:
        session.execute(
            update(QuizRow)
            .where(QuizRow.id == quiz_id)
            .values(
                title=settings.title,
                draw_count=settings.draw_count,
                shuffles=settings.shuffles,
                changed_at=now,
            )
        )


def copy_quiz(quiz_id: int, owner_id: int, *, now: datetime) -> int:
    """Add a quiz with the same questions and settings; return its id."""
    with write_transaction() as session:
        quiz = get_quiz(quiz_id, session)
        settings = QuizSettings(quiz.title, quiz.draw_count, quiz.shuffles)
        copy_id = _add_quiz(session, owner_id, settings.of_copy(), now)
        _store_order(session, copy_id, quiz.question_ids, now)
        return copy_id


def archive_quiz(quiz_id: int, *, archived: bool, now: datetime) -> None:
    """Put a quiz away, or take it back."""
    moment = now if archived else None
    with write_transaction() as session:
        session.execute(update(QuizRow).where(QuizRow.id == quiz_id).values(archived_at=moment))


def add_questions(quiz_id: int, question_ids: Sequence[int], *, now: datetime) -> int:
    """Add questions at the end, those it holds already left out; return how many were new.

    Raises:
        ConflictError: the quiz would hold more than `LONGEST_QUIZ`; nothing is added.
    """
    with write_transaction() as session:
        held = get_quiz(quiz_id, session).question_ids
        new = [n for n in dict.fromkeys(question_ids) if n not in held]
        if len(held) + len(new) > LONGEST_QUIZ:
            raise ConflictError(
                f"A quiz holds {LONGEST_QUIZ} questions at most. This one has {len(held)}, "
                f"so {len(new)} more do not fit."
            )
        _store_order(session, quiz_id, [*held, *new], now)
        return len(new)


def remove_question(quiz_id: int, question_id: int, *, now: datetime) -> None:
    """Take a question out of a quiz; one that is gone already stays gone."""
    with write_transaction() as session:
        held = get_quiz(quiz_id, session).question_ids
        _store_order(session, quiz_id, [n for n in held if n != question_id], now)


def move_question(quiz_id: int, question_id: int, by: int, *, now: datetime) -> None:
    """Move a question up (-1) or down (1) from wherever it stands now; the ends hold it.

    Raises:
        ConflictError: the question is not in the quiz any more.
    """
    with write_transaction() as session:
        order = list(get_quiz(quiz_id, session).question_ids)
        if question_id not in order:
            raise ConflictError("This question is not in the quiz any more.")
        place = order.index(question_id)
        order.insert(max(place + by, 0), order.pop(place))
        _store_order(session, quiz_id, order, now)


def sort_by_bank(quiz_id: int, served: Catalogue, *, now: datetime) -> None:
    """Put the questions of a quiz in the order of the bank, module by module; retired ones last."""
    places = {question_id: place for place, question_id in enumerate(served.questions)}
    with write_transaction() as session:
        held = get_quiz(quiz_id, session).question_ids
        order = sorted(held, key=lambda question_id: places.get(question_id, len(places)))
        _store_order(session, quiz_id, order, now)


def _add_quiz(session: Session, owner_id: int, settings: QuizSettings, now: datetime) -> int:
    row = QuizRow(
        owner_id=owner_id,
        title=settings.title,
        draw_count=settings.draw_count,
        shuffles=settings.shuffles,
        created_at=now,
        changed_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def _store_order(
    session: Session, quiz_id: int, question_ids: Sequence[int], now: datetime
) -> None:
    """Let a quiz hold these questions in this order."""
    session.execute(delete(QuizItemRow).where(QuizItemRow.quiz_id == quiz_id))
    session.add_all(
        QuizItemRow(quiz_id=quiz_id, question_id=question_id, position=position)
        for position, question_id in enumerate(question_ids, start=1)
    )
    session.execute(update(QuizRow).where(QuizRow.id == quiz_id).values(changed_at=now))

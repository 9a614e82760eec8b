"""Reads of quizzes that are offered to be studied alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from studyapp.bank.queries import catalogue
from studyapp.classroom.attempt_order import items_of
from studyapp.classroom.class_models import ClassRow
from studyapp.classroom.class_queries import SchoolClass, find_seat, get_class, seats_of_learner
from studyapp.classroom.frozen import FrozenItem, FrozenQuiz
from studyapp.classroom.quiz_queries import get_frozen
from studyapp.classroom.sitting_models import SittingRow
from studyapp.classroom.sitting_queries import Sitting, get_sitting
from studyapp.database import db
from studyapp.errors import ForbiddenError, NotFoundError
from studyapp.review.study_quiz import StudyQuiz


@dataclass(frozen=True, slots=True)
class Offer:
    """A quiz that a class is offered, as its teacher sees it."""

    sitting: Sitting
    quiz: FrozenQuiz
    school_class: SchoolClass


def get_offer(sitting: Sitting) -> Offer:
    """Return what is offered; raise NotFoundError where a sitting is of another kind."""
    if sitting.kind != "study" or sitting.class_id is None:
        raise NotFoundError("There is no such quiz.")
    return Offer(sitting, get_frozen(sitting.version_id), get_class(sitting.class_id))


def offers_to(learner_id: int) -> list[tuple[int, str, str]]:
    """Return number, title and class of every quiz offered to a learner, the latest first."""
    class_ids = {seat.class_id for seat in seats_of_learner(learner_id)}
    rows = db.session.execute(
        select(SittingRow.id, SittingRow.title, ClassRow.name)
        .join(ClassRow, ClassRow.id == SittingRow.class_id)
        .where(
            SittingRow.class_id.in_(class_ids),
            SittingRow.kind == "study",
            SittingRow.ended_at.is_(None),
            ClassRow.ended_at.is_(None),
        )
        .order_by(SittingRow.created_at.desc(), SittingRow.id.desc())
    )
    return [(number, title, name) for number, title, name in rows]


def find_study_quiz(learner_id: int | None, number: int) -> StudyQuiz:
    """Return a quiz as it is offered to a learner.

    Its questions are those of the version that was frozen for it, asked as they stand in the bank
    now; one that has left the bank since is passed over.

    Raises:
        ForbiddenError: the learner has no seat in its class.
        NotFoundError: there is no such quiz, or it is not offered any more.
    """
    offer = get_offer(get_sitting(number))
    class_ = offer.school_class
    if learner_id is None or find_seat(db.session, class_.id, learner_id) is None:
        raise ForbiddenError("This quiz is for a class in which you have no seat.")
    if offer.sitting.ended_at is not None or class_.ended_at is not None:
        raise NotFoundError(
            "This quiz is not offered any more. What you answered stays in your review."
        )
    asked = catalogue().questions
    questions = [asked[n] for n in _ids(offer.quiz.items) if n in asked]
    if not questions:
        raise NotFoundError("The questions of this quiz have left the bank.")
    return StudyQuiz(
        number,
        offer.sitting.title,
        class_.name,
        tuple(questions),
        lambda run_id: [n for n in _ids(items_of(offer.quiz, run_id)) if n in asked],
    )


def _ids(items: Iterable[FrozenItem]) -> list[int]:
    return [item.question_id for item in items]

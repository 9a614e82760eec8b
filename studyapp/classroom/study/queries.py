"""Reads of quizzes that are offered to be studied alone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from studyapp.bank.models import QuestionRow, QuestionVersionRow
from studyapp.bank.queries import catalogue
from studyapp.classroom.classes.models import ClassRow
from studyapp.classroom.classes.queries import SchoolClass, get_class, get_seat, seats_of_learner
from studyapp.classroom.quizzes.frozen import FrozenQuiz
from studyapp.classroom.quizzes.models import VersionItemRow
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.sittings.attempt_order import items_among
from studyapp.classroom.sittings.models import STUDY, SittingRow
from studyapp.classroom.sittings.queries import Sitting, get_sitting
from studyapp.database import db
from studyapp.errors import NotFoundError
from studyapp.review.checks.run import TAG_BITS, QuizName
from studyapp.review.checks.study_quiz import StudyQuiz

_HAS_QUESTIONS = (
    select(VersionItemRow.position)
    .join(QuestionVersionRow, QuestionVersionRow.id == VersionItemRow.question_version_id)
    .join(QuestionRow, QuestionRow.id == QuestionVersionRow.question_id)
    .where(VersionItemRow.version_id == SittingRow.version_id, QuestionRow.retired_at.is_(None))
    .exists()
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A quiz that a class is offered, as its teacher sees it."""

    sitting: Sitting
    quiz: FrozenQuiz
    school_class: SchoolClass


def get_offer(sitting: Sitting) -> Offer:
    """Return what is offered; raise NotFoundError where a sitting is of another kind."""
    if sitting.kind != STUDY or sitting.class_id is None:
        raise NotFoundError("There is no such quiz.")
    return Offer(sitting, get_frozen(sitting.version_id), get_class(sitting.class_id))


def offers_to(learner_id: int) -> list[tuple[int, str, str, datetime]]:
    """Return number, title, class and moment of every quiz offered to a learner, latest first.

    One whose questions have all left the bank is passed over.
    """
    class_ids = {seat.class_id for seat in seats_of_learner(learner_id)}
    rows = db.session.execute(
        select(SittingRow.id, SittingRow.title, ClassRow.name, SittingRow.created_at)
        .join(ClassRow, ClassRow.id == SittingRow.class_id)
        .where(
            SittingRow.class_id.in_(class_ids),
            SittingRow.kind == STUDY,
            SittingRow.ended_at.is_(None),
            ClassRow.ended_at.is_(None),
            _HAS_QUESTIONS,
        )
        .order_by(SittingRow.created_at.desc(), SittingRow.id.desc())
    )
    return [(number, title, name, moment) for number, title, name, moment in rows]


def find_study_quiz(learner_id: int | None, number: int) -> StudyQuiz:
    """Return a quiz that a learner is offered to study alone, or was.

    Its questions are those of the version that was frozen for it, asked as they stand in the bank
    now; one that has left the bank since is passed over.

    Raises:
        NoSeatError: the learner has no seat in its class.
        NotFoundError: there is no such quiz, or none of its questions is left.
    """
    offer = get_offer(get_sitting(number))
    sitting, quiz, class_ = offer.sitting, offer.quiz, offer.school_class
    seat = get_seat(class_.id, learner_id)
    asked = catalogue().questions
    questions = tuple(asked[n.question_id] for n in quiz.items if n.question_id in asked)
    if not questions:
        raise NotFoundError("The questions of this quiz have left the bank.")
    return StudyQuiz(
        name=QuizName(number, int(sitting.seed, 16) % (1 << TAG_BITS)),
        title=sitting.title,
        class_name=class_.name,
        is_open=sitting.ended_at is None and class_.ended_at is None,
        is_shared=seat.shares_study,
        questions=questions,
        asked=len(questions[: quiz.draw_count]),
        draw=lambda run_id: [item.question_id for item in items_among(quiz, run_id, asked)],
    )

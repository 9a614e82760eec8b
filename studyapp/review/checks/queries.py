"""Reads of a check: what it asks, and what was answered so far."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import current_app
from sqlalchemy import bindparam, select

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.queries import catalogue
from studyapp.database import db
from studyapp.errors import ForbiddenError, NotFoundError
from studyapp.reading.article import section_anchor
from studyapp.review.checks.run import (
    check_size,
    questions_of_run,
    questions_of_section,
    quiz_of_run,
    run_of_quiz,
    run_of_section,
    section_check_size,
    section_of_run,
)
from studyapp.review.checks.study_quiz import Finder, StudyQuiz, address_of_quiz, quiz_named
from studyapp.review.log.queries import (
    LOG,
    AskedAnswer,
    RecordedAnswer,
    answers_in_run,
    is_standing,
    met_before,
)
from studyapp.storage.prepared import PreparedRead, is_listed

STUDY_QUIZZES: Final = "studyapp_study_quizzes"
"""Under this name the app keeps the `Finder` of quizzes that learners study alone."""

_IN_RUNS = PreparedRead(
    select(LOG.run_id, LOG.learner_day, LOG.question_id, LOG.right)
    .where(
        LOG.learner_id == bindparam("learner_id"),
        is_listed(LOG.question_id, "question_ids"),
        LOG.run_id.is_not(None),
        is_standing(),
    )
    .order_by(LOG.id)
)


@dataclass(frozen=True, slots=True)
class PastRun:
    """A run about a quiz so far: the learner's day on which it began, and what was right."""

    run_id: str
    day: date
    right: dict[int, bool]


@dataclass(frozen=True, slots=True)
class Run:
    """Where a learner stands in a check.

    Attributes:
        module: the module, or what stands for a quiz in its place.
        section: the section of the module that it is about, counted from 1; None for all of it.
        question_ids: what it asks, in order.
        quiz: the quiz that it is about; None for a module.
    """

    module: str
    run_id: str
    section: int | None
    question_ids: list[int]
    answers: list[AskedAnswer]
    quiz: StudyQuiz | None = None

    @property
    def answered(self) -> set[int]:
        """Return the questions answered so far."""
        return {answer.question_id for answer in self.answers}

    @property
    def is_open(self) -> bool:
        """Tell whether it can be gone on with; a quiz may be offered no longer."""
        return self.quiz is None or self.quiz.is_open

    @property
    def left(self) -> list[int]:
        """Return the questions that are still to be asked, in order."""
        return [n for n in self.question_ids if n not in self.answered] if self.is_open else []

    @property
    def anchor(self) -> str:
        """Return where in the text reading goes on afterwards, to be added to its address."""
        return f"#{section_anchor(self.section + 1)}" if self.section is not None else ""


def get_run(learner_id: int | None, module: str, run_id: str) -> Run:
    """Return a check as far as it has come.

    Raises:
        ForbiddenError: it is about a quiz of a class in which the learner has no seat.
        NotFoundError: there is nothing to ask, or the run is about something else.
    """
    number, name = quiz_named(module), quiz_of_run(run_id)
    answers = answers_in_run(learner_id, run_id) if learner_id is not None else []
    if number is None and name is None:
        section = section_of_run(run_id)
        questions = get_questions(learner_id, module, section)
        chosen = _chosen(learner_id, module, run_id, questions, answers)
        return Run(module, run_id, section, chosen, answers)
    quiz = get_study_quiz(learner_id, number) if number is not None else None
    if quiz is None or quiz.name != name:
        raise NotFoundError("There is no check at this address.")
    return Run(module, run_id, None, list(quiz.draw(run_id)), answers, quiz)


def new_run(learner_id: int | None, module: str, section: int | None) -> uuid.UUID:
    """Return the id of a new run; it says what the run is about.

    Raises:
        ForbiddenError: it is about a quiz of a class in which the learner has no seat.
        NotFoundError: there is nothing to ask, or a quiz is offered no longer.
    """
    chance, number = uuid.uuid4(), quiz_named(module)
    if number is not None and section is None:
        quiz = get_study_quiz(learner_id, number)
        if not quiz.is_open:
            raise NotFoundError("This quiz is not offered any more.")
        return run_of_quiz(chance, quiz.name)
    if not get_questions(learner_id, module, section):
        raise NotFoundError("Nothing is asked about this section.")
    return chance if section is None else run_of_section(chance, section)


def find_run(learner_id: int, answer: RecordedAnswer, stored: StoredQuestion | None) -> Run | None:
    """Return the check in which an answer was given; None where it is not there any more."""
    if answer.mode != "check" or answer.run_id is None or stored is None:
        return None
    name = quiz_of_run(answer.run_id)
    module = stored.module if name is None else address_of_quiz(name.number)
    try:
        return get_run(learner_id, module, answer.run_id)
    except (ForbiddenError, NotFoundError):
        return None


def get_questions(
    learner_id: int | None, module: str, section: int | None
) -> tuple[StoredQuestion, ...]:
    """Return what may be asked of a module, a section or a quiz.

    Raises:
        ForbiddenError: it is a quiz of a class in which the learner has no seat.
        NotFoundError: nothing is asked about it.
    """
    served, number = catalogue(), quiz_named(module)
    if number is not None:
        questions = get_study_quiz(learner_id, number).questions
        return questions if section is None else ()
    if not served.questions_in(module):
        raise NotFoundError("There is no module at this address, or nothing is asked about it.")
    if section is None:
        return served.questions_in(module)
    return questions_of_section(served, module, section)


def get_study_quiz(learner_id: int | None, number: int) -> StudyQuiz:
    """Return a quiz that a learner studies alone; see `Finder` for what it raises."""
    find: Finder = current_app.extensions[STUDY_QUIZZES]
    return find(learner_id, number)


def runs_of_quiz(learner_id: int, quiz: StudyQuiz) -> list[PastRun]:
    """Return how often a learner has studied a quiz, the first run first."""
    ids = [stored.id for stored in quiz.questions]
    runs: dict[str, PastRun] = {}
    rows = _IN_RUNS.all(db.session, learner_id=learner_id, question_ids=ids)
    for run_id, day, question_id, right in rows:
        if quiz_of_run(run_id) == quiz.name:
            runs.setdefault(run_id, PastRun(run_id, day, {})).right[question_id] = right
    return list(runs.values())


def _chosen(
    learner_id: int | None,
    module: str,
    run_id: str,
    questions: Sequence[StoredQuestion],
    answers: Sequence[AskedAnswer],
) -> list[int]:
    """Return what a check of a module or of a section asks, in order."""
    ids = [stored.id for stored in questions]
    met = met_before(learner_id, ids, run_id) if learner_id is not None else set()
    if section_of_run(run_id) is None:
        size = check_size(module, len(questions))
    else:
        # What was met has a schedule of its own; the check of a section is about what is new.
        questions = [stored for stored in questions if stored.id not in met]
        size = section_check_size(len(questions))
    answered = [answer.question_id for answer in answers]
    chosen = questions_of_run(questions, met, run_id, answered, size=size)
    if not chosen:
        raise NotFoundError("Nothing is left to ask about this section.")
    return chosen

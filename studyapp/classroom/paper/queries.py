"""Reads of quizzes on paper: what was printed, and what was typed in of whom."""

from collections.abc import Mapping
from dataclasses import dataclass

from studyapp.bank.grading import Given
from studyapp.classroom.classes.queries import SchoolClass, Seat, get_class, seats_of_class
from studyapp.classroom.paper.form import PaperForm, paper_forms
from studyapp.classroom.quizzes.frozen import FrozenQuiz
from studyapp.classroom.quizzes.queries import get_frozen, rules_in_force
from studyapp.classroom.sittings.queries import (
    Attempt,
    Response,
    Sitting,
    attempts_at,
    responses_of,
)
from studyapp.classroom.sittings.scoring import Rule
from studyapp.database import db
from studyapp.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Paper:
    """A quiz on paper; `forms` by their letters."""

    sitting: Sitting
    quiz: FrozenQuiz
    school_class: SchoolClass
    forms: Mapping[str, PaperForm]


@dataclass(frozen=True, slots=True)
class Pupil:
    """Somebody whose paper can be typed in, and what has been so far.

    Attributes:
        responses: by the position of the item in the quiz.
    """

    seat: Seat
    attempt: Attempt | None
    responses: Mapping[int, Response]

    @property
    def is_shown(self) -> bool:
        """Tell whether there is a row for them: those who were removed keep theirs with results."""
        return self.seat.removed_at is None or self.attempt is not None


def get_paper(sitting: Sitting) -> Paper:
    """Return what a sitting has printed; raise NotFoundError when it is not on paper."""
    if sitting.kind != "paper" or sitting.class_id is None:
        raise NotFoundError("This quiz is not on paper.")
    quiz = get_frozen(sitting.version_id)
    forms = {form.letter: form for form in paper_forms(quiz, sitting.id, sitting.seed)}
    return Paper(sitting, quiz, get_class(sitting.class_id), forms)


def rules_of(paper: Paper) -> dict[int, Rule]:
    """Return how questions of a quiz on paper are graded instead, by position in the quiz."""
    return rules_in_force(db.session, paper.quiz.version_id)


def pupils_of(paper: Paper) -> list[Pupil]:
    """Return everybody who has or had a seat in the class, by name, without their answers."""
    attempts = {attempt.learner_id: attempt for attempt in attempts_at(paper.sitting.id)}
    seats = seats_of_class(paper.school_class.id, removed=True)
    return [Pupil(seat, attempts.get(seat.learner_id), {}) for seat in seats]


def with_responses(pupil: Pupil) -> Pupil:
    """Return a pupil with what was typed in of them."""
    if pupil.attempt is None:
        return pupil
    return Pupil(pupil.seat, pupil.attempt, responses_of(db.session, pupil.attempt.id))


def given_in(responses: Mapping[int, Response]) -> dict[int, Given]:
    """Return what was answered, by the position of the item in the quiz."""
    return {position: response.given for position, response in responses.items()}

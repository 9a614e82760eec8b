"""A quiz that a learner studies alone: a check of its questions, as often as they like."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from studyapp.bank.catalogue import StoredQuestion
from studyapp.review.checks.run import QUIZ_BITS, QuizName

PREFIX: Final = "quiz:"


@dataclass(frozen=True, slots=True)
class StudyQuiz:
    """A quiz as it is offered to a learner, or was.

    Attributes:
        name: stands in addresses by its number, and in the runs that are about it.
        class_name: the class in which it is offered.
        is_open: it still is; what was answered is shown and kept in any case.
        is_shared: the learner lets their teacher see what they know of what they study alone.
        questions: those of the bank that it holds, in its order.
        asked: how many of them a run asks.
        draw: gives the ids of the questions that a run asks, in order, by the id of the run.
    """

    name: QuizName
    title: str
    class_name: str
    is_open: bool
    is_shared: bool
    questions: tuple[StoredQuestion, ...]
    asked: int
    draw: Callable[[str], Sequence[int]]


Finder = Callable[[int | None, int], StudyQuiz]
"""Returns the quiz of that number for a learner; the first value is who asks.

Raises ForbiddenError when they have no seat in its class, NotFoundError when there is none.
"""


def address_of_quiz(number: int) -> str:
    """Return what stands for a quiz where a check is of a module otherwise."""
    return f"{PREFIX}{number}"


def quiz_named(text: str) -> int | None:
    """Return the number of the quiz that a check is of; None for a module."""
    digits = text.removeprefix(PREFIX)
    is_number = text.startswith(PREFIX) and digits.isascii() and digits.isdigit()
    number = int(digits) if is_number and len(digits) <= QUIZ_BITS else -1
    return number if 0 < number < 1 << QUIZ_BITS and address_of_quiz(number) == text else None

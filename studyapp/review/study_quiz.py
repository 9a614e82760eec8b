"""A quiz that a learner studies alone: a check of its questions, as often as they like."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from studyapp.bank.catalogue import StoredQuestion

NAME: Final = "quiz:"


@dataclass(frozen=True, slots=True)
class StudyQuiz:
    """A quiz as it is offered to a learner.

    Attributes:
        number: names it in addresses, and in the runs that are about it.
        class_name: the class in which it is offered.
        questions: those of the bank that it holds, in its order.
        draw: gives the ids of the questions that a run asks, in order, by the id of the run.
    """

    number: int
    title: str
    class_name: str
    questions: tuple[StoredQuestion, ...]
    draw: Callable[[str], Sequence[int]]


Finder = Callable[[int | None, int], StudyQuiz]
"""Returns the quiz of that number as it is offered to a learner; the first value is who asks.

Raises ForbiddenError when it is not offered to them, NotFoundError when it is not offered at all.
"""


def name_of_quiz(number: int) -> str:
    """Return what stands for a quiz where a check is of a module otherwise."""
    return f"{NAME}{number}"


def quiz_named(name: str) -> int | None:
    """Return the number of the quiz that a check is of; None for a module."""
    number = name.removeprefix(NAME)
    is_number = name.startswith(NAME) and number.isascii() and number.isdigit()
    return int(number) if is_number and len(number) <= len(str(2**31)) else None

"""Misses come back within the day until they are once right; the schedule does not move by it."""

from collections.abc import Iterable
from typing import Protocol

RETRY_AFTER = 3
"""A miss waits for so many other answers, unless nothing else is left."""


class Answered(Protocol):
    """What a day's answers say: the question, and whether it went right."""

    @property
    def question_id(self) -> int:
        """Return which question was answered."""

    @property
    def right(self) -> bool:
        """Tell whether the answer was right."""


def misses(answers: Iterable[Answered]) -> dict[int, int]:
    """Return each question missed and not right since, with the number of answers given after it.

    Args:
        answers: the standing answers of one learner's day, in the order they were given.
    """
    waiting: dict[int, int] = {}
    for answer in answers:
        waiting.pop(answer.question_id, None)
        waiting = {question_id: after + 1 for question_id, after in waiting.items()}
        if not answer.right:
            waiting[answer.question_id] = 0
    return waiting


def ready(waiting: dict[int, int]) -> list[int]:
    """Return the misses that have waited long enough, the longest wait first."""
    return [question_id for question_id, after in waiting.items() if after >= RETRY_AFTER]

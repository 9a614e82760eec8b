"""Misses come back within the day until they are once right; the schedule does not move by it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

RETRY_AFTER = 3
"""A miss waits for so many other answers, unless nothing else is left."""


class LoggedAnswer(NamedTuple):
    """An answer by its place in the log; later ones have higher ids."""

    log_id: int
    question_id: int


def waits_of(missed: Iterable[LoggedAnswer], latest: Sequence[LoggedAnswer]) -> dict[int, int]:
    """Return each question missed, with the number of answers given after it up to RETRY_AFTER.

    Args:
        missed: the last answer to each question missed on one learner's day.
        latest: the last RETRY_AFTER answers of that day, or all where there are fewer.
    """
    return {
        question_id: sum(later.log_id > log_id for later in latest)
        for log_id, question_id in missed
    }


def ready(waiting: dict[int, int]) -> list[int]:
    """Return the misses that have waited long enough, the longest wait first."""
    return [question_id for question_id, after in waiting.items() if after >= RETRY_AFTER]

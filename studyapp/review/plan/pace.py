"""How long a learner takes for a question."""

from collections.abc import Sequence
from statistics import median

SECONDS_PER_QUESTION = 25
"""Counted until a learner's own pace is known."""

ANSWERS_NEEDED = 20
SECONDS_LEAST = 5.0
"""Whoever taps faster than this still has to read the reply."""


def seconds_per_question(milliseconds: Sequence[int]) -> float:
    """Return the median time of some answers in seconds; of too few, what is counted before."""
    if len(milliseconds) < ANSWERS_NEEDED:
        return SECONDS_PER_QUESTION
    return max(median(milliseconds) / 1000, SECONDS_LEAST)


def minutes_for(questions: int, seconds: float) -> int:
    """Return the minutes that questions take at so many seconds each, at least one for any."""
    return max(1, round(questions * seconds / 60)) if questions else 0

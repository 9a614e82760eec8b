"""Model how well a learner holds a question; the one module that knows the scheduler."""

import math
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from functools import lru_cache
from importlib.metadata import version
from typing import cast

import fsrs

SCHEDULER_VERSION = f"fsrs-{version('fsrs')}"

Parameters = tuple[float, ...]
"""The 21 numbers of FSRS-6."""

PARAMETERS: Parameters = tuple(fsrs.Scheduler(enable_fuzzing=False).parameters)
"""What holds until there are enough answers to fit a learner's own."""

DECAY_AT = 20
RETENTION_DEFAULT = 0.90
RETENTION_LOWEST = 0.80
RETENTION_HIGHEST = 0.95


class Rating(IntEnum):
    """How an answer went, as the scheduler understands it."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Memory:
    """How well one learner holds one question.

    Attributes:
        stability: days until the chance of recall has fallen to 90 %; above 0.
        difficulty: 1.0 (easy) to 10.0 (hard).
        reviewed_on: the learner's own day of the last review.
        due_on: the learner's own day of the next review, always after `reviewed_on`.
        decay: how the forgetting curve falls; above 0, one of the parameters.
    """

    stability: float
    difficulty: float
    reviewed_on: date
    due_on: date
    decay: float = PARAMETERS[DECAY_AT]


def remember(
    memory: Memory | None,
    rating: Rating,
    today: date,
    *,
    retention: float = RETENTION_DEFAULT,
    parameters: Parameters = PARAMETERS,
) -> Memory:
    """Return the memory after a review on `today`; a day before the last one counts as that day.

    Source: FSRS-6, Open Spaced Repetition, package `fsrs`.

    Args:
        memory: what the last review left, None before the first.
        rating: how this review went.
        today: the learner's own day of this review.
        retention: wanted chance of recall on the due day; moved into 0.80 to 0.95.
        parameters: of the scheduler, the learner's own or those of everybody.
    """
    if memory is not None:
        today = max(today, memory.reviewed_on)
    scheduler = _scheduler(bounded_retention(retention), parameters)
    card = _new_card(today) if memory is None else _as_card(memory)
    reviewed, _ = scheduler.review_card(card, fsrs.Rating(rating), _midnight(today))
    return _as_memory(reviewed, today, parameters[DECAY_AT])


def due_next_day(memory: Memory) -> Memory:
    """Return a memory that is due on the day after its last review.

    What somebody was sure of and had wrong is corrected best, and slips back unless it is asked
    again soon (Metcalfe and Miele 2014).
    """
    return replace(memory, due_on=memory.reviewed_on + timedelta(days=1))


def bounded_retention(retention: float) -> float:
    """Return a wanted chance of recall moved into what the scheduler is sound for."""
    return min(max(retention, RETENTION_LOWEST), RETENTION_HIGHEST)


def recall(memory: Memory, today: date) -> float:
    """Return the chance, above 0 and up to 1, of recall on `today`; 1 until the review day ends."""
    return recall_after(memory, (today - memory.reviewed_on).days)


def recall_after(memory: Memory, days: float) -> float:
    """Return the chance of recall so many days, whole or not, after the last review."""
    return chance_of_recall(memory.stability, memory.decay, days)


def chance_of_recall(stability: float, decay: float, days: float) -> float:
    """Return the chance of recall so many days after a review; see `Memory`.

    Source: the forgetting curve of FSRS-6, (1 + F t / S) ** D with F so that it is 0.9 at t = S.
    """
    elapsed = max(days, 0.0) / stability
    return math.pow(1 + _factor(decay) * elapsed, -decay)


@lru_cache(maxsize=256)
def _factor(decay: float) -> float:
    return float(0.9 ** (-1 / decay) - 1)


@lru_cache(maxsize=256)
def _scheduler(retention: float, parameters: Parameters) -> fsrs.Scheduler:
    return fsrs.Scheduler(
        parameters=parameters,
        desired_retention=retention,
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
    )


def _midnight(day: date) -> datetime:
    # The package counts blocks of 24 hours: midnights in UTC make them the learner's days.
    return datetime.combine(day, time.min, UTC)


def _new_card(today: date) -> fsrs.Card:
    # Left without an id or a due time, a card reads the clock and sleeps.
    return fsrs.Card(card_id=0, due=_midnight(today))


def _as_card(memory: Memory) -> fsrs.Card:
    return fsrs.Card(
        card_id=0,
        state=fsrs.State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_midnight(memory.due_on),
        last_review=_midnight(memory.reviewed_on),
    )


def _as_memory(card: fsrs.Card, today: date, decay: float) -> Memory:
    # The package types these as optional for cards never reviewed; this one just was.
    stability, difficulty = cast(float, card.stability), cast(float, card.difficulty)
    return Memory(stability, difficulty, today, card.due.date(), decay)

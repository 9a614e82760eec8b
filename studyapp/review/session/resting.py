"""Which questions rest: siblings of what was just asked, and those that slip again and again.

Source of the leech rule: Anki counts eight lapses; a bank this small needs half of that, and a run
of misses that the predicted recall makes unlikely tells sooner.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from studyapp.review.learner_day import ONE_DAY
from studyapp.review.memory import Memory, recall

RECALL_KEPT = 0.8
LEECH_LAPSES = 4
LEECH_AGAIN = 2
LEECH_RUN = 3
LEECH_CHANCE = 0.05
FIRST_LOOK = 8
"""So many answers to a question say of nearly every miss that it makes no leech."""
LOOKED_BACK = 200
"""So many are looked at for the others; hardly anybody gives more to one question."""

UNTIL_WOKEN = date(9999, 12, 31)
LEECH, LEFT_OUT = "leech", "left_out"
LASTING = (LEECH, LEFT_OUT)
"""What rests for one of these reasons does so until it is woken."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer that counted: whether it was right, and the memory that it left."""

    right: bool
    memory: Memory


class Run(NamedTuple):
    """Misses in a row of something held.

    Attributes:
        misses: how many.
        chance: how likely the predicted recall at each of them makes all of them, 0 to 1.
    """

    misses: int = 0
    chance: float = 1.0


def run_of(latest: Sequence[Outcome]) -> Run:
    """Return the present run of misses.

    Args:
        latest: the last answers to one question, the latest first. The oldest only says what was
            held before the next one: a first answer is no miss of something held.
    """
    run = Run()
    for answer, before in pairwise(latest):
        if answer.right:
            break
        run = _with_miss(run, answer, before)
    return run


def may_wait(memory: Memory, today: date) -> bool:
    """Tell whether a question can move to the next day without recall falling under RECALL_KEPT."""
    return recall(memory, today + ONE_DAY) >= RECALL_KEPT


def may_be_leech(lapses: int, latest: Sequence[Outcome]) -> bool:
    """Tell whether `is_leech` can hold for a question that was just missed, whatever came before.

    Args:
        lapses: how often it was missed after it had once been right.
        latest: the last answers to it, the latest first.
    """
    run = run_of(latest)
    goes_on = run.misses == len(latest) - 1
    return goes_on or slips_too_often(lapses, run)


def is_leech(lapses: int, latest: Sequence[Outcome]) -> bool:
    """Tell whether a question that was just missed is to rest.

    One that was woken gets another `LEECH_AGAIN` misses before it rests again, whatever for.

    Args:
        lapses: how often it was missed after it had once been right.
        latest: the last answers to it, the latest first.
    """
    later = sum(not answer.right for answer in latest)
    since, run = LEECH_AGAIN, Run()
    before: Outcome | None = None
    for answer in reversed(latest):
        if answer.right:
            run = Run()
        else:
            later, since = later - 1, since + 1
            run = _with_miss(run, answer, before) if before is not None else run
            if since >= LEECH_AGAIN and slips_too_often(max(lapses - later, 0), run):
                since = 0
        before = answer
    return since == 0


def slips_too_often(lapses: int, run: Run) -> bool:
    """Tell whether asking a question again will not help.

    Args:
        lapses: how often it was missed after it had once been right.
        run: the misses in a row that it ended with.
    """
    is_unlikely = run.misses >= LEECH_RUN and run.chance < LEECH_CHANCE
    return lapses >= LEECH_LAPSES or is_unlikely


def _with_miss(run: Run, answer: Outcome, before: Outcome) -> Run:
    day = max(answer.memory.reviewed_on, before.memory.reviewed_on)
    return Run(run.misses + 1, run.chance * (1 - recall(before.memory, day)))

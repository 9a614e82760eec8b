"""Which questions rest: siblings of what was just asked, and those that slip again and again.

Source of the leech rule: Anki counts eight lapses; a bank this small needs half of that, and a run
of misses that the predicted recall makes unlikely tells sooner.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import prod

from studyapp.review.learner_day import ONE_DAY
from studyapp.review.memory import Memory, recall

RECALL_KEPT = 0.8
LEECH_LAPSES = 4
LEECH_AGAIN = 2
LEECH_RUN = 3
LEECH_CHANCE = 0.05
LOOKED_BACK = 200
"""So many answers to a question are looked at; hardly anybody gives more to one."""

UNTIL_WOKEN = date(9999, 12, 31)
LEECH, LEFT_OUT = "leech", "left_out"
LASTING = (LEECH, LEFT_OUT)
"""What rests for one of these reasons does so until it is woken."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer that counted: whether it was right, and the memory that it left."""

    right: bool
    memory: Memory


def recalls_of_run(latest: Sequence[Outcome]) -> list[float]:
    """Return the predicted recall at each miss of the present run, the latest first, 0 to 1.

    Args:
        latest: the last answers to one question, the latest first. The oldest only says what was
            held before the next one: a first answer is no miss of something held.
    """
    recalls = []
    for answer, before in pairwise(latest):
        if answer.right:
            break
        day = max(answer.memory.reviewed_on, before.memory.reviewed_on)
        recalls.append(recall(before.memory, day))
    return recalls


def may_wait(memory: Memory, today: date) -> bool:
    """Tell whether a question can move to the next day without recall falling under RECALL_KEPT."""
    return recall(memory, today + ONE_DAY) >= RECALL_KEPT


def is_leech(lapses: int, latest: Sequence[Outcome]) -> bool:
    """Tell whether a question that was just missed is to rest.

    One that was woken gets another `LEECH_AGAIN` misses before it rests again, whatever for.

    Args:
        lapses: how often it was missed after it had once been right.
        latest: the last answers to it, the latest first.
    """
    misses = [place for place, answer in enumerate(latest) if not answer.right]
    since = LEECH_AGAIN
    for later in reversed(range(len(misses))):
        since += 1
        recalls = recalls_of_run(latest[misses[later] :])
        if since >= LEECH_AGAIN and slips_too_often(max(lapses - later, 0), recalls):
            since = 0
    return bool(misses) and since == 0


def slips_too_often(lapses: int, recalls: Sequence[float]) -> bool:
    """Tell whether asking a question again will not help.

    Args:
        lapses: how often it was missed after it had once been right.
        recalls: the predicted recall at each miss of a run, 0 to 1.
    """
    run_chance = prod(1 - share for share in recalls)
    is_unlikely = len(recalls) >= LEECH_RUN and run_chance < LEECH_CHANCE
    return lapses >= LEECH_LAPSES or is_unlikely

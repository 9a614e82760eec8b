"""Statistics of the items of a quiz, built on sums, so that erased attempts can leave their part.

Sources: item-rest correlation and alpha as in Moodle's quiz statistics; intervals by Wilson (1927)
for a share and by Fisher (1921) for a correlation. Variances divide by n - 1.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

Z_95: Final = 1.959964
NO_VARIANCE: Final = 1e-12
"""Scores are shares of small numbers: a variance below this is the error of the arithmetic."""


@dataclass(frozen=True)
class Work:
    """The first attempt of one learner, item by item.

    Attributes:
        scores: by position, 0 to 1, of every item that was asked and counts; a blank has 0.
        choices: by position, the options that were chosen, as positions in the bank file.
        blanks: positions that were asked and left open.
    """

    scores: Mapping[int, float]
    choices: Mapping[int, Sequence[int]] = field(default_factory=dict)
    blanks: frozenset[int] = frozenset()

    @cached_property
    def rests(self) -> dict[int, float]:
        """Return, for each item, the mean score on the others; 0 where there is no other."""
        others, total = len(self.scores) - 1, sum(self.scores.values())
        return {n: (total - x) / others if others else 0.0 for n, x in self.scores.items()}


@dataclass(frozen=True, slots=True)
class ItemSums:
    """What all that is to be known of an item adds up to; see `ItemTallyRow`."""

    people: int = 0
    x: float = 0.0
    xx: float = 0.0
    r: float = 0.0
    rr: float = 0.0
    xr: float = 0.0
    choices: Counter[int] = field(default_factory=Counter)

    def __add__(self, other: "ItemSums") -> "ItemSums":
        return ItemSums(
            self.people + other.people,
            self.x + other.x,
            self.xx + other.xx,
            self.r + other.r,
            self.rr + other.rr,
            self.xr + other.xr,
            self.choices + other.choices,
        )


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with the interval that holds it 95 times in 100."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far a whole quiz can be relied on.

    Attributes:
        alpha: Cronbach's; for items that are right or wrong it is KR-20.
        error: standard error of measurement, in points.
        people, items: how many it was computed from.
    """

    alpha: float
    error: float
    people: int
    items: int


def tally_sums(work: Work) -> dict[int, ItemSums]:
    """Return what one attempt adds to the sums of each item that it was asked."""
    rests = work.rests
    return {
        n: ItemSums(1, x, x * x, rest, rest * rest, x * rest, Counter(work.choices.get(n, ())))
        for n, x in work.scores.items()
        for rest in (rests[n],)
    }


def summed(parts: Iterable[Mapping[int, ItemSums]]) -> dict[int, ItemSums]:
    """Add up the sums of attempts, and of those that were erased, by item."""
    totals: dict[int, ItemSums] = {}
    for part in parts:
        for position, sums in part.items():
            totals[position] = totals.get(position, ItemSums()) + sums
    return totals


def facility(sums: ItemSums) -> Estimate | None:
    """Return the mean score with Wilson's interval; it is wider than need be for parts of points.

    None when nobody was asked.
    """
    if not sums.people:
        return None
    return wilson(sums.x / sums.people, sums.people)


def wilson(share: float, people: int) -> Estimate:
    """Return a share with the interval that its number of people allows."""
    z2 = Z_95 * Z_95
    middle = (share + z2 / (2 * people)) / (1 + z2 / people)
    spread = share * (1 - share) / people + z2 / (4 * people * people)
    reach = Z_95 * math.sqrt(max(spread, 0.0)) / (1 + z2 / people)
    return Estimate(share, max(0.0, middle - reach), min(1.0, middle + reach))


def corrected_for_chance(share: float, chance: float) -> float:
    """Return the share beyond what guessing brings, `chance`; below 0 it is worse."""
    return (share - chance) / (1 - chance)


def item_rest(sums: ItemSums) -> float | None:
    """Return the correlation of an item with the mean score on the others.

    None for fewer than two people, and where the scores on either side are all equal.
    """
    n = sums.people
    if n < 2:
        return None
    of_x = (sums.xx - sums.x * sums.x / n) / (n - 1)
    of_r = (sums.rr - sums.r * sums.r / n) / (n - 1)
    if of_x < NO_VARIANCE or of_r < NO_VARIANCE:
        return None
    together = (sums.xr - sums.x * sums.r / n) / (n - 1)
    return max(-1.0, min(1.0, together / math.sqrt(of_x * of_r)))


def fisher(r: float, people: int) -> Estimate | None:
    """Return a correlation with its interval; None for fewer than four people."""
    if people < 4:
        return None
    if abs(r) == 1:
        return Estimate(r, r, r)
    reach = Z_95 / math.sqrt(people - 3)
    return Estimate(r, math.tanh(math.atanh(r) - reach), math.tanh(math.atanh(r) + reach))


def reliability(works: Sequence[Work]) -> Reliability | None:
    """Return alpha and what it says of a single result.

    None where learners had different items, for fewer than two people or items, and where all
    have the same total.
    """
    if len(works) < 2 or len(works[0].scores) < 2:
        return None
    positions = works[0].scores.keys()
    if any(work.scores.keys() != positions for work in works):
        return None
    of_items = sum(_variance([work.scores[n] for work in works]) for n in positions)
    of_totals = _variance([sum(work.scores.values()) for work in works])
    if of_totals < NO_VARIANCE:
        return None
    count = len(positions)
    alpha = count / (count - 1) * (1 - of_items / of_totals)
    return Reliability(alpha, math.sqrt(of_totals * (1 - alpha)), len(works), count)


def point_biserial(choosers: Sequence[float], others: Sequence[float]) -> float | None:
    """Return the correlation of choosing an option with the mean score on the other items.

    None where nobody or everybody chose it, and where all have the same score.
    """
    share = len(choosers) / ((len(choosers) + len(others)) or 1)
    variance = _variance([*choosers, *others])
    if share in {0, 1} or variance < NO_VARIANCE:
        return None
    # The formula takes the deviation of the whole group, which divides by n.
    n = len(choosers) + len(others)
    deviation = math.sqrt(variance * (n - 1) / n)
    gap = math.fsum(choosers) / len(choosers) - math.fsum(others) / len(others)
    return gap / deviation * math.sqrt(share * (1 - share))


def top_half(works: Iterable[Work], position: int) -> list[Work]:
    """Return those who did best on the other items; who is level with the last of them is in."""
    ranked = [(work.rests[position], work) for work in works if position in work.scores]
    if not ranked:
        return []
    rests = sorted((rest for rest, _ in ranked), reverse=True)
    least = rests[(len(rests) - 1) // 2]
    return [work for rest, work in ranked if rest >= least]


def _variance(values: Sequence[float]) -> float:
    if len(values) < 2:
        return 0.0
    mean = math.fsum(values) / len(values)
    return math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1)

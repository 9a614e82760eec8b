"""Choose the day of the next review among those that are as good as the exact one.

The reach of the choice is that of Anki's fuzz. Anki draws lots among the days, weighted against
crowded ones; here the least crowded day wins, so that a schedule says the same at every look.
"""

import math
from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta

REACHES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, math.inf, 0.05))
"""From and to so many days of interval, each day adds this share of a day to the reach."""

SHORTEST_SPREAD = 2.5
LONGEST_REACH = 7
"""In days; Anki reaches further for intervals over a hundred days, and does not balance those."""

SIBLING_WEIGHT = 5
"""A day on which a question of the same passage comes counts as so much fuller (Anki: 1 / 0.2)."""


def days_to_choose_from(interval: int) -> range:
    """Return the intervals, in days, that are as good as the exact one.

    Source: the fuzz of FSRS and Anki: 1 day, and a share of the interval that falls as it grows.
    """
    if interval < SHORTEST_SPREAD:
        return range(interval, interval + 1)
    shares = (share * max(0.0, min(interval, end) - start) for start, end, share in REACHES)
    reach = min(1 + sum(shares), LONGEST_REACH)
    return range(max(2, round(interval - reach)), round(interval + reach) + 1)


def least_crowded(
    today: date,
    exact: date,
    *,
    due: Mapping[date, int],
    sibling_days: Collection[date],
    share_of: Callable[[date], float],
    latest: date | None = None,
) -> date:
    """Return the day for a review that is exactly due on `exact`; of equal days the nearest.

    Args:
        today: the learner's own day of the answer.
        exact: when recall falls to what the learner wants.
        due: how many questions are due on each day already.
        sibling_days: days on which a question of the same passage is due.
        share_of: how much of a normal day's questions a day takes, 0 to 1; one that takes none
            is chosen only when all do.
        latest: no day after this one is chosen; after today.
    """
    intervals = days_to_choose_from((exact - today).days)
    days = [today + timedelta(days=n) for n in intervals]
    if latest is not None:
        days = [day for day in days if day <= latest] or [latest]

    def crowd(day: date) -> tuple[float, int, date]:
        share = share_of(day)
        weight = SIBLING_WEIGHT if day in sibling_days else 1
        load = (due.get(day, 0) + 1) * weight / share if share else math.inf
        return load, abs((day - exact).days), day

    return min(days, key=crowd)

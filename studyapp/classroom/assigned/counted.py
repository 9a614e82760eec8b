"""What the attempts of one learner at an assigned quiz count together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean
from typing import Final, Literal, Protocol, get_args

Counts = Literal["best", "last", "first", "mean"]
COUNTS: Final[dict[str, Counts]] = {name: name for name in get_args(Counts)}
WHOLE: Final = 100

_RULES: dict[Counts, Callable[[Sequence[float]], float]] = {
    "best": max,
    "last": lambda shares: shares[-1],
    "first": lambda shares: shares[0],
    "mean": fmean,
}


class Countable(Protocol):
    """What of an attempt decides what it counts; see `AttemptRow`."""

    @property
    def number(self) -> int:
        """Return which attempt of the learner this is, from 1."""

    @property
    def submitted_at(self) -> datetime | None:
        """Return when it was handed in."""

    @property
    def is_late(self) -> bool:
        """Tell whether it was handed in late."""

    @property
    def points(self) -> float:
        """Return the sum of what its items are worth."""

    @property
    def possible(self) -> float:
        """Return what could be had."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What one attempt is worth once lateness is taken off.

    Attributes:
        points: of `possible`; below 0 where certainty marks cost more than was earned.
    """

    points: float
    possible: float

    @property
    def share(self) -> float:
        """Return the points as a share, at most 1; 0 when nothing could be had."""
        return self.points / self.possible if self.possible else 0.0


def worth_of(attempt: Countable, late_percent: int = WHOLE) -> Worth:
    """Return what an attempt is worth; a late one `late_percent` of its points."""
    percent = late_percent if attempt.is_late else WHOLE
    return Worth(points_kept(attempt.points, percent), attempt.possible)


def points_kept(points: float, percent: int) -> float:
    """Return what is left of points; lateness never helps, so those below 0 stay as they are."""
    return points * percent / WHOLE if points > 0 else points


def counted_points(
    attempts: Iterable[Countable], rule: Counts, late_percent: int = WHOLE
) -> float | None:
    """Return what the attempts of one learner at one sitting count together.

    Args:
        attempts: in any order; those that are not handed in do not count.
        rule: `best`, `last`, `first` or `mean`; last and first by the number of the attempt.
        late_percent: what a late attempt is worth, 0 to 100 % of its points.

    Returns:
        A share of what could be had: at most 1, below 0 where certainty marks cost more than was
        earned. None as long as nothing is handed in.
    """
    handed_in = sorted(
        (attempt for attempt in attempts if attempt.submitted_at is not None),
        key=lambda attempt: attempt.number,
    )
    if not handed_in:
        return None
    return _RULES[rule]([worth_of(attempt, late_percent).share for attempt in handed_in])

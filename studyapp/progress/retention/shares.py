"""Shares of answers that were right, said only where there are enough of them."""

from typing import NamedTuple

from studyapp.classroom.items.report import SHARES_FROM
from studyapp.classroom.items.statistics import wilson
from studyapp.percents import percent_figure


class Percents(NamedTuple):
    """A share with the interval that holds it 95 times in 100, in whole percent."""

    percent: int
    low: int
    high: int


class Share(NamedTuple):
    """So many answers were right of so many."""

    right: int = 0
    of: int = 0

    def plus(self, right: int, of: int) -> "Share":
        """Return this with more answers."""
        return Share(self.right + right, self.of + of)

    @property
    def percents(self) -> Percents | None:
        """Return the share with Wilson's interval (1927); None while it would be chance."""
        if self.of < SHARES_FROM:
            return None
        found = wilson(self.right / self.of, self.of)
        return Percents(*map(percent_figure, (found.value, found.low, found.high)))

"""More time for one learner, wherever time is limited."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

FACTORS: Final = (1.0, 1.25, 1.5, 2.0)
EXTRA_MINUTES_MOST: Final = 240


@dataclass(frozen=True, slots=True)
class MoreTime:
    """What a learner gets on top of a limit; set once, it holds everywhere.

    Attributes:
        factor: the limit is multiplied by it; one of `FACTORS`.
        extra_minutes: added to the limit of a whole attempt after that.
        untimed: no limit holds.
    """

    factor: float = 1.0
    extra_minutes: int = 0
    untimed: bool = False

    def of_attempt(self, limit: timedelta | None) -> timedelta | None:
        """Return the limit of an attempt for this learner; None for none."""
        if limit is None or self.untimed:
            return None
        return limit * self.factor + timedelta(minutes=self.extra_minutes)

    def of_question(self, limit: timedelta | None) -> timedelta | None:
        """Return the limit of one question of a live quiz; minutes are for whole attempts."""
        return None if limit is None or self.untimed else limit * self.factor

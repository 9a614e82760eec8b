"""How much of what they met a learner would recall, today and on earlier days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from studyapp.progress.strokes import known_now
from studyapp.review.memory import Memory

WEEK, FOUR_WEEKS = timedelta(days=7), timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Known:
    """Of how many questions met by a day how many would be recalled on it."""

    met: int
    recalled: float

    @property
    def about(self) -> int:
        """Return how many would be recalled, as pages say it."""
        return round(self.recalled)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a learner held by question on one day, now or earlier."""

    day: date
    memories: Mapping[int, Memory]

    def known(self, questions: Iterable[int]) -> Known:
        """Return how much would be recalled of those of the questions that were met."""
        held = [self.memories[n] for n in questions if n in self.memories]
        return Known(len(held), known_now(held, self.day))

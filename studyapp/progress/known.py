"""How much of what they met a learner would recall, today and on earlier days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from studyapp.progress.strokes import recall_now
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
    """How likely each question that was met by a day was to be recalled on it, by question."""

    chances: Mapping[int, float]

    def known(self, questions: Iterable[int]) -> Known:
        """Return how much would be recalled of those of the questions that were met."""
        chances = [self.chances[n] for n in questions if n in self.chances]
        return Known(len(chances), sum(chances))


def standing_on(day: date, memories: Mapping[int, Memory]) -> Standing:
    """Return how a learner stood on a day with what they held then by question."""
    return Standing({n: recall_now(memory, day) for n, memory in memories.items()})

"""What comes due on the days ahead, and how long it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from studyapp.review.plan.pace import minutes_for


@dataclass(frozen=True, slots=True)
class Coming:
    """Reviews as they are scheduled now.

    Attributes:
        overdue: those that were due before the first day.
        days: each day with how many come due on it, the first day first.
        seconds: what one question takes the learner.
    """

    overdue: int
    days: tuple[tuple[date, int], ...]
    seconds: float

    @property
    def total(self) -> int:
        """Return how many there are, overdue ones included."""
        return self.overdue + sum(count for _, count in self.days)

    @property
    def due_today(self) -> int:
        """Return how many are due by the end of the first day."""
        return self.overdue + self.days[0][1]

    def minutes(self, questions: int) -> int:
        """Return how long some questions take."""
        return minutes_for(questions, self.seconds)


def coming_days(due: Mapping[date, int], today: date, length: int, seconds: float) -> Coming:
    """Part what is due into what is overdue and the days from today on.

    Args:
        due: questions by the day on which they are asked.
        seconds: what one question takes.
    """
    days = [today + timedelta(days=n) for n in range(length)]
    return Coming(
        overdue=sum(count for day, count in due.items() if day < today),
        days=tuple((day, due.get(day, 0)) for day in days),
        seconds=seconds,
    )

"""How far a learner has come with the goal of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from studyapp.review.plan.habits import GoalKind, Habits

MILLISECONDS_A_MINUTE = 60_000


class Timed(Protocol):
    """An answer with the time that it took."""

    @property
    def milliseconds(self) -> int | None:
        """Return how long it took; None where that was not measured."""


@dataclass(frozen=True, slots=True)
class DayGoal:
    """A goal, and what was done for it: `done` and `goal` count questions or whole minutes."""

    kind: GoalKind
    goal: int
    done: int

    @property
    def is_reached(self) -> bool:
        """Tell whether the day has what the learner wanted."""
        return self.done >= self.goal


def goal_of_day(habits: Habits, answers: Iterable[Timed]) -> DayGoal | None:
    """Return the goal of a day with what was done for it; None where there is no goal."""
    if habits.goal_kind == "none":
        return None
    times = [answer.milliseconds or 0 for answer in answers]
    by_kind = {"questions": len(times), "minutes": sum(times) // MILLISECONDS_A_MINUTE}
    return DayGoal(habits.goal_kind, habits.goal, by_kind[habits.goal_kind])

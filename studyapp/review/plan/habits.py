"""How a learner wants to be asked."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from studyapp.review.memory import RETENTION_DEFAULT

GoalKind = Literal["none", "questions", "minutes"]
GOAL_KINDS: tuple[GoalKind, ...] = get_args(GoalKind)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NORMAL, LIGHT, OFF = "n", "l", "o"
WEEKDAY_SHARES = {NORMAL: 1.0, LIGHT: 0.5, OFF: 0.0}
"""How much of a normal day's questions each kind of weekday takes."""

NEW_PER_DAY = 10
MOST_NEW_PER_DAY = 200
GOAL_LARGEST = 999


@dataclass(frozen=True, slots=True)
class Habits:
    """How one learner wants to be asked.

    Attributes:
        retention: wanted chance of recall on the due day, 0.80 to 0.95.
        new_per_day: new questions asked on a day, 0 to 200.
        goal_kind, goal: so many questions or minutes a day; 0 with `none`.
        weekdays: a letter a weekday from Monday: NORMAL, LIGHT or OFF.
        recall_first: choices stay hidden until the learner asks for them.
    """

    retention: float = RETENTION_DEFAULT
    new_per_day: int = NEW_PER_DAY
    goal_kind: GoalKind = "none"
    goal: int = 0
    weekdays: str = NORMAL * 7
    recall_first: bool = False

    def share_of(self, day: date) -> float:
        """Return how much of a normal day's questions a day takes, 0 to 1."""
        return WEEKDAY_SHARES[self.weekdays[day.weekday()]]


def goal_kind_named(text: str | None) -> GoalKind | None:
    """Return the kind of goal of that name; None if there is no such."""
    return next((kind for kind in GOAL_KINDS if kind == text), None)

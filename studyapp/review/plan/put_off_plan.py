"""Put questions off: out of days off, or from a backlog into the days that follow."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from studyapp.review.learner_day import ONE_DAY
from studyapp.review.memory import Memory, recall

ROOM_LEAST = 4
"""A day that is full already still takes this part of what fits into one."""

LONGEST_OFF_DAYS = 92


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question with the day on which it would be asked."""

    question_id: int
    memory: Memory
    asked_on: date

    def recall(self, day: date) -> float:
        """Return the chance of recall on a day."""
        return recall(self.memory, day)


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Days on which nothing is to be asked, both included.

    Attributes:
        a_day: how many questions fit into each of the days that follow.
    """

    first_day: date
    last_day: date
    a_day: int


@dataclass(frozen=True, slots=True)
class PutOffPlan:
    """What a plan does.

    Attributes:
        until: the day on which each question that is put off comes instead.
        staying: how many questions of a backlog stay for today.
        forgotten: how many more of those put off are expected to be forgotten by that day.
    """

    until: Mapping[int, date]
    staying: int
    forgotten: float

    @property
    def by_day(self) -> dict[date, int]:
        """Return how many questions come on each day instead, the earliest first."""
        return dict(sorted(Counter(self.until.values()).items()))

    @property
    def last_day(self) -> date | None:
        """Return the last day on which something comes instead; None if nothing is put off."""
        return max(self.until.values(), default=None)


def plan_days_off(waiting: Iterable[Waiting], wish: DaysOff, today: date) -> PutOffPlan:
    """Move what would be asked on some days to the days after them, most at risk first.

    Days off that have begun take along what waits already.

    Args:
        waiting: everything that is asked some day.
        wish: the days off.
        today: the learner's own day.
    """
    everything = list(waiting)
    from_day = wish.first_day if wish.first_day > today else date.min
    moved = [w for w in everything if from_day <= w.asked_on <= wish.last_day]
    return _spread(moved, everything, wish.last_day + ONE_DAY, wish.a_day, 0, today)


def plan_backlog(waiting: Iterable[Waiting], today: date, a_day: int) -> PutOffPlan:
    """Leave for today what fits into it, most at risk first, and spread the rest over days.

    Args:
        waiting: everything that is asked some day.
        today: the learner's own day.
        a_day: how many questions fit into a day.
    """
    everything = list(waiting)
    due = _most_at_risk([w for w in everything if w.asked_on <= today], today)
    staying = min(a_day, len(due))
    return _spread(due[a_day:], everything, today + ONE_DAY, a_day, staying, today)


def _spread(
    moved: Sequence[Waiting],
    everything: Iterable[Waiting],
    first_day: date,
    a_day: int,
    staying: int,
    today: date,
) -> PutOffPlan:
    load = Counter(w.asked_on for w in everything)
    until: dict[int, date] = {}
    day, room = first_day, _room(a_day, load[first_day])
    for one in _most_at_risk(moved, first_day):
        while room < 1:
            day += ONE_DAY
            room = _room(a_day, load[day])
        until[one.question_id] = day
        room -= 1
    lost = (w.recall(max(w.asked_on, today)) - w.recall(until[w.question_id]) for w in moved)
    return PutOffPlan(until, staying, sum(lost))


def _room(a_day: int, load: int) -> int:
    return max(a_day - load, a_day // ROOM_LEAST, 1)


def _most_at_risk(waiting: Iterable[Waiting], day: date) -> list[Waiting]:
    return sorted(waiting, key=lambda w: (w.recall(day), w.question_id))

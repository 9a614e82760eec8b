"""Put questions off: out of days off, or from a backlog into the days that follow."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from studyapp.review.learner_day import ONE_DAY
from studyapp.review.memory import Memory, recall

ROOM_LEAST = 4
"""A day that is full already still takes this part of what fits into one."""

LONGEST_OFF_DAYS = 92

Span = tuple[date, date]
"""The first and the last of some days, both included."""


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


def plan_days_off(
    waiting: Iterable[Waiting], wish: DaysOff, today: date, off: Collection[Span] = ()
) -> PutOffPlan:
    """Move what would be asked on some days to the days after them, most at risk first.

    Days off that have begun take along what waits already.

    Args:
        waiting: everything that is asked some day.
        wish: the days off.
        today: the learner's own day.
        off: other days off, on which nothing is put.
    """
    everything = list(waiting)
    from_day = wish.first_day if wish.first_day > today else date.min
    moved = [w for w in everything if from_day <= w.asked_on <= wish.last_day]
    days = _Days(wish.last_day + ONE_DAY, wish.a_day, off)
    return _spread(moved, everything, days, 0, today)


def plan_backlog(
    waiting: Iterable[Waiting], today: date, a_day: int, off: Collection[Span] = ()
) -> PutOffPlan:
    """Leave for today what fits into it, most at risk first, and spread the rest over days.

    Args:
        waiting: everything that is asked some day.
        today: the learner's own day.
        a_day: how many questions fit into a day.
        off: days off, on which nothing is put.
    """
    everything = list(waiting)
    due = [w for w in everything if w.asked_on <= today]
    room = 0 if _is_off(today, off) else a_day
    return _part(due, everything, room, _Days(today + ONE_DAY, a_day, off), today)


def plan_return(
    waiting: Iterable[Waiting],
    back: Collection[int],
    today: date,
    a_day: int,
    off: Collection[Span],
) -> PutOffPlan:
    """Put questions back into a backlog out of which days off had taken them.

    Args:
        waiting: everything that is asked some day, those questions as if they were not put off.
        back: the questions.
        today: the learner's own day; what is left of it takes the first of them.
        a_day: how many questions fit into a day.
        off: days off, on which nothing is put.
    """
    everything = list(waiting)
    due = [w for w in everything if w.question_id in back]
    others = [w for w in everything if w.question_id not in back]
    room = max(a_day - sum(w.asked_on <= today for w in others), 0)
    room = 0 if _is_off(today, off) else room
    return _part(due, others, room, _Days(today + ONE_DAY, a_day, off), today)


@dataclass(frozen=True, slots=True)
class _Days:
    """The days that take what is put off: from a first one on, but for days off."""

    first: date
    a_day: int
    off: Collection[Span]

    def room(self, day: date, load: int) -> int:
        """Return how much a day takes that holds so many questions already."""
        is_off = _is_off(day, self.off)
        return 0 if is_off else max(self.a_day - load, self.a_day // ROOM_LEAST, 1)


def _is_off(day: date, off: Iterable[Span]) -> bool:
    return any(first <= day <= last for first, last in off)


def _part(
    due: Iterable[Waiting], everything: Iterable[Waiting], room: int, days: _Days, today: date
) -> PutOffPlan:
    """Leave for today as much as there is room for, most at risk first, and spread the rest."""
    in_order = _most_at_risk(due, today)
    return _spread(in_order[room:], everything, days, min(room, len(in_order)), today)


def _spread(
    moved: Sequence[Waiting],
    everything: Iterable[Waiting],
    days: _Days,
    staying: int,
    today: date,
) -> PutOffPlan:
    load = Counter(w.asked_on for w in everything)
    until: dict[int, date] = {}
    day, room = days.first, days.room(days.first, load[days.first])
    for one in _most_at_risk(moved, days.first):
        while room < 1:
            day += ONE_DAY
            room = days.room(day, load[day])
        until[one.question_id] = day
        room -= 1
    lost = (w.recall(max(w.asked_on, today)) - w.recall(until[w.question_id]) for w in moved)
    return PutOffPlan(until, staying, sum(lost))


def _most_at_risk(waiting: Iterable[Waiting], day: date) -> list[Waiting]:
    return sorted(waiting, key=lambda w: (w.recall(day), w.question_id))

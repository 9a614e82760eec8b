"""The forgetting curve of one question, from its answers to beyond the day it is due."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from studyapp.review.memory import Memory, chance_of_recall, recall, recall_after

STEPS = 24
BEYOND_SHARE = 0.25
BEYOND_LEAST = timedelta(days=3)
HALF = 0.5


class MemoryLeft(NamedTuple):
    """What an answer left: the day it counts on, whether it was right, stability in days."""

    day: date
    right: bool
    stability: float


class Recalled(NamedTuple):
    """An answer on the curve; `before` is the chance of recall just before it, if one held."""

    day: date
    right: bool
    before: float | None
    stability: float
    x: float
    y: float


class Ahead(NamedTuple):
    """A day to come and the chance of recall on it."""

    label: str
    day: date
    share: float


class QuestionCurve(NamedTuple):
    """The curve as two paths in a square of 100 by 100, and the same as numbers.

    Attributes:
        past, ahead: paths until today and from today on.
        floor: the share at the bottom, 0 or 0.5; the top is 1.
        due_x, today_x, target_y: where the days and the target stand.
    """

    past: str
    ahead: str
    floor: float
    first: date
    last: date
    today_x: float
    due_x: float
    target_y: float
    marks: tuple[Recalled, ...]
    coming: tuple[Ahead, ...]


class _Box(NamedTuple):
    first: date
    days: int
    floor: float

    def x(self, day: date, days_more: float = 0) -> float:
        return ((day - self.first).days + days_more) * 100 / self.days

    def y(self, share: float) -> float:
        return (1 - share) * 100 / (1 - self.floor)


def question_curve(
    answers: Sequence[MemoryLeft], memory: Memory, today: date, target: float
) -> QuestionCurve:
    """Draw the chance of recall between answers as it was logged, and on from the last one.

    A day before the one of the answer before counts as that day, as it does for the schedule.

    Args:
        answers: at least one, in the order they were given.
        memory: what is held now; its decay is that of the whole curve.
        today: the learner's own day.
        target: the wanted chance of recall.
    """
    left = _in_order(answers, memory)
    now = max(today, memory.reviewed_on)
    last = _end_of(memory, now)
    befores: list[float | None] = [None, *(_before(a, b, memory.decay) for a, b in pairwise(left))]
    lowest = min([recall(memory, last), target, *(b for b in befores if b is not None)])
    floor = HALF if lowest >= HALF else 0.0
    box = _Box(left[0].day, max((last - left[0].day).days, 1), floor)
    marks = tuple(
        Recalled(a.day, a.right, b, a.stability, box.x(a.day), box.y(1.0 if b is None else b))
        for a, b in zip(left, befores, strict=True)
    )
    return QuestionCurve(
        past=_past(left, memory, now, box),
        ahead=_path(_falling(memory, now, last, box)),
        floor=floor,
        first=left[0].day,
        last=last,
        today_x=box.x(now),
        due_x=box.x(max(memory.due_on, left[0].day)),
        target_y=box.y(target),
        marks=marks,
        coming=_coming(memory, now, last),
    )


def _in_order(answers: Sequence[MemoryLeft], memory: Memory) -> list[MemoryLeft]:
    """Return answers on days that never run back, and none after that of the memory."""
    ordered: list[MemoryLeft] = []
    day = answers[0].day
    for answer in answers:
        day = min(max(day, answer.day), memory.reviewed_on)
        ordered.append(answer._replace(day=day))
    return ordered


def _end_of(memory: Memory, now: date) -> date:
    """Return a day some way beyond today and the due day, whichever comes later."""
    later = max(memory.due_on, now)
    beyond = (later - memory.reviewed_on) * BEYOND_SHARE
    return later + max(timedelta(days=beyond.days), BEYOND_LEAST)


def _before(earlier: MemoryLeft, later: MemoryLeft, decay: float) -> float:
    return chance_of_recall(earlier.stability, decay, (later.day - earlier.day).days)


def _past(left: Sequence[MemoryLeft], memory: Memory, now: date, box: _Box) -> str:
    points: list[tuple[float, float]] = []
    for earlier, later in pairwise(left):
        held = Memory(earlier.stability, 1.0, earlier.day, later.day, memory.decay)
        points += _falling(held, earlier.day, later.day, box)
    return _path([*points, *_falling(memory, memory.reviewed_on, now, box)])


def _falling(memory: Memory, start: date, end: date, box: _Box) -> list[tuple[float, float]]:
    """Return points from one day to another, closer together where the curve is steep."""
    since, length = (start - memory.reviewed_on).days, (end - start).days
    steps = [length * (n / STEPS) ** 2 for n in range(STEPS + 1)] if length else [0.0]
    return [(box.x(start, more), box.y(recall_after(memory, since + more))) for more in steps]


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)


def _coming(memory: Memory, now: date, last: date) -> tuple[Ahead, ...]:
    days = [("Today", now), ("Due", memory.due_on), ("End of the picture", last)]
    later = [(label, day) for label, day in days if label != "Due" or day > now]
    return tuple(Ahead(label, day, recall(memory, day)) for label, day in later)

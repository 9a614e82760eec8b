"""Reckon what will be recalled on a day, by living through the days until then.

The memory model decides what an answer leaves, chance decides each answer by the predicted
recall. The same input gives the same result.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from random import Random
from statistics import fmean

from studyapp.review.memory import Memory, Rating, recall, remember
from studyapp.review.plan.exam import can_foresee, pass_starts
from studyapp.review.plan.exam_bound import latest_day

FIRST_RIGHT = 0.7
"""So often a question that was never asked is taken to be right at once."""

SEED = 1
CARDS_PER_FORECAST = 2000
"""Runs are repeated until so many questions were followed; few questions need more runs."""

RUNS_MOST = 8
LONG_FROM_DAYS = 120
CARDS_PER_LONG_FORECAST = 1300
"""A run takes longer the further off the exam is."""

POINTS_MOST = 60

Review = Callable[[Memory | None, Rating, date], Memory]
"""How memory moves; the wanted recall and the parameters of a learner come in here."""


@dataclass(frozen=True, slots=True)
class Course:
    """How someone means to study until an exam.

    Attributes:
        a_day: how many questions fit into a day.
        new_a_day: how many of them are new at most, after all that are due.
        away: days without any study, in a row.
    """

    a_day: int
    new_a_day: int
    away: tuple[date, date] | None = None

    def is_free(self, day: date) -> bool:
        """Tell whether nothing is studied on a day."""
        return self.away is not None and self.away[0] <= day <= self.away[1]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What share of the questions is recalled, 0 to 1, on some days; the last is the exam's."""

    line: tuple[tuple[date, float], ...]

    @property
    def share(self) -> float:
        """Return the share on the day of the exam."""
        return self.line[-1][1]


def forecast(
    cards: Sequence[Memory | None],
    course: Course,
    today: date,
    held_on: date,
    *,
    review: Review = remember,
    points: int = 1,
) -> Forecast:
    """Return the expected recall of some questions until an exam.

    Args:
        cards: what is held of each; None for one never asked, which counts as not recalled.
        course: how they are studied from today until the eve of the exam.
        today: the first day of study.
        held_on: the day of the exam; one that is not to come is reckoned as it stands.
        review: how memory moves.
        points: on how many days recall is reckoned, the day of the exam alone or more.

    Raises:
        ValueError: the day lies further ahead than `can_foresee` allows.
    """
    if not can_foresee(held_on, today):
        raise ValueError(f"{held_on} lies too far ahead of {today} to live through every day.")
    days = _days_of_line(today, held_on, min(points, POINTS_MOST))
    if not cards:
        return Forecast(tuple((day, 0.0) for day in days))
    runs = _runs(len(cards), (held_on - today).days)
    # The same chances for every course: what differs between two is not luck.
    lines = [_Run(cards, held_on, review, SEED + n).line(course, today, days) for n in range(runs)]
    return Forecast(tuple(zip(days, map(fmean, zip(*lines, strict=True)), strict=True)))


def unstudied(
    cards: Sequence[Memory | None],
    today: date,
    held_on: date,
    *,
    points: int = 1,
) -> Forecast:
    """Return the expected recall of some questions when nothing is studied any more."""
    days = _days_of_line(today, held_on, min(points, POINTS_MOST))
    return Forecast(tuple((day, _share(cards, day)) for day in days))


class _Run:
    """One way the days until an exam may go."""

    def __init__(
        self, cards: Sequence[Memory | None], held_on: date, review: Review, seed: int
    ) -> None:
        self.cards = list(cards)
        self.held_on = held_on
        self.review = review
        # Chance is wanted here, not secrecy, and the same chance each time.
        self.chance = Random(seed)  # noqa: S311
        self.fresh = [n for n, memory in enumerate(cards) if memory is None][::-1]
        self.waiting: set[int] = set()
        self.comes_on: dict[int, date] = {}
        self.by_day: dict[date, list[int]] = defaultdict(list)

    def line(self, course: Course, today: date, days: Sequence[date]) -> list[float]:
        """Live through the days; return the share recalled at the start of each of some."""
        starts = pass_starts(self.held_on, len(self.cards), course.a_day)
        for n, memory in enumerate(self.cards):
            if memory is not None:
                self._put(n, max(memory.due_on, today))
        shares, day = [], today
        for wanted in days:
            while day < wanted:
                self._wake(day, starts, is_pass_day=day == max(starts, today))
                if not course.is_free(day):
                    self._study(day, course, starts)
                day += timedelta(days=1)
            shares.append(_share(self.cards, wanted))
        return shares

    def _put(self, n: int, day: date) -> None:
        self.comes_on[n] = day
        self.by_day[day].append(n)

    def _wake(self, day: date, starts: date, *, is_pass_day: bool) -> None:
        self.waiting.update(n for n in self.by_day.pop(day, ()) if self.comes_on[n] == day)
        if is_pass_day:
            held = enumerate(self.cards)
            self.waiting.update(n for n, m in held if m is not None and m.reviewed_on < starts)

    def _study(self, day: date, course: Course, starts: date) -> None:
        seen_from = self.held_on if day >= starts else day
        due = sorted(self.waiting, key=lambda n: (-self._age(n, seen_from), n))[: course.a_day]
        self.waiting.difference_update(due)
        new = min(course.new_a_day, course.a_day - len(due), len(self.fresh))
        for n in chain(due, [self.fresh.pop() for _ in range(new)]):
            self._answer(n, day)

    def _age(self, n: int, day: date) -> float:
        """Return days since the last review over stability; recall falls as it grows."""
        memory = self.cards[n]
        return (day - memory.reviewed_on).days / memory.stability if memory is not None else 0.0

    def _answer(self, n: int, day: date) -> None:
        memory, right = self.cards[n], FIRST_RIGHT
        if memory is not None:
            right = recall(memory, day)
        rating = Rating.GOOD if self.chance.random() < right else Rating.AGAIN
        self.cards[n] = held = self.review(memory, rating, day)
        self._put(n, latest_day(day, held.due_on, self.held_on))


def _runs(cards: int, days: int) -> int:
    followed = CARDS_PER_LONG_FORECAST if days >= LONG_FROM_DAYS else CARDS_PER_FORECAST
    return min(max(round(followed / cards), 1), RUNS_MOST)


def _days_of_line(today: date, held_on: date, points: int) -> list[date]:
    length = max((held_on - today).days, 0)
    steps = min(points - 1, length)
    if steps < 1:
        return [max(today, held_on)]
    return [today + timedelta(days=round(n * length / steps)) for n in range(steps + 1)]


def _share(cards: Sequence[Memory | None], day: date) -> float:
    shares = (0.0 if memory is None else recall(memory, day) for memory in cards)
    return fmean(shares) if cards else 0.0

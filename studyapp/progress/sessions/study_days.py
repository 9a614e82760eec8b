"""Days of study: what was done on each, and their calendar."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from studyapp.counts import counted

MINUTES_FROM = (1, 10, 25, 50)
"""The minutes from which a day of the calendar is drawn one step larger."""

SIZES = (2, 5, 7, 9, 11)
"""How wide a day of each level is drawn; days stand PITCH apart."""

PITCH = 13
WEEKS = 53
HALF = (WEEKS + 1) // 2


@dataclass(frozen=True, slots=True)
class StudyDay:
    """What was done on one of the learner's own days.

    Attributes:
        answering_seconds: what the answers took, each up to a minute.
        reading_seconds: what was read took, at a reading pace.
    """

    day: date
    answers: int = 0
    answering_seconds: float = 0.0
    words: int = 0
    reading_seconds: float = 0.0

    @property
    def minutes(self) -> int:
        """Return the minutes of study, at least one on a day with any."""
        return minutes_of(self.answering_seconds + self.reading_seconds)

    @property
    def level(self) -> int:
        """Return how large the day is drawn, 1 to 4."""
        return bisect_right(MINUTES_FROM, self.minutes)


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """Some weeks of a calendar, each a column from Monday to Sunday.

    Attributes:
        months: the left edge and the day of the first week that begins in each month.
        paths: the outline of all days of each level, 0 to 4.
    """

    first: date
    last: date
    months: tuple[tuple[int, date], ...]
    paths: tuple[str, ...]


def minutes_of(seconds: float) -> int:
    """Return a time of study in minutes, at least one."""
    return max(1, round(seconds / 60))


def duration_text(minutes: int) -> str:
    """Return a time of study in words."""
    hours, rest = divmod(minutes, 60)
    parts = [(hours, "hour"), (rest, "minute")]
    said = [counted(n, unit) for n, unit in parts if n]
    return " and ".join(said) or "0 minutes"


def study_days(
    answered: Iterable[tuple[date, int, int]], read: Iterable[tuple[date, int, float]]
) -> dict[date, StudyDay]:
    """Join what was answered and what was read by day.

    Args:
        answered: day, answers, milliseconds.
        read: day, words, seconds.
    """
    answers = {day: (count, milliseconds / 1000) for day, count, milliseconds in answered}
    reading = {day: (words, seconds) for day, words, seconds in read}
    return {
        day: StudyDay(day, *answers.get(day, (0, 0.0)), *reading.get(day, (0, 0.0)))
        for day in sorted(answers.keys() | reading.keys())
    }


def calendar_starts(today: date) -> date:
    """Return the Monday with which the calendar of the last year begins."""
    return today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))


def calendar_parts(days: Mapping[date, StudyDay], today: date) -> list[CalendarPart]:
    """Return the calendar of the last year in two halves, for a wide page and a narrow one."""
    start = calendar_starts(today)
    middle = start + timedelta(weeks=HALF)
    return [
        _part(days, start, middle - timedelta(days=1), HALF),
        _part(days, middle, today, WEEKS - HALF),
    ]


def _part(days: Mapping[date, StudyDay], first: date, last: date, weeks: int) -> CalendarPart:
    squares: list[list[str]] = [[] for _ in SIZES]
    for n in range((last - first).days + 1):
        found = days.get(first + timedelta(days=n))
        level = found.level if found is not None else 0
        squares[level].append(_square(n // 7, n % 7, SIZES[level]))
    mondays = [first + timedelta(weeks=n) for n in range(weeks)]
    months = tuple((n * PITCH, day) for n, day in enumerate(mondays) if day.day <= 7)
    return CalendarPart(first, last, months, tuple(map("".join, squares)))


def _square(column: int, row: int, size: int) -> str:
    x, y = (at * PITCH + (PITCH - size) / 2 for at in (column, row))
    return f"M{x:g} {y:g}h{size}v{size}h-{size}z"

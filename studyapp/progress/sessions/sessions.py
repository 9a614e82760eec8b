"""Sessions: answers and reading without a long pause between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from studyapp.progress.sessions.study_days import minutes_of
from studyapp.reading.stretch import Stretch

PAUSE = timedelta(minutes=30)


class TimedAnswer(NamedTuple):
    """When an answer was given; `first` when its question was met with it."""

    at: datetime
    day: date
    question_id: int
    right: bool
    first: bool
    confidence: str | None = None

    @property
    def started_at(self) -> datetime:
        """Return its moment, as a stretch of reading has one."""
        return self.at

    @property
    def ended_at(self) -> datetime:
        """Return its moment, as a stretch of reading has one."""
        return self.at


Item = TimedAnswer | Stretch


@dataclass(frozen=True, slots=True)
class StudySession:
    """A run of answers and reading.

    Attributes:
        day: the learner's own day on which it began.
        answers, stretches: what it is made of, in the order of the clock.
    """

    day: date
    started_at: datetime
    ended_at: datetime
    answers: tuple[TimedAnswer, ...]
    stretches: tuple[Stretch, ...]

    @property
    def minutes(self) -> int:
        """Return the time from the first thing done to the last, at least one minute."""
        return minutes_of((self.ended_at - self.started_at).total_seconds())

    @property
    def answered(self) -> int:
        """Return how many answers were given."""
        return len(self.answers)

    @property
    def right(self) -> int:
        """Return how many of them were right."""
        return sum(answer.right for answer in self.answers)

    @property
    def met(self) -> int:
        """Return how many questions were met for the first time."""
        return sum(answer.first for answer in self.answers)

    @property
    def words(self) -> int:
        """Return how many words were read."""
        return sum(stretch.words for stretch in self.stretches)

    @property
    def second(self) -> int:
        """Return the second in which it began, counted since 1970: its name in addresses."""
        return int(self.started_at.timestamp())


def study_sessions(
    answers: Iterable[TimedAnswer], stretches: Iterable[Stretch] = ()
) -> list[StudySession]:
    """Group what was done into sessions that a pause of half an hour ends, oldest first."""
    items: list[Item] = sorted([*answers, *stretches], key=lambda item: item.started_at)
    runs: list[list[Item]] = []
    ended_at = None
    for item in items:
        if ended_at is None or item.started_at - ended_at >= PAUSE:
            runs.append([])
            ended_at = item.ended_at
        runs[-1].append(item)
        ended_at = max(ended_at, item.ended_at)
    return [_as_session(run) for run in runs]


def session_at(sessions: Iterable[StudySession], second: int) -> StudySession | None:
    """Return the session that was going on in a second, counted since 1970."""
    for session in sessions:
        if session.second <= second <= session.ended_at.timestamp():
            return session
    return None


def latest_window(days: Sequence[tuple[date, int]], answers: int) -> list[date]:
    """Return as many of the first days as have so many answers, but one day at least."""
    taken: list[date] = []
    for day, count in days:
        answers -= count
        if taken and answers < 0:
            break
        taken.append(day)
    return taken


def _as_session(run: Sequence[Item]) -> StudySession:
    return StudySession(
        day=run[0].day,
        started_at=run[0].started_at,
        ended_at=max(item.ended_at for item in run),
        answers=tuple(item for item in run if isinstance(item, TimedAnswer)),
        stretches=tuple(item for item in run if isinstance(item, Stretch)),
    )

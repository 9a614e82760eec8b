"""Sessions of study: answers that follow one another without a long pause."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

PAUSE = timedelta(minutes=30)
SHORTEST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class TimedAnswer:
    """When an answer was given; `first` when its question was met with it."""

    at: datetime
    right: bool
    first: bool


@dataclass(frozen=True, slots=True)
class StudySession:
    """A run of answers; `met` counts the questions met for the first time."""

    started_at: datetime
    ended_at: datetime
    answered: int
    right: int
    met: int

    @property
    def minutes(self) -> int:
        """Return the time from first to last answer, at least one minute."""
        length = max(self.ended_at - self.started_at, SHORTEST)
        return round(length / timedelta(minutes=1))


def study_sessions(answers: Iterable[TimedAnswer]) -> list[StudySession]:
    """Group answers, oldest first, into sessions that a pause of half an hour ends."""
    sessions: list[StudySession] = []
    for answer in answers:
        if sessions and answer.at - sessions[-1].ended_at < PAUSE:
            sessions[-1] = _with(sessions[-1], answer)
        else:
            empty = StudySession(answer.at, answer.at, 0, 0, 0)
            sessions.append(_with(empty, answer))
    return sessions


def _with(session: StudySession, answer: TimedAnswer) -> StudySession:
    return StudySession(
        session.started_at,
        max(session.ended_at, answer.at),
        session.answered + 1,
        session.right + answer.right,
        session.met + answer.first,
    )

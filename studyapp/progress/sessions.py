"""Sessions of study: answers that follow one another without a long pause."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

PAUSE = timedelta(minutes=30)
SHORTEST = timedelta(minutes=1)


class TimedAnswer(NamedTuple):
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
    runs: list[list[TimedAnswer]] = []
    ended_at = None
    for answer in answers:
        if ended_at is None or answer.at - ended_at >= PAUSE:
            runs.append([])
            ended_at = answer.at
        runs[-1].append(answer)
        ended_at = max(ended_at, answer.at)
    return [_as_session(run) for run in runs]


def _as_session(run: Sequence[TimedAnswer]) -> StudySession:
    moments, rights, firsts = zip(*run, strict=True)
    return StudySession(moments[0], max(moments), len(run), sum(rights), sum(firsts))

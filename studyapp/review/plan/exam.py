"""A day on which something is to be known: what it covers, and the last pass before it."""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from studyapp.bank.catalogue import Catalogue, StoredQuestion
from studyapp.review.memory import Memory, recall
from studyapp.review.session.selection import names_of

LONGEST_AHEAD_DAYS = 731
EXAMS_LIMIT = 100
"""How many exams one learner can have, past ones included."""

LONGEST_PASS_DAYS = 7
MINUTES_DEFAULT = 15
MINUTES_MOST = 600
ONLY = "exam:"
"""What the name of the selection of a last pass begins with."""


@dataclass(frozen=True, slots=True)
class Exam:
    """An exam of one learner; see `ExamRow`."""

    id: int
    title: str
    held_on: date
    covers: tuple[str, ...]
    minutes: int

    @property
    def selection(self) -> str:
        """Return the name of the selection that a session of the last pass is limited to."""
        return f"{ONLY}{self.id}"


@dataclass(frozen=True, slots=True)
class ExamWish:
    """What a learner says of an exam; see `ExamRow`."""

    title: str
    held_on: date
    covers: tuple[str, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class ExamDays:
    """The exams to come of one learner, to be asked question by question.

    Attributes:
        exams: the day and the names of what is covered, the soonest first.
        questions: what is served, by id.
    """

    exams: tuple[tuple[date, frozenset[str]], ...]
    questions: Mapping[int, StoredQuestion]

    def get(self, question_id: int) -> date | None:
        """Return the day of the soonest exam that covers a question."""
        stored = self.questions.get(question_id)
        if stored is None:
            return None
        names = names_of(stored)
        return next((held_on for held_on, covers in self.exams if covers & names), None)


@dataclass(frozen=True, slots=True)
class LastPass:
    """The last pass before an exam: its first day, and what it has left to ask in order."""

    starts: date
    left: list[int]


def covered(names: Iterable[str], catalogue: Catalogue) -> list[int]:
    """Return the questions that any of some selections holds, in the order of the bank."""
    wanted = set(names)
    return [n for n, stored in catalogue.questions.items() if wanted & names_of(stored)]


def per_day(minutes: int, seconds: float) -> int:
    """Return how many questions fit into so many minutes, at least one."""
    return max(1, int(minutes * 60 / seconds))


def can_foresee(held_on: date, today: date) -> bool:
    """Tell whether a day is near enough to live through all the days until then."""
    return (held_on - today).days <= LONGEST_AHEAD_DAYS


def pass_starts(held_on: date, questions: int, a_day: int) -> date:
    """Return the first day of the last pass: as many days before the exam as it takes.

    Args:
        held_on: the day of the exam.
        questions: how many the pass asks.
        a_day: how many of them fit into a day.
    """
    days = min(max(math.ceil(questions / a_day), 1), LONGEST_PASS_DAYS)
    return held_on - timedelta(days=days)


def settled_start(held_on: date, met: int, lately: Iterable[date], a_day: int) -> date:
    """Return the first day of the last pass, which stays as it is once the pass has begun.

    It is the first of the last days that what was met before it makes necessary, so what is met on
    a later day moves no day that has come.

    Args:
        held_on: the day of the exam.
        met: how many of the questions that it covers were met so far.
        lately: the days on which those of them were met that were met in the last
            `LONGEST_PASS_DAYS` days before the exam.
        a_day: how many questions fit into a day.
    """
    met_on = list(lately)
    days = (held_on - timedelta(days=ahead) for ahead in range(LONGEST_PASS_DAYS, 0, -1))
    return next(
        day
        for day in days
        if pass_starts(held_on, met - sum(on >= day for on in met_on), a_day) <= day
    )


def order_of_pass(
    memories: Iterable[tuple[int, Memory]], held_on: date, starts: date, *, resting: Collection[int]
) -> list[int]:
    """Return what is left to ask in the last pass, likeliest forgotten on the exam day first.

    Args:
        memories: what the learner holds of what the exam covers, by question.
        held_on: the day of the exam.
        starts: the first day of the pass; what was reviewed since has been asked.
        resting: questions that rest until they are woken.
    """
    left = [
        (recall(memory, held_on), question_id)
        for question_id, memory in memories
        if memory.reviewed_on < starts and question_id not in resting
    ]
    return [question_id for _, question_id in sorted(left)]

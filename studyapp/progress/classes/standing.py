"""How a class stands: what its pupils did in class, and what those who share it know by themselves.

What is said of several pupils together is said of `LEAST_TOGETHER` at least, so that nobody can be
read off it.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean
from typing import Final, NamedTuple

from studyapp.review.memory import chance_of_recall

LEAST_TOGETHER: Final = 5
WEAKEST_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Pupil:
    """A seat of the class; `shares` says whether the teacher sees the pupil's own study."""

    seat_id: int
    learner_id: int
    name: str
    zone: str
    shares: bool
    is_removed: bool


class Work(NamedTuple):
    """When a pupil worked on a quiz of the class; see `AttemptRow`."""

    attempt_id: int
    learner_id: int
    seat_id: int | None
    started_at: datetime
    submitted_at: datetime | None
    submitted_by: str | None

    @property
    def acted_at(self) -> datetime:
        """Return the latest moment at which the pupil surely did something: began or handed in."""
        by_learner = self.submitted_by == "learner" and self.submitted_at is not None
        return self.submitted_at if by_learner and self.submitted_at else self.started_at


Held = tuple[int, int, float, float, int, int]
"""What a pupil holds of a question: learner, question, stability, decay, days since it was
answered, days until it is asked, both as seen from one day. A class holds tens of thousands, and
a named tuple costs as much as all that is reckoned with it."""

Recalls = Mapping[int, Sequence[tuple[int, float]]]
"""Question -> learner and chance that they recall it now, 0 to 1, of everybody who met it."""


@dataclass(slots=True)
class OwnStudy:
    """What a pupil knows from studying alone.

    Attributes:
        due: reviews that wait today; `overdue` are those of them that waited before.
        met: questions answered at least once.
        known: how many of them the pupil would recall now, the sum of the chances.
    """

    due: int = 0
    overdue: int = 0
    met: int = 0
    known: float = 0.0


@dataclass(frozen=True, slots=True)
class ModuleStanding:
    """How the pupils who share stand with a module; None where it would be said of too few.

    Attributes:
        read: how many have read it to its end.
        known: mean share of its questions that a pupil would recall now.
        met_by: how many have met a question of it.
    """

    read: int | None
    known: float | None
    met_by: int


@dataclass(frozen=True, slots=True)
class PassageStanding:
    """How the pupils who share recall what a paragraph says.

    Attributes:
        recall: mean over the pupils who met a question of it, each with the mean of theirs.
        pupils: how many these are.
    """

    paragraph: str
    recall: float
    pupils: int


def who_shares(pupils: Iterable[Pupil]) -> list[int]:
    """Return the learners whose own study the teacher may see.

    Somebody with two seats in the class shares it when both seats say so.
    """
    chosen: dict[int, bool] = {}
    for pupil in pupils:
        if not pupil.is_removed:
            chosen[pupil.learner_id] = chosen.get(pupil.learner_id, True) and pupil.shares
    return sorted(learner_id for learner_id, shares in chosen.items() if shares)


def known_of(
    held: Iterable[Held], asked: Container[int], ahead: Mapping[int, int]
) -> tuple[Recalls, dict[int, OwnStudy]]:
    """Return what each pupil would recall of each question, and what that comes to.

    A question answered today counts with its recall of tomorrow, as on the pupil's own page.

    Args:
        held: of pupils in `ahead` alone.
        asked: questions that are asked; others do not count.
        ahead: by learner, the days from the day that `held` is seen from to the pupil's own.
    """
    recalls: dict[int, list[tuple[int, float]]] = defaultdict(list)
    studies = {learner_id: OwnStudy() for learner_id in ahead}
    for learner_id, question_id, stability, decay, since, until in held:
        if question_id not in asked:
            continue
        days = ahead[learner_id]
        recall = chance_of_recall(stability, decay, max(since + days, 1))
        recalls[question_id].append((learner_id, recall))
        study = studies[learner_id]
        study.due += until <= days
        study.overdue += until < days
        study.met += 1
        study.known += recall
    return recalls, studies


def module_standing(
    questions: Sequence[int], readers: int, recalls: Recalls, sharing: int
) -> ModuleStanding:
    """Return how the pupils who share stand with a module.

    Args:
        questions: those of the module.
        readers: how many of these pupils have read it.
        recalls: of these pupils.
        sharing: how many they are.
    """
    entries = [entry for n in questions for entry in recalls.get(n, ())]
    met_by = len({learner_id for learner_id, _ in entries})
    known = None
    if met_by >= LEAST_TOGETHER:
        known = sum(recall for _, recall in entries) / (sharing * len(questions))
    return ModuleStanding(readers if sharing >= LEAST_TOGETHER else None, known, met_by)


def weakest_passages(
    by_paragraph: Mapping[str, Sequence[int]], recalls: Recalls
) -> list[PassageStanding]:
    """Return the paragraphs that enough pupils have met, the least recalled first."""
    found = []
    for paragraph, questions in by_paragraph.items():
        of_pupils: dict[int, list[float]] = defaultdict(list)
        for question_id in questions:
            for learner_id, recall in recalls.get(question_id, ()):
                of_pupils[learner_id].append(recall)
        if len(of_pupils) >= LEAST_TOGETHER:
            mean = fmean(sum(own) / len(own) for own in of_pupils.values())
            found.append(PassageStanding(paragraph, mean, len(of_pupils)))
    return sorted(found, key=lambda passage: (passage.recall, passage.paragraph))


def seat_by_work(pupils: Sequence[Pupil], works: Iterable[Work]) -> dict[int, list[Work]]:
    """Return the works of each seat: an attempt's own seat, else the one its learner holds."""
    seats = {pupil.seat_id for pupil in pupils}
    of_learner = {p.learner_id: p.seat_id for p in sorted(pupils, key=lambda p: not p.is_removed)}
    found: dict[int, list[Work]] = defaultdict(list)
    for work in works:
        own = work.seat_id if work.seat_id in seats else of_learner.get(work.learner_id)
        if own is not None:
            found[own].append(work)
    return found


def unsettled(works: Iterable[Work]) -> list[int]:
    """Return the attempts in which an answer may be later than all that is known of the pupil.

    No answer is later than its attempt was handed in, so those of old attempts need no look.
    """
    works = list(works)
    latest = max((work.acted_at for work in works), default=None)
    return [
        work.attempt_id
        for work in works
        if latest is not None
        and work.submitted_by != "learner"
        and (work.submitted_at is None or work.submitted_at > latest)
    ]


def last_activity(works: Iterable[Work], answered_at: Mapping[int, datetime]) -> datetime | None:
    """Return when a pupil last began, answered or handed in; None for one who never did.

    Args:
        works: of the pupil.
        answered_at: the last answer of attempts, at least of those that are `unsettled`.
    """
    moments = [
        moment
        for work in works
        for moment in (work.acted_at, answered_at.get(work.attempt_id))
        if moment is not None
    ]
    return max(moments, default=None)

"""Reads of a learner's day: what was answered, what waits, and what is to be asked next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from studyapp.bank.catalogue import siblings
from studyapp.bank.queries import catalogue
from studyapp.review.log.queries import AskedAnswer, answers_of_day
from studyapp.review.memory import Memory
from studyapp.review.modes import CLASS
from studyapp.review.plan.exam_queries import find_exam, last_pass
from studyapp.review.plan.habit_queries import habits_of
from studyapp.review.plan.put_off_queries import PutOff, day_off
from studyapp.review.queries import (
    count_due,
    lasting_rests,
    memories_of,
    next_due,
    states_among,
)
from studyapp.review.session.cramming import weakest_first
from studyapp.review.session.due_queue import first_rather
from studyapp.review.session.miss_queries import latest_on, missed_on
from studyapp.review.session.new_queries import count_new, count_new_on, new_ids, next_new
from studyapp.review.session.retries import ready, waits_of
from studyapp.review.session.selection import Selection


@dataclass(frozen=True)
class ReviewDay:
    """What a learner did on one of their days, and what they missed.

    Attributes:
        last: the question answered last.
        missed: the questions to be tried again, with the number of answers since; see `waits_of`.
        wanted: those of them that belong to what the session is limited to.
        only: what the session is limited to.
    """

    learner_id: int
    day: date
    last: int | None
    missed: dict[int, int]
    wanted: dict[int, int]
    only: Selection | None = None

    @cached_property
    def answers(self) -> list[AskedAnswer]:
        """Return every standing answer, in the order they were given; read when first asked for."""
        return answers_of_day(self.learner_id, self.day)

    @cached_property
    def off(self) -> PutOff | None:
        """Return the days off that the day is one of; a session for an exam or class has none."""
        heeds_plans = self.only is None or self.only.heeds_plans
        return day_off(self.learner_id, self.day) if heeds_plans else None

    @cached_property
    def early(self) -> list[int]:
        """Return what a session has left that asks what is not due, in its order."""
        if self.only is None or not self.only.asks_early:
            return []
        if self.only.exam_id is None:
            left = _left_to_cram(self.learner_id, self.answers, self.only)
            return weakest_first(left, self.day)
        exam = find_exam(self.learner_id, self.only.exam_id)
        return last_pass(self.learner_id, exam, self.day).left if exam is not None else []

    def is_left(self, question_id: int) -> bool:
        """Tell whether a question is among those of the session and was not answered today."""
        is_asked = any(answer.question_id == question_id for answer in self.answers)
        limit = self.only.question_ids if self.only is not None else None
        return question_id in (limit or ()) and not is_asked

    @property
    def studied(self) -> list[AskedAnswer]:
        """Return the answers that the learner gave on their own, not in a quiz of a class."""
        return [answer for answer in self.answers if answer.mode != CLASS]

    @property
    def outside_checks(self) -> list[AskedAnswer]:
        """Return those of them that were given in the review."""
        return [answer for answer in self.studied if answer.run_id is None]

    @property
    def reviews(self) -> list[AskedAnswer]:
        """Return those of them that belong to what the session is limited to."""
        limit = self.only.question_ids if self.only is not None else None
        return [a for a in self.outside_checks if limit is None or a.question_id in limit]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many questions are still to be asked on a day.

    Attributes:
        due: those due, or left of what is asked before a class.
        new: those to be asked for the first time.
        again: misses to be tried again.
    """

    due: int
    new: int
    again: int

    @property
    def total(self) -> int:
        """Return how many there are in all."""
        return self.due + self.new + self.again


def review_day(learner_id: int, day: date, only: Selection | None = None) -> ReviewDay:
    """Return what was done on a learner's day, with respect to everything or to a selection."""
    latest = latest_on(learner_id, day)
    missed = waits_of(missed_on(learner_id, day), latest) if latest else {}
    if missed:
        asked, resting = catalogue().questions, lasting_rests(learner_id)
        missed = {
            id_: after for id_, after in missed.items() if id_ in asked and id_ not in resting
        }
    limit = only.question_ids if only is not None else None
    wanted = {id_: after for id_, after in missed.items() if limit is None or id_ in limit}
    last = latest[0].question_id if latest else None
    return ReviewDay(learner_id, day, last, missed, wanted, only)


def count_waiting(learner_id: int, today: date, day: ReviewDay) -> Waiting:
    """Count what is still to be asked today."""
    again = len(day.wanted)
    if day.only is not None and day.only.asks_early:
        return Waiting(len(day.early), 0, again)
    new = count_new(learner_id, new_left(learner_id, day), day.only)
    return Waiting(count_due(learner_id, today, day.only), new, again)


def waiting_today(learner_id: int, today: date) -> Waiting:
    """Count what is still to be asked today, of everything."""
    return count_waiting(learner_id, today, review_day(learner_id, today))


def left_before_class(learner_id: int, today: date) -> set[int]:
    """Return what sessions before a class have left to ask, of every part together."""
    day = review_day(learner_id, today)
    return _left_of(learner_id, memories_of(learner_id), day.answers) | day.wanted.keys()


def next_question(learner_id: int, today: date, day: ReviewDay) -> int | None:
    """Return what to ask: a miss that has waited, what is due, something new, else a miss.

    Two questions of one passage do not follow one another while there is something else.
    """
    for question_id in ready(day.wanted):
        return question_id
    related = siblings(catalogue(), day.last) if day.last is not None else set()
    if day.only is not None and day.only.asks_early:
        found = first_rather(day.early, related)
    else:
        found = next_due(learner_id, today, rather_not=related, only=day.only)
        if found is None and new_left(learner_id, day) > 0:
            found = next_new(learner_id, rather_not=_related_today(day), only=day.only)
    return found if found is not None else next(iter(day.wanted), None)


def new_today(learner_id: int, day: ReviewDay) -> list[int]:
    """Return the questions to be asked for the first time today, in order."""
    return new_ids(learner_id, new_left(learner_id, day))


def new_left(learner_id: int, day: ReviewDay) -> int:
    """Return how many more new questions the learner wants today; a day off has none."""
    left = habits_of(learner_id).new_per_day - count_new_on(learner_id, day.day)
    return 0 if left > 0 and day.off is not None else left


def _related_today(day: ReviewDay) -> set[int]:
    """Return the questions of the passages that were asked about today."""
    served = catalogue()
    return {n for answer in day.answers for n in siblings(served, answer.question_id)}


def _left_to_cram(
    learner_id: int, answers: list[AskedAnswer], only: Selection
) -> dict[int, Memory]:
    """Return what is held of the questions met that are left of a selection."""
    states = states_among(learner_id, _left_of(learner_id, only.question_ids or (), answers))
    return {question_id: state.memory for question_id, state in states.items()}


def _left_of(learner_id: int, question_ids: Iterable[int], answers: list[AskedAnswer]) -> set[int]:
    """Return which of some questions were not asked today and do not rest until they are woken."""
    asked = {answer.question_id for answer in answers}
    return set(question_ids) - asked - lasting_rests(learner_id).keys()

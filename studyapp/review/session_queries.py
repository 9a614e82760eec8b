"""Reads of a learner's day: what was answered, what waits, and what is to be asked next."""

from dataclasses import dataclass
from datetime import date

from studyapp.bank.queries import catalogue
from studyapp.review.log_queries import AskedAnswer, answers_of_day
from studyapp.review.queries import count_due, next_due
from studyapp.review.retries import misses, ready


@dataclass(frozen=True, slots=True)
class ReviewDay:
    """Where a learner stands on one of their days.

    Attributes:
        reviews: the standing answers outside of checks, in the order they were given.
        missed: the questions to be tried again, with the number of answers since; see `misses`.
        due: how many questions are due.
    """

    reviews: list[AskedAnswer]
    missed: dict[int, int]
    due: int

    @property
    def waiting(self) -> int:
        """Return how many questions are still to be asked."""
        return self.due + len(self.missed)


def review_day(learner_id: int, day: date) -> ReviewDay:
    """Return where a learner stands on a day."""
    answers = answers_of_day(learner_id, day)
    served = catalogue().questions
    return ReviewDay(
        reviews=[answer for answer in answers if answer.run_id is None],
        missed={id_: after for id_, after in misses(answers).items() if id_ in served},
        due=count_due(learner_id, day),
    )


def next_question(learner_id: int, day: date, missed: dict[int, int]) -> int | None:
    """Return what to ask: a miss that has waited, else what is due, else a miss."""
    for question_id in ready(missed):
        return question_id
    return next_due(learner_id, day) or next(iter(missed), None)

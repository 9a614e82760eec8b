"""Reads of a learner's day: what was answered, what waits, and what is to be asked next."""

from dataclasses import dataclass
from datetime import date

from studyapp.bank.catalogue import siblings
from studyapp.bank.queries import catalogue
from studyapp.review.log_queries import AskedAnswer, answers_of_day
from studyapp.review.queries import count_due, next_due, resting_leeches
from studyapp.review.retries import misses, ready
from studyapp.review.selection import Selection


@dataclass(frozen=True, slots=True)
class ReviewDay:
    """Where a learner stands on one of their days.

    Attributes:
        last: the question answered last.
        reviews: the standing answers outside of checks, in the order they were given.
        missed: the questions to be tried again, with the number of answers since; see `misses`.
        wanted: those of them that belong to what the session is limited to.
        due: how many questions are due.
        only: what the session is limited to.
    """

    last: int | None
    reviews: list[AskedAnswer]
    missed: dict[int, int]
    wanted: dict[int, int]
    due: int
    only: Selection | None = None

    @property
    def waiting(self) -> int:
        """Return how many questions are still to be asked."""
        return self.due + len(self.wanted)


def review_day(learner_id: int, day: date, only: Selection | None = None) -> ReviewDay:
    """Return where a learner stands on a day, of everything or of a selection."""
    answers = answers_of_day(learner_id, day)
    asked = catalogue().questions.keys() - set(resting_leeches(learner_id))
    missed = {id_: after for id_, after in misses(answers).items() if id_ in asked}
    limit = only.question_ids if only is not None else None
    return ReviewDay(
        last=answers[-1].question_id if answers else None,
        reviews=[
            answer
            for answer in answers
            if answer.run_id is None and (limit is None or answer.question_id in limit)
        ],
        missed=missed,
        wanted={id_: after for id_, after in missed.items() if limit is None or id_ in limit},
        due=count_due(learner_id, day, only),
        only=only,
    )


def next_question(learner_id: int, today: date, day: ReviewDay) -> int | None:
    """Return what to ask: a miss that has waited, else what is due, else a miss.

    Two questions of one passage do not follow one another while there is something else.
    """
    for question_id in ready(day.wanted):
        return question_id
    related = siblings(catalogue(), day.last) if day.last is not None else set()
    due = next_due(learner_id, today, rather_not=related, only=day.only)
    return due if due is not None else next(iter(day.wanted), None)

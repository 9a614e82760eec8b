"""Reads of what waits for a learner, in the order to ask it."""

import uuid
from collections.abc import Container
from datetime import date

from studyapp.api.asking_order import in_asking_order
from studyapp.api.cards import Asked
from studyapp.bank.catalogue import siblings
from studyapp.bank.queries import catalogue
from studyapp.review.modes import NEW, RETRY, Mode
from studyapp.review.queries import most_at_risk, states_among
from studyapp.review.session.queries import ReviewDay, new_today


def next_asked(learner_id: int, today: date, day: ReviewDay, limit: int) -> list[Asked]:
    """Return the questions to ask next, each under an id made for its answer."""
    served = catalogue()
    waiting = [*most_at_risk(learner_id, today), *new_today(learner_id, day)]
    order = in_asking_order(waiting, day.wanted, day.last, lambda n: siblings(served, n))
    asked = [question_id for question_id in order if question_id in served.questions][:limit]
    states = states_among(learner_id, asked)
    return [
        Asked(
            stored=served.questions[question_id],
            answer_id=uuid.uuid4(),
            mode=_mode(question_id, day, states),
            due_on=states[question_id].memory.due_on if question_id in states else today,
        )
        for question_id in asked
    ]


def _mode(question_id: int, day: ReviewDay, met: Container[int]) -> Mode:
    if question_id in day.missed:
        return RETRY
    return "review" if question_id in met else NEW

"""Reads of what waits for a learner, in the order to ask it."""

import uuid
from datetime import date

from studyapp.api.asking_order import in_asking_order
from studyapp.api.cards import Asked
from studyapp.bank.catalogue import siblings
from studyapp.bank.queries import catalogue
from studyapp.database import db
from studyapp.review.modes import RETRY
from studyapp.review.queries import find_state, most_at_risk
from studyapp.review.session_queries import ReviewDay


def next_asked(learner_id: int, today: date, day: ReviewDay, limit: int) -> list[Asked]:
    """Return the questions to ask next, each under an id made for its answer."""
    served = catalogue()
    order = in_asking_order(
        most_at_risk(learner_id, today), day.wanted, day.last, lambda n: siblings(served, n)
    )
    return [
        Asked(
            stored=served.questions[question_id],
            answer_id=uuid.uuid4(),
            mode=RETRY if question_id in day.missed else "review",
            due_on=_due_on(learner_id, question_id, today),
        )
        for question_id in order[:limit]
        if question_id in served.questions
    ]


def _due_on(learner_id: int, question_id: int, today: date) -> date:
    state = find_state(db.session, learner_id, question_id)
    return state.memory.due_on if state is not None else today

"""Find out how an answer that was sent in the review is recorded."""

from dataclasses import replace
from datetime import date

from studyapp.database import db
from studyapp.errors import NotFoundError
from studyapp.review.asking.card_page import Taking
from studyapp.review.asking.outcome_queries import latest_answer_id
from studyapp.review.asking.recall_page import recalls_first
from studyapp.review.learner_day import ONE_DAY
from studyapp.review.log.replay import CardState
from studyapp.review.modes import CRAM, NEW, RETRY
from studyapp.review.queries import find_state
from studyapp.review.session.new_queries import waits
from studyapp.review.session.queries import review_day
from studyapp.review.session.selection import Selection


def find_taking(
    learner_id: int, question_id: int, today: date, only: Selection | None
) -> Taking | None:
    """Return how an answer is recorded; None where the question is not asked today.

    Raises:
        NotFoundError: the question is in no part of the learner's review.
    """
    state = find_state(db.session, learner_id, question_id)
    may_recall = recalls_first(learner_id)
    is_listed = only is not None and question_id in (only.question_ids or ())
    if state is None:
        if not waits(learner_id, question_id):
            raise NotFoundError("This question is not in your review yet; a check brings it there.")
        return Taking(NEW, may_recall=may_recall)
    last_seen = latest_answer_id(db.session, learner_id, question_id)
    scheduled = Taking("review", last_seen=last_seen, may_recall=may_recall)
    if _is_missed(learner_id, question_id, today, state):
        return replace(scheduled, mode=RETRY)
    if only is not None and only.crams and is_listed:
        is_left = review_day(learner_id, today, only).is_left(question_id)
        return replace(scheduled, mode=CRAM) if is_left else None
    is_in_pass = only is not None and only.exam_id is not None and is_listed
    if state.memory.due_on <= today or (is_in_pass and state.memory.reviewed_on < today):
        return scheduled
    # The day began while the card of a second try was open, and it was not asked since.
    is_of_today = state.memory.reviewed_on >= today
    if not is_of_today and _is_missed(learner_id, question_id, today - ONE_DAY, state):
        return replace(scheduled, mode=RETRY)
    return None


def _is_missed(learner_id: int, question_id: int, day: date, state: CardState) -> bool:
    is_recent = state.memory.reviewed_on >= day
    return is_recent and question_id in review_day(learner_id, day).missed

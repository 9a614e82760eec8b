"""What was missed in class enters the learner's own review, with their consent."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from studyapp.accounts.models import LearnerRow
from studyapp.bank.grading import Grade
from studyapp.classroom.sittings.miss_queries import Miss, new_misses, takes_every_miss
from studyapp.classroom.sittings.queries import Attempt, get_attempt
from studyapp.database import write_transaction
from studyapp.review.log.late_operations import put_late_answer
from studyapp.review.log.values import GivenAnswer
from studyapp.review.modes import CLASS
from studyapp.review.rating import Confidence
from studyapp.zones import zone_named

_CONFIDENCE: Final[dict[int, Confidence]] = {1: "guessed", 2: "fairly", 3: "sure"}


def keep_misses(attempt_id: int, *, now: datetime) -> int:
    """Put what was missed in an attempt into its learner's review; return how many came in.

    Each counts under the moment it was answered and moves the schedule like a check. What is
    there already, or has left the bank, is passed over, so doing it twice changes nothing.
    """
    with write_transaction() as session:
        return put_misses(session, get_attempt(attempt_id, session), now=now)


def share_misses(session: Session, attempt: Attempt, *, now: datetime) -> int:
    """Do the same where the learner has said for the whole class that it shall be done."""
    return put_misses(session, attempt, now=now) if takes_every_miss(session, attempt) else 0


def put_misses(session: Session, attempt: Attempt, *, now: datetime) -> int:
    """Put the misses of an attempt into its learner's log; see `keep_misses`."""
    learner = session.get_one(LearnerRow, attempt.learner_id)
    zone = zone_named(learner.zone) or ZoneInfo("UTC")
    missed = new_misses(session, attempt)
    for miss in missed:
        put_late_answer(
            session,
            attempt.learner_id,
            _as_answer(miss),
            Grade("wrong", miss.response.score),
            zone=zone,
            answered_at=min(miss.response.answered_at, now),
            now=now,
        )
    return len(missed)


def _as_answer(miss: Miss) -> GivenAnswer:
    response = miss.response
    return GivenAnswer(
        answer_id=miss.answer_id,
        question_id=miss.item.question_id,
        version_id=response.question_version_id,
        given=response.given,
        shown=response.shown,
        mode=CLASS,
        confidence=_CONFIDENCE.get(response.certainty or 0),
    )

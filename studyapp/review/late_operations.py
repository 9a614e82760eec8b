"""Answers that reach the server after they were given."""

from datetime import datetime
from zoneinfo import ZoneInfo

from studyapp.bank.grading import Grade
from studyapp.review.log_operations import GivenAnswer
from studyapp.review.log_queries import RecordedAnswer
from studyapp.review.operations import record_answer


def record_late_answer(
    learner_id: int,
    answer: GivenAnswer,
    grade: Grade,
    *,
    zone: ZoneInfo,
    answered_at: datetime,
    now: datetime,
) -> RecordedAnswer:
    """Log an answer under the moment it was given, never later than now; its id counts once."""
    return record_answer(learner_id, answer, grade, zone=zone, now=min(answered_at, now))

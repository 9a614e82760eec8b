"""Answers that reach the server after they were given: from a device without a network."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from studyapp.bank.grading import Grade
from studyapp.database import write_transaction
from studyapp.errors import ConflictError
from studyapp.review.learner_day import learner_day
from studyapp.review.log.history_queries import log_of
from studyapp.review.log.operations import append_answer, insert_late_answer
from studyapp.review.log.queries import (
    RecordedAnswer,
    find_answer,
    get_standing_answer,
)
from studyapp.review.log.replay import LogEntry, place_of, standing_answers
from studyapp.review.log.values import GivenAnswer
from studyapp.review.modes import CLASS, NEW, RETRY, Mode
from studyapp.review.plan.habit_queries import scheduling_of


def record_late_answer(
    learner_id: int,
    answer: GivenAnswer,
    grade: Grade,
    *,
    zone: ZoneInfo,
    answered_at: datetime,
    now: datetime,
) -> RecordedAnswer:
    """Log an answer under the moment it was given, never later than now; its id counts once.

    See `put_late_answer` for what becomes of it.

    Raises:
        ConflictError: the id belongs to another entry of the same log.
    """
    at = min(answered_at, now)
    try:
        with write_transaction(learner_id) as session:
            earlier = find_answer(session, learner_id, answer.answer_id)
            if earlier is None:
                put_late_answer(
                    session, learner_id, answer, grade, zone=zone, answered_at=at, now=now
                )
            return earlier or get_standing_answer(session, learner_id, answer.answer_id)
    except IntegrityError as error:
        raise ConflictError("The id of this answer belongs to another entry of yours.") from error


def put_late_answer(
    session: Session,
    learner_id: int,
    answer: GivenAnswer,
    grade: Grade,
    *,
    zone: ZoneInfo,
    answered_at: datetime,
    now: datetime,
) -> None:
    """Add an answer that is not in the log yet, in the order in which answers were given.

    Its mode follows from what stood in the log at that moment, whatever `answer` says, unless it
    was given in class. Answers of two devices to one question count in the order they were given;
    the second one of a day moves no schedule.
    """
    answers = standing_answers(log_of(session, learner_id, answer.question_id))
    place = place_of(answers, answered_at)
    mode = answer.mode
    if mode != CLASS:
        mode = _mode(answers[:place], learner_day(answered_at, zone))
    may_recall = scheduling_of(session, learner_id).habits.recall_first
    answer = replace(answer, mode=mode, recalled=may_recall and answer.recalled)
    if place == len(answers) or mode == RETRY:
        came_late = mode == RETRY and answered_at < now
        received_at = now if came_late else None
        append_answer(
            session, learner_id, answer, grade, zone=zone, now=answered_at, received_at=received_at
        )
    else:
        insert_late_answer(
            session, learner_id, answer, grade, zone=zone, answered_at=answered_at, now=now
        )


def _mode(before: Sequence[LogEntry], day: date) -> Mode:
    if not before:
        return NEW
    return RETRY if before[-1].learner_day >= day else "review"

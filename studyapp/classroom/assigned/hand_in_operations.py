"""Attempts at assigned quizzes are handed in: by the learner, by the teacher, by the deadline.

What was saved at the deadline counts as handed in at the deadline. It needs no clockwork: the
first page that meets such an attempt writes down what holds already.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from studyapp.classroom.assigned.deadline import deadline_of, handed_in_at, is_late, is_over
from studyapp.classroom.assigned.queries import (
    TimedAttempt,
    find_open_attempt,
    get_assigned,
    open_attempts,
    shows_feedback,
)
from studyapp.classroom.classes.accommodation_queries import more_time_of
from studyapp.classroom.classes.local_time import moment_text
from studyapp.classroom.sittings.attempt_operations import Sender, hand_in
from studyapp.classroom.sittings.miss_operations import share_misses
from studyapp.classroom.sittings.miss_queries import new_misses, takes_every_miss
from studyapp.classroom.sittings.models import AttemptRow
from studyapp.classroom.sittings.operations import close_sitting, reopen_sitting
from studyapp.classroom.sittings.queries import attempts_of, get_attempt, get_sitting
from studyapp.database import db, write_transaction
from studyapp.errors import ConflictError
from studyapp.storage.prepared import AnySession

_NOT_HANDED_IN: Final = {"submitted_at": None, "submitted_by": None, "is_late": False}


def settle(
    *,
    now: datetime,
    class_id: int | None = None,
    sitting_id: int | None = None,
    learner_id: int | None = None,
) -> None:
    """Hand in what was left open past its deadline: of a class, a sitting, a learner."""
    named = {"class_id": class_id, "sitting_id": sitting_id, "learner_id": learner_id}
    if not _overdue(db.session, now, **named):
        return
    with write_transaction() as session:
        for entry in _overdue(session, now, **named):
            _hand_in_overdue(session, entry, now)


def submit(attempt_id: int, by: Sender, *, now: datetime) -> None:
    """Hand in an attempt; one that was handed in before, or by its deadline, stays as it was."""
    with write_transaction() as session:
        entry = find_open_attempt(session, attempt_id)
        if entry is None:
            return
        if is_over(entry.deadline, now):
            _hand_in_overdue(session, entry, now)
        else:
            _hand_in(session, entry, by, min(now, entry.deadline), now)


def end_sitting(sitting_id: int, *, now: datetime) -> None:
    """End an assigned quiz for everybody at once; what is kept is handed in."""
    settle(now=now, sitting_id=sitting_id)
    with write_transaction() as session:
        for entry in open_attempts(session, sitting_id=sitting_id):
            _hand_in(session, entry, "teacher", min(now, entry.deadline), now)
        close_sitting(session, sitting_id, at=now)


def resume_sitting(sitting_id: int) -> None:
    """Take back that a quiz was ended: its dates hold again, and what that handed in is open.

    What a learner had handed in stays so.
    """
    with write_transaction() as session:
        ended_at = get_sitting(sitting_id, session).ended_at
        reopen_sitting(session, sitting_id)
        by_the_end = (
            AttemptRow.sitting_id == sitting_id,
            AttemptRow.submitted_by == "teacher",
            AttemptRow.submitted_at == ended_at,
        )
        session.execute(update(AttemptRow).where(*by_the_end).values(**_NOT_HANDED_IN))


def reopen(attempt_id: int, *, now: datetime) -> None:
    """Let a learner go on with an attempt that was handed in by mistake.

    Raises:
        ConflictError: its time is over, so that it would be handed in again at once; or another
            attempt of the learner is open.
    """
    with write_transaction() as session:
        attempt = get_attempt(attempt_id, session)
        if attempt.submitted_at is None:
            return
        quiz = get_assigned(attempt.sitting_id, session)
        more = more_time_of(session, attempt.learner_id)
        deadline = deadline_of(quiz.assignment, attempt.started_at, more, quiz.sitting.ended_at)
        if now >= deadline:
            raise ConflictError(
                f"The time for this attempt was over on {moment_text(deadline, quiz.zone)}."
                " Change the dates or the time limit first, then reopen it."
            )
        others = attempts_of(session, attempt.sitting_id, attempt.learner_id)
        if any(other.submitted_at is None for other in others):
            raise ConflictError("Another attempt of this pupil is open. Hand that one in first.")
        session.execute(
            update(AttemptRow).where(AttemptRow.id == attempt_id).values(**_NOT_HANDED_IN)
        )


def share_when_shown(attempt_id: int, *, now: datetime) -> None:
    """Put the misses of an attempt whose result is shown since into a review that takes them."""
    attempt = get_attempt(attempt_id)
    if not takes_every_miss(db.session, attempt) or not new_misses(db.session, attempt):
        return
    with write_transaction() as session:
        _share(session, attempt_id, now)


def _overdue(session: AnySession, now: datetime, **named: int | None) -> list[TimedAttempt]:
    entries = open_attempts(session, **named)
    return [entry for entry in entries if is_over(entry.deadline, now)]


def _hand_in_overdue(session: Session, entry: TimedAttempt, now: datetime) -> None:
    at = handed_in_at(entry.window, entry.deadline, entry.answered_at)
    by: Sender = "deadline" if entry.ended_at is None or at < entry.ended_at else "teacher"
    _hand_in(session, entry, by, max(at, entry.attempt.started_at), now)


def _hand_in(
    session: Session, entry: TimedAttempt, by: Sender, at: datetime, now: datetime
) -> None:
    late = is_late(entry.window, entry.answered_at)
    hand_in(session, entry.attempt.id, by, at=at, is_late=late)
    _share(session, entry.attempt.id, now)


def _share(session: Session, attempt_id: int, now: datetime) -> None:
    """Share misses as far as the learner may know them: not before the result is shown."""
    attempt = get_attempt(attempt_id, session)
    quiz = get_assigned(attempt.sitting_id, session)
    if shows_feedback(session, quiz, attempt, now):
        share_misses(session, attempt, now=now)

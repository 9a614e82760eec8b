"""A teacher assigns a quiz to a class, and changes its dates and settings later."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from studyapp.bank.queries import catalogue
from studyapp.classroom.assigned.assignment import Assignment
from studyapp.classroom.assigned.deadline import is_late
from studyapp.classroom.assigned.queries import get_assignment, has_attempts, late_attempts
from studyapp.classroom.sittings.models import AssignmentRow, AttemptRow
from studyapp.classroom.sittings.operations import open_sitting
from studyapp.database import write_transaction
from studyapp.errors import ConflictError


def assign_quiz(
    quiz_id: int, class_id: int, host_id: int, assignment: Assignment, *, now: datetime
) -> int:
    """Freeze a quiz and put it before a class; return the id of the sitting.

    Raises:
        ConflictError: the quiz has no questions.
    """
    served = catalogue()
    with write_transaction() as session:
        sitting_id = open_sitting(
            session,
            quiz_id,
            served,
            kind="assigned",
            host_id=host_id,
            class_id=class_id,
            now=now,
        )
        session.add(AssignmentRow(sitting_id=sitting_id, **_values(assignment)))
        return sitting_id


def change_assignment(sitting_id: int, assignment: Assignment) -> None:
    """Replace dates and settings; the frozen questions stay.

    What was handed in late and is in time by the new dates is late no more. Nothing becomes late
    that was in time when it was handed in.

    Raises:
        ConflictError: somebody has begun, and the change would not be the same for everybody.
    """
    with write_transaction() as session:
        before = get_assignment(session, sitting_id)
        if has_attempts(session, sitting_id):
            _require_fair(before, assignment)
        session.execute(
            update(AssignmentRow)
            .where(AssignmentRow.sitting_id == sitting_id)
            .values(**_values(assignment))
        )
        _take_lateness_back(session, sitting_id)


def _take_lateness_back(session: Session, sitting_id: int) -> None:
    in_time = [
        entry.attempt.id
        for entry in late_attempts(session, sitting_id)
        if not is_late(entry.window, entry.answered_at)
    ]
    session.execute(update(AttemptRow).where(AttemptRow.id.in_(in_time)).values(is_late=False))


def _require_fair(before: Assignment, after: Assignment) -> None:
    if before.certainty != after.certainty:
        raise ConflictError("Somebody has begun, so certainty marks stay as they were.")
    if (before.feedback == "each") != (after.feedback == "each"):
        raise ConflictError(
            "Somebody has begun, so feedback after each question can be neither begun nor ended."
        )


def _values(assignment: Assignment) -> dict[str, Any]:
    limit = assignment.limit
    return {
        "opens_at": assignment.opens_at,
        "closes_at": assignment.closes_at,
        "seconds": None if limit is None else limit // timedelta(seconds=1),
        "attempts": assignment.attempts,
        "counts": assignment.counts,
        "feedback": assignment.feedback,
        "late_until": assignment.late_until,
        "late_percent": assignment.late_percent,
        "extends_close": assignment.extends_close,
        "certainty": assignment.certainty,
    }

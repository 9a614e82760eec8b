"""Reads of how the quizzes of a class stand: until when they are open, how many have handed in."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from studyapp.classroom.assigned.assignment import Assignment
from studyapp.classroom.assigned.queries import ASSIGNMENT, assignment_of
from studyapp.classroom.classes.models import SeatRow
from studyapp.classroom.sittings.models import AssignmentRow, AttemptRow, SittingRow
from studyapp.classroom.sittings.queries import SITTING, Sitting
from studyapp.database import db

_HANDED_IN = (
    select(func.count(AttemptRow.learner_id.distinct()))
    .join(SeatRow, SeatRow.learner_id == AttemptRow.learner_id)
    .where(
        AttemptRow.sitting_id == SittingRow.id,
        AttemptRow.submitted_at.is_not(None),
        SeatRow.class_id == SittingRow.class_id,
        SeatRow.removed_at.is_(None),
    )
    .correlate(SittingRow)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A sitting of a class and how it stands.

    Attributes:
        assignment: its dates; None unless it is assigned.
        handed_in: how many pupils on the roster have an attempt that was handed in.
    """

    sitting: Sitting
    assignment: Assignment | None
    handed_in: int


def standings_of(class_id: int) -> list[Standing]:
    """Return the sittings of a class, the latest first."""
    rows = db.session.execute(
        select(*SITTING, _HANDED_IN, *ASSIGNMENT)
        .outerjoin(AssignmentRow, AssignmentRow.sitting_id == SittingRow.id)
        .where(SittingRow.class_id == class_id)
        .order_by(SittingRow.created_at.desc(), SittingRow.id.desc())
    )
    return [_standing(tuple(row)) for row in rows]


def _standing(row: tuple[Any, ...]) -> Standing:
    sitting, (handed_in, *settings) = Sitting(*row[: len(SITTING)]), row[len(SITTING) :]
    is_assigned = settings[0] is not None
    return Standing(sitting, assignment_of(settings) if is_assigned else None, handed_in)

"""Reads of the quizzes that close in the coming time, for the pages outside of the classes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, case, func, select

from studyapp.classroom.assigned.assignment import LONGEST_LIMIT_MINUTES, Assignment
from studyapp.classroom.assigned.deadline import deadline_of, window_of
from studyapp.classroom.assigned.queries import ASSIGNMENT, assignment_of
from studyapp.classroom.classes.models import AccommodationRow, ClassRow, SeatRow
from studyapp.classroom.classes.more_time import EXTRA_MINUTES_MOST, MoreTime
from studyapp.classroom.sittings.models import AssignmentRow, AttemptRow, SittingRow
from studyapp.database import db

MOVED_MOST: Final = timedelta(minutes=LONGEST_LIMIT_MINUTES + EXTRA_MINUTES_MOST)
"""More time moves the close of a learner by this at most."""
_HEAD = (SittingRow.id, SittingRow.title, ClassRow.id, ClassRow.name, ClassRow.zone)
_GOES_ON = (ClassRow.ended_at.is_(None), SittingRow.ended_at.is_(None))
_OWN_ATTEMPTS = (
    AttemptRow.sitting_id == SittingRow.id,
    AttemptRow.learner_id == SeatRow.learner_id,
)
_BEGUN = select(func.count()).select_from(AttemptRow).where(*_OWN_ATTEMPTS).scalar_subquery()
_OPEN_SINCE = (
    select(func.max(case((AttemptRow.submitted_at.is_(None), AttemptRow.started_at))))
    .where(*_OWN_ATTEMPTS)
    .scalar_subquery()
)
_TO_WORK_ON = (
    select(
        *_HEAD,
        AccommodationRow.factor,
        AccommodationRow.extra_minutes,
        AccommodationRow.untimed,
        _BEGUN,
        _OPEN_SINCE,
        *ASSIGNMENT,
    )
    .join(AssignmentRow, AssignmentRow.sitting_id == SittingRow.id)
    .join(ClassRow, ClassRow.id == SittingRow.class_id)
    .join(SeatRow, SeatRow.class_id == ClassRow.id)
    .outerjoin(AccommodationRow, AccommodationRow.learner_id == SeatRow.learner_id)
    .where(
        SeatRow.learner_id == bindparam("learner_id"),
        SeatRow.removed_at.is_(None),
        func.coalesce(AssignmentRow.late_until, AssignmentRow.closes_at) > bindparam("since"),
        *_GOES_ON,
    )
)
_TO_LOOK_AFTER = (
    select(*_HEAD, AssignmentRow.opens_at, AssignmentRow.closes_at)
    .join(AssignmentRow, AssignmentRow.sitting_id == SittingRow.id)
    .join(ClassRow, ClassRow.id == SittingRow.class_id)
    .where(
        ClassRow.teacher_id == bindparam("teacher_id"),
        AssignmentRow.closes_at > bindparam("now"),
        *_GOES_ON,
    )
)


@dataclass(frozen=True, slots=True)
class Closing:
    """A quiz that can be worked on until a moment.

    Attributes:
        zone: of the class.
        ends_at: for a pupil the last moment to hand in on time, their more time included; once
            that is past, the last one to hand in late.
        is_late: what is handed in now is late.
        is_begun: the pupil has an attempt under way.
    """

    sitting_id: int
    title: str
    class_id: int
    class_name: str
    zone: str
    opens_at: datetime
    ends_at: datetime
    is_late: bool = False
    is_begun: bool = False


def closings_of_pupil(learner_id: int, now: datetime) -> list[Closing]:
    """Return what a learner has still to hand in, the first to close first."""
    values = {"learner_id": learner_id, "since": now - MOVED_MOST}
    found = [_own_closing(row, now) for row in db.session.execute(_TO_WORK_ON, values)]
    return _in_order(closing for closing in found if closing is not None)


def closings_of_teacher(teacher_id: int, now: datetime) -> list[Closing]:
    """Return what the classes of a teacher have still to hand in, the first to close first."""
    rows = db.session.execute(_TO_LOOK_AFTER, {"teacher_id": teacher_id, "now": now})
    return _in_order(Closing(*row) for row in rows)


def _in_order(closings: Iterable[Closing]) -> list[Closing]:
    by_sitting = {closing.sitting_id: closing for closing in closings}
    return sorted(by_sitting.values(), key=lambda closing: (closing.ends_at, closing.sitting_id))


def _own_closing(row: Sequence[Any], now: datetime) -> Closing | None:
    sitting_id, title, class_id, class_name, zone, *rest = row
    factor, extra, untimed, begun, open_since, *rest = rest
    assignment = assignment_of(rest)
    more = MoreTime() if factor is None else MoreTime(factor, extra, untimed)
    window = window_of(assignment, more)
    is_late = now > window.closes_at
    ends_at = window.ends_at if is_late else window.closes_at
    if open_since is not None:
        deadline = deadline_of(assignment, open_since, more)
        if now <= deadline:
            return Closing(
                *(sitting_id, title, class_id, class_name, zone, window.opens_at),
                ends_at=min(ends_at, deadline),
                is_late=is_late,
                is_begun=True,
            )
    if now > ends_at or not _may_begin(assignment, begun):
        return None
    return Closing(
        *(sitting_id, title, class_id, class_name, zone, window.opens_at), ends_at, is_late
    )


def _may_begin(assignment: Assignment, begun: int) -> bool:
    return assignment.attempts is None or begun < assignment.attempts

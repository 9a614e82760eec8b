"""Reads of results: who did what at a sitting, by the marks alone."""

from sqlalchemy import bindparam, func, select

from studyapp.accounts.models import LearnerRow
from studyapp.classroom.assigned.counted import WHOLE
from studyapp.classroom.classes.models import SeatRow
from studyapp.classroom.classes.seat_names import name_order
from studyapp.classroom.results.grid import ResultRow
from studyapp.classroom.sittings.models import AssignmentRow, AttemptRow, PlayerRow, SittingRow
from studyapp.database import db, table_of
from studyapp.storage.prepared import PreparedRead

NAMELESS = "Somebody without a name"
_SITTING, _ATTEMPT, _SEAT = table_of(SittingRow), table_of(AttemptRow), table_of(SeatRow)
_PLAYER, _LEARNER = table_of(PlayerRow), table_of(LearnerRow)
_ASSIGNMENT = table_of(AssignmentRow)
_AT_SITTING = PreparedRead(
    select(
        _ATTEMPT.c.id,
        _ATTEMPT.c.learner_id,
        _ATTEMPT.c.seat_id,
        func.coalesce(_SEAT.c.name, _PLAYER.c.nickname, _LEARNER.c.name, NAMELESS),
        _ATTEMPT.c.number,
        _ATTEMPT.c.marks,
        _ATTEMPT.c.points,
        _ATTEMPT.c.possible,
        _ATTEMPT.c.is_late,
        _ATTEMPT.c.submitted_at,
        _PLAYER.c.kicked_at.is_not(None),
        func.coalesce(_ASSIGNMENT.c.late_percent, WHOLE),
    )
    .join_from(_ATTEMPT, _LEARNER, _LEARNER.c.id == _ATTEMPT.c.learner_id)
    .outerjoin(_SEAT, _SEAT.c.id == _ATTEMPT.c.seat_id)
    .outerjoin(_PLAYER, _PLAYER.c.attempt_id == _ATTEMPT.c.id)
    .outerjoin(_ASSIGNMENT, _ASSIGNMENT.c.sitting_id == _ATTEMPT.c.sitting_id)
    .where(_ATTEMPT.c.sitting_id == bindparam("sitting_id"))
)

_ABSENT = PreparedRead(
    select(_SEAT.c.name)
    .join_from(_SEAT, _SITTING, _SITTING.c.class_id == _SEAT.c.class_id)
    .where(
        _SITTING.c.id == bindparam("sitting_id"),
        _SEAT.c.removed_at.is_(None),
        _SEAT.c.learner_id.not_in(
            select(_ATTEMPT.c.learner_id).where(_ATTEMPT.c.sitting_id == bindparam("sitting_id"))
        ),
    )
)


def results_at(sitting_id: int) -> list[ResultRow]:
    """Return every attempt at a sitting by the name of its learner, then by number."""
    rows = map(ResultRow._make, _AT_SITTING.all(db.session, sitting_id=sitting_id))
    return sorted(rows, key=lambda row: (name_order(row.name), row.learner_id, row.number))


def absent_from(sitting_id: int) -> list[str]:
    """Return who of the class has not begun; nobody where there is no class."""
    names = (row[0] for row in _ABSENT.all(db.session, sitting_id=sitting_id))
    return sorted(names, key=name_order)


def name_of_attempt(attempt_id: int) -> str:
    """Return the name under which an attempt is shown."""
    found = db.session.scalar(
        select(func.coalesce(SeatRow.name, PlayerRow.nickname, LearnerRow.name, NAMELESS))
        .join_from(AttemptRow, LearnerRow, LearnerRow.id == AttemptRow.learner_id)
        .outerjoin(SeatRow, SeatRow.id == AttemptRow.seat_id)
        .outerjoin(PlayerRow, PlayerRow.attempt_id == AttemptRow.id)
        .where(AttemptRow.id == attempt_id)
    )
    return str(found)

"""Reads of the gradebook: three statements, however large the class.

What pupils study alone is none of it, nor what somebody did who was sent out of a live quiz.
"""

from datetime import datetime

from sqlalchemy import bindparam, select

from studyapp.classroom.assigned.counted import COUNTS
from studyapp.classroom.classes.models import SeatRow
from studyapp.classroom.classes.seat_names import name_order
from studyapp.classroom.results.gradebook import (
    Column,
    CountedAttempt,
    Gradebook,
    Pupil,
    gradebook_of,
)
from studyapp.classroom.sittings.models import (
    STUDY,
    AssignmentRow,
    AttemptRow,
    PlayerRow,
    SittingRow,
)
from studyapp.database import db, table_of
from studyapp.storage.prepared import PreparedRead

_SITTING, _ASSIGNMENT = table_of(SittingRow), table_of(AssignmentRow)
_ATTEMPT, _SEAT, _PLAYER = table_of(AttemptRow), table_of(SeatRow), table_of(PlayerRow)
_COLUMNS = PreparedRead(
    select(
        _SITTING.c.id,
        _SITTING.c.title,
        _SITTING.c.kind,
        _SITTING.c.created_at,
        _ASSIGNMENT.c.counts,
        _ASSIGNMENT.c.late_percent,
    )
    .join_from(_SITTING, _ASSIGNMENT, _ASSIGNMENT.c.sitting_id == _SITTING.c.id, isouter=True)
    .where(_SITTING.c.class_id == bindparam("class_id"), _SITTING.c.kind != STUDY)
    .order_by(_SITTING.c.created_at, _SITTING.c.id)
)
_PUPILS = PreparedRead(
    select(
        _SEAT.c.id,
        _SEAT.c.learner_id,
        _SEAT.c.name,
        _SEAT.c.pupil_code,
        _SEAT.c.removed_at.is_not(None),
    ).where(_SEAT.c.class_id == bindparam("class_id"))
)
_ATTEMPTS = PreparedRead(
    select(
        _ATTEMPT.c.id,
        _ATTEMPT.c.sitting_id,
        _ATTEMPT.c.learner_id,
        _ATTEMPT.c.seat_id,
        _ATTEMPT.c.number,
        _ATTEMPT.c.submitted_at,
        _ATTEMPT.c.is_late,
        _ATTEMPT.c.points,
        _ATTEMPT.c.possible,
    )
    .join_from(_ATTEMPT, _SITTING, _SITTING.c.id == _ATTEMPT.c.sitting_id)
    .join(_PLAYER, _PLAYER.c.attempt_id == _ATTEMPT.c.id, isouter=True)
    .where(_SITTING.c.class_id == bindparam("class_id"), _PLAYER.c.kicked_at.is_(None))
)


def read_gradebook(class_id: int) -> Gradebook:
    """Return the gradebook of a class; pupils by name, sittings from old to new."""
    session = db.session
    columns = [_column(*row) for row in _COLUMNS.all(session, class_id=class_id)]
    pupils = [Pupil(*row) for row in _PUPILS.all(session, class_id=class_id)]
    pupils.sort(key=lambda pupil: (name_order(pupil.name), pupil.seat_id))
    attempts = [CountedAttempt(*row) for row in _ATTEMPTS.all(session, class_id=class_id)]
    return gradebook_of(columns, pupils, attempts)


def _column(
    sitting_id: int,
    title: str,
    kind: str,
    created_at: datetime,
    counts: str | None,
    late_percent: int | None,
) -> Column:
    """Return a column; a live or paper sitting has one attempt, which counts."""
    if counts is None or late_percent is None:
        return Column(sitting_id, title, kind, created_at)
    return Column(sitting_id, title, kind, created_at, COUNTS[counts], late_percent)

"""Reads of classes and seats."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from studyapp.classroom.classes.models import ClassRow, SeatRow
from studyapp.classroom.classes.seat_names import name_order
from studyapp.database import db
from studyapp.errors import NoSeatError, NotFoundError
from studyapp.storage.prepared import AnySession


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """A class; see `ClassRow`."""

    id: int
    teacher_id: int
    name: str
    zone: str
    join_code: str | None
    erase_on: date
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Seat:
    """A pupil of a class; see `SeatRow`."""

    id: int
    class_id: int
    learner_id: int
    name: str
    pupil_code: str | None
    shares_misses: bool
    shares_study: bool
    taken_at: datetime | None
    removed_at: datetime | None


_SEAT = (
    SeatRow.id,
    SeatRow.class_id,
    SeatRow.learner_id,
    SeatRow.name,
    SeatRow.pupil_code,
    SeatRow.shares_misses,
    SeatRow.shares_study,
    SeatRow.taken_at,
    SeatRow.removed_at,
)


def get_class(class_id: int) -> SchoolClass:
    """Return a class; raise NotFoundError when there is none."""
    row = db.session.get(ClassRow, class_id)
    if row is None:
        raise NotFoundError("There is no such class.")
    return _class(row)


def classes_by_id(class_ids: Collection[int]) -> dict[int, SchoolClass]:
    """Return classes by their ids."""
    rows = db.session.scalars(select(ClassRow).where(ClassRow.id.in_(class_ids)))
    return {row.id: _class(row) for row in rows}


def find_class(class_id: int | None) -> SchoolClass | None:
    """Return a class; None for no id, as of a live quiz that belongs to none."""
    row = db.session.get(ClassRow, class_id) if class_id is not None else None
    return _class(row) if row is not None else None


def classes_of_teacher(teacher_id: int) -> list[SchoolClass]:
    """Return the classes of a teacher by name, those put away last."""
    return _classes(ClassRow.teacher_id == teacher_id)


def classes_of_others(teacher_id: int) -> list[SchoolClass]:
    """Return the classes of every other teacher, for admins."""
    return _classes(ClassRow.teacher_id != teacher_id)


def find_class_by_code(code: str) -> SchoolClass | None:
    """Return the class that a join code opens."""
    row = db.session.scalar(
        select(ClassRow).where(ClassRow.join_code == code, ClassRow.ended_at.is_(None))
    )
    return _class(row) if row is not None else None


def seats_of_class(class_id: int, *, removed: bool = False) -> list[Seat]:
    """Return the roster by name; with `removed` also those who were taken off it."""
    wanted = [SeatRow.class_id == class_id]
    if not removed:
        wanted.append(SeatRow.removed_at.is_(None))
    rows = db.session.execute(select(*_SEAT).where(*wanted))
    return sorted((Seat(*row) for row in rows), key=lambda seat: (name_order(seat.name), seat.id))


def seats_of_learner(learner_id: int) -> list[Seat]:
    """Return the seats that a learner holds now, in classes that go on."""
    rows = db.session.execute(
        select(*_SEAT)
        .join(ClassRow, ClassRow.id == SeatRow.class_id)
        .where(
            SeatRow.learner_id == learner_id,
            SeatRow.removed_at.is_(None),
            ClassRow.ended_at.is_(None),
        )
        .order_by(ClassRow.name, SeatRow.id)
    )
    return [Seat(*row) for row in rows]


def find_seat(session: AnySession, class_id: int, learner_id: int) -> Seat | None:
    """Return the seat of a learner in a class; None when they have none, or no longer."""
    row = session.execute(
        select(*_SEAT)
        .where(
            SeatRow.class_id == class_id,
            SeatRow.learner_id == learner_id,
            SeatRow.removed_at.is_(None),
        )
        .order_by(SeatRow.id)
    ).first()
    return Seat(*row) if row is not None else None


def get_seat(class_id: int, learner_id: int | None) -> Seat:
    """Return the seat of whoever asks for a quiz of a class; raise NoSeatError without one."""
    seat = find_seat(db.session, class_id, learner_id) if learner_id is not None else None
    if seat is None:
        raise NoSeatError("This quiz is for a class in which you have no seat.")
    return seat


def _classes(wanted: ColumnElement[bool]) -> list[SchoolClass]:
    rows = db.session.scalars(
        select(ClassRow)
        .where(wanted)
        .order_by(ClassRow.ended_at.is_not(None), ClassRow.name, ClassRow.id)
    )
    return [_class(row) for row in rows]


def _class(row: ClassRow) -> SchoolClass:
    return SchoolClass(
        row.id,
        row.teacher_id,
        row.name,
        row.zone,
        row.join_code,
        row.erase_on,
        row.created_at,
        row.ended_at,
    )

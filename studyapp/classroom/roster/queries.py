"""Reads of the roster: for its teacher, and for those who look for their name on it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, exists, func, select

from studyapp.accounts.models import LearnerRow
from studyapp.accounts.queries import name_key
from studyapp.classroom.classes.models import AccommodationRow, SeatRow
from studyapp.classroom.classes.more_time import MoreTime
from studyapp.classroom.classes.seat_names import compared_text, name_order
from studyapp.classroom.roster.plan import KnownSeat
from studyapp.database import db
from studyapp.errors import NotFoundError
from studyapp.storage.prepared import AnySession, PreparedRead

_HAS_SEAT = PreparedRead(select(exists().where(SeatRow.learner_id == bindparam("learner_id"))))


@dataclass(frozen=True, slots=True)
class RosterSeat:
    """A seat as its teacher sees it.

    Attributes:
        has_word: somebody has taken the seat and set the personal word.
        has_account: whoever holds it signs in with a password.
    """

    id: int
    learner_id: int
    name: str
    pupil_code: str | None
    has_word: bool
    has_account: bool
    removed_at: datetime | None
    more_time: MoreTime


@dataclass(frozen=True, slots=True)
class SeatLock:
    """What must be known to let somebody take a seat."""

    id: int
    learner_id: int
    name: str
    word_hash: str | None
    has_account: bool


def seat_name_key(name: str) -> str:
    """Return a name as it is compared within a class."""
    return name_key(compared_text(name))


def roster_of(class_id: int) -> list[RosterSeat]:
    """Return every seat of a class by name, those of removed pupils among them."""
    seats = [_roster_seat(row) for row in db.session.execute(_roster(class_id))]
    return sorted(seats, key=lambda seat: (name_order(seat.name), seat.id))


def get_roster_seat(class_id: int, seat_id: int) -> RosterSeat:
    """Return a seat of a class; raise NotFoundError when there is none."""
    row = db.session.execute(_roster(class_id).where(SeatRow.id == seat_id)).first()
    if row is None:
        raise NotFoundError("There is no such pupil on this roster.")
    return _roster_seat(row)


def known_seats(session: AnySession, class_id: int) -> dict[str, KnownSeat]:
    """Return every seat of a class by its name as it is compared."""
    rows = session.execute(
        select(
            SeatRow.name_key, SeatRow.id, SeatRow.name, SeatRow.pupil_code, SeatRow.removed_at
        ).where(SeatRow.class_id == class_id)
    )
    return {row[0]: KnownSeat(row[1], row[2], row[3], row[4] is not None) for row in rows}


def find_same_number(session: AnySession, class_id: int, seat_id: int) -> str | None:
    """Return the name of another pupil on a roster who has the number of a seat."""
    code = select(SeatRow.pupil_code).where(SeatRow.id == seat_id).scalar_subquery()
    return session.scalar(
        select(SeatRow.name).where(
            SeatRow.class_id == class_id,
            SeatRow.pupil_code == code,
            SeatRow.id != seat_id,
            SeatRow.removed_at.is_(None),
        )
    )


def seat_locks(class_id: int) -> list[SeatLock]:
    """Return the seats that can be taken in a class, by name."""
    locks = [SeatLock(*row) for row in db.session.execute(_locks(class_id))]
    return sorted(locks, key=lambda lock: (name_order(lock.name), lock.id))


def find_seat_lock(class_id: int, seat_id: int) -> SeatLock | None:
    """Return a seat that can be taken in a class."""
    row = db.session.execute(_locks(class_id).where(SeatRow.id == seat_id)).first()
    return SeatLock(*row) if row is not None else None


def count_pupils() -> dict[int, int]:
    """Return how many pupils sit in each class, by its id; empty classes are left out."""
    rows = db.session.execute(
        select(SeatRow.class_id, func.count())
        .where(SeatRow.removed_at.is_(None))
        .group_by(SeatRow.class_id)
    )
    return {row[0]: row[1] for row in rows}


def classes_sat_in(session: AnySession, learner_id: int) -> set[int]:
    """Return the classes in which a learner has or had a seat."""
    return set(session.scalars(select(SeatRow.class_id).where(SeatRow.learner_id == learner_id)))


def has_seat(session: AnySession, learner_id: int) -> bool:
    """Tell whether a learner is a pupil of any class, or was one."""
    return bool(_HAS_SEAT.scalar(session, learner_id=learner_id))


def _locks(class_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            SeatRow.id,
            SeatRow.learner_id,
            SeatRow.name,
            SeatRow.word_hash,
            LearnerRow.name.is_not(None),
        )
        .join(LearnerRow, LearnerRow.id == SeatRow.learner_id)
        .where(SeatRow.class_id == class_id, SeatRow.removed_at.is_(None))
    )


def _roster(class_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            SeatRow.id,
            SeatRow.learner_id,
            SeatRow.name,
            SeatRow.pupil_code,
            SeatRow.word_hash.is_not(None),
            LearnerRow.name.is_not(None),
            SeatRow.removed_at,
            AccommodationRow.factor,
            AccommodationRow.extra_minutes,
            AccommodationRow.untimed,
        )
        .join(LearnerRow, LearnerRow.id == SeatRow.learner_id)
        .outerjoin(AccommodationRow, AccommodationRow.learner_id == SeatRow.learner_id)
        .where(SeatRow.class_id == class_id)
    )


def _roster_seat(row: Row[*tuple[Any, ...]]) -> RosterSeat:
    more_time = MoreTime(*row[7:]) if row[7] is not None else MoreTime()
    return RosterSeat(*(*row[:7], more_time))

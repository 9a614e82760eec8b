"""Changes to the roster of a class, by its teacher."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from studyapp.accounts.models import LearnerRow
from studyapp.classroom.classes.models import SeatRow
from studyapp.classroom.classes.queries import SchoolClass
from studyapp.classroom.roster.plan import RosterPlan, plan_roster
from studyapp.classroom.roster.queries import find_same_number, known_seats, seat_name_key
from studyapp.classroom.roster.text import RosterLine
from studyapp.database import write_transaction
from studyapp.errors import BadInputError, ConflictError, NotFoundError

SEATS_MOST = 10_000


def import_pupils(
    school_class: SchoolClass, pupils: Iterable[RosterLine], *, only_good: bool, now: datetime
) -> RosterPlan:
    """Seat the pupils of a list, all of them or none, and return what has become of each.

    Raises:
        ConflictError: a line clashes with the roster as it is now, and not only the good lines
            are wanted; or the class becomes too large; or it is put away.
    """
    _require_on_going(school_class)
    with write_transaction() as session:
        known = known_seats(session, school_class.id)
        plan = plan_roster(pupils, known, seat_name_key)
        if plan.faults and not only_good:
            raise ConflictError("The roster has changed meanwhile, so nothing was imported.")
        _require_room(len(known) + len(plan.new))
        _seat(session, school_class, plan.new, now)
        _bring_back(session, plan.back)
    return plan


def add_pupil(school_class: SchoolClass, pupil: RosterLine, *, now: datetime) -> None:
    """Seat one pupil; one who was removed under this name comes back.

    Raises:
        ConflictError: the name or the number is on the roster already, or the class is put away.
    """
    _require_on_going(school_class)
    with write_transaction() as session:
        known = known_seats(session, school_class.id)
        plan = plan_roster([pupil], known, seat_name_key)
        if plan.there:
            raise ConflictError(
                f"{pupil.name} is on the roster already. If there are two, add to the name what "
                "tells them apart."
            )
        if plan.faults:
            raise ConflictError(f"{pupil.name}: {plan.faults[0].text}")
        _require_room(len(known) + len(plan.new))
        _seat(session, school_class, plan.new, now)
        _bring_back(session, plan.back)


def rename_pupil(class_id: int, seat_id: int, name: str, pupil_code: str | None) -> None:
    """Change the name and number of a pupil; raise ConflictError when either is taken."""
    values = {"name": name, "name_key": seat_name_key(name), "pupil_code": pupil_code}
    try:
        with write_transaction() as session:
            change_seat(session, class_id, seat_id, values)
            if other := find_same_number(session, class_id, seat_id):
                raise ConflictError(
                    f"{name}: the number {pupil_code} is also the one of {other}. Give each "
                    "pupil their own."
                )
    except IntegrityError as error:
        raise ConflictError(
            f"{name} is on the roster already, perhaps among those removed."
        ) from error


def remove_pupil(class_id: int, seat_id: int, *, now: datetime) -> None:
    """Take a pupil off the roster; their results stay."""
    with write_transaction() as session:
        change_seat(session, class_id, seat_id, {"removed_at": now})


def put_pupil_back(class_id: int, seat_id: int) -> None:
    """Put a pupil who was removed back on the roster.

    Raises:
        ConflictError: somebody else was given the number meanwhile.
        NotFoundError: the pupil was never on it.
    """
    with write_transaction() as session:
        change_seat(session, class_id, seat_id, {"removed_at": None})
        if other := find_same_number(session, class_id, seat_id):
            raise ConflictError(
                f"This pupil’s number is the one of {other} by now. Give {other} another number "
                "first, then put the pupil back."
            )


def _seat(
    session: Session, school_class: SchoolClass, pupils: Sequence[RosterLine], now: datetime
) -> None:
    """Make a nameless learner and a seat for each pupil."""
    if not pupils:
        return
    learner = {"role": "learner", "zone": school_class.zone, "created_at": now}
    made = insert(LearnerRow).returning(LearnerRow.id, sort_by_parameter_order=True)
    learner_ids = session.scalars(made, [learner] * len(pupils)).all()
    seats = [
        {
            "class_id": school_class.id,
            "learner_id": learner_id,
            "name": pupil.name,
            "name_key": seat_name_key(pupil.name),
            "pupil_code": pupil.pupil_code,
            "shares_misses": False,
            "created_at": now,
        }
        for pupil, learner_id in zip(pupils, learner_ids, strict=True)
    ]
    session.execute(insert(SeatRow), seats)


def _bring_back(session: Session, seat_ids: Sequence[int]) -> None:
    session.execute(update(SeatRow), [{"id": n, "removed_at": None} for n in seat_ids])


def _require_on_going(school_class: SchoolClass) -> None:
    if school_class.ended_at is not None:
        raise ConflictError("This class is put away. Take it up again first.")


def _require_room(seats: int) -> None:
    if seats > SEATS_MOST:
        raise BadInputError(f"A class has {SEATS_MOST:,} seats at most. Make another class.")


def change_seat(session: Session, class_id: int, seat_id: int, values: Mapping[str, object]) -> int:
    """Change a seat of a class and return its learner; raise NotFoundError without one."""
    changed = (
        update(SeatRow)
        .where(SeatRow.class_id == class_id, SeatRow.id == seat_id)
        .values(**values)
        .returning(SeatRow.learner_id)
    )
    learner_id = session.scalar(changed)
    if learner_id is None:
        raise NotFoundError("There is no such pupil on this roster.")
    return learner_id

"""Results leave: a pupil's, those of a class whose time is over, those of passing players.

What an attempt said about its items stays as sums in `item_tally`, nobody's name in it.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Integer,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    literal,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from studyapp.accounts.audit.operations import forget_numbers
from studyapp.accounts.models import LearnerRow
from studyapp.accounts.own_data.erase_operations import erase_rows
from studyapp.accounts.own_data.personal_queries import personal_tables
from studyapp.classroom.classes.models import ClassRow, SeatRow
from studyapp.classroom.items.tally_operations import leave_tallies
from studyapp.classroom.quizzes.models import QuizRow, QuizVersionRow
from studyapp.classroom.sittings.models import AttemptRow, SittingRow
from studyapp.database import db, write_transaction
from studyapp.errors import ConflictError, NotFoundError
from studyapp.safety.erasures import Erasure, note_erasure
from studyapp.safety.regular_backups import back_up_before
from studyapp.zones import zone_named

PLAYERS_LAST = timedelta(days=30)
"""How long the answers of players without a seat or an account are kept."""
ERASED_AT_ONCE = 20
HOLDER = "holder_id"


def leave_classes(session: Session, learner_id: int) -> None:
    """Keep what attempts say about items and what belongs to others, before a learner is erased.

    What the learner ran in the class of another teacher is that teacher's from now on.

    Raises:
        ConflictError: the learner teaches classes, or others use their quizzes.
    """
    if session.scalar(select(exists().where(ClassRow.teacher_id == learner_id))):
        raise ConflictError("You still have classes. Delete them first, with their results.")
    _hand_over(session, learner_id)
    lent = (
        select(SittingRow.id)
        .join(QuizVersionRow, QuizVersionRow.id == SittingRow.version_id)
        .join(QuizRow, QuizRow.id == QuizVersionRow.quiz_id)
        .where(QuizRow.owner_id == learner_id, SittingRow.host_id != learner_id)
    )
    if session.scalar(lent) is not None:
        raise ConflictError("Somebody else has used a quiz of yours, so it cannot be erased.")
    erase_attempts(
        session,
        select(AttemptRow.id)
        .join(SittingRow, SittingRow.id == AttemptRow.sitting_id)
        .where(or_(AttemptRow.learner_id == learner_id, SittingRow.host_id == learner_id)),
    )


def _hand_over(session: Session, host_id: int) -> None:
    """Give sittings in classes of other teachers to these teachers, with their results."""
    teacher_id = select(ClassRow.teacher_id).where(ClassRow.id == SittingRow.class_id)
    session.execute(
        update(SittingRow)
        .where(SittingRow.host_id == host_id, SittingRow.class_id.is_not(None))
        .values(host_id=teacher_id.scalar_subquery())
        .execution_options(synchronize_session=False)
    )


def erase_attempts(session: Session, attempts: Select[int]) -> None:
    """Delete attempts with their responses; their sums stay."""
    leave_tallies(session, attempts)
    session.execute(delete(AttemptRow).where(AttemptRow.id.in_(attempts)))


def erase_pupil(class_id: int, seat_id: int) -> None:
    """Erase a pupil from a class: name, seat and results; their own account is their own.

    Raises:
        NotFoundError: the class has no such seat.
    """
    back_up_before("erasure")
    _erase_seat(class_id, seat_id)


def _erase_seat(class_id: int, seat_id: int) -> None:
    with write_transaction() as session:
        seat = session.get(SeatRow, seat_id)
        if seat is None or seat.class_id != class_id:
            raise NotFoundError("There is no such pupil in this class.")
        learner_id = seat.learner_id
        note_erasure(session, Erasure("seat", seat_id, seat.created_at))
        erase_attempts(
            session,
            select(AttemptRow.id)
            .join(SittingRow, SittingRow.id == AttemptRow.sitting_id)
            .where(
                SittingRow.class_id == class_id,
                or_(
                    AttemptRow.seat_id == seat_id,
                    and_(AttemptRow.learner_id == learner_id, AttemptRow.seat_id.is_(None)),
                ),
            ),
        )
        session.execute(delete(SeatRow).where(SeatRow.id == seat_id))
        forget_empty(session, [learner_id])


def erase_pupils_again(made: Mapping[int, datetime]) -> int:
    """Erase pupils whom a backup has brought back; return how many there were.

    Args:
        made: when each seat was made, by id.
    """
    seats = db.session.execute(
        select(SeatRow.id, SeatRow.class_id, SeatRow.created_at).where(SeatRow.id.in_(made))
    ).all()
    back = [(seat[1], seat[0]) for seat in seats if made[seat[0]] == seat[2]]
    for class_id, seat_id in back:
        _erase_seat(class_id, seat_id)
    return len(back)


def erase_what_is_over(now: datetime) -> None:
    """Erase results of classes whose day has come, and of players who only passed by.

    Others write in between: a few players or one class is erased at a time.
    """
    while _erase_passing_players(now):
        pass
    for class_id in _classes_that_are_over(now):
        with write_transaction() as session:
            _erase_results(session, class_id, now)


def _erase_passing_players(now: datetime) -> bool:
    """Erase some of those who only passed by; tell whether there were any."""
    has_seat = exists().where(
        SeatRow.class_id == SittingRow.class_id, SeatRow.learner_id == AttemptRow.learner_id
    )
    passing = (
        select(AttemptRow.id, AttemptRow.learner_id)
        .join(SittingRow, SittingRow.id == AttemptRow.sitting_id)
        .join(LearnerRow, LearnerRow.id == AttemptRow.learner_id)
        .where(
            SittingRow.kind == "live",
            AttemptRow.seat_id.is_(None),
            ~has_seat,
            LearnerRow.name.is_(None),
            AttemptRow.started_at < now - PLAYERS_LAST,
        )
        .limit(ERASED_AT_ONCE)
    )
    with write_transaction() as session:
        found = session.execute(passing).all()
        attempt_ids = [row[0] for row in found]
        erase_attempts(session, select(AttemptRow.id).where(AttemptRow.id.in_(attempt_ids)))
        forget_empty(session, {row[1] for row in found})
    return bool(found)


def _classes_that_are_over(now: datetime) -> list[int]:
    rows = db.session.scalars(select(ClassRow).where(ClassRow.erase_on <= _latest_day(now)))
    return [
        row.id for row in rows if row.erase_on <= now.astimezone(zone_named(row.zone) or UTC).date()
    ]


def _erase_results(session: Session, class_id: int, now: datetime) -> None:
    """Empty a class and put it away; its name stays, so that the teacher sees what happened."""
    of_class = select(SittingRow.id).where(SittingRow.class_id == class_id)
    erase_attempts(session, select(AttemptRow.id).where(AttemptRow.sitting_id.in_(of_class)))
    is_there = SeatRow.class_id == class_id
    learners = session.scalars(select(SeatRow.learner_id).where(is_there)).all()
    session.execute(delete(SeatRow).where(is_there))
    forget_numbers(session, class_id)
    forget_empty(session, learners)
    is_on = (ClassRow.id == class_id, ClassRow.ended_at.is_(None))
    session.execute(update(ClassRow).where(*is_on).values(ended_at=now, join_code=None))


def forget_empty(session: Session, learner_ids: Iterable[int]) -> None:
    """Erase nameless learners of whom nothing but a signed-in browser is left."""
    for learner_id in learner_ids:
        person = session.get(LearnerRow, learner_id)
        if person is None or person.name is not None:
            continue
        if session.execute(_any_row(), {HOLDER: learner_id}).first() is None:
            erase_rows(session, learner_id)


@cache
def _any_row() -> CompoundSelect[Any]:
    """Return the statement that finds a row of somebody in any table, made once."""
    holder = bindparam(HOLDER, type_=Integer)
    tables = (p for p in personal_tables() if p.table.name not in {"session", "accommodation"})
    rows = (
        select(literal(1)).select_from(p.table).where(p.of(holder)).limit(1).subquery()
        for p in tables
    )
    return union_all(*(select(row.c[0]) for row in rows)).limit(1)


def _latest_day(now: datetime) -> date:
    """Return the day that it is already somewhere on earth."""
    return (now.astimezone(UTC) + timedelta(hours=14)).date()

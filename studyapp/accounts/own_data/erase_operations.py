"""A person is erased: every row that is theirs, in every table, and their devices signed out."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Delete, Integer, Update, and_, bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from studyapp.accounts.models import LearnerRow, SessionRow
from studyapp.accounts.own_data.personal_queries import SUBJECT, PersonalTable, personal_tables
from studyapp.accounts.roles import STAFF, STAFF_SESSION_LASTS
from studyapp.database import db, write_transaction
from studyapp.errors import ConflictError
from studyapp.safety.erasures import Erasure, note_erasure
from studyapp.safety.regular_backups import back_up_before

Farewell = Callable[[Session, int], None]
"""Keeps what must outlast a learner, nobody's name in it, or refuses with a ConflictError."""

ERASED = "erased_id"
SESSION_LASTS = timedelta(days=400)
"""As long as the cookie of a browser."""


def erase_learner(learner_id: int, farewells: Iterable[Farewell]) -> None:
    """Erase a learner and all that is theirs; somebody who is gone already stays gone.

    Raises:
        ConflictError: others need what the learner has made, such as a class.
    """
    back_up_before("erasure")
    _erase(learner_id, farewells)


def _erase(learner_id: int, farewells: Iterable[Farewell]) -> None:
    with write_transaction() as session:
        for farewell in farewells:
            farewell(session, learner_id)
        erase_rows(session, learner_id)


def erase_rows(session: Session, learner_id: int) -> None:
    """Delete every row of a learner, and the learner; no backup will bring them back."""
    made_at = session.scalar(select(LearnerRow.created_at).where(LearnerRow.id == learner_id))
    if made_at is not None:
        note_erasure(session, Erasure("learner", learner_id, made_at))
    for personal in reversed(personal_tables()):
        _take_from(session, personal, learner_id)
    session.execute(delete(LearnerRow).where(LearnerRow.id == learner_id))


def _take_from(session: Session, personal: PersonalTable, learner_id: int) -> None:
    session.execute(_taking(personal), {ERASED: learner_id})


@cache
def _taking(personal: PersonalTable) -> Delete | Update:
    """Return the statement that takes somebody out of a table; to make it takes longest."""
    is_theirs = personal.of(bindparam(ERASED, type_=Integer))
    if personal.outlasts:
        return update(personal.table).where(is_theirs).values({SUBJECT: None})
    return delete(personal.table).where(is_theirs)


def erase_again(made: Mapping[int, datetime], farewells: Iterable[Farewell]) -> int:
    """Erase learners whom a backup has brought back; return how many there were.

    What others need of theirs stays, under nobody's name.

    Args:
        made: when each was made, by id; somebody else who got the id since is left alone.
        farewells: what is asked before a person is erased.
    """
    back = [learner_id for learner_id, made_at in made.items() if _is_here(learner_id, made_at)]
    for learner_id in back:
        try:
            _erase(learner_id, farewells)
        except ConflictError:
            _forget_person(learner_id)
    return len(back)


def _is_here(learner_id: int, made_at: datetime) -> bool:
    is_this = (LearnerRow.id == learner_id, LearnerRow.created_at == made_at)
    return db.session.scalar(select(LearnerRow.id).where(*is_this)) is not None


def _forget_person(learner_id: int) -> None:
    nobody = {"name": None, "name_key": None, "password_hash": None, "role": "learner"}
    with write_transaction() as session:
        for personal in reversed(personal_tables()):
            if not personal.is_made:
                _take_from(session, personal, learner_id)
        session.execute(update(LearnerRow).where(LearnerRow.id == learner_id).values(nobody))


def forget_old_sessions(now: datetime) -> None:
    """Delete the sessions that open nothing any more: too long unused, or their cookie gone."""
    of_staff = select(LearnerRow.id).where(LearnerRow.role.in_(STAFF))
    is_over = or_(
        SessionRow.seen_at < now - SESSION_LASTS,
        and_(SessionRow.seen_at < now - STAFF_SESSION_LASTS, SessionRow.learner_id.in_(of_staff)),
    )
    with write_transaction() as session:
        session.execute(delete(SessionRow).where(is_over))

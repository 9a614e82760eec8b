"""A person is erased: every row that is theirs, in every table, and their devices signed out."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from studyapp.accounts.models import LearnerRow, SessionRow
from studyapp.accounts.passwords import is_password
from studyapp.accounts.personal_queries import personal_tables
from studyapp.database import db, write_transaction
from studyapp.errors import NotFoundError

Farewell = Callable[[Session, int], None]
"""Keeps what must outlast a learner, nobody's name in it, or refuses with a ConflictError."""

SESSION_LASTS = timedelta(days=400)
"""As long as the cookie of a browser."""


def erase_learner(learner_id: int, farewells: Iterable[Farewell]) -> None:
    """Erase a learner and all that is theirs; somebody who is gone already stays gone.

    Raises:
        ConflictError: others need what the learner has made, such as a class.
    """
    with write_transaction() as session:
        for farewell in farewells:
            farewell(session, learner_id)
        erase_rows(session, learner_id)


def erase_rows(session: Session, learner_id: int) -> None:
    """Delete every row of a learner, and the learner."""
    for personal in reversed(personal_tables()):
        session.execute(delete(personal.table).where(personal.of(learner_id)))
    session.execute(delete(LearnerRow).where(LearnerRow.id == learner_id))


def forget_old_sessions(now: datetime) -> None:
    """Delete the sessions of browsers that have dropped their cookie long ago."""
    with write_transaction() as session:
        session.execute(delete(SessionRow).where(SessionRow.seen_at < now - SESSION_LASTS))


def is_password_of(learner_id: int, password: str) -> bool:
    """Check the password of a named learner; raise NotFoundError when there is no such learner."""
    row = db.session.execute(
        select(LearnerRow.password_hash).where(LearnerRow.id == learner_id)
    ).first()
    if row is None:
        raise NotFoundError("There is no such account.")
    return is_password(password, row[0])

"""Changes to the sessions of browsers."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from studyapp.accounts.models import ApiTokenRow, CalendarFeedRow, LearnerRow, SessionRow
from studyapp.accounts.tokens import token_hash
from studyapp.database import write_transaction
from studyapp.errors import NotFoundError


def open_session(session: Session, learner_id: int, token: str, now: datetime) -> None:
    """Let a browser that holds a token act for a learner."""
    row = SessionRow(
        token_hash=token_hash(token), learner_id=learner_id, created_at=now, seen_at=now
    )
    session.add(row)
    session.flush()


def close_session(session: Session, token: str) -> None:
    """Let a token open nothing any more."""
    session.execute(delete(SessionRow).where(SessionRow.token_hash == token_hash(token)))


def close_every_way_in(session: Session, learner_id: int) -> None:
    """End every session, token of a program and calendar address of a learner."""
    for row in (SessionRow, ApiTokenRow, CalendarFeedRow):
        session.execute(delete(row).where(row.learner_id == learner_id))


def sign_out(token: str) -> None:
    """End the session of a token."""
    with write_transaction() as session:
        close_session(session, token)


def revoke_session(learner_id: int, session_id: int) -> None:
    """End another session of the same learner."""
    with write_transaction() as session:
        gone = session.execute(
            delete(SessionRow)
            .where(SessionRow.id == session_id, SessionRow.learner_id == learner_id)
            .returning(SessionRow.id)
        ).first()
    if gone is None:
        raise NotFoundError("This device is not signed in to your account any more.")


def revoke_other_sessions(learner_id: int, token: str) -> None:
    """End every session of a learner but that of a token."""
    others = (SessionRow.learner_id == learner_id, SessionRow.token_hash != token_hash(token))
    with write_transaction() as session:
        session.execute(delete(SessionRow).where(*others))


def end_named_sessions() -> int:
    """End every session of everybody with a name; return how many there were.

    A guest has no other way in than their session, so theirs stay.
    """
    named = select(LearnerRow.id).where(LearnerRow.name.is_not(None))
    ended = delete(SessionRow).where(SessionRow.learner_id.in_(named)).returning(SessionRow.id)
    with write_transaction() as session:
        return len(session.execute(ended).all())


def note_session_use(token: str, *, now: datetime) -> None:
    """Keep when a browser was last used."""
    key = token_hash(token)
    with write_transaction(f"session {key}") as session:
        browser = update(SessionRow).where(SessionRow.token_hash == key)
        session.execute(browser.values(seen_at=now))

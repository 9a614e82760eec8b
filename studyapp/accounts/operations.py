"""Changes to people: guests, names, roles."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from studyapp.accounts.guesses.limits import Limit
from studyapp.accounts.guesses.operations import take_back, take_guess
from studyapp.accounts.models import LearnerRow, SessionRow
from studyapp.accounts.queries import Learner, find_learner_by_token, name_key
from studyapp.accounts.sign_in.passwords import hash_password
from studyapp.accounts.sign_in.session_operations import open_session
from studyapp.accounts.tokens import token_hash
from studyapp.database import write_transaction
from studyapp.errors import ConflictError
from studyapp.storage.grouped_writes import write_in_group

ROLES = ("learner", "teacher", "admin")


def ensure_learner(token: str, zone: str, *, now: datetime) -> Learner:
    """Return the learner of a token, seen now in `zone`; a visitor's first act makes one."""
    return write_in_group(lambda session: _ensure(session, token, zone, now))


def _ensure(session: Session, token: str, zone: str, now: datetime) -> Learner:
    learner = find_learner_by_token(session, token)
    if learner is None:
        row = LearnerRow(zone=zone, created_at=now, role="learner")
        session.add(row)
        session.flush()
        open_session(session, row.id, token, now)
        return Learner(row.id, None, "learner", zone, now)
    person = update(LearnerRow).where(LearnerRow.id == learner.id)
    session.execute(person.values(zone=zone))
    browser = update(SessionRow).where(SessionRow.token_hash == token_hash(token))
    session.execute(browser.values(seen_at=now))
    return replace(learner, zone=zone, seen_at=now)


def claim(
    learner_id: int,
    name: str,
    password: str,
    token: str,
    *,
    wide: Sequence[Limit] = (),
    now: datetime,
) -> None:
    """Give a guest a name and a password; the session goes on under a new token.

    Args:
        learner_id: the guest.
        name, password: as they were typed.
        token: of the session that goes on.
        wide: limits of whoever asks, under which a name that is taken counts.
        now: when.

    Raises:
        ConflictError: the name is taken, or this learner has one already.
        TooManyGuessesError: so many names were taken that this one was not looked at.
    """
    password_hash = hash_password(password)
    guess = take_guess(wide, "names", now=now)
    named = {"name": " ".join(name.split()), "name_key": name_key(name)}
    try:
        with write_transaction() as session:
            changed = session.execute(
                update(LearnerRow)
                .where(LearnerRow.id == learner_id, LearnerRow.name.is_(None))
                .values(named | {"password_hash": password_hash})
                .returning(LearnerRow.id)
            ).first()
            if changed is None:
                raise ConflictError("This account has a name already.")
            session.execute(delete(SessionRow).where(SessionRow.learner_id == learner_id))
            open_session(session, learner_id, token, now)
            take_back(session, guess)
    except IntegrityError as error:
        raise ConflictError("This name is taken. Choose another.") from error


def add_account(name: str, password: str, role: str, *, now: datetime) -> int:
    """Make a named account and return its id."""
    password_hash = hash_password(password)
    try:
        with write_transaction() as session:
            row = LearnerRow(
                name=" ".join(name.split()),
                name_key=name_key(name),
                password_hash=password_hash,
                role=role,
                zone="UTC",
                created_at=now,
            )
            session.add(row)
            session.flush()
            return row.id
    except IntegrityError as error:
        raise ConflictError(f"There is an account named {name!r} already.") from error

"""Reads of people and sessions."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from studyapp.accounts.models import (
    NAME_KEY_LONGEST,
    GuessRow,
    LearnerRow,
    SessionRow,
)
from studyapp.accounts.tokens import token_hash
from studyapp.database import db, table_of
from studyapp.errors import NotFoundError
from studyapp.storage.prepared import AnySession, PreparedRead


@dataclass(frozen=True, slots=True)
class Learner:
    """Who is asking; `seen_at` is when this browser last acted, to the day."""

    id: int
    name: str | None
    role: str
    zone: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Device:
    """A signed-in browser of a learner."""

    id: int
    created_at: datetime
    seen_at: datetime
    current: bool


def name_key(name: str) -> str:
    """Return a name as it is compared: one form of each letter, folded case, single spaces."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())[:NAME_KEY_LONGEST]


_PERSON, _BROWSER = table_of(LearnerRow), table_of(SessionRow)
_BY_TOKEN = PreparedRead(
    select(_PERSON.c.id, _PERSON.c.name, _PERSON.c.role, _PERSON.c.zone, _BROWSER.c.seen_at)
    .join_from(_PERSON, _BROWSER, _BROWSER.c.learner_id == _PERSON.c.id)
    .where(_BROWSER.c.token_hash == bindparam("token_hash"))
)


def find_learner_by_token(session: AnySession, token: str) -> Learner | None:
    """Return the learner whose session has this token."""
    row = _BY_TOKEN.first(session, token_hash=token_hash(token))
    return Learner(*row) if row is not None else None


def find_credentials(name: str) -> tuple[int, str] | None:
    """Return id and password hash of the account with this name."""
    row = db.session.execute(
        select(LearnerRow.id, LearnerRow.password_hash).where(LearnerRow.name_key == name_key(name))
    ).first()
    return (row[0], row[1]) if row is not None and row[1] is not None else None


def get_account_id(name: str) -> int:
    """Return the id of the account with this name; raise NotFoundError otherwise."""
    credentials = find_credentials(name)
    if credentials is None:
        raise NotFoundError(f"There is no account named {name!r}.")
    return credentials[0]


def get_own_credentials(session: AnySession, account_id: int) -> tuple[str, str]:
    """Return the name of an account as it is compared, and the hash of its password."""
    row = session.execute(
        select(LearnerRow.name_key, LearnerRow.password_hash).where(LearnerRow.id == account_id)
    ).first()
    if row is None or row[0] is None or row[1] is None:
        raise NotFoundError("There is no such account.")
    return row[0], row[1]


def count_guesses(key: str, since: datetime, session: AnySession) -> int:
    """Count wrong guesses since a moment; a key is that of a name or one of `guesses.keys`."""
    found = session.scalar(
        select(func.count())
        .select_from(GuessRow)
        .where(GuessRow.name_key == key, GuessRow.failed_at >= since)
    )
    return found or 0


def devices_of(learner_id: int, token: str | None) -> list[Device]:
    """Return the sessions of a learner, the last used first."""
    current = token_hash(token) if token else ""
    rows = db.session.execute(
        select(SessionRow.id, SessionRow.created_at, SessionRow.seen_at, SessionRow.token_hash)
        .where(SessionRow.learner_id == learner_id)
        .order_by(SessionRow.seen_at.desc(), SessionRow.id.desc())
    )
    return [Device(row[0], row[1], row[2], row[3] == current) for row in rows]

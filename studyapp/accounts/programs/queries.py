"""Reads of the tokens that let programs act for their learners."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from studyapp.accounts.models import ApiTokenRow, LearnerRow
from studyapp.accounts.queries import Learner
from studyapp.accounts.tokens import token_hash
from studyapp.database import db, table_of
from studyapp.storage.prepared import AnySession

_PERSON, _TOKEN = table_of(LearnerRow).c, table_of(ApiTokenRow).c
_BY_HASH = (
    select(
        _TOKEN.id,
        _TOKEN.used_at,
        _TOKEN.created_at,
        _PERSON.id,
        _PERSON.name,
        _PERSON.role,
        _PERSON.zone,
    )
    .join_from(table_of(ApiTokenRow), table_of(LearnerRow), _TOKEN.learner_id == _PERSON.id)
    .where(_TOKEN.token_hash == bindparam("token_hash"))
)


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token as its learner sees it in a list."""

    id: int
    label: str
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class TokenHolder:
    """Whom a token speaks for, and when it was last noted that it was used."""

    token_id: int
    used_at: datetime | None
    learner: Learner


def find_token_holder(token: str) -> TokenHolder | None:
    """Return whom a token speaks for; None when nobody was given it, or it was revoked."""
    row = db.session.execute(_BY_HASH, {"token_hash": token_hash(token)}).first()
    if row is None:
        return None
    token_id, used_at, created_at, learner_id, name, role, zone = row
    learner = Learner(learner_id, name, role, zone, seen_at=used_at or created_at)
    return TokenHolder(token_id, used_at, learner)


def api_tokens_of(learner_id: int) -> list[ApiToken]:
    """Return the tokens of a learner, the newest first."""
    rows = db.session.execute(
        select(_TOKEN.id, _TOKEN.label, _TOKEN.created_at, _TOKEN.used_at)
        .where(_TOKEN.learner_id == learner_id)
        .order_by(_TOKEN.id.desc())
    )
    return [ApiToken(*row) for row in rows]


def count_api_tokens(session: AnySession, learner_id: int) -> int:
    """Count the tokens of a learner."""
    statement = select(func.count()).select_from(table_of(ApiTokenRow))
    return session.scalar(statement.where(_TOKEN.learner_id == learner_id)) or 0

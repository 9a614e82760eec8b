"""Reads of the named accounts, for admins."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from studyapp.accounts.models import LearnerRow, SecondFactorRow, SessionRow
from studyapp.accounts.queries import name_key
from studyapp.database import db
from studyapp.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Account:
    """A named account.

    Attributes:
        seen_at: when one of its browsers last acted, to the day; None when none is signed in.
        has_second_factor: it asks for a code beside its password.
    """

    id: int
    name: str
    role: str
    created_at: datetime
    seen_at: datetime | None
    has_second_factor: bool


def accounts_like(part: str, *, first: int, most: int) -> tuple[list[Account], int]:
    """Return accounts by name from the `first` on, and how many there are in all.

    Args:
        part: what the names hold, as they are compared; nothing for every account.
        first: how many to pass over.
        most: how many to return.
    """
    is_wanted = _is_named(part)
    page = _statement().where(is_wanted).order_by(LearnerRow.name_key).offset(first).limit(most)
    counted = select(func.count()).select_from(LearnerRow).where(is_wanted)
    return [Account(*row) for row in db.session.execute(page)], db.session.scalar(counted) or 0


def get_account(learner_id: int) -> Account:
    """Return a named account; raise NotFoundError when there is none."""
    row = db.session.execute(_statement().where(LearnerRow.id == learner_id, _is_named(""))).first()
    if row is None:
        raise NotFoundError("There is no such account.")
    return Account(*row)


def _is_named(part: str) -> ColumnElement[bool]:
    if key := name_key(part):
        return LearnerRow.name_key.contains(key, autoescape=True)
    return LearnerRow.name_key.is_not(None)


def _statement() -> Select[*tuple[Any, ...]]:
    seen_at = select(func.max(SessionRow.seen_at)).where(SessionRow.learner_id == LearnerRow.id)
    factor = select(SecondFactorRow.learner_id).where(
        SecondFactorRow.learner_id == LearnerRow.id, SecondFactorRow.confirmed_at.is_not(None)
    )
    return select(
        LearnerRow.id,
        LearnerRow.name,
        LearnerRow.role,
        LearnerRow.created_at,
        seen_at.scalar_subquery(),
        factor.exists(),
    )

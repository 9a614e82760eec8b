"""Reads of the named accounts, for admins."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from studyapp.accounts.models import LearnerRow, SecondFactorRow, SessionRow
from studyapp.accounts.queries import name_key
from studyapp.database import db
from studyapp.errors import NotFoundError
from studyapp.paging import ListPage, nearest_page


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


def accounts_like(part: str, size: int, wanted: int) -> tuple[ListPage[Account], int]:
    """Return a page of the accounts by name, and how many there are in all; see `page_of`.

    Args:
        part: what the names hold, as they are compared; nothing for every account.
        size: how many stand on a page.
        wanted: the number of the page.
    """
    is_wanted = _is_named(part)
    counted = select(func.count()).select_from(LearnerRow).where(is_wanted)
    count = db.session.scalar(counted) or 0
    number, pages = nearest_page(count, size, wanted)
    before = (number - 1) * size
    page = _statement().where(is_wanted).order_by(LearnerRow.name_key).offset(before).limit(size)
    shown = [Account(*row) for row in db.session.execute(page)]
    return ListPage(number, pages, before, shown), count


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

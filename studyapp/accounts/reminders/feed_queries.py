"""Reads of the secret addresses of calendars."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from studyapp.accounts.models import CalendarFeedRow, LearnerRow
from studyapp.accounts.tokens import token_hash
from studyapp.database import db, table_of

_PERSON, _FEED = table_of(LearnerRow).c, table_of(CalendarFeedRow).c
_HOLDER = (
    select(_PERSON.id, _PERSON.zone, _FEED.fetched_at)
    .join_from(table_of(CalendarFeedRow), table_of(LearnerRow), _FEED.learner_id == _PERSON.id)
    .where(_FEED.token_hash == bindparam("token_hash"))
)
_FEED_OF = select(_FEED.created_at, _FEED.fetched_at).where(
    _FEED.learner_id == bindparam("learner_id")
)


@dataclass(frozen=True, slots=True)
class FeedHolder:
    """Whose calendar an address shows; `fetched_at` is known to the day."""

    learner_id: int
    zone: str
    fetched_at: datetime | None


@dataclass(frozen=True, slots=True)
class Feed:
    """The calendar address of a learner; `fetched_at` is known to the day."""

    created_at: datetime
    fetched_at: datetime | None


def find_feed_holder(token: str) -> FeedHolder | None:
    """Return whose calendar is asked for; None for an address nobody was given, or a revoked one.

    A token has 256 random bits, so that wrong ones need not be counted.
    """
    row = db.session.execute(_HOLDER, {"token_hash": token_hash(token)}).first()
    return FeedHolder(*row) if row is not None else None


def find_feed(learner_id: int) -> Feed | None:
    """Return the calendar address of a learner, which they may not have made."""
    row = db.session.execute(_FEED_OF, {"learner_id": learner_id}).first()
    return Feed(*row) if row is not None else None

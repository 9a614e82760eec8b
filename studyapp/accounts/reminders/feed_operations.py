"""Changes to the secret addresses of calendars."""

from datetime import datetime

from sqlalchemy import delete, insert, update

from studyapp.accounts.models import CalendarFeedRow
from studyapp.accounts.tokens import new_address_token, token_hash
from studyapp.database import write_transaction


def make_feed(learner_id: int, *, now: datetime) -> str:
    """Make the token of a calendar and return it, this once; the one before is revoked."""
    token = new_address_token()
    with write_transaction(learner_id) as session:
        session.execute(delete(CalendarFeedRow).where(CalendarFeedRow.learner_id == learner_id))
        row = {"learner_id": learner_id, "token_hash": token_hash(token), "created_at": now}
        session.execute(insert(CalendarFeedRow).values(row))
    return token


def revoke_feed(learner_id: int) -> None:
    """End the calendar of a learner; one that has none is left as they are."""
    with write_transaction(learner_id) as session:
        session.execute(delete(CalendarFeedRow).where(CalendarFeedRow.learner_id == learner_id))


def note_feed_fetch(learner_id: int, *, now: datetime) -> None:
    """Keep when a calendar was fetched."""
    with write_transaction(learner_id) as session:
        fetched = update(CalendarFeedRow).where(CalendarFeedRow.learner_id == learner_id)
        session.execute(fetched.values(fetched_at=now))

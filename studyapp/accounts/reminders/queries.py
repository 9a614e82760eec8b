"""Reads of who wants to be reminded by e-mail."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select

from studyapp.accounts.models import LearnerRow, ReminderRow
from studyapp.accounts.tokens import token_hash
from studyapp.database import db
from studyapp.storage.prepared import AnySession

_COLUMNS = (
    ReminderRow.learner_id,
    ReminderRow.address,
    ReminderRow.hour,
    ReminderRow.asked_at,
    ReminderRow.confirmed_at,
    ReminderRow.sent_on,
    LearnerRow.zone,
)
_REMINDERS = select(*_COLUMNS).join(LearnerRow, LearnerRow.id == ReminderRow.learner_id)


@dataclass(frozen=True, slots=True)
class Reminder:
    """Where a learner wants to be told what is due; see `ReminderRow`.

    Attributes:
        sent_on: of a reminder that is not confirmed, the day of the letter that asks.
        zone: of the learner.
    """

    learner_id: int
    address: str
    hour: int
    asked_at: datetime
    confirmed_at: datetime | None
    sent_on: date | None
    zone: str


def find_reminder(session: AnySession, learner_id: int) -> Reminder | None:
    """Return the reminder of a learner."""
    row = session.execute(_REMINDERS.where(ReminderRow.learner_id == learner_id)).first()
    return Reminder(*row) if row is not None else None


def find_reminder_by_token(token: str) -> Reminder | None:
    """Return the reminder that a letter speaks of; None when it was ended or asked for anew."""
    row = db.session.execute(_REMINDERS.where(ReminderRow.token_hash == token_hash(token))).first()
    return Reminder(*row) if row is not None else None


def reminders_to_send(latest: date) -> list[Reminder]:
    """Return what may have a letter to be sent: asked about, or not reminded on a day yet.

    Args:
        latest: the latest day that it is anywhere.
    """
    is_unasked = and_(ReminderRow.confirmed_at.is_(None), ReminderRow.sent_on.is_(None))
    is_untold = or_(ReminderRow.sent_on.is_(None), ReminderRow.sent_on < latest)
    is_open = or_(is_unasked, and_(ReminderRow.confirmed_at.is_not(None), is_untold))
    rows = db.session.execute(_REMINDERS.where(is_open).order_by(ReminderRow.learner_id))
    return [Reminder(*row) for row in rows]

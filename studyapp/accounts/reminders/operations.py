"""Changes to who is reminded by e-mail, and which letter is sent by whom."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, insert, update
from sqlalchemy.orm import Session

from studyapp.accounts.guesses.keys import LETTERS
from studyapp.accounts.models import GuessRow, ReminderRow
from studyapp.accounts.queries import count_guesses
from studyapp.accounts.reminders.letters import DAYS_TO_CONFIRM
from studyapp.accounts.reminders.queries import Reminder
from studyapp.accounts.tokens import token_hash
from studyapp.database import write_transaction
from studyapp.errors import StudyAppError

ONE_DAY = timedelta(days=1)


class TooManyLettersError(StudyAppError):
    """So many letters were asked for that no more are sent today."""

    status = 429
    advice = "Try again tomorrow."
    retry_seconds = ONE_DAY.days * 24 * 3600


def change_hour(learner_id: int, address: str, hour: int) -> bool:
    """Move the reminders to a confirmed address to another hour; False when there are none."""
    with write_transaction(learner_id) as session:
        moved = (
            update(ReminderRow)
            .where(
                ReminderRow.learner_id == learner_id,
                ReminderRow.address == address,
                ReminderRow.confirmed_at.is_not(None),
            )
            .values(hour=hour)
            .returning(ReminderRow.learner_id)
        )
        return session.execute(moved).first() is not None


def ask_for_reminders(
    learner_id: int,
    address: str,
    hour: int,
    *,
    token: str,
    limits: Mapping[str, int],
    now: datetime,
) -> None:
    """Keep that reminders are wanted, so that a letter asks whoever reads the address.

    Args:
        learner_id: who wants them; what they wanted before goes.
        address: that was checked.
        hour: of the learner's own day.
        token: that stands in the letters.
        limits: the most letters of a day by the keys under which they are counted.
        now: when it was asked for.

    Raises:
        TooManyLettersError: too many were asked for today.
    """
    since = now - ONE_DAY
    with write_transaction() as session:
        if any(count_guesses(key, since, session) >= most for key, most in limits.items()):
            raise TooManyLettersError("So many letters were asked for that no more are sent today.")
        _count_letter(session, limits, now)
        session.execute(delete(ReminderRow).where(ReminderRow.learner_id == learner_id))
        row = {"learner_id": learner_id, "address": address, "hour": hour, "asked_at": now}
        session.execute(insert(ReminderRow).values(row | {"token_hash": token_hash(token)}))


def confirm_reminders(token: str, *, now: datetime) -> None:
    """Begin to remind; whoever holds the token reads the address."""
    with write_transaction() as session:
        unconfirmed = and_(
            ReminderRow.token_hash == token_hash(token), ReminderRow.confirmed_at.is_(None)
        )
        # The letter that asked was no reminder.
        confirmed = update(ReminderRow).where(unconfirmed).values(confirmed_at=now, sent_on=None)
        session.execute(confirmed)


def end_reminders(learner_id: int) -> None:
    """Forget the address of a learner; one who has none stays as they are."""
    with write_transaction(learner_id) as session:
        session.execute(delete(ReminderRow).where(ReminderRow.learner_id == learner_id))


def end_reminders_by_token(token: str) -> None:
    """Forget the address that a letter was sent to."""
    with write_transaction() as session:
        session.execute(delete(ReminderRow).where(ReminderRow.token_hash == token_hash(token)))


def claim_letter(reminder: Reminder, day: date, token: str) -> bool:
    """Take on the letter of a day; False when another process has, or nothing is wanted any more.

    Args:
        reminder: as it was read; if it has changed since, the letter is not sent.
        day: the learner's own.
        token: that stands in the letter.
    """
    with write_transaction(reminder.learner_id) as session:
        claimed = (
            update(ReminderRow)
            .where(_is_as_read(reminder))
            .values(sent_on=day, token_hash=token_hash(token))
            .returning(ReminderRow.learner_id)
        )
        return session.execute(claimed).first() is not None


def give_letter_back(reminder: Reminder, day: date) -> None:
    """Let a letter that could not be sent be taken on again."""
    with write_transaction(reminder.learner_id) as session:
        is_claimed = and_(
            ReminderRow.learner_id == reminder.learner_id,
            ReminderRow.asked_at == reminder.asked_at,
            ReminderRow.sent_on == day,
        )
        session.execute(update(ReminderRow).where(is_claimed).values(sent_on=reminder.sent_on))


def forget_unconfirmed(now: datetime) -> None:
    """Forget the addresses whose readers never said that they want reminders."""
    with write_transaction() as session:
        is_old = ReminderRow.asked_at < now - timedelta(days=DAYS_TO_CONFIRM)
        session.execute(delete(ReminderRow).where(ReminderRow.confirmed_at.is_(None), is_old))


def _is_as_read(reminder: Reminder) -> ColumnElement[bool]:
    return and_(
        ReminderRow.learner_id == reminder.learner_id,
        ReminderRow.address == reminder.address,
        ReminderRow.asked_at == reminder.asked_at,
        ReminderRow.confirmed_at.is_not_distinct_from(reminder.confirmed_at),
        ReminderRow.sent_on.is_not_distinct_from(reminder.sent_on),
    )


def _count_letter(session: Session, limits: Mapping[str, int], now: datetime) -> None:
    is_letter = GuessRow.name_key.startswith(LETTERS)
    session.execute(delete(GuessRow).where(is_letter, GuessRow.failed_at < now - ONE_DAY))
    session.add_all(GuessRow(name_key=key, failed_at=now) for key in limits)

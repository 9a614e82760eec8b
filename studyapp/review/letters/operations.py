"""Send the letters that learners asked for: each once, whoever else is sending them."""

import logging
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import current_app

from studyapp.accounts.reminders.letters import confirmation_letter, reminder_letter
from studyapp.accounts.reminders.operations import claim_letter, give_letter_back
from studyapp.accounts.reminders.queries import Reminder, reminders_to_send
from studyapp.accounts.tokens import reminder_token
from studyapp.database import db
from studyapp.mail import Mailer, UnsentError, find_mailer
from studyapp.review.learner_day import learner_day
from studyapp.review.letters.reminding import due_sentence, is_hour_reached
from studyapp.review.log.queries import answers_of_day
from studyapp.review.plan.habit_queries import habits_of
from studyapp.review.plan.pace_queries import pace_of
from studyapp.review.plan.put_off_queries import day_off
from studyapp.review.session.queries import waiting_today
from studyapp.zones import zone_named

EASTMOST: Final = timedelta(hours=14)
log = logging.getLogger("studyapp.letters")


def send_letters(now: datetime) -> None:
    """Send every letter whose time has come; where the server fails, the rest is sent later."""
    mailer = find_mailer()
    if mailer is None:
        return
    for reminder in reminders_to_send((now + EASTMOST).date()):
        today = learner_day(now, zone_named(reminder.zone) or ZoneInfo("UTC"))
        token = reminder_token(reminder.address, reminder.asked_at, _secret_key())
        letter = _letter_of(mailer, reminder, today, token, now)
        # What was read is let go of: nothing is held while the mail server takes its time.
        db.session.rollback()
        if letter is not None and claim_letter(reminder, today, token):
            try:
                mailer.send(letter)
            except UnsentError as error:
                log.warning("A letter was not sent: %s.", error)
                if error.may_retry:
                    give_letter_back(reminder, today)
                    if not error.is_its_own:
                        return


def _letter_of(
    mailer: Mailer, reminder: Reminder, today: date, token: str, now: datetime
) -> EmailMessage | None:
    """Return the letter that is to be sent now; None when there is none."""
    page = _address_of(mailer, "reminders.show_letter", {"token": token})
    if reminder.confirmed_at is None:
        return confirmation_letter(mailer.sender, reminder.address, page, now)
    due_text = _due_text(reminder, today, now)
    if due_text is None:
        return None
    review = _address_of(mailer, "review.show_next", {})
    return reminder_letter(mailer.sender, reminder.address, due_text, (review, page), now)


def _due_text(reminder: Reminder, today: date, now: datetime) -> str | None:
    """Say what is due; None when it is not the time to say anything."""
    learner_id = reminder.learner_id
    is_told = reminder.sent_on is not None and reminder.sent_on >= today
    zone = zone_named(reminder.zone) or ZoneInfo("UTC")
    if is_told or not is_hour_reached(reminder.hour, now, zone):
        return None
    is_off = day_off(learner_id, today) is not None or not habits_of(learner_id).share_of(today)
    if is_off or answers_of_day(learner_id, today):
        return None
    waiting = waiting_today(learner_id, today)
    return due_sentence(waiting.total, pace_of(learner_id)) if waiting.due else None


def _address_of(mailer: Mailer, endpoint: str, values: Mapping[str, Any]) -> str:
    """Return the address of a page for readers of letters, whom no request tells it."""
    return mailer.base_url + current_app.url_map.bind("").build(endpoint, values)


def _secret_key() -> str:
    return str(current_app.config["SECRET_KEY"])

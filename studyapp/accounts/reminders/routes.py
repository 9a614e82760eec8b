"""Pages of reminders by e-mail, where a mail server is configured: the learner's, the letter's."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import acting_learner, current_learner, known_learner, secret_key
from studyapp.accounts.guesses.keys import letters_from, letters_of_learner, letters_to
from studyapp.accounts.reminders.forms import HOURS, ReminderForm
from studyapp.accounts.reminders.letters import DAYS_TO_CONFIRM
from studyapp.accounts.reminders.operations import (
    TooManyLettersError,
    ask_for_reminders,
    change_hour,
    confirm_reminders,
    end_reminders,
    end_reminders_by_token,
)
from studyapp.accounts.reminders.queries import Reminder, find_reminder, find_reminder_by_token
from studyapp.accounts.tokens import reminder_token
from studyapp.clock import utc_now
from studyapp.database import db
from studyapp.errors import NotFoundError
from studyapp.mail import find_mailer
from studyapp.serving.chores import do_chores_soon
from studyapp.web import EmptyForm, checked_form

bp = Blueprint("reminders", __name__)
Page = str | Response | tuple[str, int]
LETTERS_OF_LEARNER = LETTERS_TO_ADDRESS = 3
LETTERS_FROM_NETWORK = 20
"""A school may share one network address."""
OWN, LETTER = "/account/reminders", "/reminders/<token>"


@bp.before_request
def require_mailer() -> None:
    """Have these pages only where letters can be sent."""
    if find_mailer() is None:
        raise NotFoundError("There is no page at this address.")


@bp.get(OWN)
def show_reminders() -> str:
    """Show whether the learner is reminded."""
    return _own_page(None)


@bp.post(OWN)
def ask() -> Page:
    """Keep an address and have a letter ask it, or move confirmed reminders to another hour."""
    form = ReminderForm()
    if not form.validate():
        return _own_page(form), 422
    address, hour = form.mail_address, int(form.hour.data or 0)
    learner_id, now = acting_learner().id, utc_now()
    if change_hour(learner_id, address, hour):
        flash("The hour is changed.")
        return redirect(url_for(".show_reminders"), 303)
    key = secret_key()
    limits = {
        letters_of_learner(learner_id): LETTERS_OF_LEARNER,
        letters_to(address, key): LETTERS_TO_ADDRESS,
        letters_from(request.remote_addr or "", key): LETTERS_FROM_NETWORK,
    }
    token = reminder_token(address, now, key)
    try:
        ask_for_reminders(learner_id, address, hour, token=token, limits=limits, now=now)
    except TooManyLettersError as error:
        form.address.errors = [f"{error} {error.advice}"]
        return _own_page(form), error.status
    do_chores_soon()
    return redirect(url_for(".show_reminders"), 303)


@bp.post(f"{OWN}/end")
def end() -> Response:
    """Forget the address."""
    checked_form(EmptyForm())
    end_reminders(known_learner().id)
    flash("You are not reminded any more, and the address is forgotten.")
    return redirect(url_for(".show_reminders"), 303)


@bp.get(LETTER)
def show_letter(token: str) -> str:
    """Show whoever came from a letter what they can say to it."""
    reminder = _reminder_of(token)
    return render_template(
        "accounts/letter.html",
        token=token,
        is_confirmed=reminder.confirmed_at is not None,
        hour=f"{reminder.hour:02d}:00",
    )


@bp.post(f"{LETTER}/confirm")
def confirm(token: str) -> Response:
    """Begin to remind."""
    checked_form(EmptyForm())
    _reminder_of(token)
    confirm_reminders(token, now=utc_now())
    flash("You will be reminded on days when something is due and nothing was answered yet.")
    return redirect(url_for(".show_letter", token=token), 303)


@bp.post(f"{LETTER}/end")
def end_from_letter(token: str) -> str:
    """End the reminders to whoever reads the address."""
    checked_form(EmptyForm())
    end_reminders_by_token(token)
    return render_template("accounts/letter_end.html")


def _reminder_of(token: str) -> Reminder:
    reminder = find_reminder_by_token(token)
    if reminder is None:
        raise NotFoundError("These reminders have been ended, or asked for anew.")
    return reminder


def _own_page(sent: ReminderForm | None) -> str:
    learner = current_learner()
    reminder = find_reminder(db.session, learner.id) if learner is not None else None
    form = sent or ReminderForm()
    if sent is None and reminder is not None:
        form.address.data, form.hour.data = reminder.address, reminder.hour
    return render_template(
        "accounts/reminders.html",
        form=form,
        hours=HOURS,
        reminder=reminder,
        at=f"{reminder.hour:02d}:00" if reminder is not None else None,
        days_to_confirm=DAYS_TO_CONFIRM,
    )

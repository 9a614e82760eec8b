"""The page of a learner's calendar address."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import (
    acting_learner,
    current_learner,
    current_zone,
    known_learner,
)
from studyapp.accounts.reminders.feed_operations import make_feed, revoke_feed
from studyapp.accounts.reminders.feed_queries import find_feed
from studyapp.accounts.use_text import use_text
from studyapp.clock import utc_now
from studyapp.web import EmptyForm, checked_form

bp = Blueprint("calendar", __name__, url_prefix="/account/calendar")


@bp.get("")
def show_calendar() -> str:
    """Show whether the learner has a calendar address."""
    return _calendar_page()


@bp.post("")
def make_address() -> str:
    """Make an address and show it this once."""
    checked_form(EmptyForm())
    token = make_feed(acting_learner().id, now=utc_now())
    return _calendar_page(url_for("feed.show_feed", token=token, _external=True))


@bp.post("/revoke")
def revoke_address() -> Response:
    """End the address."""
    checked_form(EmptyForm())
    revoke_feed(known_learner().id)
    flash("The address shows nothing any more.")
    return redirect(url_for(".show_calendar"), 303)


def _calendar_page(address: str | None = None) -> str:
    learner = current_learner()
    feed = find_feed(learner.id) if learner is not None else None
    text = feed and use_text(feed.created_at, feed.fetched_at, "fetched", current_zone())
    return render_template("accounts/calendar.html", address=address, use_text=text)

"""The page of a learner's calendar address."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import (
    acting_learner,
    current_learner,
    current_zone,
    known_learner,
)
from studyapp.accounts.feed_operations import make_feed, revoke_feed
from studyapp.accounts.feed_queries import Feed, find_feed
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
    use_text = _use_text(feed) if feed is not None else None
    return render_template("accounts/calendar.html", address=address, use_text=use_text)


def _use_text(feed: Feed) -> str:
    made = f"made {_day_text(feed.created_at)}"
    if feed.fetched_at is None:
        return f"{made}, not fetched yet"
    return f"{made}, last fetched {_day_text(feed.fetched_at)}"


def _day_text(moment: datetime) -> str:
    day = moment.astimezone(current_zone())
    return f"{day.day} {day:%B %Y}"

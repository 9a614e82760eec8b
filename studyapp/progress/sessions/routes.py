"""Pages of what a learner did: their sessions, and one of them."""

from contextlib import suppress
from datetime import UTC, date, datetime

from flask import Blueprint, render_template, request

from studyapp.accounts.access import current_learner, current_zone, known_learner
from studyapp.bank.queries import catalogue
from studyapp.clock import utc_now
from studyapp.errors import NotFoundError
from studyapp.progress.sessions.happened_page import sessions_table
from studyapp.progress.sessions.queries import find_session, sessions_before
from studyapp.progress.sessions.session_page import session_values
from studyapp.review.learner_day import ONE_DAY, learner_day

bp = Blueprint("sessions", __name__, url_prefix="/progress/sessions")
LATEST_SECOND = 250_000_000_000
"""Of the year 9892: days after it can still be reckoned with."""


@bp.get("")
def show_sessions() -> str:
    """Show the sessions before a day, else the latest ones."""
    learner, zone = current_learner(), current_zone()
    before = _wanted_day() or learner_day(utc_now(), zone) + 2 * ONE_DAY
    found, older = sessions_before(learner.id, before) if learner is not None else ([], None)
    return render_template(
        "progress/sessions.html",
        happened=sessions_table(found, older, zone),
        is_latest=_wanted_day() is None,
    )


@bp.get(f"/<int(max={LATEST_SECOND}):second>")
def show_session(second: int) -> str:
    """Show what was answered and read in the session that was going on in a second."""
    zone = current_zone()
    day = learner_day(datetime.fromtimestamp(second, UTC), zone)
    session = find_session(known_learner().id, second, day)
    if session is None:
        raise NotFoundError("There is no such sitting of yours, or what you did in it was undone.")
    return render_template("progress/session.html", **session_values(session, catalogue(), zone))


def _wanted_day() -> date | None:
    """Return the day in the address; what is not a day asks for the latest sessions."""
    with suppress(ValueError):
        return date.fromisoformat(request.args.get("before", ""))
    return None

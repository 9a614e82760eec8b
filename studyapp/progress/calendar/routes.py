"""The calendar that a learner's calendar app fetches, without a cookie."""

from contextlib import suppress
from datetime import datetime, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, request, url_for

from studyapp.accounts.access import secret_key
from studyapp.accounts.reminders.feed_operations import note_feed_fetch
from studyapp.accounts.reminders.feed_queries import FeedHolder, find_feed_holder
from studyapp.classroom.assigned.closing_queries import (
    Closing,
    closings_of_pupil,
    closings_of_teacher,
)
from studyapp.classroom.classes.local_time import moment_text
from studyapp.clock import utc_now
from studyapp.errors import BusyError, NotFoundError, StorageError
from studyapp.progress.calendar.feed import (
    DAYS_AHEAD,
    Entry,
    review_entries,
    state_of,
)
from studyapp.review.learner_day import learner_day
from studyapp.review.learner_mark import learner_mark
from studyapp.review.plan.exam_queries import exams_of
from studyapp.review.plan.pace_queries import pace_of
from studyapp.review.queries import due_by_day
from studyapp.zones import zone_named

bp = Blueprint("feed", __name__, url_prefix="/calendar")
NOTED_EVERY = timedelta(days=1)
TEXT = "studyapp.progress.calendar.text"
"""Loaded for the first calendar: few have one fetched, and the package behind it takes 4 MB."""


@bp.get("/<token>.ics")
def show_feed(token: str) -> Response:
    """Hand out the calendar that a secret address stands for."""
    holder, now = find_feed_holder(token), utc_now()
    if holder is None:
        raise NotFoundError("There is no such calendar.")
    entries = _entries(holder, now)
    owner = f"{learner_mark(holder.learner_id, secret_key())}.studyapp"
    if holder.fetched_at is None or holder.fetched_at < now - NOTED_EVERY:
        # The day of the last fetch is shown on a page; that is not worth refusing a calendar.
        with suppress(BusyError, StorageError):
            note_feed_fetch(holder.learner_id, now=now)
    text = import_module(TEXT).calendar_text(entries, owner, now)
    response = Response(text, mimetype="text/calendar")
    # Weak: the same entries differ in the moment at which they were handed out.
    response.set_etag(state_of(entries), weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)  # type: ignore[return-value]  # it returns itself


def _entries(holder: FeedHolder, now: datetime) -> list[Entry]:
    zone = zone_named(holder.zone) or ZoneInfo("UTC")
    today = learner_day(now, zone)
    learner_id = holder.learner_id
    due = due_by_day(learner_id, today + timedelta(days=DAYS_AHEAD - 1))
    review_url = url_for("review.show_next", _external=True)
    return [
        *review_entries(due, today, pace_of(learner_id), review_url),
        *(
            Entry(
                f"date-{exam.id}",
                exam.held_on,
                exam.title,
                "A date of your plan.",
                url_for("exam.show_exam", exam_id=exam.id, _external=True),
            )
            for exam in exams_of(learner_id)
            if exam.held_on >= today
        ),
        *(_own_entry(closing) for closing in closings_of_pupil(learner_id, now)),
        *(_class_entry(closing) for closing in closings_of_teacher(learner_id, now)),
    ]


def _own_entry(closing: Closing) -> Entry:
    return Entry(
        f"quiz-{closing.sitting_id}",
        closing.ends_at,
        f"Due: {closing.title}",
        _closing_note(closing),
        url_for("work.show_start", sitting_id=closing.sitting_id, _external=True),
    )


def _class_entry(closing: Closing) -> Entry:
    return Entry(
        f"class-quiz-{closing.sitting_id}",
        closing.ends_at,
        f"Closes: {closing.title}",
        _closing_note(closing),
        url_for("sittings.show_sitting", sitting_id=closing.sitting_id, _external=True),
    )


def _closing_note(closing: Closing) -> str:
    zone = zone_named(closing.zone) or ZoneInfo("UTC")
    late = " What is handed in now is late." if closing.is_late else ""
    return f"{closing.class_name}. Until {moment_text(closing.ends_at, zone)}.{late}"

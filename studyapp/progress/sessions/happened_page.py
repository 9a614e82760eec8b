"""What the progress page says of what was done: days of study, sessions, reading."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import url_for

from studyapp.bank.catalogue import Catalogue
from studyapp.day_words import day_text
from studyapp.progress.overview import Learning
from studyapp.progress.sessions.queries import sessions_before
from studyapp.progress.sessions.sessions import StudySession
from studyapp.progress.sessions.study_days import (
    CalendarPart,
    StudyDay,
    calendar_parts,
    calendar_starts,
    duration_text,
    minutes_of,
    study_days,
)
from studyapp.reading.stretch_queries import read_by_day
from studyapp.review.days.answered_queries import answered_by_day
from studyapp.review.learner_day import ONE_DAY

DAYS_SHOWN, ANSWERS_SHOWN = 10, 300


def calendar_part(learner_id: int | None, today: date) -> dict[str, Any]:
    """Return the calendar of the last year and what it amounts to."""
    days: dict[date, StudyDay] = {}
    if learner_id is not None:
        between = (learner_id, calendar_starts(today), today)
        days = study_days(answered_by_day(*between), read_by_day(*between))
    done = list(days.values())
    return {
        "parts": [_calendar_half(part) for part in calendar_parts(days, today)],
        "days": [(day_text(day.day), day) for day in reversed(done)],
        "since": day_text(calendar_starts(today)),
        "time": duration_text(
            minutes_of(sum(d.answering_seconds + d.reading_seconds for d in done))
        ),
        "answers": sum(day.answers for day in done),
        "words": sum(day.words for day in done),
    }


def _calendar_half(part: CalendarPart) -> dict[str, Any]:
    return {
        "span": f"{part.first:%B %Y} to {part.last:%B %Y}",
        "months": [(x, f"{day:%b}") for x, day in part.months],
        "paths": part.paths,
    }


def reading_part(served: Catalogue, learning: Learning) -> dict[str, Any]:
    """Return how much of the texts was read; modules that are gone do not count."""
    read = [
        reading for key, reading in learning.readings.items() if "/".join(key) in served.modules
    ]
    return {
        "modules": len(served.modules),
        "finished": sum(reading.finished for reading in read),
        "words": sum(reading.words for reading in read),
        "pace": round(learning.pace),
    }


def sessions_part(learner_id: int | None, today: date, zone: ZoneInfo) -> dict[str, Any]:
    """Return the latest sessions and the way to older ones."""
    if learner_id is None:
        return {"sessions": [], "older": None}
    # A day is added for those who have just come from a zone that is ahead.
    found, before = sessions_before(
        learner_id, today + 2 * ONE_DAY, days=DAYS_SHOWN, answers=ANSWERS_SHOWN
    )
    return sessions_table(found, before, zone)


def sessions_table(
    sessions: list[StudySession], before: date | None, zone: ZoneInfo
) -> dict[str, Any]:
    """Return some sessions as rows of a table, and the way to older ones."""
    older = url_for("sessions.show_sessions", before=before.isoformat()) if before else None
    return {"sessions": [session_row(session, zone) for session in sessions], "older": older}


def session_row(session: StudySession, zone: ZoneInfo) -> dict[str, Any]:
    """Return what a list says of a session."""
    started = session.started_at.astimezone(zone)
    return {
        "when_text": f"{day_text(started)}, {started:%H:%M}",
        "url": url_for("sessions.show_session", second=session.second),
        "minutes": session.minutes,
        "words": session.words,
        "answered": session.answered,
        "right": session.right,
        "met": session.met,
    }

"""Reads of what a learner did in each of their sessions."""

from datetime import date, timedelta

from studyapp.progress.sessions.sessions import (
    StudySession,
    TimedAnswer,
    latest_window,
    session_at,
    study_sessions,
)
from studyapp.reading.stretch_queries import latest_days_read, stretches_between
from studyapp.review.days.answered_queries import answers_between, latest_days_answered
from studyapp.review.learner_day import ONE_DAY

DAYS_AT_ONCE = 30
ANSWERS_AT_ONCE = 1000
"""A list holds the sessions of so many days of study, fewer when they hold more answers."""

AROUND = timedelta(days=2)
"""The days of one moment in two time zones are no further apart."""


def sessions_before(
    learner_id: int, before: date, days: int = DAYS_AT_ONCE, answers: int = ANSWERS_AT_ONCE
) -> tuple[list[StudySession], date | None]:
    """Return the sessions that began on the latest days before one, and the day to go on before.

    The days on either side are read too: a session that goes past the start of a day belongs, as a
    whole, to the day on which it began.
    """
    counts = dict.fromkeys(latest_days_read(learner_id, before, days + 1), 0)
    counts |= dict(latest_days_answered(learner_id, before, days + 1))
    latest = sorted(counts.items(), reverse=True)
    window = latest_window(latest[:days], answers)
    if not window:
        return [], None
    found = _sessions_on(learner_id, window[-1] - ONE_DAY, window[0] + ONE_DAY)
    shown = [session for session in found if window[-1] <= session.day <= window[0]]
    return shown[::-1], window[-1] if len(latest) > len(window) else None


def find_session(learner_id: int, second: int, day: date) -> StudySession | None:
    """Return the session that was going on in a second.

    Args:
        second: counted since 1970.
        day: of that second in some time zone.
    """
    return session_at(_sessions_on(learner_id, day - AROUND, day + AROUND), second)


def _sessions_on(learner_id: int, first: date, last: date) -> list[StudySession]:
    answers = map(TimedAnswer._make, answers_between(learner_id, first, last))
    return study_sessions(answers, stretches_between(learner_id, first, last))

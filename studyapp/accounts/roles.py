"""Roles of accounts, and for how long each stays signed in."""

from datetime import datetime, timedelta

STAFF = ("teacher", "admin")
STAFF_SESSION_LASTS = timedelta(days=30)
"""How long a session of those who see what is others' lasts without use."""


def session_is_over(role: str, seen_at: datetime, now: datetime) -> bool:
    """Tell whether a session has lain unused for too long; one of a learner lasts as its cookie.

    Args:
        role: of whom the session is.
        seen_at: when it was used last, to the day.
        now: when somebody asks with it.
    """
    return role in STAFF and seen_at < now - STAFF_SESSION_LASTS

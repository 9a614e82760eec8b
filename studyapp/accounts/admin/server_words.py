"""Sizes and ages as admins read them."""

from datetime import timedelta

from studyapp.counts import counted

MEGABYTE = 10**6


def size_text(size: int) -> str:
    """Return a number of bytes, such as `12.4 MB`."""
    return f"{size / MEGABYTE:,.1f} MB"


def age_text(age: timedelta) -> str:
    """Return how long ago something was, to the minute, the hour or the day."""
    minutes = max(0, int(age.total_seconds()) // 60)
    for length, noun in ((24 * 60, "day"), (60, "hour")):
        if minutes >= 2 * length:
            return f"{counted(minutes // length, noun)} ago"
    return f"{counted(minutes, 'minute')} ago"

"""Days in words."""

from datetime import date, datetime


def day_text(day: date, today: date | None = None) -> str:
    """Return a day, such as `5 March 2026`, without its year when that is today's.

    A moment counts as the day that it has in its own time zone.
    """
    year = "" if today is not None and today.year == day.year else f" {day.year}"
    return f"{day.day} {day:%B}{year}"


def minute_text(moment: datetime) -> str:
    """Return a moment in its own time zone, such as `5 March 2026, 08:30`."""
    return f"{day_text(moment)}, {moment:%H:%M}"

"""What stands in the calendar of a learner."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta
from typing import Final

from studyapp.counts import counted
from studyapp.review.plan.pace import minutes_for

DAYS_AHEAD: Final = 30
HOURS_FROM: Final = 120
"""From so many minutes on they are told in hours."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in the calendar of a learner.

    Attributes:
        key: the same for as long as it is about the same thing.
        at: a day, or a moment with its zone.
        url: where it is done.
    """

    key: str
    at: date | datetime
    title: str
    note: str
    url: str


def review_entries(due: Mapping[date, int], today: date, seconds: float, url: str) -> list[Entry]:
    """Return an entry for each of the coming days with reviews; what is overdue is due today.

    Args:
        due: how many questions come due on a day.
        today: the learner's own day.
        seconds: what a question takes the learner.
        url: of the review.
    """
    overdue = sum(count for day, count in due.items() if day < today)
    days = (today + timedelta(days=n) for n in range(DAYS_AHEAD))
    counts = {day: due.get(day, 0) + (overdue if day == today else 0) for day in days}
    return [
        Entry(
            f"reviews-{day:%Y%m%d}",
            day,
            f"{counted(count, 'review')}, about {_time_text(minutes_for(count, seconds))}",
            f"{overdue:,} of them overdue." if day == today and overdue else "",
            url,
        )
        for day, count in counts.items()
        if count
    ]


def state_of(entries: Iterable[Entry]) -> str:
    """Return a name for what entries say, which changes with any of them."""
    digest = hashlib.sha256()
    for entry in entries:
        digest.update(repr(astuple(entry)).encode())
    return digest.hexdigest()[:32]


def _time_text(minutes: int) -> str:
    if minutes >= HOURS_FROM:
        return counted(round(minutes / 60), "hour")
    return counted(minutes, "minute")

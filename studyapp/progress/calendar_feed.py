"""What a learner has before them as an iCalendar text.

Source: RFC 5545; the package `icalendar` escapes and folds.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from icalendar import Calendar, Event

from studyapp.review.pace import minutes_for

DAYS_AHEAD: Final = 30
HOURS_FROM: Final = 120
"""From so many minutes on they are told in hours."""
PRODUCT: Final = "-//Studyapp//Calendar//EN"


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
            f"{_count_text(count)}, about {_time_text(minutes_for(count, seconds))}",
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


def calendar_text(entries: Iterable[Entry], owner: str, now: datetime) -> bytes:
    """Return the calendar of entries.

    Args:
        entries: what is in it.
        owner: a name of the learner that is nobody else's on any server.
        now: when it is handed out.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Studyapp")
    for entry in entries:
        calendar.add_component(_event(entry, owner, now))
    return bytes(calendar.to_ical())


def _event(entry: Entry, owner: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{owner}")
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    at = entry.at
    event.add("dtstart", at.astimezone(UTC) if isinstance(at, datetime) else at)
    event.add("summary", _printable(entry.title))
    if entry.note:
        event.add("description", _printable(entry.note))
    event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")
    return event


def _printable(text: str) -> str:
    """Leave out control characters, which the format has no way to write; line breaks stay."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) != "Cc")


def _count_text(count: int) -> str:
    return "1 review" if count == 1 else f"{count:,} reviews"


def _time_text(minutes: int) -> str:
    if minutes >= HOURS_FROM:
        return f"{round(minutes / 60):,} hours"
    return "1 minute" if minutes == 1 else f"{minutes} minutes"

"""What stands in the calendar of a learner as an iCalendar text.

Source: RFC 5545; the package `icalendar` escapes and folds.
"""

import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from icalendar import Calendar, Event

from studyapp.progress.calendar.feed import Entry

PRODUCT: Final = "-//Studyapp//Calendar//EN"


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

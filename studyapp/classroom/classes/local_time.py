"""Dates and times as they are typed and shown where a class is."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from studyapp.day_words import day_text

AS_TYPED: Final = "%Y-%m-%dT%H:%M"
FIRST_YEAR, LAST_YEAR = 2000, 2199
"""Far enough from the ends of the calendar to reckon with zones and more time."""


class LocalTimeError(ValueError):
    """What was typed is no moment; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that was typed as a local time.

    Attributes:
        at: in UTC.
        is_doubled: the local time comes twice that day; `at` is the first.
    """

    at: datetime
    is_doubled: bool = False


def moment_of(typed: str, zone: ZoneInfo) -> Moment:
    """Return the moment of a date and time such as `2026-03-05T08:30`.

    Raises:
        LocalTimeError: it is no date and time, its year is out of bounds, or the clocks jump over
            it.
    """
    local = _read(typed)
    first = local.replace(tzinfo=zone, fold=0)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return Moment(_in_utc(first))
    if _in_utc(first).astimezone(zone).replace(tzinfo=None) != local:
        raise LocalTimeError(
            f"The clocks go forward over {local:%H:%M} on {day_text(local)}, so that time does not"
            " exist. Choose an earlier or a later one."
        )
    return Moment(_in_utc(first), is_doubled=True)


def typed_again(at: datetime, zone: ZoneInfo) -> str:
    """Return a moment as a field for a local time holds it."""
    return at.astimezone(zone).strftime(AS_TYPED)


def moment_text(at: datetime, zone: ZoneInfo) -> str:
    """Return a moment in words, such as `Thursday 5 March 2026, 08:30`."""
    local = at.astimezone(zone)
    return f"{local:%A} {day_text(local)}, {local:%H:%M}"


def _read(typed: str) -> datetime:
    text = typed.strip().replace(" ", "T")
    try:
        local = datetime.strptime(text, AS_TYPED)  # noqa: DTZ007 -- the zone is the caller's
    except ValueError:
        raise LocalTimeError("This must be a date and a time, such as 2026-03-05 08:30.") from None
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        raise LocalTimeError(f"Choose a year from {FIRST_YEAR} to {LAST_YEAR}.")
    return local


def _in_utc(at: datetime) -> datetime:
    return at.astimezone(UTC)

"""What a teacher says of a class, and how long its results are kept."""

from dataclasses import dataclass
from datetime import date
from typing import Final

NAME_LONGEST: Final = 80
KEPT_YEARS, KEPT_YEARS_MOST = 1, 3


@dataclass(frozen=True, slots=True)
class ClassSettings:
    """What a teacher says of a class.

    Attributes:
        zone: time zone in which its windows open and close.
        erase_on: day from which its results are erased.
    """

    name: str
    zone: str
    erase_on: date


def years_after(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if is_leap_day else day.day)

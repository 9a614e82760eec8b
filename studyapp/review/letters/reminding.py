"""When a learner is reminded, and in which words."""

from datetime import datetime, time, timedelta, tzinfo
from typing import Final

from studyapp.counts import counted
from studyapp.review.learner_day import ROLLOVER, learner_day
from studyapp.review.plan.pace import minutes_for

_ONE_DAY: Final = timedelta(days=1)


def is_hour_reached(hour: int, now: datetime, zone: tzinfo) -> bool:
    """Tell whether the learner's day has come to an hour on the wall clock.

    The hours before four are the last of a day that began the morning before.
    """
    day = learner_day(now, zone)
    if timedelta(hours=hour) < ROLLOVER:
        day += _ONE_DAY
    return now.astimezone(zone).replace(tzinfo=None) >= datetime.combine(day, time(hour))


def due_sentence(count: int, seconds: float) -> str:
    """Say how many questions are due, and how long they take at `seconds` each."""
    minutes = counted(minutes_for(count, seconds), "minute")
    return f"{counted(count, 'question')} {'is' if count == 1 else 'are'} due, about {minutes}."

"""How the quizzes of a class stand, in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from studyapp.classroom.assigned.deadline import Window, window_of
from studyapp.classroom.assigned.standing_queries import Standing, standings_of
from studyapp.classroom.classes.more_time import MoreTime
from studyapp.classroom.sittings.queries import Sitting
from studyapp.day_words import day_text, minute_text


def quiz_lines(
    class_id: int, pupils: int, zone: ZoneInfo, now: datetime
) -> list[tuple[Sitting, str, list[str]]]:
    """Return the sittings of a class with the day of each, and how it stands."""
    return [
        (
            found.sitting,
            day_text(found.sitting.created_at.astimezone(zone).date()),
            _words(found, pupils, zone, now),
        )
        for found in standings_of(class_id)
    ]


def _words(found: Standing, pupils: int, zone: ZoneInfo, now: datetime) -> list[str]:
    sitting = found.sitting
    if found.assignment is not None:
        window = window_of(found.assignment, MoreTime(), sitting.ended_at)
        return [_dates(window, zone, now), _part(found.handed_in, pupils, "handed in")]
    if sitting.kind == "paper":
        return [_part(found.handed_in, pupils, "typed in")]
    if sitting.kind == "live":
        return ["over" if sitting.ended_at else "not over yet"]
    return ["taken back"] if sitting.ended_at else []


def _part(done: int, pupils: int, words: str) -> str:
    """Say how many of a roster have done something; of an empty one there is no part."""
    return f"{done} of {pupils} {words}" if pupils else "no pupil on the roster"


def _dates(window: Window, zone: ZoneInfo, now: datetime) -> str:
    """Say until when most pupils can work; more time can move the close of some."""
    phase = window.phase(now)
    if phase == "coming":
        return f"opens {minute_text(window.opens_at.astimezone(zone))}"
    if phase == "open":
        return f"open until {minute_text(window.closes_at.astimezone(zone))}"
    if phase == "late":
        return f"taken late until {minute_text(window.ends_at.astimezone(zone))}"
    return "closed"

"""The quizzes of classes that close soon, as rows of the home page."""

from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import url_for

from studyapp.classroom.assigned.closing_queries import (
    Closing,
    closings_of_pupil,
    closings_of_teacher,
)
from studyapp.classroom.classes.local_time import moment_text
from studyapp.zones import zone_named

SOON: Final = timedelta(days=7)


def closing_rows(learner_id: int, now: datetime, *, teaches: bool) -> list[dict[str, Any]]:
    """Return what a learner has to hand in within a week, then what their classes have.

    Args:
        learner_id: who is asking.
        now: the present moment.
        teaches: they may have classes of their own.
    """
    own = [_row(c) | _work(c) for c in closings_of_pupil(learner_id, now) if _is_open(c, now)]
    if not teaches:
        return own
    theirs = closings_of_teacher(learner_id, now)
    return own + [_row(c) | _results(c) for c in theirs if _is_open(c, now)]


def _is_open(closing: Closing, now: datetime) -> bool:
    return closing.opens_at <= now and closing.ends_at <= now + SOON


def _row(closing: Closing) -> dict[str, Any]:
    zone = zone_named(closing.zone) or ZoneInfo("UTC")
    return {
        "title": closing.title,
        "class_name": closing.class_name,
        "until": moment_text(closing.ends_at, zone),
        "is_late": closing.is_late,
    }


def _work(closing: Closing) -> dict[str, str]:
    address = url_for("work.show_start", sitting_id=closing.sitting_id)
    return {"url": address, "act": "Go on" if closing.is_begun else "Open"}


def _results(closing: Closing) -> dict[str, str]:
    address = url_for("sittings.show_sitting", sitting_id=closing.sitting_id)
    return {"url": address, "act": "See who has handed in"}

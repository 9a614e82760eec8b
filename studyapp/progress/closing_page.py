"""The classes somebody runs and the quizzes that close soon, as rows of the home page."""

from collections import Counter
from collections.abc import Iterable
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
from studyapp.classroom.classes.queries import classes_of_teacher
from studyapp.zones import zone_named

SOON: Final = timedelta(days=7)


def classes_part(learner_id: int | None, now: datetime, *, teaches: bool) -> dict[str, Any]:
    """Return the classes that somebody runs, and what is to be handed in within a week.

    Args:
        learner_id: who is asking.
        now: the present moment.
        teaches: they may have classes of their own.
    """
    if learner_id is None:
        return {"classes": [], "closings": []}
    own = [_row(c) | _work(c) for c in closings_of_pupil(learner_id, now) if _is_soon(c, now)]
    if not teaches:
        return {"classes": [], "closings": own}
    theirs = [c for c in closings_of_teacher(learner_id, now) if c.opens_at <= now]
    return {
        "classes": _class_rows(learner_id, theirs),
        "closings": own + [_row(c) | _results(c) for c in theirs if _is_soon(c, now)],
    }


def _class_rows(teacher_id: int, closings: Iterable[Closing]) -> list[dict[str, Any]]:
    """Return the classes that go on, with how many quizzes are open in each."""
    open_quizzes = Counter(closing.class_id for closing in closings)
    return [
        {
            "name": found.name,
            "url": url_for("classes.show_class", class_id=found.id),
            "open": open_quizzes[found.id],
        }
        for found in classes_of_teacher(teacher_id)
        if found.ended_at is None
    ]


def _is_soon(closing: Closing, now: datetime) -> bool:
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

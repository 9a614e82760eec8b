"""The page on which a teacher looks after an assigned quiz."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from flask import render_template, url_for

from studyapp.accounts.queries import Learner
from studyapp.classroom.assigned.assignment import limit_text
from studyapp.classroom.assigned.counted import worth_of
from studyapp.classroom.assigned.forms import COUNTS_WORDS, FEEDBACK_WORDS
from studyapp.classroom.assigned.queries import AssignedQuiz
from studyapp.classroom.classes.access import runs
from studyapp.classroom.classes.local_time import moment_text
from studyapp.classroom.classes.more_time import MoreTime
from studyapp.classroom.classes.queries import Seat, seats_of_class
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.results.figures import points_text
from studyapp.classroom.sittings.attempt_order import items_of
from studyapp.classroom.sittings.marks import answered_in
from studyapp.classroom.sittings.queries import Attempt, attempts_at

STATES = ("not_begun", "working", "done")
SENDERS = {
    "learner": "by the pupil",
    "deadline": "by the deadline",
    "teacher": "by you",
    "end": "at the end",
}


def assigned_page(quiz: AssignedQuiz, teacher: Learner, now: datetime) -> str:
    """Return the page: dates and settings, and which pupil is where."""
    assignment, sitting = quiz.assignment, quiz.sitting
    window = quiz.window(MoreTime())
    rows = _rows(quiz)
    frozen = get_frozen(sitting.version_id)
    return render_template(
        "classroom/assigned.html",
        sitting=sitting,
        class_name=quiz.class_.name,
        questions=len(frozen.items),
        drawn=len(items_of(frozen, sitting.seed)),
        quiz_id=frozen.quiz_id if runs(teacher, sitting) else None,
        phase=window.phase(now),
        dates=_dates(quiz),
        settings=_settings(quiz),
        is_cut_short=assignment.is_limit_cut_short,
        rows=rows,
        counts={name: sum(row["is"] == name for row in rows) for name in STATES},
    )


def _dates(quiz: AssignedQuiz) -> list[tuple[str, str]]:
    assignment, zone = quiz.assignment, quiz.zone
    dates = [("Opens", assignment.opens_at), ("Closes", assignment.closes_at)]
    if assignment.late_until is not None:
        dates.append(("Taken late until", assignment.late_until))
    if quiz.sitting.ended_at is not None:
        dates.append(("You ended it", quiz.sitting.ended_at))
    return [(name, moment_text(at, zone)) for name, at in dates]


def _settings(quiz: AssignedQuiz) -> list[tuple[str, str]]:
    found = quiz.assignment
    limit = "none" if found.limit is None else limit_text(found.limit)
    attempts = "as many as they like" if found.attempts is None else str(found.attempts)
    settings = [("Time limit", limit), ("Attempts", attempts)]
    if found.attempts != 1:
        settings.append(("Counts", dict(COUNTS_WORDS)[found.counts]))
    settings.append(("Result is shown", dict(FEEDBACK_WORDS)[found.feedback]))
    if found.late_until is not None:
        settings.append(("Late is worth", f"{found.late_percent} %"))
    if found.extends_close:
        settings.append(("More time", "also moves the close"))
    if found.certainty:
        settings.append(("Certainty marks", "yes"))
    return settings


def _rows(quiz: AssignedQuiz) -> list[dict[str, Any]]:
    """Return a row for each pupil; one who was taken off the roster stays with their attempts."""
    by_learner: dict[int, list[Attempt]] = defaultdict(list)
    for attempt in attempts_at(quiz.sitting.id):
        by_learner[attempt.learner_id].append(attempt)
    seats = seats_of_class(quiz.class_.id, removed=True)
    return [
        _row(quiz, seat, by_learner.get(seat.learner_id, []))
        for seat in seats
        if seat.removed_at is None or seat.learner_id in by_learner
    ]


def _row(quiz: AssignedQuiz, seat: Seat, attempts: list[Attempt]) -> dict[str, Any]:
    open_ = [attempt for attempt in attempts if attempt.submitted_at is None]
    state = "working" if open_ else "done" if attempts else "not_begun"
    return {
        "name": seat.name,
        "is_removed": seat.removed_at is not None,
        "is": state,
        "attempts": [_described(quiz, attempt) for attempt in attempts],
    }


def _described(quiz: AssignedQuiz, attempt: Attempt) -> dict[str, Any]:
    answered, asked = answered_in(attempt.marks)
    at = attempt.submitted_at
    return {
        "id": attempt.id,
        "url": url_for(
            "sittings.show_attempt", sitting_id=attempt.sitting_id, attempt_id=attempt.id
        ),
        "number": attempt.number,
        "answered": answered,
        "asked": asked,
        "is_open": at is None,
        "sent": "" if at is None else moment_text(at, quiz.zone),
        "by": SENDERS.get(attempt.submitted_by or "", ""),
        "is_late": attempt.is_late,
        "points": points_text(worth_of(attempt, quiz.assignment.late_percent)),
    }

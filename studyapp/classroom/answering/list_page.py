"""Pages around the attempts of a learner: all quizzes, the start of one, the result."""

from datetime import datetime
from typing import Any

from flask import render_template

from studyapp.accounts.access import current_zone
from studyapp.accounts.queries import Learner
from studyapp.classroom.answering.queries import Work, work_of
from studyapp.classroom.assigned.assignment import limit_text
from studyapp.classroom.assigned.counted import counted_points, worth_of
from studyapp.classroom.assigned.deadline import deadline_of
from studyapp.classroom.assigned.forms import COUNTS_WORDS
from studyapp.classroom.assigned.queries import AssignedQuiz, is_shown, last_ends, shows_feedback
from studyapp.classroom.classes.accommodation_queries import more_time_of
from studyapp.classroom.classes.local_time import moment_text
from studyapp.classroom.classes.more_time import MoreTime
from studyapp.classroom.quizzes.queries import get_frozen, rules_in_force
from studyapp.classroom.results.figures import percent_text, points_text
from studyapp.classroom.results.grid import LEGEND, WORDS
from studyapp.classroom.sittings.attempt_order import items_of
from studyapp.classroom.sittings.marks import answered_in, missed_text
from studyapp.classroom.sittings.miss_queries import new_misses
from studyapp.classroom.sittings.queries import Attempt, attempts_of, responses_of
from studyapp.classroom.sittings.response_page import judged_response
from studyapp.classroom.study.queries import offers_to
from studyapp.database import db
from studyapp.day_words import day_text

STATES = ("open", "coming", "done")
MARKS = {mark: (sign, WORDS[mark]) for mark, sign, _ in LEGEND}
"""How a mark is drawn, and what it says."""
FEEDBACK_TOLD = {
    "each": "After each question you see whether you were right. An answer that was checked stays.",
    "submitted": "You see the result when you have handed in.",
    "closed": "You see the result when nobody can answer any more.",
    "never": "The result is not shown here.",
}


def list_page(learner: Learner | None, now: datetime) -> str:
    """Return the page of everything that is put before a learner: open, to study, coming, done."""
    works = work_of(learner.id) if learner is not None else []
    more = more_time_of(db.session, learner.id) if learner is not None else MoreTime()
    ends = last_ends(db.session, [work.quiz for work in works])
    rows = [_row(work, more, ends[work.quiz.sitting.id], now) for work in works]
    by_state = {name: [row for row in rows if row["is"] == name] for name in STATES}
    offers = [
        (number, title, class_name, day_text(moment.astimezone(current_zone()).date()))
        for number, title, class_name, moment in (offers_to(learner.id) if learner else [])
    ]
    return render_template("classroom/work_list.html", rows=by_state, offers=offers)


def start_page(quiz: AssignedQuiz, learner_id: int, now: datetime) -> str:
    """Return the page before an attempt: what it is, how long, until when, how many are left."""
    more = more_time_of(db.session, learner_id)
    attempts = attempts_of(db.session, quiz.sitting.id, learner_id)
    work = Work(quiz, attempts, has_seat=True)
    found, frozen, window = quiz.assignment, get_frozen(quiz.sitting.version_id), quiz.window(more)
    limit = more.of_attempt(found.limit)
    last_end = last_ends(db.session, [quiz])[quiz.sitting.id]
    is_cut = limit is not None and not work.open_attempt and now + limit > window.ends_at
    return render_template(
        "classroom/work_start.html",
        quiz=quiz,
        questions=len(items_of(frozen, quiz.sitting.seed)),
        is_elsewhere=quiz.zone.key != current_zone().key,
        phase=window.phase(now),
        opens=moment_text(window.opens_at, quiz.zone),
        closes=moment_text(window.closes_at, quiz.zone),
        ends=moment_text(window.ends_at, quiz.zone),
        limit=None if limit is None else limit_text(limit),
        is_cut=is_cut,
        has_more=found.limit is not None and limit != found.limit,
        left=work.attempts_left,
        open_attempt=work.open_attempt,
        attempts=[_attempt_row(quiz, a, last_end, now) for a in attempts if a.submitted_at],
        feedback=FEEDBACK_TOLD[found.feedback],
        counts=dict(COUNTS_WORDS)[found.counts].lower(),
    )


def result_page(quiz: AssignedQuiz, attempt: Attempt, now: datetime) -> str:
    """Return the page of an attempt that was handed in, with as much as may be shown now."""
    shows = shows_feedback(db.session, quiz, attempt, now)
    answered, asked = answered_in(attempt.marks)
    return render_template(
        "classroom/work_result.html",
        quiz=quiz,
        attempt=attempt,
        sent=moment_text(attempt.submitted_at or now, quiz.zone),
        answered=answered,
        asked=asked,
        feedback=quiz.assignment.feedback,
        result=_result(quiz, attempt) if shows else None,
    )


def takes_misses(quiz: AssignedQuiz, attempt: Attempt, now: datetime) -> bool:
    """Tell whether the learner may put what they missed into their review."""
    return shows_feedback(db.session, quiz, attempt, now)


def _result(quiz: AssignedQuiz, attempt: Attempt) -> dict[str, Any]:
    assignment, frozen = quiz.assignment, get_frozen(quiz.sitting.version_id)
    responses = responses_of(db.session, attempt.id)
    rules = rules_in_force(db.session, quiz.sitting.version_id)
    others = attempts_of(db.session, quiz.sitting.id, attempt.learner_id)
    counted = counted_points(others, assignment.counts, assignment.late_percent)
    return {
        "points": points_text(worth_of(attempt, assignment.late_percent)),
        "before_late": points_text(worth_of(attempt)),
        "late_percent": assignment.late_percent,
        "counted": percent_text(counted) if counted is not None and len(others) > 1 else None,
        "counts": dict(COUNTS_WORDS)[assignment.counts].lower(),
        "items": [
            judged_response(item, responses.get(item.position), rules.get(item.position))
            | {"number": number, "mark": MARKS[attempt.marks[item.position - 1]]}
            for number, item in enumerate(items_of(frozen, attempt.seed), start=1)
        ],
        "missed": missed_text(attempt.marks),
        "misses": len(new_misses(db.session, attempt)),
    }


def _row(work: Work, more: MoreTime, last_end: datetime, now: datetime) -> dict[str, Any]:
    quiz, open_attempt = work.quiz, work.open_attempt
    window = quiz.window(more)
    phase = window.phase(now)
    can_begin = open_attempt is not None or work.attempts_left != 0
    is_done = phase == "over" or not can_begin or not work.has_seat
    done = [attempt for attempt in work.attempts if attempt.submitted_at is not None]
    until = window.closes_at if phase == "open" else window.ends_at
    if open_attempt is not None:
        found = quiz.assignment
        deadline = deadline_of(found, open_attempt.started_at, more, quiz.sitting.ended_at)
        until = min(until, deadline)
    return {
        "is": "done" if is_done else "coming" if phase == "coming" else "open",
        "sitting_id": quiz.sitting.id,
        "title": quiz.sitting.title,
        "class_name": quiz.class_.name,
        "phase": phase,
        "opens": moment_text(window.opens_at, quiz.zone),
        "until": moment_text(until, quiz.zone),
        "is_begun": open_attempt is not None,
        "has_seat": work.has_seat,
        "attempts": [_attempt_row(quiz, attempt, last_end, now) for attempt in done],
    }


def _attempt_row(
    quiz: AssignedQuiz, attempt: Attempt, last_end: datetime, now: datetime
) -> dict[str, Any]:
    worth = worth_of(attempt, quiz.assignment.late_percent)
    return {
        "id": attempt.id,
        "number": attempt.number,
        "sent": moment_text(attempt.submitted_at or now, quiz.zone),
        "points": points_text(worth) if is_shown(quiz, attempt, last_end, now) else None,
    }

"""The home page and the progress page, and what every page shows of a learner."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache, partial
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, g, render_template, url_for
from markupsafe import Markup

from studyapp.accounts.access import current_learner, current_zone, is_teacher
from studyapp.accounts.queries import Learner
from studyapp.bank.catalogue import Catalogue
from studyapp.bank.queries import catalogue, find_content_state
from studyapp.bank.question import COMPARE
from studyapp.clock import utc_now
from studyapp.progress.closing_page import closing_rows
from studyapp.progress.overview import Learning, source_card
from studyapp.progress.queries import latest_answers, learning_of
from studyapp.progress.sessions import StudySession, study_sessions
from studyapp.progress.strokes import STROKE_WORDS, Stroke, is_lasting, known_now, known_text
from studyapp.review.feedback import sources_of
from studyapp.review.goals import goal_of_day
from studyapp.review.habit_queries import habits_of
from studyapp.review.learner_day import learner_day
from studyapp.review.next_reading import next_module
from studyapp.review.pace_queries import pace_of
from studyapp.review.put_off_queries import day_off
from studyapp.review.queries import due_by_day, lasting_rests
from studyapp.review.session_queries import count_waiting, review_day, waiting_today

home = Blueprint("home", __name__)
bp = Blueprint("progress", __name__)

DAYS_AHEAD = 14
HOME_DAYS = 7
SESSIONS_SHOWN = 30
PIECES: Mapping[Stroke, Markup] = {
    stroke: Markup('<i data-mem="{}"></i>').format(stroke) if stroke else Markup("<i></i>")
    for stroke in STROKE_WORDS
}
"""A page draws hundreds of them."""


@home.get("/")
def show_home() -> str:
    """Lead with what is due and what to read next."""
    learning, learner_id = current_learning()
    served = catalogue()
    day = review_day(learner_id, learning.today) if learner_id is not None else None
    waiting = count_waiting(learner_id, learning.today, day) if learner_id and day else None
    due = waiting.total if waiting is not None else 0
    return render_template(
        "home.html",
        due=due,
        is_new=not learning.memories,
        waiting_count=lambda: due,
        new_today=waiting.new if waiting is not None else 0,
        goal=goal_of_day(habits_of(learner_id), day.answers) if day is not None else None,
        due_minutes=max(1, round(due * pace_of(learner_id) / 60)),
        off=day_off(learner_id, learning.today) if learner_id is not None else None,
        closings=closing_rows(learner_id, utc_now(), teaches=is_teacher()) if learner_id else [],
        next_module=next_module(served, learning.readings),
        sources=[source_card(served, a, learning) for a in served.articles.values()],
        week=_days(learner_id, learning.today, HOME_DAYS),
    )


@bp.get("/progress")
def show_progress() -> str:
    """Show what is known, what is due, and what was done."""
    learning, learner_id = current_learning()
    served = catalogue()
    answers = latest_answers(learner_id) if learner_id is not None else []
    sessions = study_sessions(answers)[-SESSIONS_SHOWN:]
    days, zone = _days(learner_id, learning.today, DAYS_AHEAD + 1), current_zone()
    asked = [memory for n, memory in learning.memories.items() if n in served.questions]
    return render_template(
        "progress/progress.html",
        totals={
            "asked": len(asked),
            "known": round(known_now(asked, learning.today)),
            "due_today": days[0]["count"],
            "learnt": sum(is_lasting(memory) for memory in asked),
        },
        articles=[source_card(served, a, learning) for a in served.articles.values()],
        compare=_compare_row(served, learning),
        resting=_resting(served, learner_id),
        days=days,
        chart={"max": max(day["count"] for day in days)},
        sessions=[_session_row(session, zone) for session in reversed(sessions)],
    )


def _resting(served: Catalogue, learner_id: int | None) -> list[dict[str, Any]]:
    """Return the questions that rest until they are woken, why, and the way to their passage."""
    reasons = lasting_rests(learner_id) if learner_id is not None else {}
    return [
        {
            "stem": served.questions[n].question.stem,
            "passages": sources_of(served.questions[n].question, served),
            "reason": reason,
            "wake_url": url_for("review.wake_question", question_id=n),
        }
        for n, reason in reasons.items()
        if n in served.questions
    ]


@bp.app_template_filter("strokes")
def strokes(strip: Sequence[Stroke]) -> Markup:
    """Draw the strokes of memory, a piece for each paragraph."""
    return Markup("").join(PIECES[stroke] for stroke in strip)


def shared_values() -> dict[str, Any]:
    """Return what every page shows of the learner; an error page shows nothing of them.

    `waiting_count` is a function, because only pages with the main navigation need it.
    """
    if g.get("failed", False):
        guest = SimpleNamespace(name=None, role="guest")
        return {"viewer": guest, "waiting_count": lambda: 0, "bank_trouble": None}
    learner = current_learner()
    role = "guest" if learner is None or learner.name is None else learner.role
    return {
        "viewer": SimpleNamespace(name=learner.name if learner else None, role=role),
        "waiting_count": cache(partial(_waiting_count, learner)),
        "bank_trouble": _bank_trouble() if is_teacher() else None,
    }


def current_learning() -> tuple[Learning, int | None]:
    """Return what is known of the one who is asking, and their id."""
    learner = current_learner()
    today = learner_day(utc_now(), current_zone())
    learner_id = learner.id if learner is not None else None
    return learning_of(learner_id, today), learner_id


def _waiting_count(learner: Learner | None) -> int:
    """Count the questions that wait for a learner today."""
    if learner is None:
        return 0
    return waiting_today(learner.id, learner_day(utc_now(), current_zone())).total


def _bank_trouble() -> SimpleNamespace | None:
    state = find_content_state()
    if state is None or state.refused_hash is None:
        return None
    day = state.synced_at.astimezone(current_zone())
    sentence = (
        "The content files have changed and fail their check, so they are not served. "
        f"What is served is the content of {day.day} {day:%B %Y}. "
        "Mend the files, then run: python3 -m studyapp content sync"
    )
    return SimpleNamespace(sentence=sentence, faults=list(state.refused_faults))


def _days(learner_id: int | None, today: date, length: int) -> list[dict[str, Any]]:
    """Return the coming days with their reviews; what is overdue is due today."""
    last = today + timedelta(days=length - 1)
    due = due_by_day(learner_id, last) if learner_id is not None else {}
    rows = []
    for n in range(length):
        day = today + timedelta(days=n)
        count = sum(c for d, c in due.items() if d == day or (n == 0 and d < day))
        label = "Today" if n == 0 else f"{day:%a} {day.day}"
        rows.append(
            {"label": label, "count": count, "overdue": n == 0 and min(due, default=day) < day}
        )
    return rows


def _compare_row(served: Catalogue, learning: Learning) -> dict[str, Any] | None:
    """Describe the questions that compare sources; None when there are none."""
    questions = served.by_module.get(COMPARE, ())
    memories = learning.of(questions)
    if not questions:
        return None
    return {
        "url": url_for("check.start_check", module=COMPARE),
        "questions": len(questions),
        "asked": len(memories),
        "known_text": known_text(memories, len(questions), learning.today),
    }


def _session_row(session: StudySession, zone: ZoneInfo) -> dict[str, Any]:
    started = session.started_at.astimezone(zone)
    return {
        "when_text": f"{started.day} {started:%B %Y, %H:%M}",
        "minutes": session.minutes,
        "answered": session.answered,
        "right": session.right,
        "learnt": session.met,
    }

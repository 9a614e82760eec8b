"""The home page and the progress page, and what every page shows of a learner."""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, g, render_template
from markupsafe import Markup

from studyapp.accounts.access import current_learner, current_zone, is_teacher
from studyapp.accounts.queries import Learner
from studyapp.bank.queries import catalogue, find_content_state
from studyapp.clock import utc_now
from studyapp.day_words import day_text
from studyapp.progress.closing_page import classes_part
from studyapp.progress.coming_page import (
    coming_of,
    coming_part,
    next_part,
    plan_part,
    resting_part,
    week_rows,
)
from studyapp.progress.known_page import fading_part, known_part
from studyapp.progress.overview import Learning, source_card
from studyapp.progress.queries import learning_of
from studyapp.progress.retention.working_page import working_summary
from studyapp.progress.sessions.happened_page import calendar_part, reading_part, sessions_part
from studyapp.progress.strokes import STROKE_WORDS, Stroke
from studyapp.review.learner_day import learner_day
from studyapp.review.session.queries import waiting_today

home = Blueprint("home", __name__)
bp = Blueprint("progress", __name__)

HOME_DAYS = 7
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
    coming = coming_of(learner_id, learning, HOME_DAYS)
    step = next_part(served, learning, learner_id, coming)
    due = _waiting_in(step)
    return render_template(
        "home.html",
        due=due,
        is_new=not learning.memories,
        waiting_count=lambda: due,
        new_today=step["waiting"].new if step["waiting"] else 0,
        goal=step["goal"],
        due_minutes=step["minutes"],
        off=step["off"],
        next_module=step["reading"],
        sources=[source_card(served, a, learning) for a in served.articles.values()],
        week=week_rows(coming, due),
        **classes_part(learner_id, utc_now(), teaches=is_teacher()),
    )


@bp.get("/progress")
def show_progress() -> str:
    """Show what is known, what is fading, what comes next, and what was done."""
    learning, learner_id = current_learning()
    served, today = catalogue(), learning.today
    coming = coming_of(learner_id, learning)
    step = next_part(served, learning, learner_id, coming)
    return render_template(
        "progress/progress.html",
        known=known_part(served, learning, learner_id),
        fading=fading_part(served, learning),
        step=step,
        waiting_count=lambda: _waiting_in(step),
        coming=coming_part(coming, None if step["off"] else step["waiting"]),
        plan=plan_part(served, learning, learner_id),
        working=working_summary(learner_id, today),
        resting=resting_part(served, learner_id),
        calendar=calendar_part(learner_id, today),
        reading=reading_part(served, learning),
        happened=sessions_part(learner_id, today, current_zone()),
    )


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


def _waiting_in(step: Mapping[str, Any]) -> int:
    """Return how many questions wait, of what is to be done next."""
    return step["waiting"].total if step["waiting"] else 0


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
        f"What is served is the content of {day_text(day)}. "
        "Mend the files, then run: python3 -m studyapp content sync"
    )
    return SimpleNamespace(sentence=sentence, faults=list(state.refused_faults))

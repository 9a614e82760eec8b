"""The plan of a learner: dates, days off, a backlog."""

from typing import Any

from flask import Blueprint, render_template, request

from studyapp.accounts.access import current_learner, current_zone
from studyapp.bank.queries import catalogue
from studyapp.clock import utc_now
from studyapp.database import db
from studyapp.day_words import day_text
from studyapp.review.learner_day import learner_day
from studyapp.review.plan.exam_page import exam_row
from studyapp.review.plan.exam_queries import exams_of
from studyapp.review.plan.fit_queries import count_fit_answers, find_latest_fit, parameters_of
from studyapp.review.plan.fitting import REVIEWS_NEEDED, can_fit
from studyapp.review.plan.put_off_queries import put_offs_at_work
from studyapp.review.queries import memories_of

bp = Blueprint("plan", __name__, url_prefix="/plan")
SAID_OF_AN_EXAM = ("title", "held_on", "minutes")


@bp.get("")
def show_plan() -> str:
    """Show the dates to come, the past ones, and what is put off."""
    learner = current_learner()
    today = learner_day(utc_now(), current_zone())
    exams = exams_of(learner.id) if learner is not None else []
    memories = memories_of(learner.id) if learner is not None else {}
    served = catalogue()
    rows = [(exam, exam_row(exam, served, memories, today)) for exam in exams]
    put_offs = put_offs_at_work(learner.id, today) if learner is not None else []
    return render_template(
        "review/plan.html",
        exams=[row for exam, row in rows if exam.held_on >= today],
        past=[row for exam, row in reversed(rows) if exam.held_on < today],
        deleted=_deleted(),
        fit=_fit_section(learner.id if learner is not None else None),
        put_offs=[
            {
                "id": put_off.id,
                "kind": put_off.kind,
                "first": day_text(put_off.first_day, today),
                "last": day_text(put_off.last_day, today),
                "minutes": put_off.minutes,
            }
            for put_off in put_offs
        ],
    )


def _fit_section(learner_id: int | None) -> dict[str, Any]:
    """Return where the fit of a learner's schedule stands."""
    return {
        "answers": count_fit_answers(learner_id) if learner_id is not None else 0,
        "needed": REVIEWS_NEEDED,
        "possible": can_fit(),
        "latest": find_latest_fit(learner_id) if learner_id is not None else None,
        "used": learner_id is not None and parameters_of(db.session, learner_id) is not None,
    }


def _deleted() -> dict[str, Any] | None:
    """Return what an exam said that has just been taken out of the plan."""
    if not all(name in request.args for name in SAID_OF_AN_EXAM):
        return None
    said: dict[str, Any] = {name: request.args[name] for name in SAID_OF_AN_EXAM}
    return said | {"covers": request.args.getlist("covers")}

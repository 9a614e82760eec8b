"""Pages that put questions off: days off and a backlog, each with its effect before it is kept."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import acting_learner, current_learner, current_zone, known_learner
from studyapp.clock import utc_now
from studyapp.counts import counted
from studyapp.database import db
from studyapp.day_words import day_text
from studyapp.review.learner_day import learner_day
from studyapp.review.plan.exam import MINUTES_DEFAULT, per_day
from studyapp.review.plan.forms import BacklogForm, DaysOffForm
from studyapp.review.plan.pace_queries import pace_of
from studyapp.review.plan.put_off_operations import spread_backlog, take_days_off, undo_put_off
from studyapp.review.plan.put_off_plan import PutOffPlan
from studyapp.review.plan.put_off_queries import (
    backlog_plan,
    count_backlog,
    days_off_plan,
    find_overlap,
)
from studyapp.web import LARGEST_ID, EmptyForm, checked_form

bp = Blueprint("put_off", __name__, url_prefix="/plan")
Page = str | Response | tuple[str, int]
NOTHING = PutOffPlan({}, staying=0, forgotten=0.0)


@bp.get("/days-off")
def show_days_off() -> Page:
    """Show the form of days off."""
    form = DaysOffForm(_today())
    form.minutes.data = MINUTES_DEFAULT
    return render_template("review/days_off.html", form=form, effect=None)


@bp.post("/days-off")
def choose_days_off() -> Page:
    """Show what days off would do, or keep them."""
    today = _today()
    form = DaysOffForm(today)
    if not form.validate():
        return render_template("review/days_off.html", form=form, effect=None), 422
    learner = acting_learner() if form.is_to_be_stored else current_learner()
    learner_id = learner.id if learner is not None else None
    wish = form.days_off(per_day(form.minutes.data or 1, pace_of(learner_id)))
    if learner_id is not None and (known := find_overlap(db.session, learner_id, wish)):
        days = f"{day_text(known.first_day, today)} to {day_text(known.last_day, today)}"
        form.first_day.errors = [f"You have days off from {days} already."]
        return render_template("review/days_off.html", form=form, effect=None), 422
    if learner_id is not None and form.is_to_be_stored:
        plan = take_days_off(learner_id, wish, today=today, now=utc_now())
        flash(f"Your days off are kept. {_moved_text(plan, today)}")
        return redirect(url_for("plan.show_plan"), 303)
    plan = days_off_plan(db.session, learner_id, wish, today) if learner_id else NOTHING
    return render_template("review/days_off.html", form=form, effect=_effect(plan, today))


@bp.get("/backlog")
def show_backlog() -> Page:
    """Show the form that spreads a backlog."""
    form = BacklogForm()
    form.minutes.data = MINUTES_DEFAULT
    return _backlog_page(form, None)


@bp.post("/backlog")
def choose_backlog() -> Page:
    """Show what spreading a backlog would do, or do it."""
    form = BacklogForm()
    if not form.validate():
        return _backlog_page(form, None), 422
    learner, today, minutes = current_learner(), _today(), form.minutes.data or 1
    if learner is None:
        return _backlog_page(form, NOTHING)
    a_day = per_day(minutes, pace_of(learner.id))
    if form.is_to_be_stored:
        plan = spread_backlog(learner.id, minutes, a_day, today=today, now=utc_now())
        flash(f"{plan.staying} stay for today. {_moved_text(plan, today)}")
        return redirect(url_for("plan.show_plan"), 303)
    return _backlog_page(form, backlog_plan(db.session, learner.id, a_day, today))


@bp.post(f"/put-off/<int(max={LARGEST_ID}):put_off_id>/undo")
def undo(put_off_id: int) -> Page:
    """Undo days off or a spread backlog."""
    checked_form(EmptyForm())
    learner_id = known_learner().id
    undo_put_off(learner_id, put_off_id, seconds=pace_of(learner_id), today=_today())
    flash("Undone. What was put off comes when it is due.")
    return redirect(url_for("plan.show_plan"), 303)


def _backlog_page(form: BacklogForm, plan: PutOffPlan | None) -> str:
    learner, today = current_learner(), _today()
    return render_template(
        "review/backlog.html",
        form=form,
        due=count_backlog(db.session, learner.id, today) if learner is not None else 0,
        effect=_effect(plan, today) if plan is not None else None,
    )


def _effect(plan: PutOffPlan, today: date) -> dict[str, Any]:
    return {
        "moved": len(plan.until),
        "staying": plan.staying,
        "text": _moved_text(plan, today),
        "days": (plan.last_day - today).days + 1 if plan.last_day is not None else 0,
        "rows": [{"label": day_text(day, today), "count": n} for day, n in plan.by_day.items()],
    }


def _moved_text(plan: PutOffPlan, today: date) -> str:
    if plan.last_day is None:
        return "No question has to move."
    moving = len(plan.until)
    question = f"{counted(moving, 'question')} {'moves' if moving == 1 else 'move'}"
    days = "" if len(plan.by_day) == 1 else ", the last of them"
    last = day_text(plan.last_day, today)
    return f"{question}{days} to {last}; {_forgotten_text(plan.forgotten)} by then."


def _forgotten_text(forgotten: float) -> str:
    more = round(forgotten)
    return f"about {more} more of them forgotten" if more else "hardly one more is forgotten"


def _today() -> date:
    return learner_day(utc_now(), current_zone())

"""Pages of the exams in a learner's plan."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import acting_learner, current_zone, known_learner
from studyapp.bank.queries import catalogue
from studyapp.clock import utc_now
from studyapp.day_words import day_text
from studyapp.errors import BadInputError
from studyapp.review.learner_day import learner_day
from studyapp.review.plan.exam import MINUTES_DEFAULT, Exam
from studyapp.review.plan.exam_operations import change_exam, delete_exam, make_exam
from studyapp.review.plan.exam_page import cover_choices, exam_page, forecast_text
from studyapp.review.plan.exam_queries import get_exam
from studyapp.review.plan.forms import ExamForm
from studyapp.review.session.selection import counts_by_name
from studyapp.web import LARGEST_ID, EmptyForm, checked_form

bp = Blueprint("exam", __name__, url_prefix="/plan/exams")
Page = str | Response | tuple[str, int]
EXAM = f"/<int(max={LARGEST_ID}):exam_id>"


@bp.get("/new")
def new_exam() -> Page:
    """Show the form of a new date."""
    form = _form()
    form.minutes.data = MINUTES_DEFAULT
    return _form_page(form, None)


@bp.post("/new")
def add_exam() -> Page:
    """Add a date to the plan."""
    form = _form()
    if not form.validate():
        return _form_page(form, None), 422
    try:
        exam_id = make_exam(acting_learner().id, form.wish, now=utc_now())
    except BadInputError as error:
        form.title.errors = [str(error)]
        return _form_page(form, None), error.status
    return redirect(url_for(".show_exam", exam_id=exam_id), 303)


@bp.get(EXAM)
def show_exam(exam_id: int) -> Page:
    """Show what a date covers and what will be recalled on it."""
    learner = known_learner()
    today = learner_day(utc_now(), current_zone())
    return exam_page(learner.id, get_exam(learner.id, exam_id), today)


@bp.get(f"{EXAM}/forecast")
def show_forecast(exam_id: int) -> Response:
    """Say in one sentence what to expect of a date, for pages that do not wait for it."""
    learner = known_learner()
    today = learner_day(utc_now(), current_zone())
    text = forecast_text(learner.id, get_exam(learner.id, exam_id), today)
    return Response(text, mimetype="text/plain")


@bp.get(f"{EXAM}/edit")
def edit_exam(exam_id: int) -> Page:
    """Show the form of a date that is in the plan."""
    exam = get_exam(known_learner().id, exam_id)
    form = _form()
    form.show(exam)
    return _form_page(form, exam)


@bp.post(f"{EXAM}/edit")
def save_exam(exam_id: int) -> Page:
    """Replace what a date says."""
    learner, form = known_learner(), _form()
    if not form.validate():
        return _form_page(form, get_exam(learner.id, exam_id)), 422
    change_exam(learner.id, exam_id, form.wish)
    return redirect(url_for(".show_exam", exam_id=exam_id), 303)


@bp.post(f"{EXAM}/delete")
def remove_exam(exam_id: int) -> Page:
    """Take a date out of the plan; the plan offers to put it back."""
    checked_form(EmptyForm())
    learner = known_learner()
    exam = get_exam(learner.id, exam_id)
    delete_exam(learner.id, exam_id)
    flash(f"“{exam.title}” on {day_text(exam.held_on)} is out of your plan.")
    said: dict[str, Any] = {"held_on": exam.held_on.isoformat(), "minutes": exam.minutes}
    return redirect(
        url_for("plan.show_plan", title=exam.title, covers=list(exam.covers), **said), 303
    )


def _form() -> ExamForm:
    served = catalogue()
    names = counts_by_name(served.questions, served)
    return ExamForm(learner_day(utc_now(), current_zone()), names)


def _form_page(form: ExamForm, exam: Exam | None) -> str:
    chosen = set(form.covers.data or ())
    return render_template(
        "review/exam_form.html",
        form=form,
        exam=exam,
        choices=cover_choices(catalogue(), chosen),
        chosen=chosen,
    )

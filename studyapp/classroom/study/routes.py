"""Pages of a teacher who offers a quiz to a class to be studied alone."""

from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from studyapp.bank.queries import catalogue
from studyapp.classroom.classes.access import current_teacher, own_quiz, own_sitting
from studyapp.classroom.classes.forms import ClassChoiceForm
from studyapp.classroom.classes.local_time import moment_text
from studyapp.classroom.classes.queries import classes_of_teacher
from studyapp.classroom.quizzes.queries import Quiz
from studyapp.classroom.study.operations import offer_quiz, renew_offer, withdraw_offer
from studyapp.classroom.study.queries import Offer, get_offer
from studyapp.clock import utc_now
from studyapp.web import LARGEST_ID, EmptyForm, checked_form

bp = Blueprint("study", __name__)
Page = str | Response | tuple[str, int]
QUIZ = f"/quizzes/<int(max={LARGEST_ID}):quiz_id>/study"
OFFER = f"/studies/<int(max={LARGEST_ID}):sitting_id>"


@bp.get(QUIZ)
def show_new(quiz_id: int) -> str:
    """Ask to which class a quiz is offered."""
    return _offer_page(own_quiz(quiz_id), _class_form())


@bp.post(QUIZ)
def offer(quiz_id: int) -> Page:
    """Freeze a quiz and offer it to a class."""
    quiz, form = own_quiz(quiz_id), _class_form()
    if not form.validate():
        return _offer_page(quiz, form), 422
    class_id = int(form.class_id.data or 0)
    sitting_id = offer_quiz(quiz_id, class_id, current_teacher().id, now=utc_now())
    return redirect(url_for(".show_study", sitting_id=sitting_id), 303)


@bp.get(OFFER)
def show_study(sitting_id: int) -> str:
    """Show what is offered to which class, and until when it was."""
    found = _own_offer(sitting_id)
    zone = ZoneInfo(found.school_class.zone)
    ended_at = found.sitting.ended_at
    left = [item for item in found.quiz.items if item.question_id in catalogue().questions]
    return render_template(
        "classroom/study.html",
        offer=found,
        asked=len(left[: found.quiz.draw_count]),
        left=len(left),
        since=moment_text(found.sitting.created_at, zone),
        until=moment_text(ended_at, zone) if ended_at is not None else None,
    )


@bp.post(f"{OFFER}/withdraw")
def withdraw(sitting_id: int) -> Response:
    """Offer a quiz no longer."""
    checked_form(EmptyForm())
    _own_offer(sitting_id)
    withdraw_offer(sitting_id, now=utc_now())
    flash("It is not offered any more. What pupils answered stays in their own review.")
    return redirect(url_for(".show_study", sitting_id=sitting_id), 303)


@bp.post(f"{OFFER}/again")
def offer_again(sitting_id: int) -> Response:
    """Offer a quiz again that was withdrawn."""
    checked_form(EmptyForm())
    _own_offer(sitting_id)
    renew_offer(sitting_id)
    return redirect(url_for(".show_study", sitting_id=sitting_id), 303)


def _own_offer(sitting_id: int) -> Offer:
    return get_offer(own_sitting(sitting_id))


def _class_form() -> ClassChoiceForm:
    return ClassChoiceForm(classes_of_teacher(current_teacher().id))


def _offer_page(quiz: Quiz, form: ClassChoiceForm) -> str:
    return render_template("classroom/offer_quiz.html", quiz=quiz, form=form)

"""Pages of a teacher who assigns a quiz and looks after it."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from studyapp.classroom.assigned.assigned_page import assigned_page
from studyapp.classroom.assigned.assignment import Assignment
from studyapp.classroom.assigned.forms import (
    COUNTS_WORDS,
    FEEDBACK_WORDS,
    AssignForm,
    AssignmentForm,
)
from studyapp.classroom.assigned.hand_in_operations import (
    end_sitting,
    reopen,
    resume_sitting,
    settle,
    submit,
)
from studyapp.classroom.assigned.operations import assign_quiz, change_assignment
from studyapp.classroom.assigned.queries import AssignedQuiz, get_assigned
from studyapp.classroom.classes.access import current_teacher, own_quiz, own_sitting
from studyapp.classroom.classes.queries import classes_of_teacher
from studyapp.classroom.quizzes.carried_page import carried_lines
from studyapp.classroom.quizzes.queries import Quiz
from studyapp.classroom.sittings.queries import get_attempt
from studyapp.clock import utc_now
from studyapp.errors import ConflictError, NotFoundError
from studyapp.web import LARGEST_ID, EmptyForm, checked_form

bp = Blueprint("assign", __name__)
Page = str | Response | tuple[str, int]
QUIZ = f"/quizzes/<int(max={LARGEST_ID}):quiz_id>/assign"
SITTING = f"/assigned/<int(max={LARGEST_ID}):sitting_id>"
ATTEMPT = f"{SITTING}/attempts/<int(max={LARGEST_ID}):attempt_id>"
WEEK = timedelta(days=7)


@bp.get(QUIZ)
def show_assign(quiz_id: int) -> Page:
    """Show the form that assigns a quiz; open for a week unless the teacher says otherwise."""
    quiz, form = own_quiz(quiz_id), _assign_form()
    form.class_id.data = request.args.get("class_id", type=int) or next(iter(form.classes), None)
    now = utc_now().replace(second=0, microsecond=0)
    form.show(Assignment(now, now + WEEK), form.zone_of(form.class_id.data))
    return _assign_page(quiz, form)


@bp.post(QUIZ)
def assign(quiz_id: int) -> Page:
    """Assign a quiz to a class."""
    quiz, form = own_quiz(quiz_id), _assign_form()
    if not form.validate():
        return _assign_page(quiz, form), 422
    teacher, class_id = current_teacher(), form.class_id.data or 0
    sitting_id = assign_quiz(quiz_id, class_id, teacher.id, form.assignment, now=utc_now())
    _tell(form)
    return redirect(url_for(".show_assigned", sitting_id=sitting_id), 303)


@bp.get(SITTING)
def show_assigned(sitting_id: int) -> Page:
    """Show the dates of an assigned quiz, and who is where."""
    quiz = _own_assigned(sitting_id)
    now = utc_now()
    settle(now=now, sitting_id=sitting_id)
    return assigned_page(quiz, current_teacher(), now)


@bp.get(f"{SITTING}/edit")
def edit_assigned(sitting_id: int) -> Page:
    """Show the form of the dates and settings."""
    quiz, form = _own_assigned(sitting_id), AssignmentForm()
    form.show(quiz.assignment, quiz.zone)
    return _edit_page(quiz, form)


@bp.post(f"{SITTING}/edit")
def save_assigned(sitting_id: int) -> Page:
    """Replace dates and settings; the questions stay as they were frozen."""
    quiz, form = _own_assigned(sitting_id), AssignmentForm()
    form.zone = quiz.zone
    if not form.validate():
        return _edit_page(quiz, form), 422
    try:
        change_assignment(sitting_id, form.assignment)
    except ConflictError as error:
        return _edit_page(quiz, form, str(error)), 409
    _tell(form)
    return redirect(url_for(".show_assigned", sitting_id=sitting_id), 303)


@bp.post(f"{SITTING}/end")
def end(sitting_id: int) -> Page:
    """End a quiz for everybody at once."""
    checked_form(EmptyForm())
    _own_assigned(sitting_id)
    end_sitting(sitting_id, now=utc_now())
    return redirect(url_for(".show_assigned", sitting_id=sitting_id), 303)


@bp.post(f"{SITTING}/resume")
def resume(sitting_id: int) -> Page:
    """Let the dates of a quiz hold again that was ended."""
    checked_form(EmptyForm())
    _own_assigned(sitting_id)
    resume_sitting(sitting_id)
    return redirect(url_for(".show_assigned", sitting_id=sitting_id), 303)


@bp.post(f"{ATTEMPT}/hand-in")
def hand_in_for_pupil(sitting_id: int, attempt_id: int) -> Page:
    """Hand in an attempt in place of its pupil."""
    checked_form(EmptyForm())
    _require_attempt_of(sitting_id, attempt_id)
    submit(attempt_id, "teacher", now=utc_now())
    return redirect(url_for(".show_assigned", sitting_id=sitting_id), 303)


@bp.post(f"{ATTEMPT}/reopen")
def reopen_for_pupil(sitting_id: int, attempt_id: int) -> Page:
    """Let a pupil go on with an attempt that was handed in by mistake."""
    checked_form(EmptyForm())
    _require_attempt_of(sitting_id, attempt_id)
    reopen(attempt_id, now=utc_now())
    return redirect(url_for(".show_assigned", sitting_id=sitting_id), 303)


def _own_assigned(sitting_id: int) -> AssignedQuiz:
    own_sitting(sitting_id)
    return get_assigned(sitting_id)


def _require_attempt_of(sitting_id: int, attempt_id: int) -> None:
    _own_assigned(sitting_id)
    if get_attempt(attempt_id).sitting_id != sitting_id:
        raise NotFoundError("There is no such attempt at this quiz.")


def _assign_form() -> AssignForm:
    classes = classes_of_teacher(current_teacher().id)
    return AssignForm([found for found in classes if found.ended_at is None])


def _assign_page(quiz: Quiz, form: AssignForm) -> str:
    classes = [(found.id, f"{found.name} ({found.zone})") for found in form.classes.values()]
    return render_template(
        "classroom/assign.html",
        quiz=quiz,
        form=form,
        classes=classes,
        carried=carried_lines(quiz),
        **_choices(),
    )


def _edit_page(quiz: AssignedQuiz, form: AssignmentForm, fault: str | None = None) -> str:
    return render_template(
        "classroom/assigned_edit.html", quiz=quiz, form=form, fault=fault, **_choices()
    )


def _choices() -> dict[str, Any]:
    return {"counts": COUNTS_WORDS, "feedbacks": FEEDBACK_WORDS}


def _tell(form: AssignmentForm) -> None:
    for note in form.notes(utc_now()):
        flash(note)

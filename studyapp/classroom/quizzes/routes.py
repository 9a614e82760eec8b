"""A teacher's quizzes: the list of them, one with its questions, and what is done to it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from studyapp.bank.queries import catalogue
from studyapp.classroom.classes.access import current_teacher, own_quiz
from studyapp.classroom.quizzes.forms import NewQuizForm, QuestionsForm, QuizForm
from studyapp.classroom.quizzes.operations import (
    add_questions,
    archive_quiz,
    change_settings,
    copy_quiz,
    make_quiz,
    move_question,
    remove_question,
    sort_by_bank,
)
from studyapp.classroom.quizzes.quiz_page import quiz_page
from studyapp.classroom.quizzes.use_queries import quizzes_of
from studyapp.clock import utc_now
from studyapp.counts import counted
from studyapp.web import LARGEST_ID, EmptyForm, checked_form

bp = Blueprint("quizzes", __name__, url_prefix="/quizzes")
Page = str | Response | tuple[str, int]
QUIZ = f"/<int(max={LARGEST_ID}):quiz_id>"
QUESTION = f"{QUIZ}/questions/<int(max={LARGEST_ID}):question_id>"
WAYS = {"up": -1, "down": 1}


@bp.get("")
def show_quizzes() -> str:
    """List the quizzes of the teacher."""
    lines = quizzes_of(current_teacher().id)
    return render_template(
        "classroom/quizzes.html",
        quizzes=[line for line in lines if line.archived_at is None],
        archived=[line for line in lines if line.archived_at is not None],
    )


@bp.get("/new")
def show_new() -> str:
    """Show the form of a new quiz."""
    current_teacher()
    return render_template("classroom/new_quiz.html", form=NewQuizForm())


@bp.post("/new")
def add_quiz() -> Page:
    """Add a quiz and go to it."""
    teacher, form = current_teacher(), NewQuizForm()
    if not form.validate():
        return render_template("classroom/new_quiz.html", form=form), 422
    quiz_id = make_quiz(teacher.id, form.title.data or "", now=utc_now())
    return redirect(url_for(".show_quiz", quiz_id=quiz_id), 303)


@bp.get(QUIZ)
def show_quiz(quiz_id: int) -> str:
    """Show a quiz with its questions."""
    quiz, form = own_quiz(quiz_id), QuizForm()
    form.show(quiz)
    return quiz_page(quiz, form)


@bp.post(QUIZ)
def save_settings(quiz_id: int) -> Page:
    """Replace title and settings of a quiz."""
    quiz, form = own_quiz(quiz_id), QuizForm()
    if not form.validate():
        return quiz_page(quiz, form), 422
    change_settings(quiz_id, form.settings, now=utc_now())
    flash("Saved.")
    return _back_to(quiz_id)


@bp.post(f"{QUIZ}/copy")
def add_copy(quiz_id: int) -> Response:
    """Add a copy of a quiz and go to it."""
    own_quiz(quiz_id)
    checked_form(EmptyForm())
    copy_id = copy_quiz(quiz_id, current_teacher().id, now=utc_now())
    flash("This is the copy. The other quiz stays as it is.")
    return _back_to(copy_id)


@bp.post(f"{QUIZ}/archive")
def put_away(quiz_id: int) -> Response:
    """Put a quiz away; its results stay."""
    quiz = own_quiz(quiz_id)
    checked_form(EmptyForm())
    archive_quiz(quiz_id, archived=True, now=utc_now())
    flash(f"“{quiz.title}” is in the archive, below. What was answered stays.")
    return redirect(url_for(".show_quizzes"), 303)


@bp.post(f"{QUIZ}/unarchive")
def take_back(quiz_id: int) -> Response:
    """Take a quiz back out of the archive."""
    own_quiz(quiz_id)
    checked_form(EmptyForm())
    archive_quiz(quiz_id, archived=False, now=utc_now())
    return _back_to(quiz_id)


@bp.post(f"{QUIZ}/questions")
def add_chosen(quiz_id: int) -> Response:
    """Add questions that were chosen or picked."""
    own_quiz(quiz_id)
    form = QuestionsForm(catalogue().questions)
    checked_form(form)
    added = add_questions(quiz_id, form.question_ids, now=utc_now())
    flash(f"Added {counted(added, 'question')}.")
    return _back_to(quiz_id)


@bp.post(f"{QUESTION}/remove")
def take_out(quiz_id: int, question_id: int) -> Response:
    """Take a question out of a quiz."""
    own_quiz(quiz_id)
    checked_form(EmptyForm())
    remove_question(quiz_id, question_id, now=utc_now())
    return redirect(url_for(".show_quiz", quiz_id=quiz_id, _anchor="questions"), 303)


@bp.post(f"{QUESTION}/<any(up, down):way>")
def move(quiz_id: int, question_id: int, way: str) -> Response:
    """Move a question before the one above it, or behind the one below."""
    own_quiz(quiz_id)
    checked_form(EmptyForm())
    move_question(quiz_id, question_id, WAYS[way], now=utc_now())
    return redirect(url_for(".show_quiz", quiz_id=quiz_id, _anchor=f"q-{question_id}"), 303)


@bp.post(f"{QUIZ}/sort")
def sort_questions(quiz_id: int) -> Response:
    """Put the questions in the order of the texts."""
    own_quiz(quiz_id)
    checked_form(EmptyForm())
    sort_by_bank(quiz_id, catalogue(), now=utc_now())
    return redirect(url_for(".show_quiz", quiz_id=quiz_id, _anchor="questions"), 303)


def _back_to(quiz_id: int) -> Response:
    return redirect(url_for(".show_quiz", quiz_id=quiz_id), 303)

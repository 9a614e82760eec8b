"""Addresses of the host: open a live quiz, lead it, show it on the wall."""

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from studyapp.bank.queries import catalogue
from studyapp.classroom.classes.access import current_teacher, own_class, own_quiz, own_sitting
from studyapp.classroom.classes.queries import classes_of_teacher
from studyapp.classroom.live.forms import ActForm, OpenLiveForm, PlayerForm
from studyapp.classroom.live.host_page import host_page, host_tick, wall_page
from studyapp.classroom.live.operations import act_live, kick_player, let_in_player, open_live
from studyapp.classroom.live.queries import Live, get_live
from studyapp.classroom.live.tick_page import drop_snapshot
from studyapp.classroom.quizzes.carried_page import carried_lines
from studyapp.classroom.quizzes.queries import Quiz
from studyapp.clock import utc_now
from studyapp.database import db
from studyapp.errors import ConflictError
from studyapp.problems import is_for_program
from studyapp.web import LARGEST_ID, checked_form

bp = Blueprint("live", __name__)
QUIZ = f"/quizzes/<int(max={LARGEST_ID}):quiz_id>/live"
SITTING = f"/live/<int(max={LARGEST_ID}):sitting_id>"
OVERTAKEN = "The quiz had moved on before this arrived, so nothing was done. This is where it is."
Page = str | AnyResponse | tuple[str, int]


@bp.get(QUIZ)
def show_new(quiz_id: int) -> str:
    """Ask how the quiz is to be run."""
    quiz, form = own_quiz(quiz_id), OpenLiveForm()
    form.lets_late.data = form.nicknames.data = True
    return _opening_page(quiz, form)


@bp.post(QUIZ)
def open_quiz(quiz_id: int) -> Page:
    """Open the lobby of a live quiz."""
    quiz, form = own_quiz(quiz_id), OpenLiveForm()
    if not form.validate():
        return _opening_page(quiz, form), 422
    sitting_id = open_live(
        quiz.id,
        catalogue(),
        form.settings,
        host_id=current_teacher().id,
        class_id=_class_id(form),
        now=utc_now(),
    )
    return redirect(url_for(".show_host", sitting_id=sitting_id), 303)


@bp.get(SITTING)
def show_host(sitting_id: int) -> str:
    """Show the controls of a live quiz."""
    return host_page(_own_live(sitting_id), utc_now())


@bp.get(f"{SITTING}/wall")
def show_wall(sitting_id: int) -> str:
    """Show what is meant for the projector."""
    return wall_page(_own_live(sitting_id), utc_now())


@bp.get(f"{SITTING}/tick")
def tick(sitting_id: int) -> Response:
    """Tell the host's screens where the quiz stands and how many have answered."""
    return jsonify(host_tick(_own_live(sitting_id), utc_now()))


@bp.post(f"{SITTING}/act")
def act(sitting_id: int) -> Page:
    """Lead the quiz on, unless it has moved since the host saw it."""
    own_sitting(sitting_id)
    form = ActForm()
    checked_form(form)
    try:
        is_done = act_live(sitting_id, form.wanted, form.version.data or 0, now=utc_now())
    except ConflictError:
        is_done = False
    drop_snapshot(sitting_id)
    if not is_done and is_for_program():
        raise ConflictError(OVERTAKEN)
    if not is_done:
        flash(OVERTAKEN)
    return redirect(url_for(".show_host", sitting_id=sitting_id), 303)


@bp.post(f"{SITTING}/kick")
def kick(sitting_id: int) -> Page:
    """Send a player out."""
    own_sitting(sitting_id)
    form = PlayerForm()
    checked_form(form)
    kick_player(sitting_id, form.attempt_id.data or 0, now=utc_now())
    drop_snapshot(sitting_id)
    return redirect(url_for(".show_host", sitting_id=sitting_id), 303)


@bp.post(f"{SITTING}/let-in")
def let_in(sitting_id: int) -> Page:
    """Let a player go on who was sent out."""
    own_sitting(sitting_id)
    form = PlayerForm()
    checked_form(form)
    let_in_player(sitting_id, form.attempt_id.data or 0)
    drop_snapshot(sitting_id)
    return redirect(url_for(".show_host", sitting_id=sitting_id), 303)


def _own_live(sitting_id: int) -> Live:
    own_sitting(sitting_id)
    return get_live(db.session, sitting_id)


def _class_id(form: OpenLiveForm) -> int | None:
    """Return the chosen class; raise an error when it is none of the teacher's."""
    text = str(form.class_id.data or "")
    is_number = text.isascii() and text.isdigit() and len(text) < len(str(LARGEST_ID))
    if not text:
        return None
    school_class = own_class(int(text) if is_number else 0)
    if school_class.ended_at is not None:
        raise ConflictError("This class has ended. Take it up again first, or choose another.")
    return school_class.id


def _opening_page(quiz: Quiz, form: OpenLiveForm) -> str:
    classes = [c for c in classes_of_teacher(current_teacher().id) if c.ended_at is None]
    choices = [("", "Anybody with the code"), *((c.id, c.name) for c in classes)]
    asked = [catalogue().questions.get(question_id) for question_id in quiz.question_ids]
    return render_template(
        "classroom/live/open.html",
        quiz=quiz,
        searched=sum(one is not None and one.question.kind == "locate" for one in asked),
        form=form,
        choices=choices,
        carried=carried_lines(quiz),
    )

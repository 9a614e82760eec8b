"""Pages on which a code is typed and a name is picked."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import (
    current_learner,
    current_token,
    forget_learner,
    guess_keys,
    limits_here,
    replace_token,
)
from studyapp.classroom.classes.code_operations import note_wrong_code, require_room_for_code
from studyapp.classroom.classes.codes import typed_code
from studyapp.classroom.classes.join_forms import JoinForm, SeatForm
from studyapp.classroom.classes.join_page import has_sent, remember_code, where_code_leads
from studyapp.classroom.classes.queries import (
    SchoolClass,
    Seat,
    classes_by_id,
    find_class_by_code,
    seats_of_learner,
)
from studyapp.classroom.classes.seat_operations import Newcomer, take_seat
from studyapp.classroom.roster.queries import seat_locks
from studyapp.clock import utc_now
from studyapp.errors import BadInputError, ConflictError
from studyapp.web import hashes_passwords

bp = Blueprint("join", __name__, url_prefix="/join")
Page = str | Response | tuple[str, int]


@bp.get("")
def show_join() -> Page:
    """Show where a code is typed."""
    return render_template("classroom/join.html", form=JoinForm())


@bp.post("")
def find_code() -> Page:
    """Go where a code leads; those that lead nowhere are counted."""
    form = JoinForm()
    if not form.validate():
        return render_template("classroom/join.html", form=form), 422
    require_room_for_code(*guess_keys(), now=utc_now())
    address = where_code_leads(form.typed)
    if address is None:
        note_wrong_code(*guess_keys(), now=utc_now())
        form.code.errors = ["This code leads nowhere. Look at it again, or ask your teacher."]
        return render_template("classroom/join.html", form=form), 422
    remember_code(form.typed)
    return redirect(address, 303)


@bp.get("/<code>")
def show_names(code: str) -> Page:
    """Show the names of a class to a browser that has sent its code; others send it first."""
    school_class = _class_of(code)
    if school_class is None:
        form = JoinForm()
        form.code.data = typed_code(code)
        return render_template("classroom/join.html", form=form)
    return _names_page(school_class, SeatForm())


@bp.post("/<code>")
@hashes_passwords
def take_name(code: str) -> Page:
    """Sign this browser in as the pupil whose name was picked."""
    form, school_class = SeatForm(), _class_of(code)
    if school_class is None:
        return redirect(url_for(".show_join"), 303)
    if not form.validate():
        return _names_page(school_class, form), 422
    present, old_token = current_learner(), current_token()
    newcomer = Newcomer(present, bool(form.same.data), old_token, replace_token())
    try:
        take_seat(
            school_class.id,
            form.seat_id.data or 0,
            str(form.word.data),
            newcomer,
            wide=limits_here(),
            merges=current_app.extensions["studyapp_merges"],
            now=utc_now(),
        )
    except BadInputError as error:
        form.word.errors = [str(error)]
        return _names_page(school_class, form), error.status
    except ConflictError as error:
        form.seat_id.errors = [str(error)]
        return _names_page(school_class, form), error.status
    forget_learner()
    flash(f"You are in {school_class.name} now.")
    return redirect(url_for("classes.show_classes"), 303)


def _class_of(code: str) -> SchoolClass | None:
    return find_class_by_code(typed_code(code)) if has_sent(typed_code(code)) else None


def _names_page(school_class: SchoolClass, form: SeatForm) -> str:
    learner = current_learner()
    seats = seats_of_learner(learner.id) if learner is not None else []
    return render_template(
        "classroom/names.html",
        school_class=school_class,
        form=form,
        locks=seat_locks(school_class.id),
        account=learner.name if learner is not None else None,
        here=next((seat for seat in seats if seat.class_id == school_class.id), None),
        elsewhere=_seat_words([seat for seat in seats if seat.class_id != school_class.id]),
    )


def _seat_words(seats: list[Seat]) -> str:
    """Name the seats that the learner of this browser holds."""
    classes = classes_by_id({seat.class_id for seat in seats})
    return ", ".join(f"{seat.name} in {classes[seat.class_id].name}" for seat in seats)

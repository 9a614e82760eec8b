"""Pages of classes: those of a teacher, and the seats of a pupil."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import current_learner, current_zone, is_teacher, known_learner
from studyapp.classroom.assigned.hand_in_operations import settle
from studyapp.classroom.classes.access import ADMIN, current_teacher, own_class
from studyapp.classroom.classes.class_page import quiz_lines
from studyapp.classroom.classes.forms import ClassForm, DeletionForm, SharingForm
from studyapp.classroom.classes.join_forms import JoinForm
from studyapp.classroom.classes.join_page import way_in
from studyapp.classroom.classes.operations import (
    change_class,
    close_to_newcomers,
    delete_class,
    make_class,
    open_to_newcomers,
    put_class_away,
    take_class_up,
)
from studyapp.classroom.classes.queries import (
    SchoolClass,
    classes_by_id,
    classes_of_others,
    classes_of_teacher,
    seats_of_class,
    seats_of_learner,
)
from studyapp.classroom.classes.seat_operations import choose_sharing
from studyapp.classroom.roster.queries import count_pupils
from studyapp.classroom.sittings.models import STUDY
from studyapp.classroom.sittings.queries import sittings_of_class
from studyapp.clock import utc_now
from studyapp.day_words import day_text
from studyapp.web import LARGEST_ID, EmptyForm, checked_form

bp = Blueprint("classes", __name__, url_prefix="/classes")
Page = str | Response | tuple[str, int]
CLASS = f"/<int(max={LARGEST_ID}):class_id>"


@bp.get("")
def show_classes() -> Page:
    """Show the classes that a teacher runs and the seats that the learner holds."""
    learner = current_learner()
    seats = seats_of_learner(learner.id) if learner is not None else []
    classes = classes_by_id({seat.class_id for seat in seats})
    runs = learner is not None and is_teacher()
    return render_template(
        "classroom/classes.html",
        seats=[(seat, classes[seat.class_id]) for seat in seats],
        own=classes_of_teacher(learner.id) if learner and runs else [],
        others=classes_of_others(learner.id) if learner and learner.role == ADMIN else [],
        pupils=count_pupils() if runs else {},
        runs=runs,
        form=JoinForm(),
    )


@bp.get("/new")
def new_class() -> Page:
    """Show the form of a new class."""
    current_teacher()
    form = ClassForm(_today(current_zone()))
    form.begin(current_zone().key)
    return render_template("classroom/class_form.html", form=form, school_class=None)


@bp.post("/new")
def add_class() -> Page:
    """Make a class."""
    teacher, form = current_teacher(), ClassForm(_today(current_zone()))
    if not form.validate():
        return render_template("classroom/class_form.html", form=form, school_class=None), 422
    class_id = make_class(teacher.id, form.settings, now=utc_now())
    return redirect(url_for(".show_class", class_id=class_id), 303)


@bp.get(CLASS)
def show_class(class_id: int) -> Page:
    """Show a class: its quizzes, its roster, how to join it, how long its results are kept."""
    school_class = own_class(class_id)
    zone, now = ZoneInfo(school_class.zone), utc_now()
    settle(now=now, class_id=class_id)
    pupils = len(seats_of_class(class_id))
    return render_template(
        "classroom/class.html",
        school_class=school_class,
        pupils=pupils,
        sittings=quiz_lines(class_id, pupils, zone, now),
        erase_on=day_text(school_class.erase_on),
        # On the day itself they are there until the chore of that day is done.
        is_erased=school_class.erase_on <= _today(zone) and not pupils,
        join=_join(school_class),
    )


@bp.get(f"{CLASS}/edit")
def edit_class(class_id: int) -> Page:
    """Show the form of a class."""
    school_class = own_class(class_id)
    form = _form_of(school_class)
    form.show(school_class)
    return render_template("classroom/class_form.html", form=form, school_class=school_class)


@bp.post(f"{CLASS}/edit")
def save_class(class_id: int) -> Page:
    """Replace what is said of a class."""
    school_class = own_class(class_id)
    form = _form_of(school_class)
    if not form.validate():
        page = render_template("classroom/class_form.html", form=form, school_class=school_class)
        return page, 422
    change_class(class_id, form.settings)
    return redirect(url_for(".show_class", class_id=class_id), 303)


@bp.post(f"{CLASS}/code")
def make_code(class_id: int) -> Page:
    """Give the class a join code, or another one."""
    checked_form(EmptyForm())
    own_class(class_id)
    open_to_newcomers(class_id)
    return redirect(url_for(".show_class", class_id=class_id), 303)


@bp.post(f"{CLASS}/code/off")
def drop_code(class_id: int) -> Page:
    """Let nobody join the class any more."""
    checked_form(EmptyForm())
    own_class(class_id)
    close_to_newcomers(class_id)
    return redirect(url_for(".show_class", class_id=class_id), 303)


@bp.post(f"{CLASS}/put-away")
def put_away(class_id: int) -> Page:
    """End a class; its results stay."""
    checked_form(EmptyForm())
    school_class = own_class(class_id)
    put_class_away(class_id, now=utc_now())
    flash(f"{school_class.name} is put away. Its results are kept.")
    return redirect(url_for(".show_classes"), 303)


@bp.post(f"{CLASS}/take-up")
def take_up(class_id: int) -> Page:
    """Let a class go on that was put away."""
    checked_form(EmptyForm())
    school_class = own_class(class_id)
    take_class_up(class_id, _today(ZoneInfo(school_class.zone)))
    return redirect(url_for(".show_class", class_id=class_id), 303)


@bp.get(f"{CLASS}/delete")
def confirm_deletion(class_id: int) -> Page:
    """Ask whether a class is to be deleted, and say what goes with it."""
    return _deletion_page(own_class(class_id), DeletionForm())


@bp.post(f"{CLASS}/delete")
def remove_class(class_id: int) -> Page:
    """Delete a class with all that is in it."""
    school_class, form = own_class(class_id), DeletionForm()
    if not form.validate():
        return _deletion_page(school_class, form), 422
    delete_class(class_id)
    flash(f"{school_class.name} is deleted.")
    return redirect(url_for(".show_classes"), 303)


@bp.post(f"/seats/<int(max={LARGEST_ID}):seat_id>/sharing")
def save_sharing(seat_id: int) -> Page:
    """Keep what passes between a class and the own study of a pupil."""
    form = SharingForm()
    checked_form(form)
    misses, study = bool(form.shares.data), bool(form.shares_study.data)
    choose_sharing(known_learner().id, seat_id, misses=misses, study=study)
    flash(f"Saved. Your teacher {'sees' if study else 'does not see'} what you study alone.")
    return redirect(url_for(".show_classes"), 303)


def _deletion_page(school_class: SchoolClass, form: DeletionForm) -> str:
    return render_template(
        "classroom/class_delete.html",
        school_class=school_class,
        pupils=len(seats_of_class(school_class.id, removed=True)),
        quizzes=sum(one.kind != STUDY for one in sittings_of_class(school_class.id)),
        form=form,
    )


def _join(school_class: SchoolClass) -> dict[str, Any] | None:
    if school_class.join_code is None:
        return None
    return way_in(url_for("join.show_names", code=school_class.join_code, _external=True))


def _form_of(school_class: SchoolClass) -> ClassForm:
    return ClassForm(_today(ZoneInfo(school_class.zone)))


def _today(zone: ZoneInfo) -> date:
    return utc_now().astimezone(zone).date()

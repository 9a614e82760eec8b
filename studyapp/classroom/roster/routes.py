"""Pages of a roster: its list, the import of one, and each pupil."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from studyapp.classroom.classes.access import own_class
from studyapp.classroom.classes.accommodation_operations import give_more_time
from studyapp.classroom.classes.queries import SchoolClass
from studyapp.classroom.roster.forms import MoreTimeForm, PupilForm, SureForm
from studyapp.classroom.roster.operations import (
    add_pupil,
    put_pupil_back,
    remove_pupil,
    rename_pupil,
)
from studyapp.classroom.roster.queries import RosterSeat, get_roster_seat, roster_of
from studyapp.classroom.roster.word_operations import reset_word
from studyapp.classroom.sittings.erase_operations import erase_pupil
from studyapp.clock import utc_now
from studyapp.errors import BadInputError, ConflictError
from studyapp.paging import page_of
from studyapp.web import LARGEST_ID, EmptyForm, checked_form

bp = Blueprint("roster", __name__, url_prefix=f"/classes/<int(max={LARGEST_ID}):class_id>/roster")
Page = str | Response | tuple[str, int]
SEAT = f"/<int(max={LARGEST_ID}):seat_id>"
PAGE_SIZE = 300


@bp.get("")
def show_roster(class_id: int) -> Page:
    """List the pupils of a class."""
    return _roster_page(own_class(class_id), PupilForm())


@bp.post("")
def add_to_roster(class_id: int) -> Page:
    """Seat one pupil."""
    school_class, form = own_class(class_id), PupilForm()
    if not form.validate():
        return _roster_page(school_class, form), 422
    try:
        add_pupil(school_class, form.pupil, now=utc_now())
    except (BadInputError, ConflictError) as error:
        form.name.errors = [str(error)]
        return _roster_page(school_class, form), error.status
    flash(f"{form.pupil.name} is on the roster.")
    return redirect(url_for(".show_roster", class_id=class_id), 303)


@bp.get(SEAT)
def show_pupil(class_id: int, seat_id: int) -> Page:
    """Show what can be changed for one pupil."""
    return _pupil_page(own_class(class_id), get_roster_seat(class_id, seat_id))


@bp.post(SEAT)
def save_pupil(class_id: int, seat_id: int) -> Page:
    """Change the name and number of a pupil."""
    school_class, form = own_class(class_id), PupilForm()
    seat = get_roster_seat(class_id, seat_id)
    if not form.validate():
        return _pupil_page(school_class, seat, form=form), 422
    try:
        rename_pupil(class_id, seat_id, form.pupil.name, form.pupil.pupil_code)
    except ConflictError as error:
        form.name.errors = [str(error)]
        return _pupil_page(school_class, seat, form=form), error.status
    return redirect(url_for(".show_roster", class_id=class_id), 303)


@bp.post(f"{SEAT}/more-time")
def save_more_time(class_id: int, seat_id: int) -> Page:
    """Set how much more time a pupil has."""
    school_class, form = own_class(class_id), MoreTimeForm()
    seat = get_roster_seat(class_id, seat_id)
    if seat.removed_at is not None:
        raise ConflictError(f"{seat.name} does not sit in this class any more.")
    if not form.validate():
        return _pupil_page(school_class, seat, more_time=form), 422
    give_more_time(seat.learner_id, form.more_time, now=utc_now())
    flash(f"The time of {seat.name} is changed.")
    return redirect(url_for(".show_roster", class_id=class_id), 303)


@bp.post(f"{SEAT}/reset-word")
def forget_word(class_id: int, seat_id: int) -> Page:
    """Let a pupil choose a new personal word."""
    checked_form(EmptyForm())
    own_class(class_id)
    seat = get_roster_seat(class_id, seat_id)
    reset_word(class_id, seat_id, now=utc_now())
    flash(f"{seat.name} chooses a new word when joining the next time.")
    return redirect(url_for(".show_pupil", class_id=class_id, seat_id=seat_id), 303)


@bp.post(f"{SEAT}/remove")
def take_off(class_id: int, seat_id: int) -> Page:
    """Take a pupil off the roster."""
    checked_form(EmptyForm())
    own_class(class_id)
    seat = get_roster_seat(class_id, seat_id)
    remove_pupil(class_id, seat_id, now=utc_now())
    flash(f"{seat.name} is off the roster. The results stay.")
    return redirect(url_for(".show_roster", class_id=class_id), 303)


@bp.post(f"{SEAT}/put-back")
def put_back(class_id: int, seat_id: int) -> Page:
    """Put a pupil back on the roster."""
    checked_form(EmptyForm())
    own_class(class_id)
    seat = get_roster_seat(class_id, seat_id)
    put_pupil_back(class_id, seat_id)
    flash(f"{seat.name} is on the roster again.")
    return redirect(url_for(".show_roster", class_id=class_id), 303)


@bp.post(f"{SEAT}/erase")
def erase(class_id: int, seat_id: int) -> Page:
    """Erase a pupil with all results in this class."""
    school_class, form = own_class(class_id), SureForm()
    seat = get_roster_seat(class_id, seat_id)
    if not form.validate():
        return _pupil_page(school_class, seat, erasing=form), 422
    erase_pupil(class_id, seat_id)
    flash(f"{seat.name} is erased.")
    return redirect(url_for(".show_roster", class_id=class_id), 303)


def _roster_page(school_class: SchoolClass, form: PupilForm) -> str:
    roster = roster_of(school_class.id)
    seats = [seat for seat in roster if seat.removed_at is None]
    page = page_of(seats, PAGE_SIZE, request.args.get("first", 0, type=int) // PAGE_SIZE + 1)
    return render_template(
        "classroom/roster.html",
        school_class=school_class,
        form=form,
        seats=page.shown,
        count=len(seats),
        parts=_parts(school_class, len(seats), page.before),
        removed=[seat for seat in roster if seat.removed_at is not None],
    )


def _parts(school_class: SchoolClass, count: int, present: int) -> list[dict[str, Any]]:
    """Return the parts of a roster that is too long for one page."""
    if count <= PAGE_SIZE:
        return []
    return [
        {
            "words": f"{first + 1} to {min(first + PAGE_SIZE, count)}",
            "url": url_for(".show_roster", class_id=school_class.id, first=first),
            "is_present": first == present,
        }
        for first in range(0, count, PAGE_SIZE)
    ]


def _pupil_page(
    school_class: SchoolClass,
    seat: RosterSeat,
    *,
    form: PupilForm | None = None,
    more_time: MoreTimeForm | None = None,
    erasing: SureForm | None = None,
) -> str:
    if form is None:
        form = PupilForm()
        form.show(seat)
    if more_time is None:
        more_time = MoreTimeForm()
        more_time.show(seat.more_time)
    return render_template(
        "classroom/pupil.html",
        school_class=school_class,
        seat=seat,
        form=form,
        more_time=more_time,
        erasing=erasing or SureForm(),
    )

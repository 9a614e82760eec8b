"""Pages that import a list of pupils: shown first, then taken whole or not at all."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from studyapp.classroom.classes.access import own_class
from studyapp.classroom.classes.queries import SchoolClass
from studyapp.classroom.roster.columns import Columns
from studyapp.classroom.roster.forms import FILE_LARGEST, RosterFileForm
from studyapp.classroom.roster.operations import import_pupils
from studyapp.classroom.roster.plan import RosterPlan, plan_roster, with_faults
from studyapp.classroom.roster.queries import known_seats, seat_name_key
from studyapp.classroom.roster.text import SEPARATORS, Roster, read_roster
from studyapp.clock import utc_now
from studyapp.counts import counted
from studyapp.database import db
from studyapp.errors import BadInputError, ConflictError
from studyapp.web import LARGEST_ID, takes_bodies_up_to

bp = Blueprint(
    "roster_import", __name__, url_prefix=f"/classes/<int(max={LARGEST_ID}):class_id>/roster/import"
)
Page = str | Response | tuple[str, int]
SHOWN, FAULTS_SHOWN = 10, 100


@bp.get("")
def show_import(class_id: int) -> Page:
    """Show where a list is chosen or pasted."""
    return _page(own_class(class_id), RosterFileForm())


@bp.post("")
@takes_bodies_up_to(FILE_LARGEST)
def import_list(class_id: int) -> Page:
    """Show what a list says, or import it: all of it, or only its good lines when told so."""
    school_class, form = own_class(class_id), RosterFileForm()
    if not form.validate():
        return _page(school_class, form), 422
    try:
        decoded = form.read()
        # The page cannot hold a null; the sign for a lost letter is found by the check.
        form.text.data = decoded.text.replace("\0", "\ufffd")
        roster = read_roster(form.text.data, form.chosen_separator)
        plan = _planned(school_class, roster)
        if form.act.data not in {"all", "good"}:
            return _page(school_class, form, plan, roster, decoded.charset)
        if plan.faults and form.act.data == "all":
            return _page(school_class, form, plan, roster, decoded.charset), 422
        return _import(school_class, roster, only_good=form.act.data == "good")
    except (BadInputError, ConflictError) as error:
        form.file.errors = [str(error)]
        return _page(school_class, form), error.status


def _planned(school_class: SchoolClass, roster: Roster) -> RosterPlan:
    """Return what would become of each line."""
    if not roster.pupils and not roster.faults:
        raise BadInputError("There is no name in this list. Choose a file or paste one.")
    known = known_seats(db.session, school_class.id)
    return with_faults(plan_roster(roster.pupils, known, seat_name_key), roster.faults)


def _import(school_class: SchoolClass, roster: Roster, *, only_good: bool) -> Page:
    plan = import_pupils(school_class, roster.pupils, only_good=only_good, now=utc_now())
    flash(_told(plan))
    return redirect(url_for("roster.show_roster", class_id=school_class.id), 303)


def _told(plan: RosterPlan) -> str:
    back = f" {len(plan.back)} of them had been removed before." if plan.back else ""
    there = f" {len(plan.there)} were there already." if plan.there else ""
    were = "was" if plan.coming == 1 else "were"
    return f"{counted(plan.coming, 'pupil')} {were} added to the roster.{back}{there}"


def _reading(roster: Roster, charset: str) -> str:
    """Say how a list was understood."""
    told, columns = SEPARATORS.get(roster.separator), roster.columns
    parts = [
        f"Read as {charset}" if charset else "Read as pasted",
        f"cells end at a {told}" if told else "a line is one name",
        "the first line names the columns" if columns.titles else "no titles over the columns",
    ]
    return ", ".join(parts) + "." + (_told_columns(columns) if columns.titles else "")


def _told_columns(columns: Columns) -> str:
    """Say which titles stand for name and number, and which columns are not read."""
    parts = [f"The name is {_quoted(columns.name_titles, ' and ')}."]
    if columns.code is not None:
        parts.append(f"The number is {_quoted([columns.titles[columns.code]])}.")
    if columns.unread_titles:
        parts.append(f"Not read: {_quoted(columns.unread_titles)}.")
    return "".join(f" {part}" for part in parts)


def _quoted(titles: list[str], between: str = ", ") -> str:
    return between.join(f"“{title}”" for title in titles)


def _page(
    school_class: SchoolClass,
    form: RosterFileForm,
    plan: RosterPlan | None = None,
    roster: Roster | None = None,
    charset: str = "",
) -> str:
    return render_template(
        "classroom/import.html",
        school_class=school_class,
        form=form,
        plan=plan,
        reading=_reading(roster, charset) if roster is not None else "",
        guesses_name=roster is not None and roster.columns.guesses_name,
        shown=plan.new[:SHOWN] if plan else (),
        faults=plan.faults[:FAULTS_SHOWN] if plan else (),
    )

"""What was done in a class, for its teacher."""

from flask import Blueprint, render_template, request, url_for

from studyapp.accounts.access import current_zone
from studyapp.accounts.audit.audit_page import lines_of
from studyapp.accounts.audit.queries import Wanted, latest_entries
from studyapp.classroom.classes.access import own_class
from studyapp.classroom.classes.act_queries import titles_in
from studyapp.web import LARGEST_ID

bp = Blueprint("class_log", __name__, url_prefix=f"/classes/<int(max={LARGEST_ID}):class_id>/log")
PAGE_SIZE = 100


@bp.get("")
def show_log(class_id: int) -> str:
    """Show what was done in a class, the newest first."""
    school_class = own_class(class_id)
    before = request.args.get("before", type=int)
    is_entry = before is not None and 0 < before <= LARGEST_ID
    wanted = Wanted(class_id=class_id, before=before if is_entry else None)
    entries, older = latest_entries(wanted, PAGE_SIZE)
    titles = titles_in(entry.about for entry in entries) | {f"class_id={class_id}": ""}
    return render_template(
        "classroom/class_log.html",
        school_class=school_class,
        lines=lines_of(entries, current_zone(), titles),
        is_latest=wanted.before is None,
        older=url_for(".show_log", class_id=class_id, before=older) if older else None,
    )

"""How a class stands, for its teacher."""

from flask import Blueprint

from studyapp.classroom.assigned.hand_in_operations import settle
from studyapp.classroom.classes.access import own_class
from studyapp.clock import utc_now
from studyapp.progress.classes.standing_page import class_progress_page
from studyapp.web import LARGEST_ID

bp = Blueprint("class_progress", __name__, url_prefix="/classes")


@bp.get(f"/<int(max={LARGEST_ID}):class_id>/progress")
def show_progress(class_id: int) -> str:
    """Show what the class has done, and what those who share it know."""
    school_class, now = own_class(class_id), utc_now()
    settle(now=now, class_id=class_id)
    return class_progress_page(school_class, now)

"""How the questions of a quiz did, for its teacher."""

from flask import Blueprint

from studyapp.classroom.classes.access import own_settled_sitting
from studyapp.classroom.items.item_page import items_page
from studyapp.web import LARGEST_ID

bp = Blueprint("items", __name__, url_prefix=f"/sittings/<int(max={LARGEST_ID}):sitting_id>/items")


@bp.get("")
def show_items(sitting_id: int) -> str:
    """Show the statistics of every question of the quiz of a sitting."""
    return items_page(own_settled_sitting(sitting_id))

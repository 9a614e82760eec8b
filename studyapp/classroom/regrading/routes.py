"""Regrading an item: look at the effect, apply it, undo it."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from studyapp.classroom.classes.access import own_settled_sitting
from studyapp.classroom.quizzes.queries import get_item
from studyapp.classroom.regrading.forms import RegradeForm, UndoForm
from studyapp.classroom.regrading.operations import apply_regrade, undo_regrade
from studyapp.classroom.regrading.regrade_page import regrade_page
from studyapp.classroom.sittings.queries import Sitting
from studyapp.classroom.sittings.scoring import RULES
from studyapp.clock import utc_now
from studyapp.counts import counted
from studyapp.web import LARGEST_ID, checked_form

bp = Blueprint(
    "regrade",
    __name__,
    url_prefix=f"/sittings/<int(max={LARGEST_ID}):sitting_id>/items/<int(max={LARGEST_ID}):position>",
)
Page = str | Response | tuple[str, int]


@bp.get("/regrade")
def show(sitting_id: int, position: int) -> str:
    """Show the ways to regrade an item, and whom the chosen one changes."""
    sitting = own_settled_sitting(sitting_id)
    chosen = RULES.get(request.args.get("rule", ""))
    return regrade_page(sitting, get_item(sitting.version_id, position), chosen)


@bp.post("/regrade")
def apply(sitting_id: int, position: int) -> Page:
    """Regrade an item in every attempt at the quiz."""
    sitting = own_settled_sitting(sitting_id)
    item, form = get_item(sitting.version_id, position), RegradeForm()
    if not form.validate():
        faults = " ".join(str(fault) for field in form for fault in field.errors)
        return regrade_page(sitting, item, None, faults), 422
    changed = apply_regrade(
        sitting.version_id,
        position,
        RULES[str(form.rule.data)],
        key_version_id=form.key.data,
        now=utc_now(),
    )
    return _back(sitting, position, changed)


@bp.post("/regrade/undo")
def undo(sitting_id: int, position: int) -> Page:
    """Grade an item by its own key again."""
    sitting, form = own_settled_sitting(sitting_id), UndoForm()
    checked_form(form)
    changed = undo_regrade(sitting.version_id, position, int(form.regrade.data or 0), now=utc_now())
    return _back(sitting, position, changed)


def _back(sitting: Sitting, position: int, changed: int) -> Response:
    have = "has" if changed == 1 else "have"
    flash(f"Done. {counted(changed, 'attempt')} {have} other points now.")
    return redirect(url_for("regrade.show", sitting_id=sitting.id, position=position), 303)

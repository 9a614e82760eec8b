"""Fit the schedule to the learner who asks, or go back to the standard."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import known_learner
from studyapp.clock import utc_now
from studyapp.review.plan.fit_operations import fit_learner, use_standard
from studyapp.review.plan.fitting import fit_text
from studyapp.web import EmptyForm, checked_form

bp = Blueprint("fit", __name__, url_prefix="/plan/fit")
Page = str | Response | tuple[str, int]


@bp.post("")
def fit_mine() -> Page:
    """Fit the schedule and say how it did."""
    checked_form(EmptyForm())
    found, was_standard = fit_learner(known_learner().id, now=utc_now())
    flash(fit_text(found, is_first=was_standard))
    return redirect(url_for("plan.show_plan"), 303)


@bp.post("/standard")
def use_standard_schedule() -> Page:
    """Go back to the standard schedule."""
    checked_form(EmptyForm())
    use_standard(known_learner().id)
    flash("The standard schedule is used again.")
    return redirect(url_for("plan.show_plan"), 303)

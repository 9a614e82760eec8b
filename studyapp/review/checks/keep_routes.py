"""Pages on which a learner takes questions of a module into their review, or leaves them out."""

import uuid
from collections.abc import Set

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import acting_learner, current_learner, known_learner
from studyapp.clock import utc_now
from studyapp.errors import BadInputError
from studyapp.review.asking.forms import KeepForm
from studyapp.review.checks.check_page import about_named
from studyapp.review.checks.keep_operations import Choice, keep
from studyapp.review.checks.keep_page import keeping_of
from studyapp.review.checks.queries import get_questions
from studyapp.review.log.queries import answers_in_run
from studyapp.web import EmptyForm, checked_form

bp = Blueprint("keep", __name__, url_prefix="/review/keep")
KEPT = "Your choice is kept."


@bp.get("/<path:module>")
def show_keep(module: str) -> str:
    """Show every question of a module or a quiz, with a tick at those in the learner's review."""
    learner = current_learner()
    learner_id = learner.id if learner else None
    keeping = keeping_of(learner_id, get_questions(learner_id, module, None))
    return render_template(
        "review/keep.html",
        about=about_named(learner_id, module),
        met=keeping.boxes(met=True),
        unmet=keeping.boxes(met=False),
        action=url_for(".save_keep", module=module),
    )


@bp.post("/<path:module>")
def save_keep(module: str) -> Response:
    """Keep what is ticked, and leave the rest that was shown."""
    form, learner = KeepForm(), current_learner()
    checked_form(form)
    ids = [stored.id for stored in get_questions(learner.id if learner else None, module, None)]
    met, unmet = _numbers("met", set(ids)), _numbers("unmet", set(ids))
    kept, taken = _numbers("kept", set(ids)), _numbers("taken", set(ids))
    if form.takes_all:
        kept, taken = met, unmet
    choice = Choice(
        kept=kept,
        left_out=met - kept,
        taken=[n for n in ids if n in taken],
        passed=unmet - taken,
    )
    keep(acting_learner().id, choice, now=utc_now())
    flash(KEPT)
    return redirect(url_for(".show_keep", module=module), 303)


@bp.post("/<path:module>/<uuid:run_id>/leave-out")
def leave_all_out(module: str, run_id: uuid.UUID) -> Response:
    """Leave all that a check has asked out of the review."""
    checked_form(EmptyForm())
    learner_id = known_learner().id
    keep(learner_id, Choice(left_out=_asked_in(learner_id, run_id)), now=utc_now())
    return _back_to_result(module, run_id)


@bp.post("/<path:module>/<uuid:run_id>/take-back")
def take_all_back(module: str, run_id: uuid.UUID) -> Response:
    """Take all that a check has asked back into the review."""
    checked_form(EmptyForm())
    learner_id = known_learner().id
    keep(learner_id, Choice(kept=_asked_in(learner_id, run_id)), now=utc_now())
    return _back_to_result(module, run_id)


@bp.post("/<path:module>/<uuid:run_id>/take-more")
def take_more(module: str, run_id: uuid.UUID) -> Response:
    """Take every question of a module that was not asked yet into the review."""
    checked_form(EmptyForm())
    learner_id = known_learner().id
    unmet = keeping_of(learner_id, get_questions(learner_id, module, None)).unmet
    keep(learner_id, Choice(taken=unmet), now=utc_now())
    return _back_to_result(module, run_id)


def _numbers(name: str, known: Set[int]) -> set[int]:
    """Return the questions that a field of the form names."""
    by_text = {str(n): n for n in known}
    texts = request.form.getlist(name)
    if not by_text.keys() >= set(texts):
        raise BadInputError("One of these questions does not belong to this module.")
    return {by_text[text] for text in texts}


def _asked_in(learner_id: int, run_id: uuid.UUID) -> list[int]:
    return [answer.question_id for answer in answers_in_run(learner_id, str(run_id))]


def _back_to_result(module: str, run_id: uuid.UUID) -> Response:
    flash(KEPT)
    return redirect(url_for("check.show_check_done", module=module, run_id=run_id), 303)

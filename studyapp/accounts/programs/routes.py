"""The page of the programs that act for a learner."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import (
    acting_learner,
    current_learner,
    current_zone,
    known_learner,
)
from studyapp.accounts.forms import TokenForm, TokenNameForm
from studyapp.accounts.programs.operations import make_api_token, revoke_api_token
from studyapp.accounts.programs.queries import api_tokens_of
from studyapp.accounts.use_text import use_text
from studyapp.clock import utc_now
from studyapp.errors import ConflictError
from studyapp.web import checked_form

bp = Blueprint("programs", __name__, url_prefix="/account/programs")
Page = str | Response | tuple[str, int]


@bp.get("")
def show_programs() -> str:
    """Show which programs may act for the learner."""
    return _programs_page(TokenNameForm())


@bp.post("")
def make_token() -> Page:
    """Make a token and show it this once."""
    form = TokenNameForm()
    if not form.validate():
        return _programs_page(form), 422
    try:
        token = make_api_token(acting_learner().id, form.label_text, now=utc_now())
    except ConflictError as error:
        form.label.errors = [str(error)]
        return _programs_page(form), error.status
    form.label.data = ""
    return _programs_page(form, token)


@bp.post("/revoke")
def revoke_token() -> Page:
    """End a token."""
    form = TokenForm()
    checked_form(form)
    revoke_api_token(known_learner().id, form.id.data or 0)
    flash("That program cannot act for you any more.")
    return redirect(url_for(".show_programs"), 303)


def _programs_page(form: TokenNameForm, token: str | None = None) -> str:
    learner = current_learner()
    tokens = api_tokens_of(learner.id) if learner is not None else []
    zone = current_zone()
    rows = [
        {
            "id": row.id,
            "label": row.label,
            "use_text": use_text(row.created_at, row.used_at, "used", zone),
        }
        for row in tokens
    ]
    return render_template("accounts/programs.html", programs=rows, form=form, token=token)

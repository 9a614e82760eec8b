"""Pages of a person's own data: take it along, or have it erased."""

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    url_for,
)
from werkzeug.wrappers import Response

from studyapp.accounts.access import (
    current_learner,
    forget_learner,
    known_learner,
    limits_here,
    replace_token,
)
from studyapp.accounts.forms import EraseForm
from studyapp.accounts.own_data.archive import zip_of
from studyapp.accounts.own_data.erase_operations import erase_learner
from studyapp.accounts.own_data.queries import own_data_files
from studyapp.accounts.queries import Learner
from studyapp.accounts.sign_in.password_operations import prove_password
from studyapp.clock import utc_now
from studyapp.mail import find_mailer
from studyapp.web import file_response, hashes_passwords

bp = Blueprint("own_data", __name__, url_prefix="/account/data")
Page = str | Response | tuple[str, int]


@bp.get("")
def show() -> str:
    """Say what is kept of the learner, and offer to take it along or to erase it."""
    return _page(current_learner(), EraseForm())


@bp.get("/my-data.zip")
def download() -> Response:
    """Hand out everything that is kept of the learner: one JSON file, and a CSV file a table."""
    files = own_data_files(known_learner().id, current_app.extensions["studyapp_own_files"])
    return file_response(zip_of(files), "my-data.zip", "application/zip")


@bp.post("/erase")
@hashes_passwords
def erase() -> Page:
    """Erase the learner and sign this browser out."""
    learner, form = known_learner(), EraseForm()
    if not form.validate() or not _is_meant(learner, form):
        return _page(learner, form), 422
    erase_learner(learner.id, current_app.extensions["studyapp_farewells"])
    replace_token()
    forget_learner()
    flash("Everything that was kept of you here is erased.")
    response = redirect(url_for("home.show_home"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _is_meant(learner: Learner, form: EraseForm) -> bool:
    """Check the password of an account; a guest has none."""
    typed = form.password.data or ""
    if learner.name is None or prove_password(learner.id, typed, wide=limits_here(), now=utc_now()):
        return True
    form.password.errors = ["The password is wrong."]
    return False


def _page(learner: Learner | None, form: EraseForm) -> str:
    return render_template(
        "accounts/own_data.html",
        form=form,
        is_known=learner is not None,
        is_named=learner is not None and learner.name is not None,
        sends_letters=find_mailer() is not None,
    )

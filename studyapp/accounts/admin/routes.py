"""Pages of admins: the server, and the people who have an account on it."""

from shlex import quote

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import current_zone, require_admin
from studyapp.accounts.admin.forms import SearchForm, SureForm
from studyapp.accounts.admin.people_queries import Account, accounts_like, get_account
from studyapp.accounts.admin.role_operations import give_role as change_role
from studyapp.accounts.admin.server_page import server_values
from studyapp.accounts.operations import ROLES
from studyapp.accounts.own_data.erase_operations import erase_learner
from studyapp.clock import utc_now
from studyapp.day_words import day_text
from studyapp.errors import ConflictError
from studyapp.web import LARGEST_ID, EmptyForm, checked_form

bp = Blueprint("admin", __name__, url_prefix="/admin")
Page = str | Response | tuple[str, int]
PERSON = f"/people/<int(max={LARGEST_ID}):learner_id>"
PAGE_SIZE = 50
COMMAND = "python3 -m studyapp user"
SEARCH_LONGEST = 60
OWN_ROLE = "Nobody changes their own role. Ask another admin."
OWN_ACCOUNT = "Your own account is erased on the page of your data, with your password."
NEEDED = (
    "Others need what this account has made: it has classes, or somebody else used a quiz of it."
    " Nothing was erased. Delete its classes first."
)


@bp.get("")
def show_server() -> str:
    """Show how this server runs, and what its admins must know of that."""
    require_admin()
    return render_template("accounts/server.html", **server_values(current_zone(), utc_now()))


@bp.get("/people")
def show_people() -> str:
    """List the named accounts."""
    require_admin()
    form, part = SearchForm(), request.args.get("q", "")[:SEARCH_LONGEST]
    form.q.data = part
    page, count = accounts_like(part, PAGE_SIZE, request.args.get("page", 1, type=int))
    return render_template(
        "accounts/people.html",
        form=form,
        people=[(account, _seen_text(account)) for account in page.shown],
        count_all=count,
        page=page,
        address_of=lambda number: url_for(".show_people", q=part or None, page=number),
    )


@bp.get(PERSON)
def show_person(learner_id: int) -> str:
    """Show an account, and what an admin can do with it."""
    require_admin()
    return _person_page(get_account(learner_id), SureForm())


@bp.post(f"{PERSON}/role/<any({', '.join(ROLES)}):role>")
def give_role(learner_id: int, role: str) -> Page:
    """Give an account a role."""
    admin = require_admin()
    checked_form(EmptyForm())
    if learner_id == admin.id:
        raise ConflictError(OWN_ROLE)
    change_role(learner_id, role)
    flash(f"{get_account(learner_id).name} is {role} now.")
    return redirect(url_for(".show_person", learner_id=learner_id), 303)


@bp.post(f"{PERSON}/erase")
def erase(learner_id: int) -> Page:
    """Erase an account with everything that is kept of it."""
    admin, account, form = require_admin(), get_account(learner_id), SureForm()
    if not form.validate():
        return _person_page(account, form), 422
    if learner_id == admin.id:
        raise ConflictError(OWN_ACCOUNT)
    try:
        erase_learner(learner_id, current_app.extensions["studyapp_farewells"])
    except ConflictError as error:
        form.sure.errors = [NEEDED]
        return _person_page(account, form), error.status
    flash(f"{account.name} and everything that was kept of them is erased.")
    return redirect(url_for(".show_people"), 303)


def _person_page(account: Account, form: SureForm) -> str:
    return render_template(
        "accounts/person.html",
        account=account,
        form=form,
        is_own=account.id == require_admin().id,
        seen_text=_seen_text(account),
        made_text=day_text(account.created_at.astimezone(current_zone())),
        roles=[role for role in ROLES if role != account.role],
        commands={
            "password": f"{COMMAND} reset-password {quote(account.name)}",
            "factor": f"{COMMAND} reset-second-factor {quote(account.name)}",
        },
    )


def _seen_text(account: Account) -> str:
    if account.seen_at is None:
        return "Not signed in anywhere"
    return f"Last seen {day_text(account.seen_at.astimezone(current_zone()))}"

"""Pages of the account: claim it, sign in, sign out, devices."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import (
    acting_learner,
    current_learner,
    current_token,
    current_zone,
    forget_learner,
    fresh_token,
    hand_out,
    known_learner,
    limits_here,
    replace_token,
    secret_key,
)
from studyapp.accounts.forms import ClaimForm, DeviceForm, SignInForm
from studyapp.accounts.operations import claim as claim_account
from studyapp.accounts.queries import devices_of
from studyapp.accounts.second_factor.forms import CodeForm
from studyapp.accounts.sign_in.operations import Arrival, Proof, finish_sign_in
from studyapp.accounts.sign_in.operations import sign_in as open_account
from studyapp.accounts.sign_in.session_operations import revoke_other_sessions
from studyapp.accounts.sign_in.session_operations import revoke_session as revoke
from studyapp.accounts.sign_in.session_operations import sign_out as close_account
from studyapp.accounts.sign_in.ticket import Ticket, read_ticket, write_ticket
from studyapp.accounts.tokens import token_hash
from studyapp.clock import utc_now
from studyapp.day_words import day_text
from studyapp.errors import ConflictError
from studyapp.mail import find_mailer
from studyapp.web import EmptyForm, checked_form, hashes_passwords

bp = Blueprint("accounts", __name__, url_prefix="/account")
Page = str | Response | tuple[str, int]


@bp.get("")
def show_account() -> Page:
    """Show the account and where it is signed in."""
    learner, zone = current_learner(), current_zone()
    devices = devices_of(learner.id, current_token()) if learner else []
    rows = [
        {
            "id": device.id,
            "current": device.current,
            "seen_text": day_text(device.seen_at.astimezone(zone)),
        }
        for device in devices
    ]
    is_guest = learner is None or learner.name is None
    forms = {"claim": ClaimForm() if is_guest else None}
    return render_template(
        "accounts/account.html",
        devices=rows,
        forms=forms,
        zone=zone.key,
        sends_letters=find_mailer() is not None,
    )


@bp.get("/claim")
def show_claim() -> Page:
    """Show the form that gives a guest a name."""
    return render_template("accounts/claim.html", form=ClaimForm())


@bp.post("/claim")
@hashes_passwords
def claim() -> Page:
    """Give the guest a name and a password."""
    form = ClaimForm()
    if not form.validate():
        return render_template("accounts/claim.html", form=form), 422
    learner = acting_learner()
    try:
        name, password = str(form.name.data), str(form.password.data)
        limits = limits_here()
        claim_account(learner.id, name, password, replace_token(), wide=limits, now=utc_now())
    except ConflictError as error:
        form.name.errors = [str(error)]
        return render_template("accounts/claim.html", form=form), error.status
    flash("This account is yours now. What you did so far is in it.")
    return redirect(url_for(".show_account"), 303)


@bp.get("/sign-in")
def show_sign_in() -> Page:
    """Show the form to sign in."""
    return render_template("accounts/sign_in.html", form=SignInForm())


@bp.post("/sign-in")
@hashes_passwords
def sign_in() -> Page:
    """Sign in; what the guest did here moves into the account."""
    form, arrival, limits = SignInForm(), _arrival(), limits_here()
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form), 422
    name, password = str(form.name.data), str(form.password.data)
    proof = open_account(name, password, arrival, wide=limits, now=utc_now())
    if proof is None:
        form.password.errors = ["The name or the password is wrong."]
        return render_template("accounts/sign_in.html", form=form), 422
    if proof.needs_code:
        return _code_page(proof)
    return _welcome(arrival)


@bp.post("/sign-in/code")
def send_code() -> Page:
    """Sign in with the code that the account asks for after its password."""
    form, arrival, limits, now = CodeForm(), _arrival(), limits_here(), utc_now()
    text, key = form.ticket.data or "", secret_key()
    ticket = read_ticket(text, key, browser=_browser(), now=now)
    if ticket is None:
        return _start_again()
    if not form.validate():
        return render_template("accounts/sign_in_code.html", form=form), 422
    is_right = finish_sign_in(ticket, form.typed, arrival, secret_key=key, wide=limits, now=now)
    if not is_right:
        form.refuse()
        return render_template("accounts/sign_in_code.html", form=form), 422
    return _welcome(arrival)


@bp.post("/sign-out")
def sign_out() -> Page:
    """End this browser's session."""
    checked_form(EmptyForm())
    close_account(current_token())
    replace_token()
    forget_learner()
    flash("You are signed out.")
    response = redirect(url_for("home.show_home"), 303)
    # With its storage would go answers that wait there to be sent: only a script knows of none.
    is_empty = request.form.get("waiting") == "0"
    response.headers["Clear-Site-Data"] = '"cache", "storage"' if is_empty else '"cache"'
    return response


@bp.post("/devices/sign-out")
def revoke_session() -> Page:
    """End the session of another device."""
    form = DeviceForm()
    checked_form(form)
    revoke(known_learner().id, form.id.data or 0)
    flash("That device is signed out.")
    return redirect(url_for(".show_account"), 303)


@bp.post("/devices/sign-out-others")
def revoke_others() -> Page:
    """End every session of the learner but this one."""
    checked_form(EmptyForm())
    revoke_other_sessions(known_learner().id, current_token())
    flash("Every other device is signed out.")
    return redirect(url_for(".show_account"), 303)


def _arrival() -> Arrival:
    """Return this browser, which goes on under a new token once it is signed in."""
    extensions = current_app.extensions
    return Arrival(
        current_learner(),
        current_token(),
        fresh_token(),
        merges=extensions["studyapp_merges"],
        stays=extensions["studyapp_stays"],
    )


def _code_page(proof: Proof) -> Page:
    """Ask for a code; only what the page holds says that the password was right."""
    form = CodeForm()
    ticket = Ticket(proof.account_id, proof.password_mark, _browser(), utc_now())
    form.ticket.data = write_ticket(ticket, secret_key())
    return render_template("accounts/sign_in_code.html", form=form)


def _start_again() -> Page:
    form = SignInForm()
    form.password.errors = ["The password was typed more than 10 minutes ago. Type it again."]
    return render_template("accounts/sign_in.html", form=form), 422


def _welcome(arrival: Arrival) -> Page:
    hand_out(arrival.new_token)
    forget_learner()
    flash("You are signed in.")
    return redirect(url_for("home.show_home"), 303)


def _browser() -> str:
    """Return the hash of the token that this browser holds."""
    return token_hash(current_token())

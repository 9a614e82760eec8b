"""Pages of the account: claim it, sign in, sign out, devices."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import (
    acting_learner,
    current_learner,
    current_token,
    current_zone,
    forget_learner,
    known_learner,
    replace_token,
)
from studyapp.accounts.forms import ClaimForm, DeviceForm, SignInForm
from studyapp.accounts.operations import claim as claim_account
from studyapp.accounts.operations import revoke_session as revoke
from studyapp.accounts.operations import sign_in as open_account
from studyapp.accounts.operations import sign_out as close_account
from studyapp.accounts.queries import devices_of
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
        claim_account(learner.id, name, password, replace_token(), now=utc_now())
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
    form = SignInForm()
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form), 422
    guest, old = current_learner(), current_token()
    account_id = open_account(
        str(form.name.data),
        str(form.password.data),
        guest=guest,
        old_token=old,
        new_token=replace_token(),
        merges=current_app.extensions["studyapp_merges"],
        stays=current_app.extensions["studyapp_stays"],
        now=utc_now(),
    )
    if account_id is None:
        form.password.errors = ["The name or the password is wrong."]
        return render_template("accounts/sign_in.html", form=form), 422
    forget_learner()
    flash("You are signed in.")
    return redirect(url_for("home.show_home"), 303)


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

"""Pages of two-step sign-in: set it up, make new recovery codes, switch it off."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import (
    Account,
    current_account,
    current_zone,
    lacks_second_factor,
    limits_here,
    secret_key,
)
from studyapp.accounts.second_factor.forms import (
    BeginForm,
    ConfirmForm,
    RenewForm,
    SwitchOffForm,
)
from studyapp.accounts.second_factor.operations import (
    begin_second_factor,
    confirm_second_factor,
    renew_recovery_codes,
    switch_off_second_factor,
)
from studyapp.accounts.second_factor.queries import find_second_factor, find_secret_in_setup
from studyapp.accounts.second_factor.totp import in_groups, setup_address
from studyapp.accounts.sign_in.password_operations import prove_password
from studyapp.clock import utc_now
from studyapp.database import db
from studyapp.day_words import day_text
from studyapp.errors import ConflictError
from studyapp.qr_code import qr_svg
from studyapp.web import hashes_passwords

bp = Blueprint("second_factor", __name__, url_prefix="/account/second-factor")
Page = str | Response | tuple[str, int]
WRONG_PASSWORD = "The password is wrong."  # noqa: S105 -- what is said of one
WRONG_CODE = "This is not the code of this moment. Wait for the next one, and look at the clock."


@bp.get("")
def show() -> Page:
    """Say whether two-step sign-in is on, and offer to set it up."""
    return _page(current_account(), BeginForm())


@bp.post("")
@hashes_passwords
def begin() -> Page:
    """Show what an authenticator app needs, to whoever types the password."""
    account, form = current_account(), BeginForm()
    if not form.validate():
        return _page(account, form), 422
    proved = prove_password(account.id, str(form.password.data), wide=limits_here(), now=utc_now())
    if proved is None:
        form.password.errors = [WRONG_PASSWORD]
        return _page(account, form), 422
    secret = begin_second_factor(account.id, proved, secret_key(), now=utc_now())
    return _setup_page(account, secret, ConfirmForm())


@bp.post("/confirm")
def confirm() -> Page:
    """Switch two-step sign-in on once the app shows the right code."""
    account, form = current_account(), ConfirmForm()
    secret = find_secret_in_setup(db.session, account.id, secret_key(), now=utc_now())
    if secret is None:
        raise ConflictError("Two-step sign-in is not being set up. Begin again.")
    if not form.validate():
        return _setup_page(account, secret, form), 422
    codes = confirm_second_factor(account.id, str(form.code.data), secret_key(), now=utc_now())
    if codes is None:
        form.code.errors = [WRONG_CODE]
        return _setup_page(account, secret, form), 422
    return render_template("accounts/recovery_codes.html", codes=codes, is_new=True)


@bp.get("/codes")
def show_renewal() -> Page:
    """Show the form that asks for a code before new recovery codes are made."""
    if find_second_factor(db.session, current_account().id) is None:
        return redirect(url_for(".show"), 303)
    return render_template("accounts/renew_codes.html", form=RenewForm())


@bp.post("/codes")
def renew() -> Page:
    """Make new recovery codes and show them this once."""
    account, form = current_account(), RenewForm()
    if not form.validate():
        return render_template("accounts/renew_codes.html", form=form), 422
    limits, now = limits_here(), utc_now()
    codes = renew_recovery_codes(account.id, form.typed, secret_key(), wide=limits, now=now)
    if codes is None:
        form.refuse()
        return render_template("accounts/renew_codes.html", form=form), 422
    return render_template("accounts/recovery_codes.html", codes=codes, is_new=False)


@bp.get("/off")
def show_switch_off() -> Page:
    """Show the form that asks for password and code before two-step sign-in ends."""
    if find_second_factor(db.session, current_account().id) is None:
        return redirect(url_for(".show"), 303)
    return render_template("accounts/second_factor_off.html", form=SwitchOffForm())


@bp.post("/off")
@hashes_passwords
def switch_off() -> Page:
    """Let the password alone open the account."""
    account, form = current_account(), SwitchOffForm()
    if not form.validate() or not _is_switched_off(account, form):
        return render_template("accounts/second_factor_off.html", form=form), 422
    flash("Two-step sign-in is off. Your password alone opens the account.")
    return redirect(url_for(".show"), 303)


def _is_switched_off(account: Account, form: SwitchOffForm) -> bool:
    """Switch it off, or say in the form what was wrong."""
    limits, now = limits_here(), utc_now()
    proved = prove_password(account.id, str(form.password.data), wide=limits, now=now)
    if proved is None:
        form.password.errors = [WRONG_PASSWORD]
        return False
    is_off = switch_off_second_factor(
        account.id, proved, form.typed, secret_key(), wide=limits, now=now
    )
    if not is_off:
        form.refuse()
    return is_off


def _page(account: Account, form: BeginForm) -> str:
    found = find_second_factor(db.session, account.id)
    since = found and day_text(found.confirmed_at.astimezone(current_zone()))
    return render_template(
        "accounts/second_factor.html",
        form=form,
        since=since,
        codes_left=found.codes_left if found else 0,
        is_required=lacks_second_factor(),
    )


def _setup_page(account: Account, secret: str, form: ConfirmForm) -> str:
    address = setup_address(secret, account.name)
    return render_template(
        "accounts/second_factor_setup.html",
        form=form,
        qr=qr_svg(address, "QR code for your authenticator app"),
        address=address,
        secret=in_groups(secret),
    )

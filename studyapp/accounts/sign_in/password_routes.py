"""Page of the password: change it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import (
    current_account,
    forget_learner,
    fresh_token,
    hand_out,
    limits_here,
)
from studyapp.accounts.forms import PasswordForm
from studyapp.accounts.sign_in.password_operations import change_password
from studyapp.clock import utc_now
from studyapp.web import hashes_passwords

bp = Blueprint("password", __name__, url_prefix="/account/password")
Page = str | Response | tuple[str, int]


@bp.get("")
def show() -> Page:
    """Show the form that changes the password."""
    return render_template("accounts/password.html", form=PasswordForm(current_account().name))


@bp.post("")
@hashes_passwords
def save() -> Page:
    """Change the password; every other device and every program is signed out."""
    account = current_account()
    form = PasswordForm(account.name)
    if not form.validate():
        return render_template("accounts/password.html", form=form), 422
    present, wanted, limits = str(form.present.data), str(form.password.data), limits_here()
    token = fresh_token()
    if not change_password(account.id, present, wanted, token, wide=limits, now=utc_now()):
        form.present.errors = ["The password is wrong."]
        return render_template("accounts/password.html", form=form), 422
    hand_out(token)
    forget_learner()
    flash("Your password is changed. Every other device and every program is signed out.")
    return redirect(url_for("accounts.show_account"), 303)

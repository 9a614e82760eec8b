"""What people do with two-step sign-in, through the pages."""

import re
from dataclasses import dataclass
from datetime import datetime

import pyotp
from werkzeug.test import TestResponse

from tests.accounts.people import PASSWORD, sign_in
from tests.visitor import Form, Visitor, forms_in

SETUP = "/account/second-factor"


@dataclass
class App:
    """An authenticator app, and the recovery codes that were kept beside it."""

    secret: str
    codes: list[str]

    def code(self, at: datetime) -> str:
        """Return what it shows at a moment."""
        return pyotp.TOTP(self.secret).at(at)


def begin(visitor: Visitor, password: str = PASSWORD) -> TestResponse:
    """Type the password, to be shown what an app needs."""
    return visitor.send(visitor.form(SETUP, SETUP), password=password)


def secret_on(page: str) -> str:
    """Return the secret of a page that sets an app up."""
    found = re.search(r'<code translate="no">([A-Z2-7 ]+)</code>', page)
    assert found is not None, page
    return found[1].replace(" ", "")


def recovery_codes_on(page: str) -> list[str]:
    return re.findall(r'<code translate="no">([a-z0-9-]{27})</code>', page)


def form_on(page: str, action_part: str) -> Form:
    return next(form for form in forms_in(page) if action_part in form.action)


def set_up(visitor: Visitor, at: datetime) -> App:
    """Switch two-step sign-in on."""
    page = begin(visitor).text
    app = App(secret_on(page), [])
    done = visitor.send(form_on(page, "/confirm"), code=app.code(at))
    assert done.status_code == 200, done.text
    app.codes = recovery_codes_on(done.text)
    return app


def first_step(visitor: Visitor, name: str = "Ada", password: str = PASSWORD) -> Form:
    """Sign in by the password; return the form that asks for a code."""
    response = sign_in(visitor, name, password)
    assert response.status_code == 200, response.text
    return form_on(response.text, "/sign-in/code")


def sign_in_with(visitor: Visitor, code: str) -> TestResponse:
    """Sign in by password and code."""
    return visitor.send(first_step(visitor), code=code)

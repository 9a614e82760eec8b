"""What people do with accounts, through the pages."""

import re
from datetime import UTC, datetime, timedelta

from werkzeug.test import TestResponse

from studyapp.accounts.access import COOKIE
from tests.every_page import MODULE, post
from tests.visitor import Visitor

PASSWORD = "nine geese on a river"


def answer_something(visitor: Visitor) -> str:
    """Say "I don't know" to the first question of a check; return the id of the answer."""
    address = visitor.address_after(f"/check/{MODULE}/start")
    form = visitor.form(address, "/check/")
    response = visitor.send(form, act="unsure")
    assert response.status_code == 303, response.text
    return str(form.fields["answer_id"])


def read_to(visitor: Visitor, number: int) -> None:
    """Come to a paragraph of the module."""
    response = post(visitor, f"/read/{MODULE}/place", number=str(number))
    assert response.status_code < 400, response.text


def plan_exam(visitor: Visitor) -> str:
    """Add a date to the plan; return its address."""
    day = f"{datetime.now(UTC) + timedelta(days=30):%Y-%m-%d}"
    form = visitor.form("/plan/exams/new", "/new")
    response = visitor.send(form, title="A", held_on=day, minutes="9", covers=["compare"])
    assert response.status_code == 303, response.text
    return str(response.location)


def claim(visitor: Visitor, name: str = "Ada", password: str = PASSWORD) -> TestResponse:
    form = visitor.form("/account/claim", "/claim")
    return visitor.send(form, name=name, password=password)


def sign_in(visitor: Visitor, name: str = "Ada", password: str = PASSWORD) -> TestResponse:
    form = visitor.form("/account/sign-in", "/sign-in")
    return visitor.send(form, name=name, password=password)


def sign_out(visitor: Visitor) -> TestResponse:
    return visitor.send(visitor.form("/account", "/account/sign-out"))


def heading(visitor: Visitor) -> str:
    """Return the heading of the account page: the name, or what a guest is called."""
    found = re.search(r"<h1>(.*?)</h1>", visitor.open("/account"))
    assert found is not None
    return found[1]


def token_of(visitor: Visitor) -> str:
    token = visitor.cookie(COOKIE)
    assert token is not None
    return token


def hold_token(visitor: Visitor, token: str) -> None:
    """Put a token into a browser, as a thief or a planter of cookies would."""
    visitor.client.set_cookie(COOKIE, token)

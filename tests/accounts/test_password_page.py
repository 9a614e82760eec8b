"""Somebody changes their own password."""

import pytest
from flask import Flask

from studyapp.accounts.guesses.limits import GUESSES_ALLOWED
from tests.accounts.people import PASSWORD, claim, sign_in
from tests.stored import stored_rows
from tests.visitor import Visitor

PAGE = "/account/password"
NEW = "eleven geese on a pond"


@pytest.mark.parametrize(
    ("filled", "fault"),
    [
        pytest.param({"present": "not it"}, "The password is wrong.", id="wrong"),
        pytest.param({"present": ""}, "Type your present password.", id="none"),
        pytest.param({"present": "x" * 201}, "too long", id="far too long"),
        pytest.param({"password": "short", "again": "short"}, "at least 8", id="short"),
        pytest.param({"password": "iloveyou", "again": "iloveyou"}, "guessed", id="common"),
        pytest.param({"password": "Ada-1815", "again": "Ada-1815"}, "more than the", id="name"),
        pytest.param({"password": "studyapp1", "again": "studyapp1"}, "this app", id="app"),
        pytest.param({"again": NEW + "s"}, "differs", id="slip"),
        pytest.param({"again": ""}, "differs", id="once"),
    ],
)
def test_what_cannot_be_taken_is_said_and_changes_nothing(
    app: Flask, visitor: Visitor, filled: dict[str, str], fault: str
) -> None:
    claim(visitor, "Ada")
    kept = stored_rows(app, "SELECT password_hash FROM learner")
    sessions = stored_rows(app, "SELECT * FROM session")

    response = visitor.send(
        visitor.form(PAGE, PAGE), **({"present": PASSWORD, "password": NEW, "again": NEW} | filled)
    )

    assert response.status_code == 422
    assert fault in response.text
    assert NEW not in response.text
    assert stored_rows(app, "SELECT password_hash FROM learner") == kept
    assert stored_rows(app, "SELECT * FROM session") == sessions


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("x y" * 66, id="198 signs"),
        pytest.param("צפרדע 🐸 \x00 żaba", id="any letters and a null"),
        pytest.param("kqzvwxyj", id="small letters alone"),
    ],
)
def test_any_signs_and_64_or_more_of_them_are_taken(
    app: Flask, visitor: Visitor, password: str
) -> None:
    claim(visitor, "Ada")

    form = visitor.form(PAGE, PAGE)
    response = visitor.send(form, present=PASSWORD, password=password, again=password)

    assert response.status_code == 303
    assert sign_in(Visitor(app), "Ada", password).status_code == 303
    assert sign_in(Visitor(app), "Ada", password[:-1]).status_code == 422


def test_whoever_holds_a_session_cannot_try_passwords_there(visitor: Visitor) -> None:
    claim(visitor, "Ada")
    form = visitor.form(PAGE, PAGE)

    statuses = [
        visitor.send(form, present=f"{NEW} {n}", password=NEW, again=NEW).status_code
        for n in range(GUESSES_ALLOWED + 2)
    ]

    assert statuses == [422] * GUESSES_ALLOWED + [429] * 2
    erase = visitor.send(visitor.form("/account/data", "/erase"), sure="y", password=PASSWORD)
    assert erase.status_code == 429


def test_password_managers_are_told_what_each_field_is(visitor: Visitor) -> None:
    claim(visitor, "Ada")

    page = visitor.open(PAGE)

    assert page.count('autocomplete="current-password"') == 1
    assert page.count('autocomplete="new-password"') == 2
    assert 'value="Ada" autocomplete="username"' in page

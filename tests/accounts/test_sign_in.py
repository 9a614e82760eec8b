"""Signing in on another device, and what keeps strangers out."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from studyapp.accounts.guesses.limits import GUESS_WINDOW, GUESSES_ALLOWED
from studyapp.accounts.guesses.operations import TooManyGuessesError
from studyapp.accounts.operations import add_account
from studyapp.accounts.sign_in.operations import Arrival, sign_in
from tests.accounts.people import (
    PASSWORD,
    answer_something,
    claim,
    heading,
    hold_token,
    token_of,
)
from tests.accounts.people import sign_in as sign_in_on
from tests.conftest import NOON
from tests.stored import stored_rows
from tests.visitor import Visitor

WRONG = "ten geese on a lake"
LONG_NAME = "ΐ" * 60


def try_password(name: str, password: str, *, minutes: float = 0) -> int | None:
    arrival = Arrival(None, None, f"token {minutes} {password}")
    proof = sign_in(name, password, arrival, now=NOON + timedelta(minutes=minutes))
    return proof.account_id if proof else None


def test_an_account_opens_on_another_device(app: Flask, visitor: Visitor) -> None:
    answer_id = answer_something(visitor)
    claim(visitor, "Ada")

    response = sign_in_on(other := Visitor(app), "Ada")

    assert response.status_code == 303
    assert heading(other) == "Ada"
    other.open(f"/review/answers/{answer_id}")


@pytest.mark.parametrize(
    "typed", [pytest.param("ADA", id="other case"), pytest.param(" ada  ", id="spaces")]
)
def test_a_name_need_not_be_typed_as_it_was_claimed(
    app: Flask, visitor: Visitor, typed: str
) -> None:
    claim(visitor, "Ada")

    sign_in_on(other := Visitor(app), typed)

    assert heading(other) == "Ada"


def test_a_password_may_hold_any_letters_and_a_null(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada", "צפרדע 🐸 \x00 żaba")

    sign_in_on(other := Visitor(app), "Ada", "צפרדע 🐸 \x00 żaba")

    assert heading(other) == "Ada"


def test_a_wrong_password_opens_nothing_and_keeps_the_typed_name(
    app: Flask, visitor: Visitor
) -> None:
    claim(visitor, "Ada")

    response = sign_in_on(other := Visitor(app), "Ada", WRONG)

    assert response.status_code == 422
    assert "The name or the password is wrong." in response.text
    assert 'value="Ada"' in response.text
    assert WRONG not in response.text
    assert heading(other) == "Guest"


@pytest.mark.trust(row=39)
def test_a_wrong_password_looks_the_same_for_a_name_that_does_not_exist(
    app: Flask, visitor: Visitor
) -> None:
    claim(visitor, "Ada")

    known = sign_in_on(Visitor(app), "Ada", WRONG)
    unknown = sign_in_on(Visitor(app), "Eva", WRONG)

    assert known.status_code == unknown.status_code
    assert _without_tokens(known.text) == _without_tokens(unknown.text).replace("Eva", "Ada")
    assert {*dict(known.headers)} == {*dict(unknown.headers)}
    counted = [row[0] for row in stored_rows(app, "SELECT name_key FROM sign_in_failure")]
    assert [key for key in counted if not key.startswith("\n")] == ["ada", "eva"]
    assert len(counted) == 6


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Ada", id="known"),
        pytest.param("Eva", id="unknown"),
        pytest.param(LONG_NAME, id="grows when folded"),
    ],
)
def test_ten_wrong_guesses_close_a_name_even_to_the_right_password(
    app_context: None, name: str
) -> None:
    add_account("Ada", PASSWORD, "learner", now=NOON)
    add_account(LONG_NAME, PASSWORD, "learner", now=NOON)
    for _ in range(GUESSES_ALLOWED):
        assert try_password(name, WRONG) is None

    with pytest.raises(TooManyGuessesError, match="too many wrong passwords"):
        try_password(name, PASSWORD, minutes=4)


def test_a_closed_name_shuts_nobody_else_out(app_context: None) -> None:
    add_account("Ada", PASSWORD, "learner", now=NOON)
    berta = add_account("Berta", PASSWORD, "learner", now=NOON)
    for _ in range(GUESSES_ALLOWED):
        try_password("Ada", WRONG)

    assert try_password("Berta", PASSWORD) == berta


def test_a_closed_name_opens_again_after_a_while(app_context: None) -> None:
    ada = add_account("Ada", PASSWORD, "learner", now=NOON)
    for _ in range(GUESSES_ALLOWED):
        try_password("Ada", WRONG)

    assert try_password("Ada", PASSWORD, minutes=GUESS_WINDOW / timedelta(minutes=1) + 1) == ada


def test_the_right_password_clears_the_wrong_guesses(app_context: None) -> None:
    ada = add_account("Ada", PASSWORD, "learner", now=NOON)
    for n in range(2 * GUESSES_ALLOWED):
        try_password("Ada", PASSWORD if n % 5 == 4 else WRONG, minutes=n / 100)

    assert try_password("Ada", PASSWORD, minutes=1) == ada


def test_wrong_guesses_are_forgotten_when_they_no_longer_count(app: Flask) -> None:
    with app.app_context():
        try_password("Ada", WRONG)
        try_password("Berta", WRONG, minutes=GUESS_WINDOW / timedelta(minutes=1) + 1)

    assert stored_rows(app, "SELECT name_key FROM sign_in_failure") == [("berta",)]


def test_too_many_guesses_are_a_page_that_says_how_long_to_wait(
    app: Flask, visitor: Visitor
) -> None:
    claim(visitor, "Ada")
    other = Visitor(app)
    statuses = [sign_in_on(other, "Ada", WRONG).status_code for _ in range(GUESSES_ALLOWED)]

    response = sign_in_on(other, "Ada", PASSWORD)

    assert statuses == [422] * GUESSES_ALLOWED
    assert response.status_code == 429
    assert "Wait 5 minutes" in response.text
    assert heading(other) == "Guest"


@pytest.mark.trust(row=37)
def test_a_token_planted_before_sign_in_opens_nothing_after(app: Flask) -> None:
    claim(Visitor(app), "Ada")
    answer_something(thief := Visitor(app))
    hold_token(victim := Visitor(app), token_of(thief))

    sign_in_on(victim, "Ada")

    assert heading(victim) == "Ada"
    assert token_of(victim) != token_of(thief)
    assert heading(thief) == "Guest"


@pytest.mark.trust(row=37)
def test_signing_in_again_ends_the_session_before(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada")
    hold_token(thief := Visitor(app), token_of(visitor))

    sign_in_on(visitor, "Ada")

    assert heading(visitor) == "Ada"
    assert heading(thief) == "Guest"
    assert len(stored_rows(app, "SELECT id FROM session")) == 1


def _without_tokens(page: str) -> str:
    return re.sub(r'(value|content)="[\w.-]{40,}"', "", page)

"""A code is asked for after the password, which alone opens nothing."""

import json
import logging
import re

import pytest
from flask import Flask

from studyapp.serving.logs import JsonLines
from tests.accounts.people import (
    PASSWORD,
    answer_something,
    claim,
    heading,
    sign_in,
    token_of,
)
from tests.accounts.two_steps import (
    LATER,
    SETUP,
    App,
    first_step,
    form_on,
    set_up,
    sign_in_with,
)
from tests.browser.moved_clock import Clock
from tests.conftest import NOON, SECRET_KEY, MakeApp
from tests.every_page import post
from tests.stored import everything_stored, stored_rows
from tests.visitor import Visitor


def test_the_password_alone_signs_nobody_in_and_stores_nothing(
    app: Flask, visitor: Visitor, ada: App
) -> None:
    other = Visitor(app)
    answer_something(other)
    guest = token_of(other)
    before = everything_stored(app)

    form = first_step(other)

    assert everything_stored(app) == before
    assert token_of(other) == guest
    assert heading(other) == "Guest"
    assert {"ticket", "code", "recovery"} <= form.names


def test_the_code_signs_in_under_a_new_token_and_takes_the_guest_along(
    app: Flask, visitor: Visitor, ada: App
) -> None:
    answer_id = answer_something(other := Visitor(app))
    guest = token_of(other)

    response = sign_in_with(other, ada.code(LATER))

    assert response.status_code == 303
    assert heading(other) == "Ada"
    assert token_of(other) != guest
    visitor.open(f"/review/answers/{answer_id}")


def test_a_code_opens_the_account_once(app: Flask, ada: App) -> None:
    sign_in_with(Visitor(app), ada.code(LATER))

    again = sign_in_with(thief := Visitor(app), ada.code(LATER))

    assert again.status_code == 422
    assert "Wait for the next one" in again.text
    assert ada.code(LATER) not in again.text
    assert heading(thief) == "Guest"


def test_the_code_that_confirmed_it_signs_nobody_in(
    app: Flask, visitor: Visitor, clock: Clock
) -> None:
    claim(visitor, "Ada")
    authenticator = set_up(visitor, NOON)

    assert sign_in_with(Visitor(app), authenticator.code(NOON)).status_code == 422


def test_a_recovery_code_opens_the_account_once(app: Flask, visitor: Visitor, ada: App) -> None:
    typed = f" {ada.codes[3].upper().replace('-', ' ')} "
    other, thief = Visitor(app), Visitor(app)

    used = other.send(first_step(other), recovery=typed)
    again = thief.send(first_step(thief), recovery=typed)

    assert (used.status_code, again.status_code) == (303, 422)
    assert "it was used before" in again.text
    assert heading(other) == "Ada"
    assert "9 of your recovery codes are left" in visitor.open(SETUP)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"code": "000000"}, id="wrong"),
        pytest.param({"code": ""}, id="empty"),
        pytest.param({"code": "x" * 100}, id="long"),
        pytest.param({"recovery": "aaaaa-aaaaa-aaaaa-aaaaa"}, id="wrong recovery code"),
        pytest.param({"code": "\u0661\u0662\u0663\u0664\u0665\u0666"}, id="other digits"),
    ],
)
def test_a_wrong_code_asks_again_and_the_next_is_taken(
    app: Flask, ada: App, fields: dict[str, str]
) -> None:
    form = first_step(other := Visitor(app))

    wrong = other.send(form, **fields)

    assert wrong.status_code == 422
    assert heading(other) == "Guest"
    right = other.send(form_on(wrong.text, "/sign-in/code"), code=ada.code(LATER))
    assert right.status_code == 303


def test_the_ticket_is_good_for_ten_minutes(app: Flask, ada: App, clock: Clock) -> None:
    form = first_step(other := Visitor(app))
    clock.move(minutes=10)

    late = other.send(form, code=ada.code(clock.moment))

    assert late.status_code == 422
    assert "more than 10 minutes ago" in late.text
    assert heading(other) == "Guest"


def test_the_ticket_is_good_in_its_browser_alone(app: Flask, ada: App) -> None:
    form = first_step(Visitor(app))
    thief = Visitor(app)

    stolen = post(thief, form.action, ticket=str(form.fields["ticket"]), code=ada.code(LATER))

    assert stolen.status_code == 422
    assert heading(thief) == "Guest"


@pytest.mark.parametrize("ticket", ["", "nonsense", "e30.AAAA", "\x00"])
def test_without_a_ticket_of_this_server_no_code_is_looked_at(
    app: Flask, ada: App, ticket: str
) -> None:
    other = Visitor(app)

    response = post(other, "/account/sign-in/code", ticket=ticket, code=ada.code(LATER))

    assert response.status_code == 422
    assert stored_rows(app, "SELECT name_key FROM sign_in_failure") == []


def test_the_ticket_is_void_once_the_password_has_changed(
    app: Flask, visitor: Visitor, ada: App
) -> None:
    form = first_step(other := Visitor(app))
    changed = visitor.form("/account/password", "/password")
    new = "eleven geese on a pond"
    assert visitor.send(changed, present=PASSWORD, password=new, again=new).status_code == 303

    response = other.send(form, code=ada.code(LATER))

    assert response.status_code == 409
    assert heading(other) == "Guest"


def test_sign_in_goes_on_at_another_process(make_app: MakeApp, clock: Clock) -> None:
    one = make_app()
    other = make_app(DATABASE_URL=one.config["SQLALCHEMY_DATABASE_URI"])
    claim(owner := Visitor(one), "Ada")
    authenticator = set_up(owner, NOON)
    clock.move(minutes=1)
    form = first_step(here := Visitor(one))
    there = Visitor(other)
    for cookie in ("studyapp_form", "studyapp_visitor"):
        there.client.set_cookie(cookie, str(here.cookie(cookie)))

    response = there.send(form, code=authenticator.code(LATER))

    assert response.status_code == 303
    assert heading(there) == "Ada"


def test_a_session_that_is_open_and_a_program_go_on_without_a_code(
    app: Flask, visitor: Visitor, clock: Clock
) -> None:
    claim(visitor, "Ada")
    sign_in(other := Visitor(app), "Ada")
    made = post(visitor, "/account/programs", label="Shell").text
    token = re.search(r"sa_[\w-]{43}", made)
    assert token is not None

    set_up(visitor, NOON)

    assert heading(other) == "Ada"
    bearer = {"Authorization": f"Bearer {token[0]}"}
    assert app.test_client().get("/api/v1/review/cards", headers=bearer).status_code == 200


def test_what_happens_is_logged_without_a_name_or_a_secret(
    app: Flask, visitor: Visitor, ada: App, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "studyapp.security")

    (other := Visitor(app)).send(first_step(other), recovery=ada.codes[0])
    form = visitor.form(f"{SETUP}/off", "/off")
    visitor.send(form, password=PASSWORD, code=ada.code(LATER))

    lines = [JsonLines().format(r) for r in caplog.records if r.name == "studyapp.security"]
    said = [json.loads(line)["message"] for line in lines]
    assert said == ["recovery code used", "second factor switched off"]
    secrets = ("Ada", "ada", ada.secret, ada.codes[0], PASSWORD)
    assert [secret for secret in secrets for line in lines if secret in line] == []


def test_another_key_of_the_server_makes_other_codes(make_app: MakeApp, clock: Clock) -> None:
    one = make_app()
    claim(owner := Visitor(one), "Ada")
    authenticator = set_up(owner, NOON)
    clock.move(minutes=1)
    moved = make_app(
        DATABASE_URL=one.config["SQLALCHEMY_DATABASE_URI"], SECRET_KEY=SECRET_KEY + " and another"
    )

    by_app = sign_in_with(Visitor(moved), authenticator.code(LATER))
    by_paper = (other := Visitor(moved)).send(first_step(other), recovery=authenticator.codes[0])

    assert (by_app.status_code, by_paper.status_code) == (422, 303)

"""Signing out here, signing other devices out, and new passwords."""

import re

import pytest
from flask import Flask

from studyapp.accounts.sign_in.password_operations import reset_password
from tests.accounts.people import (
    PASSWORD,
    answer_something,
    claim,
    heading,
    hold_token,
    read_to,
    sign_in,
    sign_out,
    token_of,
)
from tests.every_page import csrf_token, post
from tests.stored import everything_stored, stored_rows
from tests.visitor import Visitor

NEW_PASSWORD = "eleven geese on a pond"


def test_signing_out_leaves_a_guest_with_a_new_token(visitor: Visitor) -> None:
    answer_id = answer_something(visitor)
    claim(visitor, "Ada")
    before = token_of(visitor)

    response = sign_out(visitor)

    assert response.status_code == 303
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert token_of(visitor) != before
    assert heading(visitor) == "Guest"
    visitor.open(f"/review/answers/{answer_id}", status=404)


@pytest.mark.trust(row=37)
def test_a_cookie_from_before_the_sign_out_opens_nothing(app: Flask, visitor: Visitor) -> None:
    answer_id = answer_something(visitor)
    claim(visitor, "Ada")
    old = token_of(visitor)
    sign_out(visitor)

    hold_token(thief := Visitor(app), old)

    assert heading(thief) == "Guest"
    thief.open(f"/review/answers/{answer_id}", status=404)
    answer_something(thief)
    assert len(stored_rows(app, "SELECT DISTINCT learner_id FROM review_log")) == 2


def test_signing_out_here_leaves_other_devices_signed_in(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada")
    sign_in(other := Visitor(app), "Ada")

    sign_out(other)

    assert heading(visitor) == "Ada"


@pytest.mark.trust(row=37)
def test_a_device_can_sign_out_another(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada")
    sign_in(other := Visitor(app), "Ada")

    response = visitor.send(visitor.form("/account", "/devices/"))

    assert response.status_code == 303
    assert heading(visitor) == "Ada"
    assert heading(other) == "Guest"


def test_the_account_page_lists_each_device_and_can_end_all_but_this(
    app: Flask, visitor: Visitor
) -> None:
    claim(visitor, "Ada")
    sign_in(Visitor(app), "Ada")
    sign_in(Visitor(app), "Ada")

    page = visitor.open("/account")

    assert page.count("This device") == 1
    assert page.count("Another device") == 2
    assert len(re.findall(r'action="/account/devices/sign-out"', page)) == 2


def test_a_device_of_somebody_else_cannot_be_signed_out(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada")
    session_id = stored_rows(app, "SELECT id FROM session")[0][0]
    claim(stranger := Visitor(app), "Eva")
    before = everything_stored(app)

    response = post(stranger, "/account/devices/sign-out", id=str(session_id))

    assert response.status_code == 404
    assert everything_stored(app) == before
    assert heading(visitor) == "Ada"


def test_a_form_without_a_device_is_refused(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada")

    response = post(visitor, "/account/devices/sign-out")

    assert response.status_code == 422
    assert len(stored_rows(app, "SELECT id FROM session")) == 1


@pytest.mark.trust(row=37)
def test_a_new_password_signs_every_device_out(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada", PASSWORD)
    sign_in(other := Visitor(app), "Ada")

    with app.app_context():
        reset_password("Ada", NEW_PASSWORD)

    assert [heading(visitor), heading(other)] == ["Guest", "Guest"]
    assert sign_in(visitor, "Ada", PASSWORD).status_code == 422
    assert sign_in(visitor, "Ada", NEW_PASSWORD).status_code == 303


def test_a_page_left_open_still_works_after_sign_in_and_sign_out(
    app: Flask, visitor: Visitor
) -> None:
    token = csrf_token(visitor)
    claim(visitor, "Ada")
    sign_out(visitor)

    fields = {"csrf_token": token, "number": "61"}
    response = visitor.client.post("/read/woods-2003/general-secretary/place", data=fields)

    assert response.status_code < 400
    assert len(stored_rows(app, "SELECT place FROM reading")) == 1


def test_what_a_guest_does_after_signing_out_stays_out_of_the_account(
    app: Flask, visitor: Visitor
) -> None:
    claim(visitor, "Ada")
    sign_out(visitor)

    read_to(visitor, 61)

    names = "SELECT name FROM reading JOIN learner ON learner.id = learner_id"
    assert stored_rows(app, names) == [(None,)]


def test_the_next_guest_of_a_browser_starts_with_nothing(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada")
    sign_out(visitor)
    mine = answer_something(visitor)

    claim(visitor, "Berta")

    logged = "SELECT entry_uuid, name FROM review_log JOIN learner ON learner.id = learner_id"
    assert stored_rows(app, logged) == [(mine, "Berta")]

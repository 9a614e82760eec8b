"""A session that ended opens nothing, however it ended."""

from datetime import timedelta

import pytest
from flask import Flask

from studyapp.accounts.admin.role_operations import give_role
from studyapp.accounts.own_data.erase_operations import forget_old_sessions
from studyapp.accounts.queries import get_account_id
from studyapp.accounts.roles import STAFF_SESSION_LASTS
from studyapp.clock import utc_now
from tests.accounts.people import (
    PASSWORD,
    answer_something,
    claim,
    heading,
    hold_token,
    sign_in,
    token_of,
)
from tests.accounts.two_steps import set_up, sign_in_with
from tests.browser.moved_clock import Clock
from tests.every_page import post
from tests.stored import stored_rows
from tests.visitor import Visitor

NEW_PASSWORD = "eleven geese on a pond"
TEACHING = "/teach/questions"

opens_nothing = pytest.mark.trust(row=37)


def change_password(visitor: Visitor, present: str = PASSWORD) -> int:
    form = visitor.form("/account/password", "/account/password")
    sent = visitor.send(form, present=present, password=NEW_PASSWORD, again=NEW_PASSWORD)
    return sent.status_code


def make_teacher(app: Flask, visitor: Visitor, role: str = "teacher") -> None:
    claim(visitor, "Ada")
    with app.app_context():
        give_role(get_account_id("Ada"), role)


@opens_nothing
def test_the_token_from_before_a_new_password_opens_nothing(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada")
    hold_token(thief := Visitor(app), token_of(visitor))

    status = change_password(visitor)

    assert status == 303
    assert heading(visitor) == "Ada"
    assert heading(thief) == "Guest"


@opens_nothing
def test_a_new_password_signs_other_devices_and_programs_out(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada")
    sign_in(other := Visitor(app), "Ada")
    post(visitor, "/account/programs", label="Shell")
    post(visitor, "/account/calendar")

    change_password(visitor)

    assert heading(other) == "Guest"
    assert stored_rows(app, "SELECT count(*) FROM api_token") == [(0,)]
    assert stored_rows(app, "SELECT count(*) FROM calendar_feed") == [(0,)]
    assert stored_rows(app, "SELECT count(*) FROM session") == [(1,)]
    assert sign_in(Visitor(app), "Ada", PASSWORD).status_code == 422
    assert sign_in(Visitor(app), "Ada", NEW_PASSWORD).status_code == 303


@opens_nothing
def test_every_other_device_is_signed_out_at_once(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada")
    claim(stranger := Visitor(app), "Eva")
    others = [Visitor(app), Visitor(app)]
    for other in others:
        sign_in(other, "Ada")

    response = visitor.send(visitor.form("/account", "/sign-out-others"))

    assert response.status_code == 303
    assert [heading(other) for other in others] == ["Guest", "Guest"]
    assert heading(visitor) == "Ada"
    assert heading(stranger) == "Eva"
    assert "Sign out every other device" not in visitor.open("/account")


@opens_nothing
def test_the_token_from_before_the_code_opens_nothing(
    app: Flask, visitor: Visitor, clock: Clock
) -> None:
    claim(visitor, "Ada")
    authenticator = set_up(visitor, clock.moment)
    clock.move(minutes=1)
    answer_something(thief := Visitor(app))
    hold_token(victim := Visitor(app), token_of(thief))

    sign_in_with(victim, authenticator.code(clock.moment))

    assert heading(victim) == "Ada"
    assert heading(thief) == "Guest"


@opens_nothing
@pytest.mark.parametrize("role", ["teacher", "admin"])
def test_a_session_of_a_teacher_ends_when_it_is_not_used(
    app: Flask, visitor: Visitor, clock: Clock, role: str
) -> None:
    make_teacher(app, visitor, role)
    old = token_of(visitor)
    clock.move(days=STAFF_SESSION_LASTS.days, minutes=1)

    assert heading(visitor) == "Guest"
    assert token_of(visitor) != old
    refused = visitor.open(TEACHING, status=403)
    assert "Sign in, then open the page again." in refused
    assert 'class="btn" href="/account/sign-in"' in refused
    answer_something(visitor)
    names = "SELECT name FROM review_log JOIN learner ON learner.id = learner_id"
    assert stored_rows(app, names) == [(None,)]


def test_a_session_of_a_teacher_goes_on_while_it_is_used(
    app: Flask, visitor: Visitor, clock: Clock
) -> None:
    make_teacher(app, visitor)
    for _ in range(4):
        clock.move(days=STAFF_SESSION_LASTS.days - 1)
        visitor.open(TEACHING)

    assert heading(visitor) == "Ada"


def test_a_session_of_a_learner_outlasts_a_long_pause(visitor: Visitor, clock: Clock) -> None:
    claim(visitor, "Ada")
    clock.move(days=300)

    assert heading(visitor) == "Ada"


def test_sessions_that_lay_unused_are_deleted(app: Flask, visitor: Visitor) -> None:
    make_teacher(app, visitor)
    claim(Visitor(app), "Eva")

    with app.app_context():
        forget_old_sessions(utc_now() + STAFF_SESSION_LASTS + timedelta(days=1))

    left = "SELECT name FROM session JOIN learner ON learner.id = learner_id"
    assert stored_rows(app, left) == [("Eva",)]


@opens_nothing
def test_who_is_a_teacher_no_more_opens_no_page_of_teachers(app: Flask, visitor: Visitor) -> None:
    make_teacher(app, visitor)
    visitor.open(TEACHING)

    with app.app_context():
        give_role(get_account_id("Ada"), "learner")

    visitor.open(TEACHING, status=403)


@opens_nothing
def test_the_session_of_somebody_erased_opens_nothing(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada")
    sign_in(other := Visitor(app), "Ada")
    old = token_of(visitor)

    erased = visitor.send(visitor.form("/account/data", "/erase"), sure="y", password=PASSWORD)

    assert erased.status_code == 303
    hold_token(thief := Visitor(app), old)
    assert [heading(visitor), heading(other), heading(thief)] == ["Guest"] * 3

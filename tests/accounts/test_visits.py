"""A visitor leaves nothing behind until they do something; their cookie is all that names them."""

import pytest
from flask import Flask
from sqlalchemy import select

from studyapp.accounts.access import COOKIE, ZONE_COOKIE
from studyapp.accounts.operations import add_account
from studyapp.accounts.reminders.feed_operations import make_feed
from studyapp.accounts.reminders.operations import ask_for_reminders
from studyapp.accounts.sign_in.operations import Arrival, sign_in
from studyapp.accounts.tokens import new_token
from studyapp.review.models import ReviewLogRow
from tests.accounts.people import (
    PASSWORD,
    answer_something,
    heading,
    hold_token,
    plan_exam,
    read_to,
    token_of,
)
from tests.conftest import NOON, SECRET_KEY, MakeApp
from tests.every_page import safe_addresses
from tests.mail_server import MAIL_SETTINGS
from tests.note_pages import write_note
from tests.stored import change_stored, everything_stored, refuse_writes, stored_rows
from tests.visitor import Visitor

NAMELESS = "Guest"
FOR_TEACHERS = (
    "/admin",
    "/metrics",
    "/teach/",
    "/classes/",
    "/quizzes",
    "/papers/",
    "/live/",
    "/assigned/",
    "/studies/",
    "/sittings/",
)
FOR_PUPILS = ("/join/", "/play/", "/work", "/check/quiz:")


def test_looking_at_every_page_stores_nothing(app: Flask, visitor: Visitor) -> None:
    before = everything_stored(app)

    for address in safe_addresses(app):
        visitor.client.get(address)

    assert everything_stored(app) == before


def ask_to_be_told(app: Flask) -> str:
    """Give the learner a calendar and reminders; return the token that leads to both."""
    ((learner_id,),) = stored_rows(app, "SELECT id FROM learner")
    with app.app_context():
        token = make_feed(learner_id, now=NOON)
        ask_for_reminders(learner_id, "a@example.org", 18, token=token, limits={}, now=NOON)
    return token


def test_a_learner_can_open_every_page_of_a_database_that_takes_no_writes(
    make_app: MakeApp,
) -> None:
    app = make_app(**MAIL_SETTINGS)
    visitor = Visitor(app)
    answer_id = answer_something(visitor)
    exam_id = int(plan_exam(visitor).rpartition("/")[2])
    asked = select(ReviewLogRow.question_id, ReviewLogRow.recorded_at)
    ((question_id, at),) = stored_rows(app, asked)
    known = {"answer_id": answer_id, "exam_id": exam_id, "question_id": question_id}
    known["second"] = int(at.timestamp())
    token = ask_to_be_told(app)
    write_note(visitor)
    change_stored(app, "UPDATE session SET seen_at = '2020-01-01 00:00:00.000000'")
    visitor.client.set_cookie(ZONE_COOKIE, "Europe/Berlin")
    refuse_writes(app)

    statuses = {
        address: visitor.client.get(address).status_code
        for address in safe_addresses(app, token=token, **known)
    }

    assert statuses.pop("/styleguide") == 404
    assert statuses.pop("/notes/new") == 404
    assert {statuses.pop(a) for a in [*statuses] if a.startswith(FOR_TEACHERS)} <= {403, 404}
    assert {statuses.pop(a) for a in [*statuses] if a.startswith(FOR_PUPILS)} <= {
        200,
        303,
        403,
        404,
    }
    assert {a: status for a, status in statuses.items() if status not in {200, 303}} == {}


def test_the_first_act_makes_one_learner(app: Flask, visitor: Visitor) -> None:
    visitor.open("/")

    answer_something(visitor)

    assert len(stored_rows(app, "SELECT id FROM learner")) == 1


def test_the_same_cookie_stays_the_same_learner(app: Flask, visitor: Visitor) -> None:
    read_to(visitor, 61)
    token = token_of(visitor)

    answer_something(visitor)

    assert len(stored_rows(app, "SELECT id FROM learner")) == 1
    assert token_of(visitor) == token
    assert stored_rows(app, "SELECT learner_id FROM review_log") == stored_rows(
        app, "SELECT learner_id FROM reading"
    )


def test_two_browsers_are_two_learners(app: Flask) -> None:
    answer_something(Visitor(app))

    answer_something(Visitor(app))

    assert len(stored_rows(app, "SELECT DISTINCT learner_id FROM review_log")) == 2


def test_a_first_act_hands_out_the_token_with_its_answer(app: Flask, visitor: Visitor) -> None:
    visitor.open("/")
    visitor.client.delete_cookie(COOKIE)

    read_to(visitor, 61)

    hold_token(other := Visitor(app), token_of(visitor))
    assert "seen" in other.open("/account")


@pytest.mark.parametrize(
    "cookie",
    [
        pytest.param("nonsense", id="a word"),
        pytest.param("x" * 4_000, id="as long as browsers keep"),
        pytest.param("...", id="dots"),
        pytest.param("abc.def.ghi", id="like a token"),
        pytest.param("\u0142\xf3d\u017a", id="not ASCII"),
        pytest.param("a' OR '1'='1", id="SQL"),
        pytest.param(new_token("another key, which is not the one of the server"), id="forged"),
        pytest.param(new_token(SECRET_KEY), id="signed, never used"),
        pytest.param(new_token(SECRET_KEY)[:-1] + "!", id="signature broken"),
    ],
)
def test_a_cookie_that_nobody_was_given_opens_no_account(
    app: Flask, visitor: Visitor, cookie: str
) -> None:
    answer_something(Visitor(app))
    hold_token(visitor, cookie)

    assert heading(visitor) == NAMELESS
    answer_something(visitor)

    assert len(stored_rows(app, "SELECT DISTINCT learner_id FROM review_log")) == 2


def test_a_forged_cookie_is_replaced_at_the_first_visit(visitor: Visitor) -> None:
    forged = new_token("another key, which is not the one of the server")
    hold_token(visitor, forged)

    visitor.open("/")

    assert token_of(visitor) != forged


def test_the_database_keeps_no_token_that_could_be_used(app: Flask, visitor: Visitor) -> None:
    answer_something(visitor)

    stored = stored_rows(app, "SELECT token_hash FROM session")[0][0]

    assert stored not in token_of(visitor)
    assert token_of(visitor) not in stored
    assert len(stored) == 64


@pytest.mark.parametrize(
    ("profile", "is_secure", "prefix"),
    [
        pytest.param("lan-http", False, "", id="http"),
        pytest.param("https", True, "__Host-", id="https"),
    ],
)
def test_cookies_are_out_of_reach_of_scripts_and_other_sites(
    make_app: MakeApp, profile: str, is_secure: bool, prefix: str
) -> None:
    response = make_app(PROFILE=profile).test_client().get("/")

    given = response.headers.getlist("Set-Cookie")

    names = {prefix + COOKIE, f"{prefix}studyapp_form"}
    assert {cookie.partition("=")[0] for cookie in given} == names
    for cookie in given:
        assert "Domain" not in cookie
        flags = {part.strip() for part in cookie.split(";")[1:]}
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= flags
        assert ("Secure" in flags) is is_secure


@pytest.mark.parametrize(
    ("cookie", "stored"),
    [
        pytest.param("Europe/Berlin", "Europe/Berlin", id="a zone"),
        pytest.param("Mars/Olympus", "UTC", id="no such zone"),
        pytest.param("../../../etc/passwd", "UTC", id="a path"),
        pytest.param("", "UTC", id="empty"),
    ],
)
def test_an_act_keeps_the_time_zone_of_the_browser(
    app: Flask, visitor: Visitor, cookie: str, stored: str
) -> None:
    visitor.client.set_cookie(ZONE_COOKIE, cookie)

    answer_something(visitor)

    assert stored_rows(app, "SELECT zone FROM learner") == [(stored,)]


def test_a_session_from_before_https_goes_on(make_app: MakeApp) -> None:
    app = make_app(PROFILE="https")
    with app.app_context():
        token = new_token(SECRET_KEY)
        add_account("Ada", PASSWORD, "learner", now=NOON)
        sign_in("Ada", PASSWORD, Arrival(None, None, token), now=NOON)
    browser = app.test_client()
    browser.set_cookie(COOKIE, token)

    page = browser.get("/account", base_url="https://localhost")

    assert "<h1>Ada</h1>" in page.text
    assert f"__Host-studyapp_visitor={token}" in str(page.headers.getlist("Set-Cookie"))

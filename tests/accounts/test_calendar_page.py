"""Learners make the secret address of their calendar, see it once, and revoke it."""

import re

from flask import Flask

from studyapp.accounts.operations import add_account
from studyapp.accounts.own_data.queries import own_data_json
from studyapp.accounts.reminders.feed_operations import make_feed
from studyapp.accounts.reminders.feed_queries import find_feed_holder
from studyapp.accounts.sign_in.password_operations import reset_password
from tests.accounts.people import PASSWORD
from tests.conftest import NOON
from tests.every_page import post
from tests.review.page_text import words_of
from tests.stored import everything_stored, stored_rows
from tests.visitor import Visitor

CALENDAR = "/account/calendar"
ADDRESS = re.compile(r"http://localhost/calendar/([A-Za-z0-9_-]{43})\.ics")


def make_address(visitor: Visitor) -> str:
    """Make an address on the page and return its path."""
    response = post(visitor, CALENDAR)
    assert response.status_code == 200, response.text
    (token,) = ADDRESS.findall(response.text)
    return f"/calendar/{token}.ics"


def test_an_address_is_shown_once_and_kept_as_a_hash(app: Flask, visitor: Visitor) -> None:
    address = make_address(visitor)

    page = words_of(visitor.open(CALENDAR))

    assert "not fetched yet" in page
    assert address not in page
    ((stored,),) = stored_rows(app, "SELECT token_hash FROM calendar_feed")
    assert re.fullmatch("[0-9a-f]{64}", stored)


def test_the_account_page_leads_to_the_calendar(visitor: Visitor) -> None:
    assert f'href="{CALENDAR}"' in visitor.open("/account")


def test_looking_at_the_page_stores_nothing(app: Flask, visitor: Visitor) -> None:
    before = everything_stored(app)

    assert "You have no address" in words_of(visitor.open(CALENDAR))
    assert everything_stored(app) == before


def test_a_new_address_ends_the_one_before(visitor: Visitor) -> None:
    old, new = make_address(visitor), make_address(visitor)

    assert visitor.client.get(old).status_code == 404
    assert visitor.client.get(new).status_code == 200


def test_a_revoked_address_is_gone(app: Flask, visitor: Visitor) -> None:
    address = make_address(visitor)

    response = visitor.send(visitor.form(CALENDAR, "/revoke"))

    assert response.status_code == 303
    assert "The address shows nothing any more." in visitor.open(CALENDAR)
    assert visitor.client.get(address).status_code == 404
    assert stored_rows(app, "SELECT * FROM calendar_feed") == []


def test_the_address_of_somebody_else_stays_when_a_stranger_revokes_theirs(app: Flask) -> None:
    owner, stranger = Visitor(app), Visitor(app)
    address, _ = make_address(owner), make_address(stranger)

    post(stranger, f"{CALENDAR}/revoke")

    assert owner.client.get(address).status_code == 200


def test_a_visitor_has_nothing_to_revoke(visitor: Visitor) -> None:
    assert post(visitor, f"{CALENDAR}/revoke").status_code == 404


def test_a_new_password_by_the_operator_ends_the_address(app_context: None) -> None:
    account_id = add_account("Ada", PASSWORD, "learner", now=NOON)
    token = make_feed(account_id, now=NOON)

    reset_password("Ada", "ten geese on a river")

    assert find_feed_holder(token) is None


def test_own_data_tells_of_the_calendar_without_its_address(app: Flask, visitor: Visitor) -> None:
    make_address(visitor)
    ((stored,),) = stored_rows(app, "SELECT token_hash FROM calendar_feed")

    with app.app_context():
        text = "".join(own_data_json(1))

    assert '"calendar_feed": [{"created_at": "' in text
    assert stored not in text


def test_an_erased_learner_leaves_no_calendar(app: Flask, visitor: Visitor) -> None:
    address = make_address(visitor)

    response = post(visitor, "/account/data/erase", sure="y")

    assert response.status_code == 303
    assert visitor.client.get(address).status_code == 404
    assert stored_rows(app, "SELECT * FROM calendar_feed") == []

"""Learners ask to be reminded by e-mail, whoever reads the address says yes, anybody ends it."""

import logging
import re
import threading
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from studyapp.accounts.own_data.queries import own_data_json
from studyapp.clock import utc_now
from studyapp.review.letters.operations import send_letters
from studyapp.serving.chores import WAKE
from studyapp.serving.logs import JsonLines
from tests.conftest import MakeApp
from tests.every_page import csrf_token, post
from tests.mail_server import MailBox
from tests.review.page_text import words_of
from tests.stored import change_stored, everything_stored, stored_rows
from tests.visitor import Visitor

REMINDERS = "/account/reminders"
ADDRESS = "ada@example.org"
LINK = re.compile(r"https://study\.example\.org/app(/reminders/[A-Za-z0-9_-]{43})\s")
TAKEN = "SELECT address, hour, confirmed_at IS NOT NULL FROM reminder"


@pytest.fixture
def mailing(make_app: MakeApp, box: MailBox) -> Flask:
    """Return an app that sends letters."""
    return make_app(**box.settings())


@pytest.fixture
def ada(mailing: Flask) -> Visitor:
    return Visitor(mailing)


def ask(visitor: Visitor, address: str = ADDRESS, hour: str = "18") -> TestResponse:
    fields = {"csrf_token": csrf_token(visitor), "address": address, "hour": hour}
    return visitor.client.post(REMINDERS, data=fields)


def letter_page(app: Flask, box: MailBox) -> str:
    """Let the letters be sent; return the page that the last one leads to."""
    with app.app_context():
        send_letters(utc_now())
    found = LINK.search(box.letters[-1].get_content())
    assert found is not None
    return found[1]


def test_without_a_mail_server_nothing_is_said_of_e_mail(app: Flask, visitor: Visitor) -> None:
    assert "mail" not in words_of(visitor.open("/account")).lower()
    assert visitor.client.get(REMINDERS).status_code == 404
    assert ask(visitor).status_code == 404
    assert visitor.client.get("/reminders/some-token").status_code == 404
    assert stored_rows(app, "SELECT * FROM reminder") == []


def test_the_account_page_leads_to_the_reminders(ada: Visitor) -> None:
    assert f'href="{REMINDERS}"' in ada.open("/account")


def test_looking_at_the_page_stores_nothing(mailing: Flask, ada: Visitor) -> None:
    before = everything_stored(mailing)

    ada.open(REMINDERS)

    assert everything_stored(mailing) == before


def test_an_address_is_asked_by_a_letter_and_its_reader_says_yes(
    mailing: Flask, ada: Visitor, box: MailBox
) -> None:
    assert ask(ada).status_code == 303
    assert mailing.extensions[WAKE].is_set()
    assert "Open the letter and say yes" in words_of(ada.open(REMINDERS))
    address = letter_page(mailing, box)
    reader = Visitor(mailing)
    before = stored_rows(mailing, TAKEN)

    reader.open(address)
    looked = stored_rows(mailing, TAKEN)
    response = reader.send(reader.form(address, "/confirm"))

    assert box.recipients == [ADDRESS]
    assert before == looked == [(ADDRESS, 18, 0)]
    assert (response.status_code, response.location) == (303, address)
    assert stored_rows(mailing, TAKEN) == [(ADDRESS, 18, 1)]
    assert "You are reminded" in words_of(reader.open(address))
    assert "You are reminded" in words_of(ada.open(REMINDERS))


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_the_reader_of_an_address_ends_it_by_a_button(
    mailing: Flask, ada: Visitor, box: MailBox, is_confirmed: bool
) -> None:
    ask(ada)
    address, reader = letter_page(mailing, box), Visitor(mailing)
    if is_confirmed:
        reader.send(reader.form(address, "/confirm"))

    response = reader.send(reader.form(address, "/end"))

    assert response.status_code == 200
    assert "Nothing more is sent to your address" in words_of(response.text)
    assert stored_rows(mailing, "SELECT * FROM reminder") == []
    assert reader.client.get(address).status_code == 404
    assert post(reader, f"{address}/end").status_code == 200


def test_the_learner_ends_the_reminders(mailing: Flask, ada: Visitor) -> None:
    ask(ada)

    response = ada.send(ada.form(REMINDERS, "/end"))

    assert response.status_code == 303
    assert stored_rows(mailing, "SELECT * FROM reminder") == []


def test_a_stranger_neither_sees_nor_ends_reminders(mailing: Flask, ada: Visitor) -> None:
    ask(ada)
    stranger = Visitor(mailing)

    assert ADDRESS not in stranger.open(REMINDERS)
    assert post(stranger, f"{REMINDERS}/end").status_code == 404
    ask(stranger, "bo@example.org")
    assert post(stranger, f"{REMINDERS}/end").status_code == 303
    assert stored_rows(mailing, "SELECT address FROM reminder") == [(ADDRESS,)]


def test_another_hour_needs_no_letter_another_address_does(
    mailing: Flask, ada: Visitor, box: MailBox
) -> None:
    ask(ada)
    address = letter_page(mailing, box)
    ada.send(ada.form(address, "/confirm"))

    ask(ada, hour="7")
    moved = stored_rows(mailing, TAKEN)
    ask(ada, "other@example.org")

    assert moved == [(ADDRESS, 7, 1)]
    assert stored_rows(mailing, TAKEN) == [("other@example.org", 18, 0)]
    assert ada.client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "hour", "sentence"),
    [
        pytest.param("", "18", "Type an address.", id="nothing"),
        pytest.param("ada", "18", "Type an address such as", id="no address"),
        pytest.param("a@b.org\r\nBcc: c@d.org", "18", "This is no address", id="two headers"),
        pytest.param(f"{'a' * 300}@b.org", "18", "too long", id="long"),
        pytest.param(ADDRESS, "24", "There is no such hour.", id="no hour"),
        pytest.param(ADDRESS, "six", "whole number", id="hour in words"),
        pytest.param(ADDRESS, "", "Choose an hour.", id="without hour"),
    ],
)
def test_a_faulty_form_is_shown_again_with_its_faults(
    mailing: Flask, ada: Visitor, address: str, hour: str, sentence: str
) -> None:
    before = everything_stored(mailing)

    response = ask(ada, address, hour)

    assert response.status_code == 422
    assert sentence in words_of(response.text)
    assert everything_stored(mailing) == before


def test_a_learner_asks_for_three_letters_a_day_at_most(mailing: Flask, ada: Visitor) -> None:
    statuses = [ask(ada, f"a{n}@example.org").status_code for n in range(4)]

    assert statuses == [303, 303, 303, 429]
    assert stored_rows(mailing, "SELECT address FROM reminder") == [("a2@example.org",)]


def test_an_address_is_sent_three_letters_a_day_whoever_asks(mailing: Flask) -> None:
    statuses = [ask(Visitor(mailing), "Ada@example.org").status_code for _ in range(3)]

    response = ask(Visitor(mailing), ADDRESS)

    assert statuses == [303] * 3
    assert response.status_code == 429
    assert "Try again tomorrow." in words_of(response.text)


def test_letters_asked_for_at_once_are_counted_one_by_one(mailing: Flask) -> None:
    visitors = [Visitor(mailing) for _ in range(8)]
    fields = [{"csrf_token": csrf_token(v), "address": ADDRESS, "hour": "18"} for v in visitors]
    start = threading.Barrier(len(visitors))
    statuses: list[int] = []

    def send(visitor: Visitor, data: dict[str, str]) -> None:
        start.wait()
        statuses.append(visitor.client.post(REMINDERS, data=data).status_code)

    threads = [
        threading.Thread(target=send, args=each) for each in zip(visitors, fields, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [303] * 3 + [429] * 5


def test_wrong_passwords_meanwhile_do_not_make_letters_forgotten(mailing: Flask) -> None:
    for _ in range(3):
        ask(Visitor(mailing))
    change_stored(
        mailing, "UPDATE sign_in_failure SET failed_at = :at", at=utc_now() - timedelta(hours=1)
    )
    post(Visitor(mailing), "/account/sign-in", name="Bo", password="wrong one")

    assert ask(Visitor(mailing)).status_code == 429


def test_who_asked_is_counted_without_an_address(mailing: Flask, ada: Visitor) -> None:
    ask(ada)

    keys = "".join(row[0] for row in stored_rows(mailing, "SELECT name_key FROM sign_in_failure"))

    assert "ada" not in keys
    assert "127.0.0.1" not in keys


def test_own_data_holds_the_address_and_no_token(
    mailing: Flask, ada: Visitor, box: MailBox
) -> None:
    ask(ada)
    ((stored,),) = stored_rows(mailing, "SELECT token_hash FROM reminder")

    with mailing.app_context():
        text = "".join(own_data_json(1))

    assert f'"address": "{ADDRESS}", "hour": 18' in text
    assert stored not in text


def test_an_erased_learner_is_not_written_to(mailing: Flask, ada: Visitor, box: MailBox) -> None:
    ask(ada)

    post(ada, "/account/data/erase", sure="y")

    assert stored_rows(mailing, "SELECT * FROM reminder") == []


def test_no_log_line_holds_the_token_or_the_address(
    mailing: Flask, ada: Visitor, box: MailBox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    ask(ada)
    address = letter_page(mailing, box)
    ada.send(ada.form(address, "/confirm"))
    ada.send(ada.form(address, "/end"))
    ada.client.get(address)

    lines = "".join(JsonLines().format(record) for record in caplog.records)
    assert "/reminders/<token>" in lines
    assert address.rpartition("/")[2] not in lines
    assert ADDRESS not in lines

"""Who may work on an assigned quiz, and who keeps their results."""

import pytest
from flask import Flask
from sqlalchemy import update

from studyapp.classroom.classes.models import ClassRow, SeatRow
from studyapp.classroom.sittings.queries import get_attempt
from studyapp.clock import utc_now
from studyapp.database import write_transaction
from tests.classroom.builders import (
    frozen_of,
)
from tests.classroom.desk import WORK, Desk, browser_of
from tests.every_page import post
from tests.review.page_text import words_of
from tests.stored import everything_stored


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(app)


def test_a_removed_pupil_cannot_work_but_keeps_their_results(app: Flask) -> None:
    desk = Desk(app, attempts=2)
    base = desk.start()
    desk.answer(base, 1)
    post(desk.pupil, f"{base}/submit")
    second = desk.start()
    form = desk.pupil.form(f"{second}/1", "/1")
    with app.app_context(), write_transaction() as session:
        seat = update(SeatRow).where(SeatRow.id == desk.room.seats["Ada"])
        session.execute(seat.values(removed_at=utc_now()))

    assert desk.pupil.send(form, **desk.fields(1, right=True), go="next").status_code == 403
    assert desk.pupil.client.get(f"{second}/1").status_code == 403
    assert desk.pupil.client.get(f"{WORK}/{desk.sitting.id}").status_code == 403
    assert post(desk.pupil, f"{WORK}/{desk.sitting.id}").status_code == 403
    assert "1 of 3, 33 %" in desk.pupil.open(base)
    assert base in desk.pupil.open("/work")


def test_a_class_that_has_ended_takes_nothing_but_shows_results(app: Flask) -> None:
    desk = Desk(app, attempts=2)
    base = desk.start()
    post(desk.pupil, f"{base}/submit")
    second = desk.start()
    form = desk.pupil.form(f"{second}/1", "/1")
    with app.app_context(), write_transaction() as session:
        this = update(ClassRow).where(ClassRow.id == desk.room.class_id)
        session.execute(this.values(ended_at=utc_now()))

    response = desk.pupil.send(form, **desk.fields(1, right=True), go="next")

    assert response.status_code == 409
    assert "This class has ended" in response.text
    assert post(desk.pupil, f"{WORK}/{desk.sitting.id}").status_code == 409
    assert "This class has ended" in desk.pupil.open(f"{WORK}/{desk.sitting.id}")
    assert "of 3, 0 %" in desk.pupil.open(base)


@pytest.mark.parametrize("who", ["visitor", "stranger", "classmate", "teacher", "other teacher"])
def test_nobody_else_sees_or_changes_an_attempt(desk: Desk, app: Flask, who: str) -> None:
    base = desk.start()
    desk.answer(base, 1)
    browser = browser_of(desk, who)
    with app.app_context():
        stem = frozen_of(get_attempt(desk.attempt_id)).items[0].question.stem
    shown = [f"{base}/1", f"{base}/overview", base]
    acts = [f"{base}/1", f"{base}/1/keep", f"{base}/submit", f"{base}/misses"]
    entry = "0b1f1c9e-6d0f-4a52-9d5b-3a51f2f3f009"
    fields = {"choice": "0", "revision": "1", "go": "next", "entry_uuid": entry}
    before = everything_stored(app)

    pages = [browser.client.get(address) for address in shown]
    answers = [post(browser, address, **fields) for address in acts]

    assert {response.status_code for response in [*pages, *answers]} == {403}
    assert all(stem not in response.text for response in [*pages, *answers])
    assert everything_stored(app) == before


@pytest.mark.parametrize("who", ["visitor", "stranger", "teacher", "other teacher"])
def test_nobody_without_a_seat_begins(desk: Desk, app: Flask, who: str) -> None:
    browser = browser_of(desk, who)
    before = everything_stored(app)

    refused = [
        browser.client.get(f"{WORK}/{desk.sitting.id}"),
        post(browser, f"{WORK}/{desk.sitting.id}"),
    ]

    assert [response.status_code for response in refused] == [403, 403]
    assert all("A quiz" not in response.text for response in refused)
    assert all("with the code of the class" in words_of(response.text) for response in refused)
    assert "Nothing is assigned to you." in browser.open("/work")
    assert everything_stored(app) == before

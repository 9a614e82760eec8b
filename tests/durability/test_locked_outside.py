"""Another program holds the database: who writes waits, or is told to send it again and then does.

At night the program waits as long as it does for people; each time a tenth of that.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from studyapp import database
from studyapp.storage import sqlite
from tests.conftest import MakeApp
from tests.review.cards import Card, open_card
from tests.stored import stored_rows
from tests.trusted import Tally, times
from tests.visitor import Visitor

LOCKS = times(1, 10)
SHORT_SECONDS, LONG_SECONDS = times(3, 30) / 10, times(30, 300) / 10
BUSY_SECONDS, TURN_SECONDS = times(10, 50) / 10, times(12, 80) / 10
LEARNERS = 4
START = "/check/woods-2003/general-secretary/start"
pytestmark = pytest.mark.sqlite("its one lock is held by another program")


@pytest.fixture
def app(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_SECONDS", BUSY_SECONDS)
    monkeypatch.setattr(database, "WRITE_WAIT_SECONDS", TURN_SECONDS)
    return make_app()


@contextmanager
def held(app: Flask, seconds: float) -> Iterator[None]:
    """Hold the right to write in another program for a while."""
    file, begun = Path(app.config["INSTANCE"]) / "studyapp.db", threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            begun.set()
            time.sleep(seconds)

    holding = threading.Thread(target=hold)
    holding.start()
    assert begun.wait(30)
    yield
    holding.join()


def send(card: tuple[Visitor, Card]) -> TestResponse:
    visitor, asked = card
    fields = asked.form.fields | {"act": "unsure"}
    return visitor.client.post(asked.form.action, data=fields)


def ids_in_the_log(app: Flask) -> list[str]:
    return sorted(row[0] for row in stored_rows(app, "SELECT entry_uuid FROM review_log"))


@pytest.mark.trust(row=15)
@pytest.mark.parametrize("lock", range(LOCKS))
def test_a_short_lock_is_waited_for(app: Flask, lock: int, tally: Tally) -> None:
    cards = [(visitor := Visitor(app), open_card(visitor, START)) for _ in range(LEARNERS)]

    with held(app, SHORT_SECONDS), ThreadPoolExecutor(LEARNERS) as threads:
        replies = list(threads.map(send, cards))

    statuses = [reply.status_code for reply in replies]
    lost = {card.answer_id for _, card in cards} - {*ids_in_the_log(app)}
    tally.note(tried=1, acknowledged=statuses.count(303), lost=len(lost))
    assert statuses == [303] * LEARNERS
    assert lost == set()


@pytest.mark.trust(row=15)
@pytest.mark.parametrize("lock", range(LOCKS))
def test_a_long_lock_is_told_and_what_is_sent_again_is_stored(
    app: Flask, lock: int, tally: Tally
) -> None:
    cards = [(visitor := Visitor(app), open_card(visitor, START)) for _ in range(LEARNERS)]

    with held(app, LONG_SECONDS), ThreadPoolExecutor(LEARNERS) as threads:
        told = list(threads.map(send, cards))
        reading = cards[0][0].client.get("/read/").status_code
    stored_meanwhile = ids_in_the_log(app)
    replies = [send(card) for card in cards]

    lost = {card.answer_id for _, card in cards} - {*ids_in_the_log(app)}
    tally.note(tried=1, acknowledged=len(replies), lost=len(lost))
    assert {reply.status_code for reply in told} == {503}
    assert all(int(reply.headers["Retry-After"]) > 0 for reply in told)
    assert reading == 200
    assert stored_meanwhile == []
    assert {reply.status_code for reply in replies} == {303}
    assert lost == set()

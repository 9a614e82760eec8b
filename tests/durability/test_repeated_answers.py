"""An answer that is sent again and again is stored once: at once, or because its reply was lost."""

import socket
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import pytest

from tests.durability.drill import stored_ids
from tests.durability.served import HOST, Browser, Served, serve
from tests.review.cards import Card, read_card
from tests.review.test_same_answer_at_once import TIMES, at_once, places
from tests.server import free_port
from tests.trusted import Tally, times

ANSWERS = times(200, 2000)
LOST_REPLIES = 500
SECONDS = 30
START = "/check/woods-2003/general-secretary/start"
pytestmark = pytest.mark.sqlite("the file is read beside the server")


@pytest.fixture
def served(instance: Path) -> Iterator[Served]:
    running = serve(instance, free_port())
    yield running
    running.kill()


def next_card(browser: Browser) -> Card:
    return read_card(browser.get(START).text)


def hang_up(browser: Browser, card: Card, fields: Mapping[str, object], heard: int) -> None:
    """Send an answer and hear so many bytes of the reply; with none, hang up at once."""
    body = urlencode(fields, doseq=True)
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    head = (
        f"POST {card.form.action} HTTP/1.1\r\nHost: {HOST}:{browser.port}\r\nCookie: {cookies}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection((HOST, browser.port), SECONDS) as connection:
        connection.sendall((head + body).encode())
        if heard:
            connection.recv(heard)


@pytest.mark.trust(row=4)
def test_answers_sent_ten_times_at_once_are_stored_once_each(
    instance: Path, served: Served, tally: Tally
) -> None:
    browser, ids, differing = Browser(served.port), [], []
    for _ in range(ANSWERS):
        card = next_card(browser)
        fields = card.form.fields | {"act": "unsure"}
        windows = [Browser(served.port, dict(browser.cookies)) for _ in range(TIMES)]
        replies = at_once([partial(w.post, card.form.action, fields) for w in windows])
        browser.cookies |= windows[0].cookies
        ids.append(card.answer_id)
        if places(replies) != {(303, f"/review/answers/{card.answer_id}")}:
            differing.append(places(replies))

    held = stored_ids(instance)
    lost = len(set(ids) - held.keys())
    tally.note(tried=ANSWERS, held=ANSWERS - len(differing), acknowledged=ANSWERS, lost=lost)
    assert differing == []
    assert held == Counter(ids)


@pytest.mark.trust(row=5)
def test_answers_whose_replies_are_lost_are_stored_once_each(
    instance: Path, served: Served, tally: Tally
) -> None:
    browser, chance, ids, wrong = Browser(served.port), Random(5), [], []
    card = next_card(browser)
    browser.post(card.form.action, card.form.fields | {"act": "unsure"})
    ids.append(card.answer_id)
    for _ in range(LOST_REPLIES):
        card = next_card(browser)
        fields = card.form.fields | {"act": "unsure"}
        hang_up(browser, card, fields, chance.choice((0, 1, 20)))
        reply = browser.post(card.form.action, fields)
        ids.append(card.answer_id)
        if (reply.status, reply.location) != (303, f"/review/answers/{card.answer_id}"):
            wrong.append(reply)

    held = stored_ids(instance)
    lost = len(set(ids) - held.keys())
    tally.note(
        tried=LOST_REPLIES, held=LOST_REPLIES - len(wrong), acknowledged=LOST_REPLIES, lost=lost
    )
    assert wrong == []
    assert held == Counter(ids)

"""A form that is sent again and again, all at the same time, counts once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import TypeVar

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.databases import SERVER
from tests.durability.served import Browser, Reply, serve
from tests.review.cards import Card, answer, check_of, open_card, questions_of, read_card
from tests.review.page_text import form_on, words_of
from tests.server import free_port
from tests.stored import stored_rows
from tests.visitor import Fields, Visitor

START = "/check/woods-2003/general-secretary/start"
TIMES = 10
PROCESSES_ON_POSTGRES = 2

T = TypeVar("T")


def at_once(acts: Sequence[Callable[[], T]]) -> list[T]:
    """Do everything at the same moment, each in a thread of its own."""
    ready = Barrier(len(acts))

    def act(n: int) -> T:
        ready.wait(timeout=30)
        return acts[n]()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(act, range(len(acts))))


def sending(
    app: Flask, visitor: Visitor, action: str, fields: Fields
) -> Callable[[], TestResponse]:
    """Return the sending of a form from one more window of the visitor's browser."""
    window = app.test_client()
    for name in ("studyapp_visitor", "studyapp_form"):
        window.set_cookie(name, visitor.cookie(name) or "")
    return lambda: window.post(action, data=fields)


def places(replies: Sequence[TestResponse | Reply]) -> set[tuple[int, str | None]]:
    """Return where the replies lead to."""
    statuses = [r.status_code if isinstance(r, TestResponse) else r.status for r in replies]
    return set(zip(statuses, [r.location for r in replies], strict=True))


@pytest.fixture
def card(app: Flask, visitor: Visitor) -> Card:
    return open_card(visitor, check_of(app, questions_of(app, "single")[0]))


def test_an_answer_sent_ten_times_at_once_is_one_answer_of_one_learner(
    app: Flask, visitor: Visitor, card: Card
) -> None:
    fields = card.form.fields | {"act": "unsure"}
    acts = [sending(app, visitor, card.form.action, fields) for _ in range(TIMES)]

    replies = at_once(acts)

    assert places(replies) == {(303, f"/review/answers/{card.answer_id}")}
    assert len(stored_rows(app, "SELECT * FROM review_log")) == 1
    assert [row[0] for row in stored_rows(app, "SELECT reps FROM memory")] == [1]
    assert len(stored_rows(app, "SELECT * FROM learner")) == 1
    assert len(stored_rows(app, "SELECT * FROM session")) == 1


def test_of_different_answers_under_one_id_the_first_stands_for_all(
    app: Flask, visitor: Visitor, card: Card
) -> None:
    boxes = card.form.choices["choice"]
    acts = [
        sending(
            app,
            visitor,
            card.form.action,
            card.form.fields | {"act": "check", "choice": boxes[n % len(boxes)]},
        )
        for n in range(TIMES)
    ]

    replies = at_once(acts)

    assert places(replies) == {(303, f"/review/answers/{card.answer_id}")}
    assert len(stored_rows(app, "SELECT * FROM review_log")) == 1
    address = str(replies[0].location)
    assert len({words_of(visitor.open(address)) for _ in range(3)}) == 1


def test_ten_different_answers_at_once_are_all_kept(
    app: Flask, visitor: Visitor, card: Card
) -> None:
    cards = [card, *(open_card(visitor, START) for _ in range(TIMES - 1))]
    acts = [
        sending(app, visitor, one.form.action, one.form.fields | {"act": "unsure"}) for one in cards
    ]

    replies = at_once(acts)

    assert places(replies) == {(303, f"/review/answers/{one.answer_id}") for one in cards}
    rows = stored_rows(app, "SELECT entry_uuid FROM review_log")
    assert sorted(row[0] for row in rows) == sorted(one.answer_id for one in cards)
    assert sum(row[0] for row in stored_rows(app, "SELECT reps FROM memory")) == TIMES


@pytest.mark.parametrize(
    ("button", "entries"),
    [
        pytest.param("/undo", ["answer", "undo"], id="undo"),
        pytest.param("/guess", ["answer", "undo", "answer"], id="guess"),
    ],
)
def test_a_button_pressed_ten_times_at_once_acts_once(
    app: Flask,
    visitor: Visitor,
    button: str,
    entries: list[str],
) -> None:
    form = form_on(answer(app, visitor, open_card(visitor, START)), button)
    assert form is not None
    acts = [sending(app, visitor, form.action, form.fields) for _ in range(TIMES)]

    replies = at_once(acts)

    assert {reply.status_code for reply in replies} == {303}
    rows = stored_rows(app, "SELECT kind FROM review_log ORDER BY id")
    assert [row[0] for row in rows] == entries


def test_the_served_program_takes_an_answer_sent_ten_times_at_once_as_one(app: Flask) -> None:
    instance, address = Path(app.config["INSTANCE"]), app.config["SQLALCHEMY_DATABASE_URI"]
    # Several processes may serve one database only where it is made for that.
    servers = [
        serve(instance, free_port(), DATABASE_URL=address)
        for _ in range(PROCESSES_ON_POSTGRES if SERVER else 1)
    ]
    try:
        browser = Browser(servers[0].port)
        card = read_card(browser.get(START).text)
        fields = card.form.fields | {"act": "unsure"}
        windows = [
            Browser(servers[n % len(servers)].port, dict(browser.cookies)) for n in range(TIMES)
        ]

        replies = at_once([partial(window.post, card.form.action, fields) for window in windows])

        assert places(replies) == {(303, f"/review/answers/{card.answer_id}")}
        feedback = {words_of(window.get(replies[0].location).text) for window in windows}
        assert len(feedback) == 1
        assert "You said you don’t know." in feedback.pop()
    finally:
        for served in servers:
            served.kill()
    assert len(stored_rows(app, "SELECT * FROM review_log")) == 1
    assert len(stored_rows(app, "SELECT * FROM learner")) == 1

"""The same card in several windows, each with an answer of its own, counts once."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from studyapp.database import write_transaction
from studyapp.review.checks.enrolment_operations import enrol
from tests.conftest import NOON
from tests.review.builders import right_given
from tests.review.cards import (
    Card,
    learner_behind,
    met,
    open_card,
    question_at,
    read_card,
    send,
    unrelated_questions,
)
from tests.review.test_same_answer_at_once import at_once, sending
from tests.stored import stored_rows
from tests.trusted import Tally
from tests.visitor import Fields, Visitor, forms_in

WINDOWS = 4
ACTS = 4
"""Of each of two windows: open the review, answer, look at the feedback, send once more."""
CRAM = "/review?only=cram:woods-2003"
MISSED_YESTERDAY = "review of what was missed yesterday"
asked_in_a_mode = pytest.mark.parametrize(
    ("asked", "mode"),
    [
        ("new", "new"),
        ("review", "review"),
        (MISSED_YESTERDAY, "review"),
        ("retry", "retry"),
        ("cram", "cram"),
    ],
)


def windows_of(app: Flask, visitor: Visitor, asked: str) -> list[Card]:
    """Open one card in several windows that is asked in a mode or in a case of it."""
    stored = next(s for s in unrelated_questions(app, "single") if s.module.startswith("woods"))
    now = datetime.now(UTC)
    if asked == "new":
        learner_id = learner_behind(app, visitor)
        with app.app_context(), write_transaction() as session:
            enrol(session, learner_id, [stored.id], NOON)
    elif asked == "retry":
        met(app, visitor, stored, now, right=False)
    elif asked == MISSED_YESTERDAY:
        met(app, visitor, stored, now - timedelta(days=1), right=False)
    else:
        met(app, visitor, stored, now - timedelta(days=1 if asked == "cram" else 40))
    address = CRAM if asked == "cram" else "/review"
    return [open_card(visitor, address) for _ in range(WINDOWS)]


def right_choice(app: Flask, card: Card) -> Fields:
    question = question_at(app, card.question_id).question
    return card.filled(question, right_given(question))


def kept(app: Flask, cards: list[Card]) -> list[str]:
    """Return the mode of each answer to one of the cards that is in the log."""
    ids = {card.answer_id for card in cards}
    rows = stored_rows(app, "SELECT entry_uuid, mode FROM review_log")
    return [mode for entry_uuid, mode in rows if entry_uuid in ids]


@asked_in_a_mode
def test_sent_at_once_they_count_once(app: Flask, visitor: Visitor, asked: str, mode: str) -> None:
    cards = windows_of(app, visitor, asked)
    acts = [
        sending(
            app, visitor, c.form.action, c.form.fields | right_choice(app, c) | {"act": "check"}
        )
        for c in cards
    ]

    statuses = [reply.status_code for reply in at_once(acts)]

    assert set(statuses) <= {303, 409}
    assert kept(app, cards) == [mode]


@asked_in_a_mode
def test_sent_one_after_the_other_they_count_once(
    app: Flask, visitor: Visitor, asked: str, mode: str
) -> None:
    cards = windows_of(app, visitor, asked)

    statuses = {send(visitor, card, right_choice(app, card)).status_code for card in cards}

    assert statuses == {303}
    assert kept(app, cards) == [mode]


@dataclass
class Window:
    """A window that opens the review, and where its answer has led to."""

    visitor: Visitor
    stored: StoredQuestion
    card: Card | None = None
    led_to: tuple[str | None, ...] = ()
    done: int = 0

    def act(self) -> None:
        """Do what comes next; there is nothing to do where nothing was asked."""
        self.done += 1
        if self.done == 1:
            page = self.visitor.open("/review")
            is_asked = any("answer_id" in form.fields for form in forms_in(page))
            self.card = read_card(page) if is_asked else None
        elif self.card is not None and self.done == 3:
            self.visitor.open(str(self.led_to[0]))
        elif self.card is not None:
            fields = self.card.filled(self.stored.question, right_given(self.stored.question))
            self.led_to += (send(self.visitor, self.card, fields).location,)


@pytest.mark.trust(row=6)
def test_a_question_that_two_windows_ask_counts_once_in_any_order(app: Flask, tally: Tally) -> None:
    stored = unrelated_questions(app, "single")[0]
    now, held = datetime.now(UTC), 0
    orders = list(combinations(range(2 * ACTS), ACTS))
    for order in orders:
        visitor = Visitor(app)
        met(app, visitor, stored, now - timedelta(days=40))
        windows = {is_first: Window(visitor, stored) for is_first in (True, False)}
        before = len(stored_rows(app, "SELECT * FROM review_log"))
        for n in range(2 * ACTS):
            windows[n in order].act()
        counted = len(stored_rows(app, "SELECT * FROM review_log")) - before
        led_to = {place for window in windows.values() for place in window.led_to} - {"/review"}
        held += counted == len(led_to) == 1

    tally.note(tried=len(orders), held=held)
    assert held == len(orders) == 70

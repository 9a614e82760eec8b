"""The same card in several windows, each with an answer of its own, counts once."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from studyapp.database import write_transaction
from studyapp.review.enrolment_operations import enrol
from tests.conftest import NOON
from tests.review.builders import right_given
from tests.review.cards import (
    Card,
    learner_behind,
    met,
    open_card,
    question_at,
    send,
    unrelated_questions,
)
from tests.review.test_same_answer_at_once import at_once, sending
from tests.stored import stored_rows
from tests.visitor import Fields, Visitor

WINDOWS = 4
CRAM = "/review?only=cram:woods-2003"


def windows_of(app: Flask, visitor: Visitor, mode: str) -> list[Card]:
    """Open one card in several windows that is asked in a mode."""
    stored = next(s for s in unrelated_questions(app, "single") if s.module.startswith("woods"))
    now = datetime.now(UTC)
    if mode == "new":
        learner_id = learner_behind(app, visitor)
        with app.app_context(), write_transaction() as session:
            enrol(session, learner_id, [stored.id], NOON)
    elif mode == "retry":
        met(app, visitor, stored, now, right=False)
    else:
        met(app, visitor, stored, now - timedelta(days=1 if mode == "cram" else 40))
    address = CRAM if mode == "cram" else "/review"
    return [open_card(visitor, address) for _ in range(WINDOWS)]


def right_choice(app: Flask, card: Card) -> Fields:
    question = question_at(app, card.question_id).question
    return card.filled(question, right_given(question))


def kept(app: Flask, cards: list[Card]) -> list[str]:
    """Return the mode of each answer to one of the cards that is in the log."""
    ids = {card.answer_id for card in cards}
    rows = stored_rows(app, "SELECT entry_uuid, mode FROM review_log")
    return [mode for entry_uuid, mode in rows if entry_uuid in ids]


@pytest.mark.parametrize("mode", ["new", "review", "retry", "cram"])
def test_sent_at_once_they_count_once(app: Flask, visitor: Visitor, mode: str) -> None:
    cards = windows_of(app, visitor, mode)
    acts = [
        sending(
            app, visitor, c.form.action, c.form.fields | right_choice(app, c) | {"act": "check"}
        )
        for c in cards
    ]

    statuses = [reply.status_code for reply in at_once(acts)]

    assert set(statuses) <= {303, 409}
    assert kept(app, cards) == [mode]


@pytest.mark.parametrize("mode", ["new", "review", "retry", "cram"])
def test_sent_one_after_the_other_they_count_once(app: Flask, visitor: Visitor, mode: str) -> None:
    cards = windows_of(app, visitor, mode)

    statuses = {send(visitor, card, right_choice(app, card)).status_code for card in cards}

    assert statuses == {303}
    assert kept(app, cards) == [mode]

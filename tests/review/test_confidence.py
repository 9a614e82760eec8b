"""How sure a learner was: one optional tap, and what follows from it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.grading import key_text
from studyapp.bank.question import Single
from studyapp.review.operations import rebuild_memory
from studyapp.review.queries import memories_of
from tests.conftest import NOON
from tests.review import builders
from tests.review.builders import right_given, undo
from tests.review.cards import answered, met, open_card, question_at, questions_of, wrong_on
from tests.review.page_text import words_of
from tests.stored import stored_rows
from tests.visitor import Fields, Visitor


@pytest.fixture
def due(app: Flask, visitor: Visitor) -> StoredQuestion:
    """Return a question of one choice that is due."""
    stored = questions_of(app, "single")[0]
    met(app, visitor, stored, datetime.now(UTC) - timedelta(days=20))
    return stored


def give(app: Flask, visitor: Visitor, confidence: str, *, right: bool) -> str:
    """Answer the next question and say how sure; return the feedback."""
    card = open_card(visitor, "/review")
    question = question_at(app, card.question_id).question
    given = right_given(question) if right else wrong_on(card, question)
    fields: Fields = {**card.filled(question, given), "confidence": confidence}
    return answered(visitor, card, fields)


def last(app: Flask) -> tuple[object, ...]:
    (row,) = stored_rows(app, "SELECT confidence, rating FROM review_log ORDER BY id DESC LIMIT 1")
    return tuple(row)


def first_wrong_option(stored: StoredQuestion) -> str:
    assert isinstance(stored.question, Single)
    return next(option.text for option in stored.question.options if not option.correct)


@pytest.mark.parametrize(
    ("confidence", "right", "kept"),
    [
        ("", True, (None, 3)),
        ("guessed", True, ("guessed", 2)),
        ("fairly", True, ("fairly", 3)),
        ("sure", True, ("sure", 3)),
        ("sure", False, ("sure", 1)),
        ("certainly", True, (None, 3)),
    ],
)
@pytest.mark.usefixtures("due")
def test_the_log_keeps_how_sure_somebody_was(
    app: Flask, visitor: Visitor, confidence: str, right: bool, kept: tuple[str | None, int]
) -> None:
    give(app, visitor, confidence, right=right)

    assert last(app) == kept


def test_sure_and_wrong_shows_both_claims_side_by_side(
    app: Flask, visitor: Visitor, due: StoredQuestion
) -> None:
    page = words_of(give(app, visitor, "sure", right=False))

    evidence = due.question.evidence[0]
    assert f"You were sure {first_wrong_option(due)}" in page
    assert f"paragraph {evidence.paragraph.partition(':')[2]} {evidence.quote}" in page


@pytest.mark.parametrize(("confidence", "right"), [("fairly", False), ("", False), ("sure", True)])
@pytest.mark.usefixtures("due")
def test_nothing_is_contrasted_that_was_not_sure_and_wrong(
    app: Flask, visitor: Visitor, confidence: str, right: bool
) -> None:
    assert "You were sure" not in words_of(give(app, visitor, confidence, right=right))


@pytest.mark.parametrize(("kind", "head"), [("order", "order"), ("match", "pairs")])
def test_an_arrangement_is_set_against_the_right_one(
    app: Flask, visitor: Visitor, kind: str, head: str
) -> None:
    stored = questions_of(app, kind)[0]
    met(app, visitor, stored, datetime.now(UTC) - timedelta(days=20))

    page = words_of(give(app, visitor, "sure", right=False))

    assert f"The right {head} {'; '.join(key_text(stored.question))}" in page
    assert "You were sure" in page


@pytest.mark.usefixtures("due")
def test_an_answer_said_to_be_a_guess_needs_no_mark_any_more(app: Flask, visitor: Visitor) -> None:
    page = words_of(give(app, visitor, "guessed", right=True))

    assert "Marked as a guess." in page
    assert "It was a guess" not in page


@pytest.mark.usefixtures("due")
def test_a_form_that_comes_back_keeps_how_sure_somebody_was(visitor: Visitor) -> None:
    card = open_card(visitor, "/review")

    response = visitor.client.post(
        card.form.action, data=card.form.fields | {"confidence": "sure", "act": "check"}
    )

    assert response.status_code == 422
    assert 'value="sure" aria-keyshortcuts="D" checked' in response.text


def test_sure_and_wrong_comes_back_the_next_day_however_well_it_was_held(
    learner_id: int, single: StoredQuestion
) -> None:
    for number, days in enumerate((0, 2, 13, 60, 223)):
        builders.give(learner_id, single, number, now=NOON + timedelta(days=days))

    missed: dict[str, Any] = {"right": False, "now": NOON + timedelta(days=500)}
    builders.give(learner_id, single, 10, confidence="sure", **missed)
    sure = memories_of(learner_id)[single.id]
    undo(learner_id, 10)
    builders.give(learner_id, single, 11, confidence="fairly", **missed)
    fairly = memories_of(learner_id)[single.id]

    day = (NOON + timedelta(days=501)).date()
    assert sure.due_on == day
    assert fairly.due_on > day
    assert fairly.stability == sure.stability
    assert rebuild_memory().differed == ()

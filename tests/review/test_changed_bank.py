"""What becomes of a card that is open, or was answered, when the bank changes meanwhile."""

from pathlib import Path

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.question import Single
from tests.review.builders import right_given
from tests.review.cards import (
    Card,
    answered,
    check_of,
    open_card,
    question_at,
    questions_of,
    send,
)
from tests.review.edited_bank import sync_edited, take_out, turn_round
from tests.review.page_text import press, words_of
from tests.stored import stored_rows
from tests.visitor import Visitor


@pytest.fixture
def stored(app: Flask) -> StoredQuestion:
    return questions_of(app, "single")[0]


@pytest.fixture
def card(app: Flask, visitor: Visitor, stored: StoredQuestion) -> Card:
    return open_card(visitor, check_of(app, stored))


def test_an_answer_is_graded_by_the_version_that_was_shown(
    app: Flask, visitor: Visitor, tmp_path: Path, stored: StoredQuestion, card: Card
) -> None:
    given = right_given(stored.question)
    sync_edited(app, tmp_path, stored, turn_round)

    page = answered(visitor, card, card.filled(stored.question, given))

    assert "Right." in words_of(page)
    (row,) = stored_rows(app, 'SELECT version_id, "right" FROM review_log')
    assert tuple(row) == (stored.version_id, 1)


def test_the_next_card_shows_and_grades_the_new_version(
    app: Flask, visitor: Visitor, tmp_path: Path, stored: StoredQuestion
) -> None:
    sync_edited(app, tmp_path, stored, turn_round)
    changed = question_at(app, stored.id)
    card = open_card(visitor, check_of(app, changed))

    page = answered(visitor, card, card.filled(stored.question, right_given(stored.question)))

    assert "Not quite." in words_of(page)
    (row,) = stored_rows(app, 'SELECT version_id, "right" FROM review_log')
    assert tuple(row) == (changed.version_id, 0)
    assert changed.version_id != stored.version_id


def test_the_feedback_of_an_answer_keeps_to_the_version_that_was_answered(
    app: Flask, visitor: Visitor, tmp_path: Path, stored: StoredQuestion, card: Card
) -> None:
    assert isinstance(stored.question, Single)
    wrong = next(n for n, option in enumerate(stored.question.options) if not option.correct)
    before = words_of(answered(visitor, card, card.filled(stored.question, wrong)))

    sync_edited(app, tmp_path, stored, turn_round)

    assert words_of(visitor.open(f"/review/answers/{card.answer_id}")) == before


def test_a_retired_question_takes_no_answer(
    app: Flask, visitor: Visitor, tmp_path: Path, stored: StoredQuestion, card: Card
) -> None:
    sync_edited(app, tmp_path, stored, take_out)

    in_check = send(visitor, card, {}, act="unsure")
    action = f"/review/{stored.id}"
    in_review = visitor.client.post(action, data=card.form.fields | {"act": "unsure"})

    assert (in_check.status_code, in_review.status_code) == (410, 410)
    assert "takes no answer" in words_of(in_check.text)
    assert stored_rows(app, "SELECT * FROM review_log") == []
    assert stored_rows(app, "SELECT * FROM memory") == []


def test_a_retired_question_is_asked_no_more(
    app: Flask, visitor: Visitor, tmp_path: Path, stored: StoredQuestion
) -> None:
    address = check_of(app, stored)
    sync_edited(app, tmp_path, stored, take_out)

    assert open_card(visitor, address).question_id != stored.id


def test_an_answer_to_a_question_retired_since_is_still_explained(
    app: Flask, visitor: Visitor, tmp_path: Path, stored: StoredQuestion, card: Card
) -> None:
    answered(visitor, card, {}, act="unsure")

    sync_edited(app, tmp_path, stored, take_out)

    page = words_of(visitor.open(f"/review/answers/{card.answer_id}"))
    assert stored.question.stem in page
    assert stored.question.explanation in page


def test_an_answer_sent_again_after_its_question_was_retired_is_known(
    app: Flask, visitor: Visitor, tmp_path: Path, stored: StoredQuestion, card: Card
) -> None:
    first = send(visitor, card, {}, act="unsure")
    sync_edited(app, tmp_path, stored, take_out)

    again = send(visitor, card, {}, act="unsure")

    assert (again.status_code, again.location) == (first.status_code, first.location)


def test_an_answer_to_a_question_retired_since_can_be_undone(
    app: Flask, visitor: Visitor, tmp_path: Path, stored: StoredQuestion, card: Card
) -> None:
    page = answered(visitor, card, {}, act="unsure")
    sync_edited(app, tmp_path, stored, take_out)

    after = press(visitor, page, "/undo")

    assert "Nothing is due" in words_of(after)
    assert [row[0] for row in stored_rows(app, "SELECT kind FROM review_log")] == ["answer", "undo"]
    assert stored_rows(app, "SELECT * FROM memory") == []

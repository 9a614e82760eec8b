"""A miss comes back within the day until it is right, and the schedule does not move by it."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from studyapp.review.operations import rebuild_memory
from studyapp.review.session.retries import RETRY_AFTER, ready
from tests.review.cards import answer, ask, met, open_card, start_check, unrelated_questions
from tests.review.page_text import words_of
from tests.stored import everything_stored, stored_rows
from tests.visitor import Visitor

MODULE = "woods-2003/general-secretary"
ONCE_MORE = "Missed earlier today, so once more."


@pytest.fixture
def stored(app: Flask) -> list[StoredQuestion]:
    return unrelated_questions(app, "single")


def days_ago(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)


def test_the_miss_that_has_waited_longest_is_ready_first() -> None:
    assert ready({4: RETRY_AFTER, 1: RETRY_AFTER, 7: RETRY_AFTER - 1}) == [4, 1]


def test_a_miss_comes_back_after_three_others(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    for number in range(6):
        met(app, visitor, stored[number], days_ago(20 + number))
    missed = open_card(visitor, "/review")
    page = answer(app, visitor, missed, right=False)

    others = [ask(app, visitor, "/review") for _ in range(RETRY_AFTER)]
    again = open_card(visitor, "/review")

    assert "Next once more today, then tomorrow" in words_of(page)
    assert missed.question_id not in others
    assert again.question_id == missed.question_id
    assert ONCE_MORE in words_of(again.page)


def test_with_nothing_else_left_a_miss_comes_back_at_once_until_it_is_right(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    met(app, visitor, stored[0], days_ago(20))
    answer(app, visitor, open_card(visitor, "/review"), right=False)

    answer(app, visitor, open_card(visitor, "/review"), right=False)
    answer(app, visitor, open_card(visitor, "/review"))

    assert "Nothing is due" in words_of(visitor.open("/review"))
    modes = stored_rows(app, "SELECT mode FROM review_log ORDER BY id")
    assert [row[0] for row in modes] == ["review", "review", "retry", "retry"]


def test_a_second_try_does_not_move_the_schedule(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    met(app, visitor, stored[0], days_ago(20))
    answer(app, visitor, open_card(visitor, "/review"), right=False)
    before = everything_stored(app)["memory"]

    page = answer(app, visitor, open_card(visitor, "/review"))

    assert everything_stored(app)["memory"] == before
    assert "Next tomorrow" in words_of(page)
    assert "It was a guess" not in words_of(page)


def test_rebuilding_from_the_log_passes_second_tries_over(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    met(app, visitor, stored[0], days_ago(20))
    answer(app, visitor, open_card(visitor, "/review"), right=False)
    retry = open_card(visitor, "/review")
    answer(app, visitor, retry)
    visitor.send(visitor.form(f"/review/answers/{retry.answer_id}", "/undo"))
    before = everything_stored(app)

    with app.app_context():
        rebuilt = rebuild_memory()

    assert rebuilt.differed == ()
    assert everything_stored(app) == before


def test_a_second_try_can_be_undone_and_is_asked_again(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    met(app, visitor, stored[0], days_ago(20))
    answer(app, visitor, open_card(visitor, "/review"), right=False)
    retry = open_card(visitor, "/review")
    answer(app, visitor, retry)
    before = everything_stored(app)["memory"]

    visitor.send(visitor.form(f"/review/answers/{retry.answer_id}", "/undo"))

    assert open_card(visitor, "/review").question_id == retry.question_id
    assert everything_stored(app)["memory"] == before


def test_a_miss_that_was_tried_again_is_not_undone(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    met(app, visitor, stored[0], days_ago(20))
    missed = open_card(visitor, "/review")
    answer(app, visitor, missed, right=False)
    undo = visitor.form(f"/review/answers/{missed.answer_id}", "/undo")
    answer(app, visitor, open_card(visitor, "/review"))

    response = visitor.send(undo)

    assert response.status_code == 409
    assert "answered again since" in response.text


def test_what_was_missed_in_a_check_comes_back_in_the_review_of_the_day(
    app: Flask, visitor: Visitor
) -> None:
    address = start_check(visitor, MODULE)
    missed = open_card(visitor, address)
    answer(app, visitor, missed, right=False)
    for _ in range(4):
        ask(app, visitor, address)

    again = open_card(visitor, "/review")

    assert "1 question is due" in words_of(visitor.open("/"))
    assert again.question_id == missed.question_id
    assert ONCE_MORE in words_of(again.page)


def test_a_miss_of_an_earlier_day_is_simply_due(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    met(app, visitor, stored[0], days_ago(3), right=False)

    card = open_card(visitor, "/review")

    assert ONCE_MORE not in words_of(card.page)
    answer(app, visitor, card)
    assert stored_rows(app, "SELECT mode FROM review_log ORDER BY id DESC LIMIT 1") == [("review",)]

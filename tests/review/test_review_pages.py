from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from studyapp.bank.catalogue import StoredQuestion
from studyapp.review.memory import Rating, recall, remember
from studyapp.review.models import MemoryRow
from studyapp.review.plan.habit_operations import save_habits
from studyapp.review.plan.habits import Habits
from studyapp.review.session.due_queue import next_interval_text
from tests.every_page import csrf_token
from tests.review.builders import KINDS, give
from tests.review.cards import (
    answer,
    ask,
    learner_behind,
    met,
    open_card,
    start_check,
    unrelated_questions,
)
from tests.review.page_text import attribute, form_on, parsed, press, progress_of, words_of
from tests.stored import stored_rows
from tests.visitor import Visitor

DAY = timedelta(days=1)
NO_ANSWER = "/review/answers/0b1f1c9e-6d0f-4a52-9d5b-3a51f2f3f002"


def days_ago(days: int) -> datetime:
    return datetime.now(UTC) - days * DAY


@pytest.fixture
def stored(app: Flask) -> list[StoredQuestion]:
    return unrelated_questions(app, *KINDS)


def test_a_new_visitor_has_nothing_to_review(visitor: Visitor) -> None:
    text = words_of(visitor.open("/review"))

    assert "Nothing is due" in text
    assert "Questions come here once you have answered them" in text


def test_questions_met_in_a_check_are_due_later_and_not_yet(app: Flask, visitor: Visitor) -> None:
    address = start_check(visitor, "woods-2003/general-secretary")
    for _ in range(5):
        ask(app, visitor, address)

    text = words_of(visitor.open("/review"))

    assert "Nothing is due" in text
    assert "5 questions will be due in 2 days." in text
    assert "5 questions come back on their day" in text


def test_a_question_is_asked_from_its_due_day_on(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    day = datetime.now(UTC).date()
    wait = (remember(None, Rating.GOOD, day).due_on - day).days

    met(app, visitor, stored[0], days_ago(wait - 1))
    assert "1 question will be due tomorrow." in words_of(visitor.open("/review"))
    met(app, visitor, stored[1], days_ago(wait))

    assert open_card(visitor, "/review").question_id == stored[1].id


def test_the_question_most_at_risk_is_asked_first(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    past = {stored[0].id: 4, stored[1].id: 30, stored[2].id: 9, stored[3].id: 15}
    for number in range(4):
        met(app, visitor, stored[number], days_ago(past[stored[number].id]))

    order = [ask(app, visitor, "/review") for _ in range(4)]

    assert order == sorted(past, key=lambda question_id: -past[question_id])
    assert "Nothing is due" in words_of(visitor.open("/review"))


def test_a_shaky_memory_goes_before_one_that_is_longer_due(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    met(app, visitor, stored[0], days_ago(6))
    met(app, visitor, stored[1], days_ago(4), right=False)
    today = datetime.now(UTC).date()
    sure = remember(None, Rating.GOOD, today - 6 * DAY)
    shaky = remember(None, Rating.AGAIN, today - 4 * DAY)
    assert recall(shaky, today) < recall(sure, today)

    assert open_card(visitor, "/review").question_id == stored[1].id


def test_the_bar_counts_what_was_answered_today_and_what_is_due(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    for number in range(3):
        met(app, visitor, stored[number], days_ago(10 + number))

    first = open_card(visitor, "/review")
    page = answer(app, visitor, first)
    second = open_card(visitor, "/review")
    answer(app, visitor, second, right=False)
    third = open_card(visitor, "/review")

    assert "Card 1 of 3" in progress_of(first.page)
    assert "Card 1 of 3" in progress_of(page)
    assert "Card 2 of 3" in progress_of(second.page)
    assert "Card 3 of 4" in progress_of(third.page)
    marks = [attribute(mark, "data-run") for mark in parsed(third.page).query(".marks i")]
    assert marks == ["right", "wrong", "now", ""]


def test_a_review_answer_is_logged_as_one_and_moves_the_schedule(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    met(app, visitor, stored[0], days_ago(10))

    page = answer(app, visitor, open_card(visitor, "/review"))

    modes = stored_rows(app, "SELECT mode, run_id FROM review_log ORDER BY id")
    assert [tuple(row) for row in modes] == [("review", None), ("review", None)]
    held = select(MemoryRow.due_on, MemoryRow.reviewed_on, MemoryRow.reps)
    ((due_on, reviewed_on, reps),) = stored_rows(app, held)
    due_in = due_on - reviewed_on
    assert reps == 2
    assert due_in.days > 10
    assert f"Next {next_interval_text(due_in.days)}" in words_of(page)


def test_undo_asks_the_same_question_again_as_if_it_had_not_been_answered(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    for number in range(3):
        met(app, visitor, stored[number], days_ago(10 + number))
    before = stored_rows(app, "SELECT * FROM memory")
    card = open_card(visitor, "/review")
    page = answer(app, visitor, card, right=False)

    again = press(visitor, page, f"{card.answer_id}/undo")

    assert stored_rows(app, "SELECT * FROM memory") == before
    assert f'action="/review/{card.question_id}"' in again
    assert "Card 1 of 3" in progress_of(again)
    back = visitor.open(f"/review/answers/{card.answer_id}")
    assert "That answer was undone. Here is the question again." in back
    assert f'action="/review/{card.question_id}"' in back


def test_the_last_review_can_be_undone_from_the_next_card(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    met(app, visitor, stored[0], days_ago(10))
    met(app, visitor, stored[1], days_ago(11))
    first = open_card(visitor, "/review")
    answer(app, visitor, first)
    second = open_card(visitor, "/review")

    again = press(visitor, second.page, f"{first.answer_id}/undo")

    assert f'action="/review/{first.question_id}"' in again


def test_what_was_missed_in_class_is_no_review_of_the_day(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    met(app, visitor, stored[0], days_ago(10))
    learner_id = learner_behind(app, visitor)
    with app.app_context():
        save_habits(learner_id, Habits(goal_kind="questions", goal=3))
        give(learner_id, stored[1], 1, right=False, mode="class", now=datetime.now(UTC))

    card = open_card(visitor, "/review")
    stopped_at = visitor.address_after("/review/stop")
    answer(app, visitor, card)
    stopped = words_of(visitor.open("/review/stop"))

    assert form_on(card.page, "/undo") is None
    assert "Card 1 of 2" in progress_of(card.page)
    assert stopped_at == "/"
    assert "1 of 1 question known" in stopped
    assert "1 of 3 questions of today’s goal" in stopped


def test_an_answer_undone_twice_is_undone_once(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    met(app, visitor, stored[0], days_ago(10))
    card = open_card(visitor, "/review")
    form = form_on(answer(app, visitor, card), "/undo")
    assert form is not None
    visitor.send(form)

    response = visitor.send(form)

    assert response.status_code == 303
    assert len(stored_rows(app, "SELECT * FROM review_log")) == 3


def test_an_answer_that_another_followed_stays(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    met(app, visitor, stored[0], days_ago(10))
    form = form_on(answer(app, visitor, open_card(visitor, "/review")), "/undo")
    assert form is not None
    met(app, visitor, stored[0], days_ago(0))

    response = visitor.send(form)

    assert response.status_code == 409
    assert "has been answered again since" in words_of(response.text)


def test_a_guess_comes_back_sooner(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    met(app, visitor, stored[0], days_ago(10))
    page = answer(app, visitor, open_card(visitor, "/review"))
    sure = stored_rows(app, "SELECT due_on FROM memory")[0][0]

    marked = press(visitor, page, "/guess")

    unsure = stored_rows(app, "SELECT due_on FROM memory")[0][0]
    assert unsure < sure
    assert "Marked as a guess." in words_of(marked)
    assert "Card 1 of 1" in progress_of(marked)


def test_nobody_sees_or_undoes_the_answers_of_somebody_else(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    met(app, visitor, stored[0], days_ago(10))
    card = open_card(visitor, "/review")
    answer(app, visitor, card)
    other = Visitor(app)
    learner_behind(app, other)
    address = f"/review/answers/{card.answer_id}"

    token = {"csrf_token": csrf_token(other)}
    statuses = [
        other.client.get(address).status_code,
        other.client.post(f"{address}/undo", data=token).status_code,
        other.client.post(f"{address}/guess", data=token).status_code,
        Visitor(app).client.get(address).status_code,
    ]

    assert statuses == [404, 404, 404, 404]
    assert len(stored_rows(app, "SELECT * FROM review_log")) == 2


def test_an_answer_that_was_never_given_has_no_page(visitor: Visitor) -> None:
    visitor.open(NO_ANSWER, 404)
    visitor.open("/review/answers/not-an-id", 404)


def test_only_a_question_that_is_due_can_be_asked_for_by_its_number(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    met(app, visitor, stored[0], days_ago(0))
    met(app, visitor, stored[2], days_ago(20))

    assert open_card(visitor, f"/review?question={stored[2].id}").question_id == stored[2].id
    ask(app, visitor, "/review")
    for other in (stored[0].id, stored[1].id, 99_999_999, -1, "x"):
        assert "Nothing is due" in words_of(visitor.open(f"/review?question={other}"))

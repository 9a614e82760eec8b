"""Two tabs, the way back, and pages opened again later."""

import uuid
from datetime import UTC, datetime, timedelta

from flask import Flask

from studyapp.review.checks.run import LONGEST_CHECK
from studyapp.review.log.entry_ids import undo_of
from tests.review.cards import (
    answer,
    answered,
    check_of,
    met,
    open_card,
    question_at,
    questions_of,
    read_card,
    send,
    start_check,
)
from tests.review.page_text import progress_of, words_of
from tests.stored import stored_rows
from tests.visitor import Visitor, forms_in

MODULE = "north-2023/gravedigger"
DAY = timedelta(days=1)


def test_two_tabs_of_a_check_answer_each_question_once(app: Flask, visitor: Visitor) -> None:
    check = start_check(visitor, MODULE)
    one, other = open_card(visitor, check), open_card(visitor, check)
    answer(app, visitor, one)

    response = send(visitor, other, {}, act="unsure")

    assert (response.status_code, response.location) == (303, check)
    assert len(stored_rows(app, "SELECT * FROM review_log")) == 1


def test_the_way_back_after_a_guess_leads_to_the_marked_answer(
    app: Flask, visitor: Visitor
) -> None:
    card = open_card(visitor, start_check(visitor, MODULE))
    page = answer(app, visitor, card)
    guess = next(form for form in forms_in(page) if form.action.endswith("/guess"))
    visitor.send(guess)

    again = visitor.open(f"/review/answers/{card.answer_id}")

    assert question_at(app, card.question_id).question.stem in words_of(again)


def test_an_id_that_belongs_to_an_undo_is_refused_and_nothing_changes(
    app: Flask, visitor: Visitor
) -> None:
    check = start_check(visitor, MODULE)
    first = open_card(visitor, check)
    page = answered(visitor, first, {}, act="unsure")
    undo = next(form for form in forms_in(page) if form.action.endswith("/undo"))
    visitor.send(undo)
    before = stored_rows(app, "SELECT * FROM review_log")
    card = open_card(visitor, check)
    card.form.fields["answer_id"] = undo_of(first.answer_id)

    response = send(visitor, card, {}, act="unsure")

    assert response.status_code == 409
    assert stored_rows(app, "SELECT * FROM review_log") == before


def test_an_answer_opened_again_says_which_of_the_check_it_was(
    app: Flask, visitor: Visitor
) -> None:
    check = start_check(visitor, MODULE)
    first = open_card(visitor, check)
    answer(app, visitor, first)
    answer(app, visitor, open_card(visitor, check))

    again = visitor.open(f"/review/answers/{first.answer_id}")

    assert "Card 1 of 8" in progress_of(again)


def test_no_answer_of_anybody_is_found_under_a_new_id(app: Flask, visitor: Visitor) -> None:
    answer(app, visitor, open_card(visitor, start_check(visitor, MODULE)))

    visitor.open(f"/review/answers/{uuid.uuid4()}", status=404)


def test_a_check_left_open_takes_its_answer_after_another_check_of_the_module(
    app: Flask, visitor: Visitor
) -> None:
    waiting = open_card(visitor, start_check(visitor, MODULE))
    other = start_check(visitor, MODULE)
    for _ in range(LONGEST_CHECK):
        answer(app, visitor, open_card(visitor, other))

    response = send(visitor, waiting, {}, act="unsure")

    assert response.location == f"/review/answers/{waiting.answer_id}"
    rows = stored_rows(app, "SELECT entry_uuid FROM review_log")
    assert (waiting.answer_id,) in [tuple(row) for row in rows]


def test_a_question_of_another_module_is_not_taken_into_a_check(
    app: Flask, visitor: Visitor
) -> None:
    card = open_card(visitor, start_check(visitor, MODULE))
    foreign = open_card(visitor, start_check(visitor, "cwi-2003/nature-of-stalinism"))
    card.form.action = card.form.action.rpartition("/")[0] + f"/{foreign.question_id}"
    card.form.fields["version"] = foreign.form.fields["version"]

    assert send(visitor, card, {}, act="unsure").status_code == 404


def test_a_due_card_in_two_tabs_counts_once(app: Flask, visitor: Visitor) -> None:
    stored = questions_of(app, "single")[0]
    met(app, visitor, stored, datetime.now(UTC) - 10 * DAY)
    one, other = open_card(visitor, "/review"), open_card(visitor, "/review")
    answer(app, visitor, one)

    response = send(visitor, other, {}, act="unsure")

    assert (response.status_code, response.location) == (303, "/review")
    assert len(stored_rows(app, "SELECT * FROM review_log")) == 2


def test_an_undone_answer_cannot_come_back_under_its_id(app: Flask, visitor: Visitor) -> None:
    card = open_card(visitor, start_check(visitor, MODULE))
    page = answered(visitor, card, {}, act="unsure")
    visitor.send(next(form for form in forms_in(page) if form.action.endswith("/undo")))

    response = send(visitor, card, {}, act="unsure")
    shown = visitor.open(response.location)

    assert "That answer was undone. Here is the question again." in shown
    assert [row[0] for row in stored_rows(app, "SELECT kind FROM review_log ORDER BY id")] == [
        "answer",
        "undo",
    ]


def test_two_choices_for_one_answer_are_asked_again(app: Flask, visitor: Visitor) -> None:
    card = open_card(visitor, check_of(app, questions_of(app, "single")[0]))

    response = send(visitor, card, {"choice": ["0", "1"]})

    assert response.status_code == 422
    assert read_card(response.text).alerts == ["Choose one answer."]


def test_a_paragraph_that_the_card_does_not_show_is_asked_again(
    app: Flask, visitor: Visitor
) -> None:
    card = open_card(visitor, check_of(app, questions_of(app, "locate")[0]))

    response = send(visitor, card, {"paragraph": "woods-2003:999999"})

    assert response.status_code == 422
    assert read_card(response.text).alerts == ["There is no such paragraph to choose."]


def test_no_card_is_the_current_one_while_an_answer_is_shown(app: Flask, visitor: Visitor) -> None:
    card = open_card(visitor, start_check(visitor, MODULE))
    assert 'data-run="now"' in card.page

    assert 'data-run="now"' not in answer(app, visitor, card)

"""Two tabs, the way back, and pages opened again later."""

import uuid

from flask import Flask

from studyapp.review.entry_ids import undo_of
from tests.review.cards import answer, answered, open_card, question_at, send, start_check
from tests.review.page_text import words_of
from tests.stored import stored_rows
from tests.visitor import Visitor, forms_in

MODULE = "north-2023/gravedigger"


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

    assert "Card 1 of 5" in words_of(again)


def test_no_answer_of_anybody_is_found_under_a_new_id(app: Flask, visitor: Visitor) -> None:
    answer(app, visitor, open_card(visitor, start_check(visitor, MODULE)))

    visitor.open(f"/review/answers/{uuid.uuid4()}", status=404)

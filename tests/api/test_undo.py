"""An answer is taken back by its id, once, and only by who gave it."""

import uuid

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from tests.api.programs import (
    ANSWERS,
    Json,
    assert_is_problem,
    post_json,
    send_answers,
    sent_answer,
)
from tests.review.cards import questions_of
from tests.stored import everything_stored, stored_rows
from tests.visitor import Visitor


@pytest.fixture
def answer(visitor: Visitor, stored: StoredQuestion) -> Json:
    """Return an answer that the visitor has sent."""
    sent = sent_answer(stored)
    send_answers(visitor, sent)
    return sent


def address(answer: Json) -> str:
    return f"{ANSWERS}/{answer['answer_id']}/undo"


def test_an_undone_answer_counts_no_more(app: Flask, visitor: Visitor, answer: Json) -> None:
    response = post_json(visitor, address(answer), None)

    assert response.status_code == 200
    assert response.get_json() == {
        "answer_id": answer["answer_id"],
        "question_id": answer["question_id"],
        "due_on": None,
    }
    assert stored_rows(app, "SELECT * FROM memory") == []


def test_an_undo_sent_again_changes_nothing(app: Flask, visitor: Visitor, answer: Json) -> None:
    first = post_json(visitor, address(answer), None)
    before = everything_stored(app)

    again = post_json(visitor, address(answer), None)

    assert again.get_json() == first.get_json()
    assert everything_stored(app) == before


def test_an_undone_answer_sent_again_stays_undone(
    app: Flask, visitor: Visitor, answer: Json
) -> None:
    post_json(visitor, address(answer), None)
    before = everything_stored(app)

    (result,) = send_answers(visitor, answer)

    assert (result["status"], result["due_on"]) == ("known", None)
    assert everything_stored(app) == before


def test_an_answer_that_another_followed_cannot_be_undone(
    app: Flask, visitor: Visitor, stored: StoredQuestion, answer: Json
) -> None:
    send_answers(visitor, sent_answer(stored))
    before = everything_stored(app)

    assert_is_problem(post_json(visitor, address(answer), None), 409)
    assert everything_stored(app) == before


def test_nobody_undoes_the_answer_of_somebody_else(app: Flask, answer: Json) -> None:
    stranger = Visitor(app)
    send_answers(stranger, sent_answer(questions_of(app, "short")[0]))
    before = everything_stored(app)

    assert_is_problem(post_json(stranger, address(answer), None), 404)
    assert_is_problem(post_json(Visitor(app), address(answer), None), 404)
    assert everything_stored(app) == before


@pytest.mark.parametrize("answer_id", [str(uuid.UUID(int=9)), "nonsense", "9" * 5_000])
def test_an_unknown_answer_cannot_be_undone(visitor: Visitor, answer: Json, answer_id: str) -> None:
    assert_is_problem(post_json(visitor, f"{ANSWERS}/{answer_id}/undo", None), 404)

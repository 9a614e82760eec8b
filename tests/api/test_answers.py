"""Answers in a batch: each is graded, stored once, and told what became of it."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from studyapp.review.learner_day import learner_day
from tests.api.programs import (
    ANSWERS,
    LOG,
    Json,
    send_answers,
    sent_answer,
)
from tests.every_page import csrf_token
from tests.review.builders import KINDS, right_given, wrong_given
from tests.review.cards import near_to, questions_of, read_card, unrelated_questions
from tests.review.test_same_answer_at_once import at_once
from tests.stored import everything_stored, stored_rows
from tests.visitor import Visitor


def ago(**length: float) -> str:
    return (datetime.now(UTC) - timedelta(**length)).isoformat()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
def test_an_answer_to_any_kind_is_graded_and_recorded(
    app: Flask, visitor: Visitor, kind: str, right: bool
) -> None:
    question = questions_of(app, kind)[0]
    given = right_given(question.question) if right else wrong_given(question.question)
    if kind == "locate" and not right:
        given = None

    (result,) = send_answers(visitor, sent_answer(question, given=given))

    assert (result["status"], result["right"]) == ("recorded", right)
    assert result["verdict"] == ("right" if right else "wrong")
    assert result["score"] == 1 if right else result["score"] < 1
    assert result["due_on"] > learner_day(datetime.now(UTC), UTC).isoformat()
    (row,) = stored_rows(app, LOG)
    assert (row[0], row[3]) == (result["answer_id"], right)
    assert visitor.client.get(result["feedback_url"]).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_the_fields_of_a_card_say_the_same_as_the_positions(
    app: Flask, visitor: Visitor, kind: str
) -> None:
    question = questions_of(app, kind)[0]
    send_answers(visitor, sent_answer(question, answered_at=ago(days=30)))
    (card,) = visitor.client.get("/api/v1/review/cards?html=1").get_json()["cards"]
    shown = read_card(f"<main>{card['card_html']}</main>")
    filled = shown.filled(question.question, right_given(question.question))
    fields = {n: v if isinstance(v, list) else [v] for n, v in (shown.form.fields | filled).items()}
    answer = sent_answer(question, card["answer_id"], fields=fields)
    del answer["given"]

    (result,) = send_answers(visitor, answer)

    assert (result["status"], result["right"]) == ("recorded", True)


def test_the_button_of_who_does_not_know_is_a_field_too(
    app: Flask, visitor: Visitor, stored: StoredQuestion
) -> None:
    answer = sent_answer(stored, fields={"act": ["unsure"]})
    del answer["given"]

    (result,) = send_answers(visitor, answer)

    assert (result["status"], result["verdict"]) == ("recorded", "wrong")
    assert stored_rows(app, LOG)[0][4] == "null"


@pytest.mark.parametrize("kind", ["short", "cloze", "locate"])
def test_a_nearly_right_answer_counts_as_not_right(app: Flask, visitor: Visitor, kind: str) -> None:
    question, given = next(
        (q, near) for q in questions_of(app, kind) if (near := near_to(app, q.question)) is not None
    )

    (result,) = send_answers(visitor, sent_answer(question, given=given))

    assert (result["verdict"], result["right"], result["score"]) == ("near", False, 0)


def test_the_first_answer_of_a_visitor_makes_one_learner(
    app: Flask, visitor: Visitor, stored: StoredQuestion
) -> None:
    send_answers(visitor, sent_answer(stored), sent_answer(stored))

    assert len(stored_rows(app, "SELECT id FROM learner")) == 1


def test_an_answer_sent_again_is_known_and_changes_nothing(
    app: Flask, visitor: Visitor, stored: StoredQuestion
) -> None:
    answer = sent_answer(stored)
    (first,) = send_answers(visitor, answer)
    before = everything_stored(app)

    (again,) = send_answers(visitor, answer | {"given": wrong_given(stored.question)})

    assert (first.pop("status"), again.pop("status")) == ("recorded", "known")
    assert again == first
    assert everything_stored(app) == before


def test_an_answer_that_stands_twice_in_a_batch_counts_once(
    app: Flask, visitor: Visitor, stored: StoredQuestion
) -> None:
    answer = sent_answer(stored)

    results = send_answers(visitor, answer, answer)

    assert [result["status"] for result in results] == ["recorded", "known"]
    assert len(stored_rows(app, LOG)) == 1


def test_an_id_in_other_letters_is_the_same_id(
    app: Flask, visitor: Visitor, stored: StoredQuestion
) -> None:
    answer = sent_answer(stored, "0b1f1c9e-6d0f-4a52-9d5b-3a51f2f3f00a")

    results = send_answers(visitor, answer, answer | {"answer_id": answer["answer_id"].upper()})

    assert [result["status"] for result in results] == ["recorded", "known"]


def test_a_batch_sent_ten_times_at_once_counts_once(app: Flask, visitor: Visitor) -> None:
    answers = [sent_answer(stored) for stored in unrelated_questions(app, "single")[:3]]
    headers = {"X-CSRFToken": csrf_token(visitor)}
    windows = [app.test_client() for _ in range(10)]
    for window in windows:
        for name in ("studyapp_visitor", "studyapp_form"):
            window.set_cookie(name, visitor.cookie(name) or "")

    replies = at_once(
        [partial(w.post, ANSWERS, json={"answers": answers}, headers=headers) for w in windows]
    )

    assert {reply.status_code for reply in replies} == {200}
    statuses = {r["status"] for reply in replies for r in reply.get_json()["results"]}
    assert statuses <= {"recorded", "known"}
    assert len(stored_rows(app, LOG)) == 3
    assert [row[0] for row in stored_rows(app, "SELECT reps FROM memory")] == [1, 1, 1]
    assert len(stored_rows(app, "SELECT id FROM learner")) == 1


def test_the_same_id_of_two_learners_is_two_answers(
    app: Flask, visitor: Visitor, stored: StoredQuestion
) -> None:
    answer = sent_answer(stored)
    send_answers(visitor, answer)

    (result,) = send_answers(Visitor(app), answer | {"given": None})

    assert (result["status"], result["right"]) == ("recorded", False)
    assert [row[3] for row in stored_rows(app, LOG)] == [1, 0]


def test_an_answer_says_how_sure_and_how_long(
    app: Flask, visitor: Visitor, stored: StoredQuestion
) -> None:
    said: Json = {"confidence": "sure", "milliseconds": 4_000, "recalled": True}

    send_answers(visitor, sent_answer(stored, **said))

    rows = stored_rows(app, "SELECT confidence, milliseconds, recalled FROM review_log")
    assert [tuple(row) for row in rows] == [("sure", 4_000, 0)]


def test_a_hundred_answers_fit_into_one_batch(app: Flask, visitor: Visitor) -> None:
    questions = questions_of(app, "single")
    answers = [sent_answer(questions[n % len(questions)]) for n in range(100)]

    results = send_answers(visitor, *answers)

    assert {result["status"] for result in results} == {"recorded"}
    assert [result["answer_id"] for result in results] == [a["answer_id"] for a in answers]

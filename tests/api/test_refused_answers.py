"""What cannot be an answer is refused with a sentence, and keeps no other answer out."""

from typing import Any

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from studyapp.review.log.entry_ids import undo_of
from tests.api.programs import (
    ANSWERS,
    LOG,
    assert_is_problem,
    post_json,
    send_answers,
    sent_answer,
)
from tests.every_page import csrf_token
from tests.review.builders import KINDS
from tests.review.cards import questions_of, unrelated_questions
from tests.stored import everything_stored, refuse_writes, stored_rows
from tests.visitor import Visitor


def test_refused_answers_make_no_learner(
    app: Flask, visitor: Visitor, stored: StoredQuestion
) -> None:
    before = everything_stored(app)

    send_answers(visitor, sent_answer(stored, given=99), "nonsense")

    assert everything_stored(app) == before


def test_one_bad_answer_keeps_no_other_out(
    app: Flask, visitor: Visitor, stored: StoredQuestion
) -> None:
    good = [sent_answer(question) for question in unrelated_questions(app, "single")[:2]]

    results = send_answers(visitor, good[0], {"answer_id": "x"}, 5, good[1])

    assert [r["status"] for r in results] == ["recorded", "refused", "refused", "recorded"]
    assert [r["answer_id"] for r in results] == [
        good[0]["answer_id"],
        None,
        None,
        good[1]["answer_id"],
    ]
    assert len(stored_rows(app, LOG)) == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"question_id": 999_999}, "no such version", id="unknown question"),
        pytest.param({"version_id": 999_999}, "no such version", id="unknown version"),
        pytest.param({"version_id": 1, "question_id": 2}, "no such version", id="foreign version"),
        pytest.param({"question_id": 2**63}, "question_id", id="huge question"),
        pytest.param({"question_id": "1"}, "question_id", id="number as text"),
        pytest.param({"given": 99}, "no such answer", id="no such option"),
        pytest.param({"given": -1}, "no such answer", id="negative"),
        pytest.param({"given": [0]}, "by its number", id="list for one"),
        pytest.param({"given": {"a": 1}}, "by its number", id="object"),
        pytest.param({"given": True}, "by its number", id="truth"),
        pytest.param({"given": ""}, "Choose an answer", id="empty"),
        pytest.param({"fields": {}}, "either given or fields", id="both"),
        pytest.param({"answered_at": "2026-03-05T12:00:00"}, "answered_at", id="no offset"),
        pytest.param({"answered_at": "yesterday"}, "answered_at", id="no moment"),
        pytest.param({"confidence": "very"}, "confidence", id="no such confidence"),
        pytest.param({"answered_at": 1_772_700_000}, "answered_at", id="seconds"),
        pytest.param({"answered_at": "1772700000"}, "answered_at", id="seconds as text"),
        pytest.param({"answered_at": "2026-02-30T12:00:00Z"}, "answered_at", id="no such day"),
        pytest.param({"answered_at": "2026-03-05T12:00:00+99:99"}, "answered_at", id="offset"),
        pytest.param({"more": 1}, "more", id="unknown name"),
        pytest.param({"\ud83d": 1}, "unicode", id="half a character as a name"),
        pytest.param({"x" * 9_000: 1}, "not permitted", id="long name"),
        pytest.param({"zone": "\ud83d"}, "zone", id="half a character"),
        pytest.param({"milliseconds": -1}, "milliseconds", id="negative time"),
    ],
)
def test_a_forged_or_faulty_answer_is_refused_with_a_sentence(
    app: Flask, visitor: Visitor, stored: StoredQuestion, changes: dict[str, Any], words: str
) -> None:
    before = everything_stored(app)

    (result,) = send_answers(visitor, sent_answer(stored) | changes)

    assert result["status"] == "refused"
    assert words in result["detail"]
    assert everything_stored(app) == before


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("given", [[], [[]], {}, "\0", ["\ud83d"], 1.5, [None], "x" * 501])
def test_what_is_no_answer_to_its_kind_is_refused(
    app: Flask, visitor: Visitor, kind: str, given: object
) -> None:
    question = questions_of(app, kind)[0]

    (result,) = send_answers(visitor, sent_answer(question, given=given))

    assert result["status"] == "refused"
    assert result["detail"].endswith(".")


def test_the_id_of_an_undo_is_no_id_for_an_answer(
    app: Flask, visitor: Visitor, stored: StoredQuestion
) -> None:
    answer = sent_answer(stored)
    send_answers(visitor, answer)
    post_json(visitor, f"{ANSWERS}/{answer['answer_id']}/undo", None)

    (result,) = send_answers(visitor, sent_answer(stored, undo_of(answer["answer_id"])))

    assert result["status"] == "refused"
    assert "another entry" in result["detail"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"answers": []}, id="no answer"),
        pytest.param({"answers": {}}, id="no list"),
        pytest.param({"answers": [None] * 101}, id="101 answers"),
        pytest.param({"answers": [None], "more": 1}, id="more names"),
        pytest.param([], id="a list"),
    ],
)
def test_a_batch_of_another_shape_is_refused_as_a_whole(visitor: Visitor, body: object) -> None:
    assert_is_problem(post_json(visitor, ANSWERS, body), 422)


@pytest.mark.parametrize(
    ("data", "content_type", "status"),
    [
        pytest.param(b"{", "application/json", 400, id="broken"),
        pytest.param(b"\xff", "application/json", 400, id="no text"),
        pytest.param(b"[" * 100_000, "application/json", 400, id="deep"),
        pytest.param(b"", "application/json", 400, id="empty"),
        pytest.param(b'{"answers": [NaN]}', "application/json", 400, id="not a number"),
        pytest.param(b"{}", "text/plain", 415, id="text"),
        pytest.param(b"a=1", "application/x-www-form-urlencoded", 415, id="form"),
        pytest.param(b" " * 300_000, "application/json", 413, id="large"),
    ],
)
def test_a_body_that_is_no_json_is_refused_as_a_whole(
    visitor: Visitor, data: bytes, content_type: str, status: int
) -> None:
    headers = {"X-CSRFToken": csrf_token(visitor)}

    response = visitor.client.post(ANSWERS, data=data, content_type=content_type, headers=headers)

    assert_is_problem(response, status)


def test_an_answer_without_the_token_of_a_page_is_not_taken(
    app: Flask, visitor: Visitor, stored: StoredQuestion
) -> None:
    csrf_token(visitor)

    response = visitor.client.post(ANSWERS, json={"answers": [sent_answer(stored)]})

    assert "X-CSRFToken" in assert_is_problem(response, 400)
    assert stored_rows(app, LOG) == []


def test_an_answer_sent_by_another_site_is_not_taken(
    app: Flask, visitor: Visitor, stored: StoredQuestion
) -> None:
    headers = {"X-CSRFToken": csrf_token(visitor), "Sec-Fetch-Site": "cross-site"}

    response = visitor.client.post(
        ANSWERS, json={"answers": [sent_answer(stored)]}, headers=headers
    )

    assert_is_problem(response, 403)
    assert stored_rows(app, LOG) == []


def test_an_answer_that_cannot_be_stored_now_is_not_refused_for_good(
    app: Flask, visitor: Visitor, stored: StoredQuestion
) -> None:
    headers = {"X-CSRFToken": csrf_token(visitor)}
    refuse_writes(app)

    response = visitor.client.post(
        ANSWERS, json={"answers": [sent_answer(stored)]}, headers=headers
    )

    assert_is_problem(response, 503)
    assert int(response.headers["Retry-After"]) > 0

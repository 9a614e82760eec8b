"""A program that uses the API: as a script of a page with the cookie, or with a token."""

import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.grading import Given
from studyapp.database import table_of
from studyapp.review.models import ReviewLogRow
from tests.every_page import csrf_token
from tests.review.builders import right_given, wrong_given
from tests.visitor import Visitor

Json = dict[str, Any]
CARDS = "/api/v1/review/cards"
ANSWERS = "/api/v1/review/answers"
_LOG = table_of(ReviewLogRow).c
LOG = select(
    _LOG.entry_uuid, _LOG.version_id, _LOG.mode, _LOG.right, _LOG.given, _LOG.recorded_at
).order_by(_LOG.id)


def sent_answer(
    stored: StoredQuestion, answer_id: str | None = None, *, right: bool = True, **changes: Any
) -> Json:
    """Return a right or wrong answer as a program sends it; `changes` replace what it holds."""
    given: Given = right_given(stored.question) if right else wrong_given(stored.question)
    answer = {
        "answer_id": answer_id or str(uuid.uuid4()),
        "question_id": stored.id,
        "version_id": stored.version_id,
        "answered_at": datetime.now(UTC).isoformat(),
        "given": given,
    }
    return answer | changes


def post_json(visitor: Visitor, address: str, body: object) -> TestResponse:
    """Send JSON with the cookie and the token of the visitor's pages."""
    headers = {"X-CSRFToken": csrf_token(visitor)}
    return visitor.client.post(address, json=body, headers=headers)


def send_answers(visitor: Visitor, *answers: object) -> list[Json]:
    """Send answers in one batch and return what became of each."""
    response = post_json(visitor, ANSWERS, {"answers": answers})
    assert response.status_code == 200, (response.status_code, response.text)
    results: list[Json] = response.get_json()["results"]
    return results


def cards_for(visitor: Visitor, query: str = "") -> list[Json]:
    """Return the cards that are handed out to a visitor."""
    response = visitor.client.get(CARDS + query)
    assert response.status_code == 200, (response.status_code, response.text)
    cards: list[Json] = response.get_json()["cards"]
    return cards


def assert_is_problem(response: TestResponse, status: int) -> str:
    """Check that an answer is a problem document of a status; return its sentence."""
    assert response.status_code == status, response.text
    assert response.mimetype == "application/problem+json"
    told = response.get_json()
    assert set(told) == {"type", "title", "status", "detail"}
    assert told["status"] == status
    return str(told["detail"])

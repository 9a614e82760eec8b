"""Every address of the app, for what must hold on all of them."""

from typing import Any

from flask import Flask, url_for
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.visitor import Visitor

MODULE = "woods-2003/general-secretary"
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
VALUES: dict[str, Any] = {
    "article_key": "woods-2003",
    "module_key": "general-secretary",
    "module": MODULE,
    "study_id": 1,
    "run_id": "0b1f1c9e-6d0f-4a52-9d5b-3a51f2f3f001",
    "answer_id": "0b1f1c9e-6d0f-4a52-9d5b-3a51f2f3f002",
    "note_uuid": "0b1f1c9e-6d0f-4a52-9d5b-3a51f2f3f003",
    "question_id": 1,
    "exam_id": 1,
    "put_off_id": 1,
    "class_id": 1,
    "seat_id": 1,
    "code": "ABC234",
    "quiz_id": 1,
    "sitting_id": 1,
    "letter": "A",
    "way": "up",
    "attempt_id": 1,
    "number": 1,
    "position": 1,
    "table": "answers",
    "second": 1,
    "filename": "css/base.css",
    "learner_id": 1,
    "role": "teacher",
    "token": "a-token-that-nobody-was-given",
}


def safe_addresses(app: Flask, **values: object) -> list[str]:
    """Return an address of each route that only shows something."""
    return _addresses(app, {"GET"}, values)


def unsafe_addresses(app: Flask, **values: object) -> list[str]:
    """Return an address of each route that may change something."""
    return _addresses(app, UNSAFE, values)


def address_of(app: Flask, rule: Rule) -> str:
    """Return an address of one route."""
    with app.test_request_context():
        return url_for(rule.endpoint, **{name: VALUES[name] for name in rule.arguments})


def _addresses(app: Flask, methods: set[str], values: dict[str, Any]) -> list[str]:
    with app.test_request_context():
        return sorted(
            {
                url_for(rule.endpoint, **{n: (VALUES | values)[n] for n in rule.arguments})
                for rule in app.url_map.iter_rules()
                if methods & (rule.methods or set())
            }
        )


def csrf_token(visitor: Visitor) -> str:
    """Return the token that the pages of this browser carry."""
    return str(visitor.form("/account/sign-in", "/sign-in").fields["csrf_token"])


def post(visitor: Visitor, address: str, **fields: str) -> TestResponse:
    """Send fields with a good token to an address, whatever forms there are."""
    return visitor.client.post(address, data={"csrf_token": csrf_token(visitor)} | fields)

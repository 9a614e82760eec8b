"""The OpenAPI document says all that the API does, and the API does nothing else."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import count, cycle
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
import schemathesis
from flask import Flask
from schemathesis import HookContext
from schemathesis.engine import events, from_schema
from schemathesis.specs.openapi.schemas import OpenApiSchema

from studyapp.api.answer_shapes import SentAnswer
from studyapp.app import create_app
from tests.accounts.test_programs import make_token
from tests.api.programs import Json, send_answers, sent_answer
from tests.every_page import csrf_token
from tests.review.builders import KINDS, answer_id
from tests.review.cards import questions_of, unrelated_questions
from tests.trusted import Tally, times
from tests.visitor import Visitor

DOCUMENT = "/api/v1/openapi.json"
EXAMPLES = times(60, 2000)
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
# It sends a request of its own that this version cannot send to an app in the same process;
# test_tokens.py and test_refused_answers.py look at what it would.
NOT_CHECKED = ["ignored_auth"]


@pytest.fixture
def studied(app: Flask, visitor: Visitor) -> Visitor:
    """Return a visitor with something due, so that answers hold what there is to describe."""
    for stored in unrelated_questions(app, "single", "cloze", "order", "match", "locate")[:9]:
        send_answers(visitor, sent_answer(stored, given=None))
    return visitor


def by_token(app: Flask, visitor: Visitor) -> WSGIApplication:
    """Return the app as a program with a token of the visitor reaches it."""
    return _with_headers(app, HTTP_AUTHORIZATION=f"Bearer {make_token(visitor)}")


def by_cookie(app: Flask, visitor: Visitor) -> WSGIApplication:
    """Return the app as a script of the visitor's pages reaches it."""
    token = csrf_token(visitor)
    cookies = [f"{n}={visitor.cookie(n)}" for n in ("studyapp_visitor", "studyapp_form")]
    return _with_headers(app, HTTP_COOKIE="; ".join(cookies), HTTP_X_CSRFTOKEN=token)


def _with_headers(app: Flask, **headers: str) -> WSGIApplication:
    def reached(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return app(environ | headers, start_response)

    return reached


def read_document(app: Flask) -> Json:
    response = app.test_client().get(DOCUMENT)
    assert response.status_code == 200
    document: Json = response.get_json()
    return document


def faults_of(schema: OpenApiSchema) -> tuple[list[str], Counter[str]]:
    """Try every address in every way; return what is wrong, and how often each check was made."""
    faults, made = [], Counter[str]()
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            faults.append(str(event))
        if not isinstance(event, events.ScenarioFinished):
            continue
        for case_id, checks in event.recorder.checks.items():
            made.update(check.name for check in checks)
            case = event.recorder.cases[case_id].value
            faults += [f"{case!r}: {c.failure_info.failure}" for c in checks if c.failure_info]
    return faults, made


def test_the_document_is_valid_openapi(app: Flask) -> None:
    schemathesis.openapi.from_dict(read_document(app)).validate()


def test_the_document_holds_every_address_and_no_other(app: Flask) -> None:
    document = read_document(app)

    described = {
        (method.upper(), path) for path, item in document["paths"].items() for method in item
    }
    served = {
        (method, rule.rule.replace("<uuid:", "{").replace(">", "}"))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert described == served
    assert len(described) == 9


def test_every_answer_that_is_described_is_described_in_full(app: Flask) -> None:
    document = read_document(app)

    for path, item in document["paths"].items():
        for operation in item.values():
            assert operation["summary"].endswith("."), path
            statuses = {"200", "400", "401", "409", "422", "500", "503"}
            assert statuses <= operation["responses"].keys()
    for response in document["components"]["responses"].values():
        assert list(response["content"]) == ["application/problem+json"]


def test_the_document_can_be_read_without_a_database(tmp_path: object) -> None:
    app = create_app({"INSTANCE": str(tmp_path)})

    assert read_document(app)["openapi"] == "3.1.0"


def about_real_questions(app: Flask) -> Callable[[HookContext, object], object]:
    """Return what puts each thing that is made up into one part of an answer to a real question.

    Kinds of question and parts of an answer take turns; now and then a thing stays as it is.
    """
    questions = cycle(
        {stored.question.kind: stored for stored in questions_of(app, *KINDS)}.values()
    )
    parts = cycle([*SentAnswer.model_fields, "given", "given", None])
    numbers = count(1)

    def answer_with(thing: object) -> object:
        part = next(parts)
        if part is None:
            return thing
        answer = sent_answer(next(questions), answer_id(next(numbers))) | {part: thing}
        if part == "fields":
            del answer["given"]
        return answer

    def map_body(_context: HookContext, body: object) -> object:
        if not isinstance(body, dict) or not isinstance(body.get("answers"), list):
            return body
        return body | {"answers": [answer_with(thing) for thing in body["answers"]]}

    return map_body


@schemathesis.hook
def before_call(_context: HookContext, case: schemathesis.Case[Any], _options: Json) -> None:
    """Put the days of a schedule in order, which no schema can ask for."""
    query = case.query or {}
    days = [query[name] for name in ("from", "to") if name in query]
    if "to" in query and all(isinstance(day, str) and DAY.fullmatch(day) for day in days):
        case.query |= {"from": min(days), "to": max(days)}


@pytest.mark.trust(row=42)
@pytest.mark.parametrize("way", [by_token, by_cookie])
def test_whatever_is_sent_the_answer_is_as_described(
    app: Flask,
    studied: Visitor,
    way: Callable[[Flask, Visitor], WSGIApplication],
    tally: Tally,
) -> None:
    schema = schemathesis.openapi.from_wsgi(DOCUMENT, way(app, studied))
    schema.hook(about_real_questions(app))
    schema.config.checks.update(excluded_check_names=NOT_CHECKED)
    schema.config.generation.update(max_examples=EXAMPLES, deterministic=True, database="none")

    faults, made = faults_of(schema)

    tally.note(tried=made["not_a_server_error"], held=made["not_a_server_error"] - len(faults))
    assert faults == []
    assert {
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
        "negative_data_rejection",
        "positive_data_acceptance",
        "unsupported_method",
    } <= made.keys()
    assert made["not_a_server_error"] > 200

"""Log lines say what happened, to be found by its number, and nothing about anybody."""

import json
import logging
import sys
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from studyapp.accounts.access import COOKIE
from studyapp.bank.queries import catalogue
from studyapp.database import write_transaction
from studyapp.serving.logs import JsonLines
from tests.accounts.people import answer_something, claim, read_to, sign_in, sign_out
from tests.every_page import csrf_token, post
from tests.visitor import Visitor

NAME, PASSWORD = "Adalbert von Oak", "nine geese on a river"
WRONG_PASSWORD, ANSWER = "ten geese on a lake", "an answer that is nobody's business"


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Keep what the served program would log."""
    caplog.set_level(logging.INFO)
    return caplog


def lines_of(log: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    lines = [JsonLines().format(record) for record in log.records]
    assert all("\n" not in line for line in lines)
    return [json.loads(line) for line in lines]


def make_record(message: str, **fields: object) -> logging.LogRecord:
    record = logging.LogRecord("studyapp.bank", logging.WARNING, "", 0, message, (), None)
    record.fields = fields
    return record


def test_a_line_is_one_json_object_with_its_moment_in_utc() -> None:
    line = json.loads(JsonLines().format(make_record("a bank file is wrong", file="a.yaml")))

    moment = datetime.fromisoformat(line.pop("at"))
    assert moment.utcoffset() == timedelta(0)
    assert line == {
        "level": "warning",
        "log": "studyapp.bank",
        "message": "a bank file is wrong",
        "file": "a.yaml",
    }


@pytest.mark.parametrize(
    "message",
    [
        pytest.param('ok\n{"level": "error", "message": "forged"}', id="line feed"),
        pytest.param("ok\r\nforged", id="carriage return"),
        pytest.param('"}, {"', id="quotes"),
        pytest.param("שלום 😀 \x00", id="any letters"),
    ],
)
def test_no_message_can_forge_a_second_line(message: str) -> None:
    line = JsonLines().format(make_record(message))

    assert len(line.splitlines()) == 1
    assert json.loads(line)["message"] == message


def test_an_error_is_logged_with_its_traceback_in_one_line() -> None:
    record = make_record("unexpected error")
    try:
        raise ValueError("the cause")
    except ValueError:
        record.exc_info = sys.exc_info()

    line = JsonLines().format(record)

    assert "\n" not in line
    assert "ValueError: the cause" in json.loads(line)["error"]


def test_each_request_is_one_line_with_the_id_of_its_answer(
    visitor: Visitor, log: pytest.LogCaptureFixture
) -> None:
    response = visitor.client.get("/read/woods-2003/")

    (line,) = lines_of(log)
    assert line["request"] == response.headers["X-Request-Id"]
    assert line["method"] == "GET"
    assert line["route"] == "/read/<article_key>/"
    assert line["status"] == 200
    assert line["ms"] >= 0


def test_an_unknown_address_is_logged_without_the_address(
    visitor: Visitor, log: pytest.LogCaptureFixture
) -> None:
    visitor.client.get("/something/private?name=Ada")

    (line,) = lines_of(log)
    assert (line["route"], line["status"]) == ("none", 404)
    assert "private" not in log.text
    assert "Ada" not in str(line)


def test_static_files_are_not_logged(app: Flask, log: pytest.LogCaptureFixture) -> None:
    with app.test_request_context():
        address = app.url_for("static", filename="css/base.css")

    app.test_client().get(address)

    assert lines_of(log) == []


def test_an_error_of_the_program_can_be_found_by_the_id_on_its_page(
    app: Flask, visitor: Visitor, log: pytest.LogCaptureFixture
) -> None:
    @app.get("/break")
    def fail() -> str:
        raise RuntimeError("the cause")

    response = visitor.client.get("/break")

    error, access = lines_of(log)
    assert error["request"] == access["request"] == response.headers["X-Request-Id"]
    assert error["level"] == "error"
    assert "RuntimeError: the cause" in error["error"]
    assert access["status"] == 500


def test_an_error_of_the_database_is_logged_without_the_values(
    app: Flask, visitor: Visitor, log: pytest.LogCaptureFixture
) -> None:
    @app.get("/break")
    def fail() -> str:
        with write_transaction() as session:
            session.execute(text("INSERT INTO learner (name) VALUES (:name)"), {"name": NAME})
        return ""

    assert visitor.client.get("/break").status_code == 500

    assert "IntegrityError" in str(lines_of(log))
    assert NAME not in str(lines_of(log))


def test_nothing_that_is_typed_or_secret_reaches_the_log(
    app: Flask, visitor: Visitor, log: pytest.LogCaptureFixture
) -> None:
    tokens = {csrf_token(visitor), visitor.cookie(COOKIE)}
    _answer_in_words(app, visitor)
    answer_id = answer_something(visitor)
    read_to(visitor, 61)
    claim(visitor, NAME, "short")
    claim(visitor, NAME, PASSWORD)
    tokens |= {csrf_token(visitor), visitor.cookie(COOKIE), visitor.cookie("studyapp_form")}
    post(visitor, f"/review/answers/{answer_id}/undo")
    post(visitor, f"/review/answers/{answer_id}/undo")
    sign_out(visitor)
    for _ in range(11):
        sign_in(visitor, NAME, WRONG_PASSWORD)
    sign_in(Visitor(app), NAME, PASSWORD)
    visitor.client.get(f"/{NAME}?password={PASSWORD}")
    visitor.client.post("/account/claim", data={"name": NAME, "password": PASSWORD})
    visitor.client.post("/account/claim", headers={"Origin": f"http://{ANSWER}"})

    written = str(lines_of(log))

    assert len(log.records) > 30
    secrets = {NAME, PASSWORD, WRONG_PASSWORD, ANSWER} | {token or "" for token in tokens}
    assert "" not in secrets
    assert {secret for secret in secrets if secret in written} == set()


def _answer_in_words(app: Flask, visitor: Visitor) -> None:
    """Answer a question of a check in words, wrongly and in full."""
    with app.app_context():
        in_words = {
            stored.id: stored.module
            for stored in catalogue().questions.values()
            if stored.question.kind in {"cloze", "short"} and "/" in stored.module
        }
    module = next(iter(in_words.values()))
    while True:
        address = visitor.address_after(f"/check/{module}/{uuid4()}")
        form = visitor.form(address, "/check/")
        if int(form.action.rpartition("/")[2]) in in_words:
            break
    typed = {name: ANSWER for name in form.names if name == "text" or name.startswith("blank-")}
    assert visitor.send(form, **typed).status_code == 303

"""Whatever goes wrong under /api/, a program reads it as a problem document."""

from pathlib import Path

import pytest
from flask import Flask

from studyapp.errors import BusyError
from tests.api.programs import ANSWERS, CARDS, assert_is_problem, post_json
from tests.conftest import MakeApp
from tests.visitor import Visitor

SECRET = "what nobody may read"


@pytest.mark.parametrize(
    "address", ["/api/v1/nothing", "/api/v1", "/api/", "/api/v2/me", "/api/v1/%ff%fe"]
)
def test_an_unknown_address_is_a_problem(visitor: Visitor, address: str) -> None:
    assert_is_problem(visitor.client.get(address), 404)


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        pytest.param("PUT", CARDS, "GET", id="put"),
        pytest.param("GET", ANSWERS, "POST", id="get of answers"),
        pytest.param("BREW", CARDS, "GET", id="unheard of"),
    ],
)
def test_a_method_that_is_not_taken_names_those_that_are(
    visitor: Visitor, method: str, address: str, allowed: str
) -> None:
    response = visitor.client.open(address, method=method)

    assert_is_problem(response, 405)
    assert allowed in response.headers["Allow"]


def test_an_error_of_the_program_tells_nothing_of_itself(app: Flask, visitor: Visitor) -> None:
    @app.get("/api/break")
    def fail() -> str:
        raise RuntimeError(SECRET)

    response = visitor.client.get("/api/break")

    assert_is_problem(response, 500)
    assert SECRET not in response.text


def test_a_busy_server_says_when_to_come_again(app: Flask, visitor: Visitor) -> None:
    @app.get("/api/busy")
    def wait() -> str:
        raise BusyError("The server is busy storing other answers.")

    response = visitor.client.get("/api/busy")

    assert assert_is_problem(response, 503) == "The server is busy storing other answers."
    assert int(response.headers["Retry-After"]) > 0


def test_a_server_without_its_database_is_a_problem(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(DATABASE_URL=f"sqlite:///{tmp_path}/nowhere/studyapp.db")

    assert_is_problem(app.test_client().get(CARDS), 503)


def test_a_host_name_that_is_not_trusted_is_a_problem(make_app: MakeApp) -> None:
    client = make_app(TRUSTED_HOSTS="study.example").test_client()

    assert_is_problem(client.get(CARDS, headers={"Host": "evil.example"}), 400)


@pytest.mark.parametrize("body", [[], 5, "text", True])
def test_a_body_of_another_kind_is_refused_in_plain_words(visitor: Visitor, body: object) -> None:
    sentence = assert_is_problem(post_json(visitor, ANSWERS, body), 422)

    assert sentence == "This must be an object with names and values."


def test_a_page_that_is_missing_stays_a_page(visitor: Visitor) -> None:
    response = visitor.client.get("/apiary")

    assert response.status_code == 404
    assert response.mimetype == "text/html"

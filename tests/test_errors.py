"""What goes wrong ends in a page of the app that says what to do, and in nothing else."""

import re
import shutil
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import make_url
from werkzeug.test import TestResponse

from studyapp.database import db
from studyapp.web import LOOK_COOKIE
from tests.accounts.people import answer_something
from tests.conftest import MakeApp
from tests.every_page import MODULE, post, safe_addresses
from tests.stored import everything_stored
from tests.visitor import Visitor

UNKNOWN = "0b1f1c9e-6d0f-4a52-9d5b-3a51f2f3f009"
SECRET = "what nobody may read"


def assert_is_error_page(response: TestResponse, status: int) -> None:
    """Check that an answer is an error page in the look of the app, with its request id."""
    assert response.status_code == status
    assert response.mimetype == "text/html"
    page = response.text
    assert page.count("<h1>") == 1
    assert 'class="brand"' in page
    assert 'href="/"' in page
    assert response.headers["X-Request-Id"] in page
    assert "Traceback" not in page
    assert 'File "' not in page


def sentence_of(response: TestResponse) -> str:
    found = re.search(r'class="standfirst">(.*?)</p>', response.text, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/no/such/page", id="page"),
        pytest.param("/read/nobody-1900/", id="article"),
        pytest.param("/read/nobody-1900/mill", id="module of an unknown article"),
        pytest.param("/read/woods-2003/mill", id="module"),
        pytest.param("/read/woods-2003/general-secretary/more", id="below a module"),
        pytest.param("/read/%00/", id="null"),
        pytest.param("/read/../../etc/passwd", id="path"),
        pytest.param("/static/../app.py", id="file outside"),
        pytest.param("/static/%2e%2e/%2e%2e/app.py", id="file outside, escaped"),
        pytest.param("/%ff%fe", id="not UTF-8"),
        pytest.param("/check/woods-2003/mill/start", id="check of an unknown module"),
        pytest.param("/check/start", id="check of no module"),
        pytest.param(f"/check/woods-2003/mill/{UNKNOWN}", id="run of an unknown module"),
        pytest.param(f"/check/woods-2003/mill/{UNKNOWN}/done", id="result of an unknown module"),
        pytest.param(f"/check/{MODULE}/not-a-uuid", id="run id"),
        pytest.param(f"/review/answers/{UNKNOWN}", id="answer"),
        pytest.param("/review/answers/not-a-uuid", id="answer id"),
        pytest.param("/review/answers/" + "9" * 5000, id="long answer id"),
        pytest.param("/styleguide", id="style guide outside debugging"),
    ],
)
def test_an_unknown_address_is_a_page_that_says_so(visitor: Visitor, address: str) -> None:
    assert_is_error_page(visitor.client.get(address), 404)


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        pytest.param(f"/read/{MODULE}/place", {"number": "99999"}, id="paragraph"),
        pytest.param("/read/nobody-1900/mill/place", {"number": "1"}, id="article"),
        pytest.param("/review/999999", {"answer_id": UNKNOWN, "version": "1"}, id="question"),
        pytest.param(
            f"/check/{MODULE}/{UNKNOWN}/999999",
            {"answer_id": UNKNOWN, "version": "1"},
            id="question of a check",
        ),
        pytest.param(f"/review/answers/{UNKNOWN}/undo", {}, id="undo"),
        pytest.param(f"/review/answers/{UNKNOWN}/guess", {}, id="guess"),
        pytest.param("/account/devices/sign-out", {"id": "999999"}, id="device"),
    ],
)
def test_an_act_on_something_unknown_changes_nothing(
    app: Flask, visitor: Visitor, address: str, fields: dict[str, str]
) -> None:
    answer_something(visitor)
    before = everything_stored(app)

    assert_is_error_page(post(visitor, address, **fields), 404)

    assert everything_stored(app) == before


@pytest.mark.parametrize(
    ("method", "address"),
    [
        pytest.param("DELETE", "/", id="delete"),
        pytest.param("PUT", "/review", id="put"),
        pytest.param("POST", "/read/", id="post to a page"),
        pytest.param("GET", "/account/sign-out", id="get of an act"),
        pytest.param("BREW", "/", id="unheard of"),
    ],
)
def test_a_method_that_a_page_does_not_take_is_refused(
    visitor: Visitor, method: str, address: str
) -> None:
    response = visitor.client.open(address, method=method)

    assert_is_error_page(response, 405)


def test_a_refused_method_names_those_that_are_taken(visitor: Visitor) -> None:
    response = visitor.client.get("/account/sign-out")

    assert "POST" in response.headers.get("Allow", "")


def test_an_error_of_the_program_shows_its_number_and_nothing_of_itself(
    app: Flask, visitor: Visitor
) -> None:
    break_down(app)

    response = visitor.client.get("/break")

    assert_is_error_page(response, 500)
    assert SECRET not in response.text
    assert "Nothing stored before is lost." in sentence_of(response)


def test_each_request_has_an_id_of_its_own(visitor: Visitor) -> None:
    first, second = (visitor.client.get("/no/such/page") for _ in range(2))

    assert first.headers["X-Request-Id"] != second.headers["X-Request-Id"]


@pytest.mark.sqlite("its file is damaged")
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: path.unlink(), id="gone"),
        pytest.param(lambda path: path.write_bytes(b"not a database " * 999), id="overwritten"),
        pytest.param(lambda path: _overwrite_pages(path), id="damaged"),
    ],
)
def test_pages_without_a_database_say_so_in_the_look_of_the_app(
    app: Flask, visitor: Visitor, damage: object
) -> None:
    answer_something(visitor)
    visitor.client.set_cookie(LOOK_COOKIE, "dark_1.2_off")
    path = Path(str(make_url(app.config["SQLALCHEMY_DATABASE_URI"]).database))
    _close(app)
    assert callable(damage)
    damage(path)

    response = visitor.client.get("/")

    assert_is_error_page(response, 503)
    assert int(response.headers["Retry-After"]) > 0
    assert 'data-theme="dark"' in response.text


def test_pages_that_need_no_database_are_found_missing_without_it(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(DATABASE_URL=f"sqlite:///{tmp_path}/nowhere/studyapp.db")

    assert_is_error_page(app.test_client().get("/no/such/page"), 404)


@pytest.mark.sqlite("its file is moved away")
def test_pages_come_back_with_the_database(app: Flask, visitor: Visitor, tmp_path: Path) -> None:
    path = Path(str(make_url(app.config["SQLALCHEMY_DATABASE_URI"]).database))
    _close(app)
    shutil.move(path, tmp_path / "aside.db")
    assert visitor.client.get("/").status_code == 503
    _close(app)
    shutil.move(tmp_path / "aside.db", path)

    assert visitor.client.get("/").status_code == 200


def test_no_page_of_the_app_is_an_error_of_the_program(app: Flask, visitor: Visitor) -> None:
    statuses = {a: visitor.client.get(a).status_code for a in safe_addresses(app)}

    assert {a: status for a, status in statuses.items() if status >= 500} == {}


def break_down(app: Flask) -> None:
    """Add a page that fails."""

    @app.get("/break")
    def fail() -> str:
        raise RuntimeError(SECRET)


def _overwrite_pages(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))


def _close(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()

"""Every answer carries the headers that keep other sites and injected code out."""

import pytest
from flask import Flask, url_for

from studyapp.web import HEADERS
from tests.accounts.people import answer_something
from tests.conftest import MakeApp
from tests.every_page import safe_addresses, unsafe_addresses
from tests.note_pages import write_note
from tests.trusted import Tally
from tests.visitor import Visitor

HTML_PAGE = "text/html"
# The same for everybody.
PUBLIC = ("/static/", "/sw.js", "/manifest.webmanifest")


@pytest.mark.trust(row=32)
def test_every_route_answers_with_every_header(app: Flask, visitor: Visitor, tally: Tally) -> None:
    answer_id = answer_something(visitor)
    responses = {
        address: visitor.client.get(address) for address in safe_addresses(app, answer_id=answer_id)
    } | {address: visitor.client.post(address) for address in unsafe_addresses(app)}

    missing = {
        (address, name)
        for address, response in responses.items()
        for name, value in HEADERS.items()
        if response.headers.get(name) != value
    }

    tally.note(tried=len(responses), held=len(responses) - len({one for one, _ in missing}))
    assert len(responses) > 20
    assert missing == set()


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        pytest.param("GET", "/no/such/page", 404, id="unknown page"),
        pytest.param("DELETE", "/", 405, id="method"),
        pytest.param("GET", "/read", 308, id="redirect"),
        pytest.param("HEAD", "/", 200, id="head"),
        pytest.param("OPTIONS", "/", 200, id="options"),
        pytest.param("GET", "/static/no-such-file.css", 404, id="unknown file"),
    ],
)
def test_errors_redirects_and_bare_answers_carry_them_too(
    visitor: Visitor, method: str, address: str, status: int
) -> None:
    response = visitor.client.open(address, method=method)

    assert response.status_code == status
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


def test_the_policy_lets_no_inline_code_and_no_other_site_in() -> None:
    policy = {
        name: rest.split()
        for name, _, rest in (
            part.strip().partition(" ") for part in HEADERS["Content-Security-Policy"].split(";")
        )
    }

    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == ["'self'"]
    allowed = {source for sources in policy.values() for source in sources}
    assert allowed == {"'none'", "'self'", "data:"}


def test_what_belongs_to_one_reader_is_kept_by_no_cache(app: Flask, visitor: Visitor) -> None:
    pages = [a for a in safe_addresses(app) if not a.startswith(PUBLIC)]

    kept = {a: visitor.client.get(a).headers.get("Cache-Control") for a in pages}

    assert set(kept.values()) == {"no-store"}


def test_static_files_are_kept_for_long(app: Flask, visitor: Visitor) -> None:
    (address,) = (a for a in safe_addresses(app) if a.startswith("/static/"))

    response = visitor.client.get(address)

    assert response.status_code == 200
    assert response.cache_control.max_age == 365 * 24 * 3600


def test_pages_name_static_files_below_the_path_that_the_app_is_served_at(app: Flask) -> None:
    page = app.test_client().get("/", environ_overrides={"SCRIPT_NAME": "/study"}).text

    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": "/study"}):
        address = url_for("static", filename="css/tokens.css")
    assert address.startswith("/study/static/")
    assert f'href="{address}"' in page


def test_only_the_https_profile_demands_https(make_app: MakeApp) -> None:
    name = "Strict-Transport-Security"

    assert "max-age=" in make_app(PROFILE="https").test_client().get("/").headers[name]
    assert name not in make_app(PROFILE="lan-http").test_client().get("/").headers


def test_a_proxy_is_believed_only_when_one_is_configured(make_app: MakeApp) -> None:
    forwarded = {"X-Forwarded-Host": "study.example", "X-Forwarded-Proto": "https"}

    behind = make_app(PROXIES=1).test_client().get("/read", headers=forwarded)
    direct = make_app().test_client().get("/read", headers=forwarded)

    assert behind.headers["Location"] == "https://study.example/read/"
    assert direct.headers["Location"] == "http://localhost/read/"


def test_every_page_says_its_kind_and_character_set(app: Flask, visitor: Visitor) -> None:
    for address in safe_addresses(app):
        response = visitor.client.get(address)
        if response.mimetype == HTML_PAGE:
            assert response.headers["Content-Type"] == "text/html; charset=utf-8", address


def test_no_page_holds_code_or_style_that_the_policy_would_stop(
    app: Flask, visitor: Visitor
) -> None:
    answer_id = answer_something(visitor)
    write_note(visitor)
    pages = {
        address: visitor.client.get(address, follow_redirects=True)
        for address in safe_addresses(app, answer_id=answer_id)
    }

    faulty = {
        (address, sign)
        for address, page in pages.items()
        for sign in ("<style", " style=", "<script>", " onclick=", "javascript:", "//cdn")
        if page.mimetype == HTML_PAGE and sign in page.text
    }

    assert faulty == set()

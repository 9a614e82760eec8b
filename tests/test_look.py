"""The reader's look is kept in a cookie, and the way back leads nowhere else."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from studyapp.web import LOOK_COOKIE
from tests.conftest import MakeApp
from tests.every_page import post
from tests.stored import everything_stored
from tests.visitor import Visitor

LOOK = {"theme": "dark", "scale": "1.2", "keys": "y", "next": "/"}


def save(visitor: Visitor, **changes: str) -> TestResponse:
    return post(visitor, "/settings", **(LOOK | changes))


def test_a_saved_look_is_the_look_of_the_next_page(app: Flask, visitor: Visitor) -> None:
    before = everything_stored(app)

    response = save(visitor, next="/read/?from=top")

    assert (response.status_code, response.headers["Location"]) == (303, "/read/?from=top")
    page = visitor.open("/read/")
    assert 'data-theme="dark" data-scale="1.2" data-keys="on"' in page
    assert everything_stored(app) == before


def test_keys_left_out_are_switched_off(visitor: Visitor) -> None:
    fields = {name: value for name, value in LOOK.items() if name != "keys"}

    post(visitor, "/settings", **fields)

    assert 'data-keys="off"' in visitor.open("/")


def test_the_form_on_every_page_shows_the_look_that_is_saved(visitor: Visitor) -> None:
    save(visitor, theme="light", scale="0.9")

    form = visitor.form("/progress", "/settings")

    assert form.fields["theme"] == "light"
    assert form.fields["scale"] == "0.9"
    assert form.fields["next"] == "/progress"


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"theme": "pink"}, id="theme"),
        pytest.param({"scale": "9"}, id="scale"),
        pytest.param({"theme": ""}, id="empty theme"),
        pytest.param({"theme": "dark\r\nX-Bad: 1"}, id="line break"),
        pytest.param({"scale": "\x00"}, id="null"),
        pytest.param({"theme": "😀" * 1000}, id="emoji"),
    ],
)
def test_a_look_that_does_not_exist_is_refused(visitor: Visitor, changes: dict[str, str]) -> None:
    response = save(visitor, **changes)

    assert response.status_code == 422
    assert LOOK_COOKIE not in response.headers.get("Set-Cookie", "")


@pytest.mark.parametrize(
    "cookie",
    [
        pytest.param("", id="empty"),
        pytest.param("dark", id="one part"),
        pytest.param("pink_1_on", id="theme"),
        pytest.param("dark_7_on", id="scale"),
        pytest.param('dark"><script>_1_on', id="markup"),
        pytest.param("_" * 4000, id="long"),
    ],
)
def test_a_cookie_that_makes_no_sense_counts_for_nothing(visitor: Visitor, cookie: str) -> None:
    visitor.client.set_cookie(LOOK_COOKIE, cookie)

    assert 'data-theme="auto" data-scale="1" data-keys="on"' in visitor.open("/")


@pytest.mark.parametrize(
    "target",
    [
        pytest.param("https://evil.example/", id="address"),
        pytest.param("//evil.example/", id="without scheme"),
        pytest.param("///evil.example/", id="three slashes"),
        pytest.param("/\\evil.example/", id="backslash"),
        pytest.param("\\\\evil.example/", id="backslashes"),
        pytest.param("/\t/evil.example/", id="tab"),
        pytest.param("/\n/evil.example/", id="line feed"),
        pytest.param("\t//evil.example/", id="leading tab"),
        pytest.param(" //evil.example/", id="leading space"),
        pytest.param("/\r\nSet-Cookie: a=b", id="header"),
        pytest.param("javascript:alert(1)", id="script"),
        pytest.param("//[", id="broken address"),
        pytest.param("/\\[", id="broken address after a backslash"),
        pytest.param("http:evil.example", id="scheme without slashes"),
        pytest.param("evil.example", id="bare name"),
        pytest.param("", id="empty"),
    ],
)
def test_the_way_back_never_leads_to_another_site(visitor: Visitor, target: str) -> None:
    response = save(visitor, next=target)

    assert response.status_code == 303
    assert response.headers["Location"] == "/"
    assert "a=b" not in "".join(response.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize(
    ("target", "location"),
    [
        pytest.param("/read/woods-2003/#p61", "/read/woods-2003/#p61", id="fragment"),
        pytest.param("/review?question=3", "/review?question=3", id="query"),
        pytest.param("/a//b", "/a//b", id="slashes later on"),
        pytest.param("/\x00", "/%00", id="null"),
        pytest.param("/\u202e😀", "/%E2%80%AE%F0%9F%98%80", id="other scripts"),
    ],
)
def test_the_way_back_leads_to_the_page_it_came_from(
    visitor: Visitor, target: str, location: str
) -> None:
    assert save(visitor, next=target).headers["Location"] == location


@pytest.mark.parametrize(
    ("profile", "is_secure"),
    [pytest.param("lan-http", False, id="http"), pytest.param("https", True, id="https")],
)
def test_the_cookie_of_the_look_has_its_flags(
    make_app: MakeApp, profile: str, is_secure: bool
) -> None:
    response = save(Visitor(make_app(PROFILE=profile)))

    (given,) = (c for c in response.headers.getlist("Set-Cookie") if c.startswith(LOOK_COOKIE))

    assert "HttpOnly" in given
    assert "SameSite=Lax" in given
    assert ("Secure" in given) is is_secure

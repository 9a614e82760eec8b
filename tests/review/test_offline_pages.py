"""What the server gives a browser so that the review goes on without a network."""

import json
import re
import struct
from pathlib import Path

import pytest
from flask import Flask

from studyapp.review.learner_mark import learner_mark
from studyapp.review.offline_routes import MARK_HEADER, THEME_COLOURS
from tests.accounts.people import answer_something, claim, sign_in
from tests.classroom.builders import make_room
from tests.classroom.people import visitor_as
from tests.conftest import SECRET_KEY
from tests.every_page import csrf_token, post
from tests.imports import PACKAGE
from tests.stored import everything_stored
from tests.test_tokens import tokens
from tests.visitor import Visitor

ANSWERS = "/api/v1/review/answers"
LEARNER = "/review/offline/learner"
SHELL = ("/review/offline", "/offline")
MARK = re.compile('<meta name="learner" content="([0-9a-f]*)"( data-named)?>')


def manifest(visitor: Visitor) -> dict[str, object]:
    response = visitor.client.get("/manifest.webmanifest")
    assert response.mimetype == "application/manifest+json"
    found: dict[str, object] = json.loads(response.text)
    return found


def mark_on(page: str) -> tuple[str, bool]:
    """Return the mark that a page carries and whether its learner has a name."""
    found = MARK.search(page)
    assert found is not None
    return found[1], found[2] is not None


def icon_size(path: Path) -> str:
    """Return the size that the head of a PNG file states."""
    return "{}x{}".format(*struct.unpack(">II", path.read_bytes()[16:24]))


def test_the_manifest_says_what_an_installed_app_needs(visitor: Visitor) -> None:
    found = manifest(visitor)

    assert {"name", "short_name", "id"} <= found.keys()
    assert (found["start_url"], found["scope"], found["display"]) == ("/", "/", "standalone")


def test_every_icon_is_there_in_the_size_it_states(visitor: Visitor) -> None:
    icons = manifest(visitor)["icons"]
    assert isinstance(icons, list)

    kinds = {(icon["sizes"], icon["purpose"]) for icon in icons}
    served = {icon["src"]: visitor.client.get(icon["src"]) for icon in icons}

    assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")} <= kinds
    assert [icon["type"] for icon in icons] == [r.mimetype for r in served.values()]
    for path in (PACKAGE / "static/icons").glob("*.png"):
        assert path.stem.endswith(f"-{icon_size(path).partition('x')[0]}")


def test_the_frame_of_the_app_has_the_colour_of_the_paper(visitor: Visitor) -> None:
    assert {theme: tokens(theme)["paper"] for theme in THEME_COLOURS} == THEME_COLOURS
    assert manifest(visitor)["theme_color"] == THEME_COLOURS["light"]
    page = visitor.open("/")
    assert all(f'name="theme-color" content="{c}" media=' in page for c in THEME_COLOURS.values())


def test_the_worker_keeps_every_file_that_a_page_loads(visitor: Visitor) -> None:
    response = visitor.client.get("/sw.js")

    named = set(re.findall(r'"(/static/[^"]+)"', response.text))
    on_pages = {
        address
        for page in ("/", "/read/woods-2003/general-secretary", *SHELL)
        for address in re.findall(
            r'(?:src|href)="(/static/[^"]+\.(?:css|js|svg))"', visitor.open(page)
        )
    }
    assert response.mimetype == "text/javascript"
    assert response.headers["Cache-Control"] == "no-cache"
    assert on_pages <= named
    assert {visitor.client.get(address).status_code for address in named} == {200}


@pytest.mark.parametrize("address", SHELL)
def test_a_page_that_the_worker_keeps_is_bound_to_no_learner(
    visitor: Visitor, address: str
) -> None:
    answer_something(visitor)

    assert MARK.search(visitor.open(address)) is None


def test_a_visitor_has_no_mark_and_a_learner_keeps_theirs(visitor: Visitor) -> None:
    before = mark_on(visitor.open("/"))
    answer_something(visitor)
    guest = mark_on(visitor.open("/"))
    claim(visitor, "Ada")
    named = mark_on(visitor.open("/progress"))

    assert before == ("", False)
    assert guest[0]
    assert not guest[1]
    assert named == (guest[0], True)


def test_a_pupil_has_the_name_of_a_seat(app: Flask) -> None:
    with app.app_context():
        ada = make_room("Ada").learners["Ada"]

    pupil = visitor_as(app, ada)

    assert mark_on(pupil.open("/")) == (learner_mark(ada, SECRET_KEY), True)
    assert json.loads(pupil.client.get(LEARNER).text)["named"] is True


def test_a_learner_has_one_mark_on_every_device(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada")
    sign_in(other := Visitor(app), "Ada")
    claim(stranger := Visitor(app), "Berta")

    assert mark_on(other.open("/")) == mark_on(visitor.open("/"))
    assert mark_on(stranger.open("/")) != mark_on(visitor.open("/"))


def test_an_error_page_does_not_say_that_nobody_is_here(visitor: Visitor) -> None:
    answer_something(visitor)

    assert MARK.search(visitor.open("/no/such/page", status=404)) is None


def test_a_mark_cannot_be_made_without_the_key_of_the_server() -> None:
    assert learner_mark(1, "one key") != learner_mark(1, "another key")
    assert learner_mark(1, "one key") != learner_mark(2, "one key")


def test_a_kept_page_learns_who_is_here_and_gets_a_token_that_works(visitor: Visitor) -> None:
    answer_something(visitor)

    told = json.loads(visitor.client.get(LEARNER).text)
    response = visitor.client.post(
        ANSWERS,
        json={"answers": [{}]},
        headers={"X-CSRFToken": told["token"], MARK_HEADER: told["mark"]},
    )

    assert (told["mark"], told["named"]) == mark_on(visitor.open("/"))
    assert response.status_code == 200


@pytest.mark.parametrize("mark", ["", "0" * 32], ids=["a visitor", "another learner"])
def test_what_somebody_else_has_kept_is_refused_and_stores_nothing(
    app: Flask, visitor: Visitor, mark: str
) -> None:
    answer_something(visitor)
    headers = {"X-CSRFToken": csrf_token(visitor), MARK_HEADER: mark}
    before = everything_stored(app)

    response = visitor.client.post(ANSWERS, json={"answers": [{}]}, headers=headers)

    assert response.status_code == 409
    assert "another learner" in response.text
    assert everything_stored(app) == before


@pytest.mark.parametrize(
    ("said", "cleared"),
    [
        pytest.param({}, '"cache"', id="nothing said"),
        pytest.param({"waiting": "3"}, '"cache"', id="answers wait"),
        pytest.param({"waiting": "0"}, '"cache", "storage"', id="nothing waits"),
    ],
)
def test_signing_out_empties_a_browser_in_which_no_answer_waits(
    visitor: Visitor, said: dict[str, str], cleared: str
) -> None:
    claim(visitor, "Ada")

    response = post(visitor, "/account/sign-out", **said)

    assert response.headers["Clear-Site-Data"] == cleared


@pytest.mark.parametrize("address", ["/api/v1/review/cards", "/api/v1/me"])
def test_whoever_names_another_learner_is_told_nothing(visitor: Visitor, address: str) -> None:
    answer_something(visitor)

    response = visitor.client.get(address, headers={MARK_HEADER: "0" * 32})

    assert response.status_code == 409


def test_without_script_the_page_says_what_it_needs(visitor: Visitor) -> None:
    assert "needs" in visitor.open("/review/offline")
    assert "JavaScript" in visitor.open("/review/offline")


@pytest.mark.parametrize("address", [LEARNER, "/sw.js", "/static/css/base.css"])
def test_what_is_fetched_behind_a_page_leaves_the_messages_for_the_next_page_alone(
    app: Flask, visitor: Visitor, address: str
) -> None:
    answer_something(visitor)
    path = address.replace("/static", app.static_url_path or "")

    response = visitor.client.get(path)

    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers

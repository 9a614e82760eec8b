"""Nothing is stored for a form that this site has not handed to this browser."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.accounts.people import answer_something, claim
from tests.conftest import MakeApp
from tests.every_page import MODULE, csrf_token, post, unsafe_addresses
from tests.stored import everything_stored
from tests.trusted import Tally
from tests.visitor import Visitor

PLACE = f"/read/{MODULE}/place"


@pytest.fixture
def learner(visitor: Visitor) -> Visitor:
    """Return a visitor with an account and something to lose."""
    answer_something(visitor)
    claim(visitor, "Ada")
    return visitor


@pytest.mark.trust(row=33)
@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({}, id="no token"),
        pytest.param({"csrf_token": ""}, id="empty token"),
        pytest.param({"csrf_token": "nonsense"}, id="nonsense"),
    ],
)
def test_no_route_stores_anything_without_the_token(
    app: Flask, learner: Visitor, fields: dict[str, str], tally: Tally
) -> None:
    answer_id = answer_something(learner)
    before = everything_stored(app)

    statuses = {
        address: learner.client.post(address, data={"number": "61", **fields}).status_code
        for address in unsafe_addresses(app, answer_id=answer_id)
    }

    tally.note(tried=len(statuses), held=list(statuses.values()).count(400))
    assert set(statuses.values()) == {400}
    assert everything_stored(app) == before


def test_the_token_of_another_browser_is_refused(app: Flask, learner: Visitor) -> None:
    stolen = csrf_token(Visitor(app))
    before = everything_stored(app)

    response = learner.client.post(PLACE, data={"csrf_token": stolen, "number": "61"})

    assert response.status_code == 400
    assert everything_stored(app) == before


def test_a_lost_token_is_explained_in_one_sentence(visitor: Visitor) -> None:
    response = visitor.client.post("/account/sign-out")

    assert response.status_code == 400
    assert "The form has lost its token, so nothing was stored." in response.text
    assert "load the page again" in response.text


def test_scripts_may_send_the_token_in_a_header(app: Flask, learner: Visitor) -> None:
    headers = {"X-CSRFToken": csrf_token(learner)}

    response = learner.client.post(PLACE, data={"number": "61"}, headers=headers)

    assert response.status_code < 400
    assert len(everything_stored(app)["reading"]) == 1


@pytest.mark.trust(row=33)
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Origin": "http://evil.example"}, id="another site"),
        pytest.param({"Origin": "http://localhost.evil.example"}, id="a look-alike"),
        pytest.param({"Origin": "http://localhost:8001"}, id="another port"),
        pytest.param({"Origin": "null"}, id="no site at all"),
        pytest.param({"Origin": ""}, id="empty"),
        pytest.param({"Origin": "//["}, id="no address"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, id="the browser says cross-site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, id="the browser says same-site"),
        pytest.param(
            {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, id="both, one good"
        ),
    ],
)
def test_a_form_from_another_site_is_refused_even_with_the_token(
    app: Flask, learner: Visitor, headers: dict[str, str], tally: Tally
) -> None:
    token = csrf_token(learner)
    before = everything_stored(app)

    statuses = {
        address: learner.client.post(
            address, data={"csrf_token": token, "number": "61"}, headers=headers
        ).status_code
        for address in unsafe_addresses(app)
    }

    tally.note(tried=len(statuses), held=list(statuses.values()).count(403))
    assert set(statuses.values()) == {403}
    assert everything_stored(app) == before


THIS_SITE = [
    pytest.param({"Origin": "http://localhost"}, id="this site"),
    pytest.param({"Sec-Fetch-Site": "same-origin"}, id="the browser says same-origin"),
    pytest.param({"Sec-Fetch-Site": "none"}, id="typed by the user"),
    pytest.param({}, id="an old browser"),
]


@pytest.mark.parametrize("headers", THIS_SITE)
def test_a_form_of_this_site_is_taken(
    app: Flask, learner: Visitor, headers: dict[str, str]
) -> None:
    fields = {"csrf_token": csrf_token(learner), "number": "61"}

    response = learner.client.post(PLACE, data=fields, headers=headers)

    assert response.status_code < 400
    assert len(everything_stored(app)["reading"]) == 1


@pytest.mark.trust(row=33)
@pytest.mark.parametrize("headers", THIS_SITE)
def test_no_route_takes_a_form_of_this_site_for_one_of_another(
    app: Flask, headers: dict[str, str], tally: Tally
) -> None:
    visitor, addresses = Visitor(app), unsafe_addresses(app)
    fields = {"csrf_token": csrf_token(visitor)}
    pages = {a: visitor.client.post(a, data=fields, headers=headers).text for a in addresses}
    refused = [
        address
        for address, page in pages.items()
        if "has lost its token" in page or "sent from another site" in page
    ]

    tally.note(tried=len(addresses), held=len(addresses) - len(refused))
    assert refused == []


def test_following_a_link_from_another_site_is_allowed(visitor: Visitor) -> None:
    headers = {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}

    assert visitor.client.get("/read/", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        pytest.param("study.example", 200, id="named"),
        pytest.param("study.example:8000", 200, id="named, with a port"),
        pytest.param("evil.example", 400, id="another"),
        pytest.param("study.example.evil.example", 400, id="a look-alike"),
        pytest.param("", 400, id="none"),
        pytest.param("a b/../c", 400, id="no host at all"),
    ],
)
def test_only_trusted_host_names_are_answered(make_app: MakeApp, host: str, status: int) -> None:
    client = make_app(TRUSTED_HOSTS="study.example, other.example").test_client()

    response = client.get("/read/", headers={"Host": host})

    assert response.status_code == status
    assert response.headers["X-Frame-Options"] == "DENY"


def test_a_refused_host_name_stores_nothing(make_app: MakeApp) -> None:
    app = make_app(TRUSTED_HOSTS="localhost")
    visitor = Visitor(app)
    token = csrf_token(visitor)
    before = everything_stored(app)

    response = visitor.client.post(
        PLACE, data={"csrf_token": token, "number": "61"}, headers={"Host": "evil.example"}
    )

    assert response.status_code == 400
    assert everything_stored(app) == before


@pytest.mark.parametrize(
    "referer",
    [
        pytest.param({"Referer": "https://localhost/read/"}, id="with a Referer"),
        pytest.param({}, id="without, as some networks strip it"),
    ],
)
def test_forms_work_behind_https(make_app: MakeApp, referer: dict[str, str]) -> None:
    app = make_app(PROFILE="https", PROXIES=1)
    visitor = Visitor(app)
    forwarded = {"X-Forwarded-Proto": "https", "Origin": "https://localhost"} | referer
    token = csrf_token(visitor)

    fields = {"csrf_token": token, "number": "61"}
    response = visitor.client.post(PLACE, data=fields, headers=forwarded)

    assert response.status_code < 400


def test_a_refused_form_makes_no_learner(app: Flask, visitor: Visitor) -> None:
    before = everything_stored(app)

    post(visitor, PLACE)
    post(visitor, PLACE, number="100000")
    post(visitor, "/account/claim", name="Ada", password="short")

    assert everything_stored(app) == before


def test_the_token_outlives_the_browser(visitor: Visitor) -> None:
    visitor.open("/account/sign-in")

    cookie = visitor.client.get_cookie("studyapp_form")

    assert cookie is not None
    assert cookie.expires is not None


def test_the_cookie_of_the_token_goes_out_only_when_it_is_new_or_the_learner_is(
    visitor: Visitor,
) -> None:
    def sends_cookie(response: TestResponse) -> bool:
        return any(c.startswith("studyapp_form=") for c in response.headers.getlist("Set-Cookie"))

    first = visitor.client.get("/account/sign-in")
    again = visitor.client.get("/account/sign-in")
    act = post(visitor, PLACE, number="61")
    later = post(visitor, PLACE, number="62")

    assert [sends_cookie(response) for response in (first, again, act, later)] == [
        True,
        False,
        True,
        False,
    ]

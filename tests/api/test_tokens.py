"""A program with a token acts for its learner, without a cookie; a wrong token acts for nobody."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from studyapp.accounts.access import ZONE_COOKIE
from studyapp.bank.catalogue import StoredQuestion
from tests.accounts.test_programs import PROGRAMS, make_token
from tests.api.programs import ANSWERS, CARDS, LOG, assert_is_problem, send_answers, sent_answer
from tests.stored import change_stored, everything_stored, refuse_writes, stored_rows
from tests.visitor import Visitor

USED = "SELECT used_at FROM api_token"


@pytest.fixture
def token(visitor: Visitor) -> str:
    """Return a token of the visitor."""
    return make_token(visitor)


@pytest.fixture
def program(app: Flask) -> FlaskClient:
    """Return a client that keeps no cookie."""
    return app.test_client(use_cookies=False)


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_program_sends_answers_for_its_learner(
    app: Flask, program: FlaskClient, token: str, stored: StoredQuestion
) -> None:
    body = {"answers": [sent_answer(stored, right=False)]}

    response = program.post(ANSWERS, json=body, headers=bearing(token))

    assert response.status_code == 200
    assert [r["status"] for r in response.get_json()["results"]] == ["recorded"]
    assert len(stored_rows(app, LOG)) == 1
    assert len(stored_rows(app, "SELECT id FROM learner")) == 1
    (card,) = program.get(CARDS, headers=bearing(token)).get_json()["cards"]
    assert card["question_id"] == stored.id


def test_a_program_undoes_an_answer_of_its_learner(
    visitor: Visitor, program: FlaskClient, token: str, stored: StoredQuestion
) -> None:
    answer = sent_answer(stored)
    send_answers(visitor, answer)

    response = program.post(f"{ANSWERS}/{answer['answer_id']}/undo", headers=bearing(token))

    assert response.status_code == 200


def test_a_program_is_handed_no_cookie(
    program: FlaskClient, token: str, stored: StoredQuestion
) -> None:
    body = {"answers": [sent_answer(stored)]}

    responses = [
        program.get(f"{CARDS}?html=1", headers=bearing(token)),
        program.post(ANSWERS, json=body, headers=bearing(token)),
        program.get(CARDS, headers=bearing("sa_wrong")),
    ]

    assert [response.headers.getlist("Set-Cookie") for response in responses] == [[], [], []]


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("Bearer sa_" + "x" * 43, id="never given"),
        pytest.param("Bearer", id="empty"),
        pytest.param("bearer \t", id="blank"),
        pytest.param("Bearer " + "x" * 10_000, id="long"),
        pytest.param("Bearer \xff\xfe", id="no letters"),
    ],
)
def test_a_wrong_token_is_refused_and_the_cookie_does_not_help(
    app: Flask, visitor: Visitor, stored: StoredQuestion, header: str
) -> None:
    send_answers(visitor, sent_answer(stored))
    before = everything_stored(app)

    for response in (
        visitor.client.get(CARDS, headers={"Authorization": header}),
        visitor.client.post(
            ANSWERS, json={"answers": [sent_answer(stored)]}, headers={"Authorization": header}
        ),
    ):
        assert_is_problem(response, 401)
        assert response.headers["WWW-Authenticate"].startswith("Bearer ")
    assert everything_stored(app) == before


def test_a_revoked_token_is_refused_from_then_on(
    visitor: Visitor, program: FlaskClient, token: str
) -> None:
    assert program.get(CARDS, headers=bearing(token)).status_code == 200
    visitor.send(visitor.form(PROGRAMS, "/revoke"))

    assert_is_problem(program.get(CARDS, headers=bearing(token)), 401)


def test_the_hash_of_a_token_is_no_token(app: Flask, program: FlaskClient, token: str) -> None:
    ((token_hash,),) = stored_rows(app, "SELECT token_hash FROM api_token")

    assert_is_problem(program.get(CARDS, headers=bearing(token_hash)), 401)


def test_a_password_for_a_proxy_is_no_token(visitor: Visitor) -> None:
    headers = {"Authorization": "Basic YTpi"}

    assert visitor.client.get(CARDS, headers=headers).status_code == 200


@pytest.mark.parametrize("address", ["/account", "/progress", PROGRAMS])
def test_a_token_opens_no_page(program: FlaskClient, token: str, address: str) -> None:
    response = program.get(address, headers=bearing(token))

    assert "Shell on the laptop" not in response.text
    assert "This device, seen" not in response.text


def test_a_token_changes_no_account(app: Flask, program: FlaskClient, token: str) -> None:
    before = everything_stored(app)

    for address in ("/account/claim", PROGRAMS, f"{PROGRAMS}/revoke"):
        assert program.post(address, data={"id": "1"}, headers=bearing(token)).status_code == 400
    assert everything_stored(app) == before


def test_the_use_of_a_token_is_noted_once_a_day(
    app: Flask, program: FlaskClient, token: str
) -> None:
    program.get(CARDS, headers=bearing(token))
    first = stored_rows(app, USED)
    program.get(CARDS, headers=bearing(token))
    assert first != [(None,)]
    assert stored_rows(app, USED) == first

    long_ago = datetime.now(UTC) - timedelta(days=2)
    change_stored(app, "UPDATE api_token SET used_at = :at", at=long_ago)
    program.get(CARDS, headers=bearing(token))

    assert stored_rows(app, USED)[0][0] >= first[0][0]


def test_a_program_can_read_from_a_database_that_takes_no_writes(
    app: Flask, program: FlaskClient, token: str
) -> None:
    refuse_writes(app)

    assert program.get(CARDS, headers=bearing(token)).status_code == 200


def test_the_zone_of_a_program_is_that_of_its_learner(
    app: Flask, visitor: Visitor, token: str, stored: StoredQuestion
) -> None:
    change_stored(app, "UPDATE learner SET zone = 'Asia/Tokyo'")
    visitor.client.set_cookie(ZONE_COOKIE, "America/Lima")

    body = {"answers": [sent_answer(stored)]}
    visitor.client.post(ANSWERS, json=body, headers=bearing(token))

    assert stored_rows(app, "SELECT zone FROM review_log") == [("Asia/Tokyo",)]
    assert stored_rows(app, "SELECT zone FROM learner") == [("Asia/Tokyo",)]


def test_a_program_of_one_learner_knows_nothing_of_another(
    app: Flask, program: FlaskClient, token: str, stored: StoredQuestion
) -> None:
    other = Visitor(app)
    answer = sent_answer(stored)
    send_answers(other, answer)

    undone = program.post(f"{ANSWERS}/{answer['answer_id']}/undo", headers=bearing(token))

    assert_is_problem(undone, 404)
    assert program.get(CARDS, headers=bearing(token)).get_json()["cards"] == []

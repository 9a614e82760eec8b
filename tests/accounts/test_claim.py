"""A guest takes a name and a password; what they did stays theirs."""

import pytest
from flask import Flask

from tests.accounts.people import (
    PASSWORD,
    answer_something,
    claim,
    heading,
    hold_token,
    sign_in,
    token_of,
)
from tests.stored import everything_stored, stored_rows
from tests.visitor import Visitor


def test_a_guest_who_claims_keeps_what_they_did(app: Flask, visitor: Visitor) -> None:
    answer_id = answer_something(visitor)

    response = claim(visitor, "Ada")

    assert response.status_code == 303
    assert heading(visitor) == "Ada"
    visitor.open(f"/review/answers/{answer_id}")
    assert len(stored_rows(app, "SELECT id FROM learner")) == 1


def test_a_new_visitor_may_claim_at_once(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada")

    assert heading(visitor) == "Ada"
    assert sign_in(Visitor(app), "Ada").status_code == 303


@pytest.mark.trust(row=37)
def test_a_claim_gives_a_new_token_and_ends_the_old_one(app: Flask, visitor: Visitor) -> None:
    answer_something(visitor)
    planted = token_of(visitor)

    claim(visitor, "Ada")

    assert token_of(visitor) != planted
    hold_token(thief := Visitor(app), planted)
    assert heading(thief) == "Guest"


def test_spaces_around_and_inside_a_name_are_tidied(visitor: Visitor) -> None:
    claim(visitor, "  Ada   of  Oak ")

    assert heading(visitor) == "Ada of Oak"


@pytest.mark.parametrize(
    "taken",
    [
        pytest.param("Ada", id="same"),
        pytest.param("ADA", id="other case"),
        pytest.param("  ada ", id="spaces around"),
    ],
)
def test_a_name_that_is_taken_is_refused_beside_the_field(
    app: Flask, visitor: Visitor, taken: str
) -> None:
    claim(Visitor(app), "Ada")

    response = claim(visitor, taken)

    assert response.status_code == 409
    assert "This name is taken" in response.text
    assert f'value="{taken}"' in response.text
    assert heading(visitor) == "Guest"
    assert stored_rows(app, "SELECT count(*) FROM learner WHERE name IS NOT NULL") == [(1,)]


@pytest.mark.parametrize(
    ("name", "password", "fault"),
    [
        pytest.param("Ada", "short", "at least 8 characters", id="password too short"),
        pytest.param("Ada", "x" * 201, "at most 200 characters", id="password too long"),
        pytest.param("Ada", "password", "would be guessed", id="common password"),
        pytest.param("Ada", "PassWord", "would be guessed", id="common password, other case"),
        pytest.param("Ada", "zzzzzzzzzz", "would be guessed", id="one letter"),
        pytest.param("Ada of Oak", "ada of oak", "more than the name", id="name as password"),
        pytest.param("Ada", "", "Type a password", id="no password"),
        pytest.param("", PASSWORD, "Type a name", id="no name"),
        pytest.param("    ", PASSWORD, "name", id="spaces alone"),
        pytest.param("A", PASSWORD, "between 2 and 60", id="name too short"),
        pytest.param("A" * 61, PASSWORD, "between 2 and 60", id="name too long"),
        pytest.param("!!!", PASSWORD, "letter or digit", id="signs alone"),
        pytest.param("Ada\u202e", PASSWORD, "common signs", id="turned text"),
        pytest.param("Ada\x00", PASSWORD, "common signs", id="null"),
    ],
)
def test_a_faulty_claim_comes_back_with_its_fault_and_the_typed_name(
    app: Flask, visitor: Visitor, name: str, password: str, fault: str
) -> None:
    before = everything_stored(app)

    response = claim(visitor, name, password)

    assert response.status_code == 422
    assert fault in response.text
    assert 'aria-invalid="true"' in response.text
    assert not name or f'value="{name}"' in response.text
    assert everything_stored(app) == before


def test_a_password_is_never_sent_back(visitor: Visitor) -> None:
    response = claim(visitor, "", "a password that must not come back")

    assert "must not come back" not in response.text


def test_a_named_account_takes_no_second_name(visitor: Visitor) -> None:
    claim(visitor, "Ada")

    response = claim(visitor, "Berta")

    assert response.status_code == 409
    assert "has a name already" in response.text
    assert heading(visitor) == "Ada"


def test_a_password_is_stored_as_an_argon2id_hash(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada", PASSWORD)

    stored = stored_rows(app, "SELECT password_hash FROM learner")[0][0]

    assert stored.startswith("$argon2id$")
    assert PASSWORD not in stored


@pytest.mark.parametrize(
    "name", [pytest.param("Łucja 😀", id="emoji"), pytest.param("עדה לבלייס", id="right to left")]
)
def test_a_name_may_be_in_any_script(app: Flask, visitor: Visitor, name: str) -> None:
    assert claim(visitor, name).status_code == 303

    assert heading(visitor) == name
    assert sign_in(Visitor(app), name).status_code == 303

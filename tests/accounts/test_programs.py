"""Learners make tokens for programs, see them once, and revoke them."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from studyapp.accounts.operations import add_account, ensure_learner
from studyapp.accounts.programs.operations import (
    MOST_TOKENS,
    make_api_token,
    merge_api_tokens,
    note_token_use,
)
from studyapp.accounts.programs.queries import api_tokens_of, find_token_holder
from studyapp.accounts.sign_in.operations import Arrival, sign_in
from studyapp.accounts.sign_in.password_operations import reset_password
from tests.accounts.people import PASSWORD
from tests.conftest import NOON
from tests.every_page import post
from tests.review.page_text import words_of
from tests.stored import everything_stored, stored_rows
from tests.visitor import Visitor

PROGRAMS = "/account/programs"
TOKEN = re.compile(r"sa_[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")


def make_token(visitor: Visitor, label: str = "Shell on the laptop") -> str:
    """Make a token on the page and return it."""
    response = post(visitor, PROGRAMS, label=label)
    assert response.status_code == 200, response.text
    (token,) = TOKEN.findall(response.text)
    return str(token)


def test_a_token_is_shown_once_and_kept_as_a_hash(app: Flask, visitor: Visitor) -> None:
    token = make_token(visitor)

    page = words_of(visitor.open(PROGRAMS))

    assert "Shell on the laptop" in page
    assert "not used yet" in page
    assert token not in page
    ((stored,),) = stored_rows(app, "SELECT token_hash FROM api_token")
    assert re.fullmatch("[0-9a-f]{64}", stored)


def test_the_account_page_leads_to_the_programs(visitor: Visitor) -> None:
    assert f'href="{PROGRAMS}"' in visitor.open("/account")


def test_looking_at_the_programs_stores_nothing(app: Flask, visitor: Visitor) -> None:
    before = everything_stored(app)

    assert "No program acts for you." in words_of(visitor.open(PROGRAMS))
    assert everything_stored(app) == before


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        pytest.param("", "Type a name for the program.", id="empty"),
        pytest.param("   ", "Type a name for the program.", id="spaces"),
        pytest.param("\u200b", "Use letters", id="invisible"),
        pytest.param("x" * 61, "Use at most 60 characters.", id="long"),
    ],
)
def test_a_program_needs_a_name_that_can_be_read(
    app: Flask, visitor: Visitor, label: str, sentence: str
) -> None:
    before = everything_stored(app)

    response = post(visitor, PROGRAMS, label=label)

    assert response.status_code == 422
    assert sentence in words_of(response.text)
    assert everything_stored(app) == before


def test_a_revoked_token_is_gone(app: Flask, visitor: Visitor) -> None:
    make_token(visitor, "Shell")
    form = visitor.form(PROGRAMS, "/revoke")

    response = visitor.send(form)

    assert response.status_code == 303
    assert "Shell" not in words_of(visitor.open(PROGRAMS)).replace("Shell on", "")
    assert stored_rows(app, "SELECT * FROM api_token") == []


def test_nobody_revokes_the_token_of_somebody_else(app: Flask, visitor: Visitor) -> None:
    make_token(visitor)
    stranger = Visitor(app)
    make_token(stranger)
    before = everything_stored(app)
    ((token_id,),) = stored_rows(app, "SELECT min(id) FROM api_token")

    assert post(stranger, f"{PROGRAMS}/revoke", id=str(token_id)).status_code == 404
    assert everything_stored(app) == before


def test_a_learner_has_only_so_many_tokens(app: Flask, visitor: Visitor) -> None:
    for _ in range(MOST_TOKENS):
        make_token(visitor)

    response = post(visitor, PROGRAMS, label="One more")

    assert response.status_code == 409
    assert "Revoke one of them first." in words_of(response.text)
    assert len(stored_rows(app, "SELECT * FROM api_token")) == MOST_TOKENS


def test_the_programs_of_a_guest_act_for_the_account_after_a_sign_in(app_context: None) -> None:
    guest = ensure_learner("token of a guest", "UTC", now=NOON)
    account_id = add_account("Ada", PASSWORD, "learner", now=NOON)
    token = make_api_token(guest.id, "Shell", now=NOON)

    sign_in(
        "Ada",
        PASSWORD,
        Arrival(guest, "token of a guest", "token of Ada", merges=(merge_api_tokens,)),
        now=NOON,
    )

    holder = find_token_holder(token)
    assert holder is not None
    assert (holder.learner.id, holder.learner.name) == (account_id, "Ada")


def test_a_new_password_by_the_operator_ends_every_token(app_context: None) -> None:
    account_id = add_account("Ada", PASSWORD, "learner", now=NOON)
    token = make_api_token(account_id, "Shell", now=NOON)

    reset_password("Ada", "ten geese on a river")

    assert find_token_holder(token) is None


def test_a_list_of_tokens_says_when_each_was_used(learner_id: int, other_id: int) -> None:
    token = make_api_token(learner_id, "Shell", now=NOON)
    make_api_token(other_id, "Theirs", now=NOON)
    holder = find_token_holder(token)
    assert holder is not None

    note_token_use(holder.token_id, now=NOON + timedelta(days=2))

    (row,) = api_tokens_of(learner_id)
    assert (row.label, row.created_at, row.used_at) == ("Shell", NOON, NOON + timedelta(days=2))

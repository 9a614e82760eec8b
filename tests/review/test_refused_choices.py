"""A choice of what to keep that cannot be carried out changes nothing."""

import pytest
from flask import Flask

from studyapp.bank.queries import catalogue
from tests.every_page import post
from tests.review.cards import ask, start_check
from tests.review.page_text import words_of
from tests.stored import stored_rows
from tests.visitor import Visitor

MODULE = "woods-2003/general-secretary"
KEEP = f"/review/keep/{MODULE}"


@pytest.mark.parametrize("name", ["met", "unmet", "kept", "taken"])
@pytest.mark.parametrize("value", ["0", "-1", "x", "", "9" * 40, "٣"])
def test_a_question_of_no_such_name_is_refused(
    app: Flask, visitor: Visitor, name: str, value: str
) -> None:
    response = post(visitor, KEEP, **{name: value})

    assert response.status_code == 422
    assert "One of these questions does not belong to this module." in words_of(response.text)
    assert stored_rows(app, "SELECT * FROM enrolment") == []


def test_a_question_of_another_module_is_refused(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        foreign = catalogue().by_module["cwi-2003/nature-of-stalinism"][0]

    assert post(visitor, KEEP, unmet=str(foreign), taken=str(foreign)).status_code == 422


@pytest.mark.parametrize("address", ["/review/keep/woods-2003/nothing", "/review/keep/x"])
def test_there_is_nothing_to_keep_of_what_is_not_there(visitor: Visitor, address: str) -> None:
    visitor.open(address, 404)
    assert post(visitor, address).status_code == 404


@pytest.mark.parametrize("act", ["leave-out", "take-back", "take-more"])
def test_a_visitor_has_no_check_to_choose_from(app: Flask, visitor: Visitor, act: str) -> None:
    run = "0b1f1c9e-6d0f-4a52-9d5b-3a51f2f3f001"

    assert post(visitor, f"{KEEP}/{run}/{act}").status_code == 404
    assert stored_rows(app, "SELECT * FROM learner") == []


def test_the_check_of_another_is_left_alone(app: Flask, visitor: Visitor) -> None:
    address = start_check(visitor, MODULE)
    ask(app, visitor, address)
    other = Visitor(app)
    ask(app, other, start_check(other, MODULE))

    response = post(other, f"{KEEP}/{address.split('/')[-1]}/leave-out")

    assert response.status_code == 303
    assert stored_rows(app, "SELECT * FROM rest") == []

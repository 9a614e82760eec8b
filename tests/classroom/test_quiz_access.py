"""Quizzes and what is printed of them belong to their teacher: every route, every other person."""

import pytest
from flask import Flask

from tests.classroom.builders import (
    first_questions,
    make_person,
    make_quiz,
    make_room,
    make_sitting,
)
from tests.classroom.people import visitor_as
from tests.every_page import post, safe_addresses, unsafe_addresses
from tests.stored import everything_stored
from tests.visitor import Visitor

TITLE = "The purges, a first look"
PEOPLE = ("visitor", "stranger", "pupil", "other teacher")
BLUEPRINTS = {"quizzes", "quiz_choice", "paper"}
FOR_TEACHERS_ALONE = {"/quizzes", "/quizzes/new"}


def ours(app: Flask, addresses: list[str], method: str = "GET") -> list[str]:
    """Return the addresses of the builder and of quizzes on paper."""
    routes = app.url_map.bind("localhost")
    return [a for a in addresses if routes.match(a, method)[0].partition(".")[0] in BLUEPRINTS]


@pytest.fixture
def people(app: Flask) -> dict[str, Visitor]:
    """Return everybody who is not the owner of quiz 1 and sitting 1, and the owner and an admin."""
    with app.app_context():
        room = make_room("Ada")
        make_sitting(room, make_quiz(room.teacher_id, first_questions(3), title=TITLE), "paper")
        ids = {
            "stranger": make_person("a stranger"),
            "pupil": room.learners["Ada"],
            "other teacher": make_person("another", "teacher"),
            "owner": room.teacher_id,
            "admin": make_person("an admin", "admin"),
        }
    return {name: visitor_as(app, number) for name, number in ids.items()} | {
        "visitor": Visitor(app)
    }


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_else_sees_a_quiz_or_its_papers(
    app: Flask, people: dict[str, Visitor], who: str
) -> None:
    addresses = [a for a in ours(app, safe_addresses(app)) if a not in FOR_TEACHERS_ALONE]

    for address in addresses:
        response = people[who].client.get(address)
        assert response.status_code == 403, address
        assert TITLE not in response.text
    assert len(addresses) >= 9


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_else_changes_a_quiz_or_types_in_results(
    app: Flask, people: dict[str, Visitor], who: str
) -> None:
    addresses = [a for a in ours(app, unsafe_addresses(app), "POST") if a not in FOR_TEACHERS_ALONE]
    before = everything_stored(app)

    for address in addresses:
        sent = {"title": "Mine", "question": "9", "count": "3", "form-1": "A", "cell-1-1": "A"}
        response = post(people[who], address, **sent)
        assert response.status_code == 403, address
        assert TITLE not in response.text
    assert len(addresses) >= 10
    assert everything_stored(app) == before


@pytest.mark.parametrize("who", ["visitor", "stranger", "pupil"])
@pytest.mark.parametrize("address", sorted(FOR_TEACHERS_ALONE))
def test_only_teachers_have_quizzes(people: dict[str, Visitor], who: str, address: str) -> None:
    assert people[who].client.get(address).status_code == 403
    assert post(people[who], "/quizzes/new", title="Mine").status_code == 403


def test_a_teacher_lists_their_own_quizzes_alone(people: dict[str, Visitor]) -> None:
    assert TITLE in people["owner"].open("/quizzes")
    assert TITLE not in people["other teacher"].open("/quizzes")


@pytest.mark.parametrize("who", ["owner", "admin"])
def test_the_owner_and_an_admin_see_every_page(
    app: Flask, people: dict[str, Visitor], who: str
) -> None:
    statuses = {a: people[who].client.get(a).status_code for a in ours(app, safe_addresses(app))}

    assert set(statuses.values()) == {200}, statuses


@pytest.mark.parametrize("address", ["/quizzes/99", "/quizzes/99/paper", "/papers/99"])
def test_what_does_not_exist_is_not_there(people: dict[str, Visitor], address: str) -> None:
    assert "There is no such quiz." in people["owner"].open(address, 404)

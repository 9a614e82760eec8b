"""A rule made at one use of a quiz holds for the next: its pages say so before it is used."""

import pytest
from flask import Flask

from tests.classroom.builders import Room, make_quiz, make_room, make_sitting
from tests.classroom.people import visitor_as
from tests.classroom.result_builders import regrade, words_of
from tests.test_html import faults_of
from tests.visitor import Visitor


@pytest.fixture
def room(app: Flask) -> Room:
    with app.app_context():
        return make_room("Ada")


@pytest.fixture
def teacher(app: Flask, room: Room) -> Visitor:
    return visitor_as(app, room.teacher_id)


@pytest.fixture
def quiz_id(app: Flask, room: Room) -> int:
    with app.app_context():
        return make_quiz(room.teacher_id, [1, 2, 3])


@pytest.mark.parametrize("page", ["", "/assign", "/live", "/paper"])
def test_a_regrade_that_holds_for_the_next_use_is_told_with_the_way_to_undo_it(
    app: Flask, teacher: Visitor, room: Room, quiz_id: int, page: str
) -> None:
    address = f"/quizzes/{quiz_id}"
    with app.app_context():
        sitting = make_sitting(room, quiz_id)
        before = teacher.open(address + page)
        regrade(sitting, "full_credit", 2)

    told = teacher.open(address + page)

    assert "Regraded already" not in before
    words = words_of(told)
    assert (
        "Question 2: full credit for everybody who was asked (regraded on 5 March 2026)." in words
    )
    assert faults_of(told) == []
    undo = f"/sittings/{sitting.id}/items/2/regrade"
    assert f'href="{undo}"' in told
    teacher.send(teacher.form(undo, "/undo"))
    assert "Regraded already" not in teacher.open(address + page)


def test_a_changed_quiz_takes_over_no_regrade(
    app: Flask, teacher: Visitor, room: Room, quiz_id: int
) -> None:
    address = f"/quizzes/{quiz_id}"
    with app.app_context():
        regrade(make_sitting(room, quiz_id), "dropped", 2)

    teacher.send(teacher.form(address, "/questions/1/remove"))

    assert "Regraded already" not in teacher.open(address)

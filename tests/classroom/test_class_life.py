"""A class from its page: its quizzes, a pupil erased, the class deleted, and what stays of it."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import update

from studyapp.classroom.classes.models import ClassRow
from studyapp.classroom.classes.operations import delete_class
from studyapp.classroom.sittings.attempt_operations import hand_in
from studyapp.classroom.sittings.erase_operations import erase_what_is_over
from studyapp.classroom.sittings.queries import Sitting
from studyapp.database import write_transaction
from tests.classroom.builders import (
    Room,
    begin,
    first_questions,
    make_quiz,
    make_room,
    make_sitting,
    respond,
)
from tests.classroom.people import visitor_as
from tests.conftest import NOON
from tests.stored import stored_rows
from tests.visitor import Visitor

TALLIES = "SELECT position, people, sum_x FROM item_tally ORDER BY position"


def worked(app: Flask) -> tuple[Room, Sitting]:
    """Return a class in which Ada and Bo have handed in a quiz, Ada with one right of two."""
    with app.app_context():
        room = make_room("Ada", "Bo")
        sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(2, "single")))
        for name, right in {"Ada": False, "Bo": True}.items():
            attempt = begin(sitting, room.learners[name], seat_id=room.seats[name])
            respond(attempt, 1)
            respond(attempt, 2, right=right)
            with write_transaction() as session:
                hand_in(session, attempt.id, "learner", at=NOON)
    return room, sitting


def teacher_of(app: Flask, room: Room) -> Visitor:
    return visitor_as(app, room.teacher_id)


def test_the_page_of_a_class_leads_to_its_quizzes_and_gradebook(app: Flask) -> None:
    room, sitting = worked(app)

    page = teacher_of(app, room).open(f"/classes/{room.class_id}")

    assert f'href="/sittings/{sitting.id}"' in page
    assert f'href="/classes/{room.class_id}/gradebook"' in page


def test_results_are_said_to_be_erased_once_they_are(app: Flask) -> None:
    room, _ = worked(app)
    teacher, address = teacher_of(app, room), f"/classes/{room.class_id}"
    day = NOON.date() + timedelta(days=1)
    with app.app_context(), write_transaction() as session:
        session.execute(update(ClassRow).values(erase_on=day))
    assert "Its results are erased on 6 March 2026." in teacher.open(address)

    with app.app_context():
        erase_what_is_over(NOON + timedelta(days=1))

    assert "Its results were erased on 6 March 2026." in teacher.open(address)


def test_the_results_lead_to_the_dates_and_back(app: Flask) -> None:
    room, sitting = worked(app)
    teacher = teacher_of(app, room)

    assert f'href="/assigned/{sitting.id}"' in teacher.open(f"/sittings/{sitting.id}")
    assert f'href="/sittings/{sitting.id}"' in teacher.open(f"/assigned/{sitting.id}")


def test_a_pupil_is_erased_only_when_it_is_meant(app: Flask) -> None:
    room, _ = worked(app)
    teacher, seat_id = teacher_of(app, room), room.seats["Ada"]
    form = teacher.form(f"/classes/{room.class_id}/roster/{seat_id}", "/erase")

    refused = teacher.send(form)

    assert refused.status_code == 422
    assert "Tick the box" in refused.text
    assert len(stored_rows(app, "SELECT id FROM attempt")) == 2


def test_an_erased_pupil_leaves_a_number_in_the_statistics(app: Flask) -> None:
    room, sitting = worked(app)
    teacher, seat_id = teacher_of(app, room), room.seats["Ada"]
    form = teacher.form(f"/classes/{room.class_id}/roster/{seat_id}", "/erase")

    assert teacher.send(form, sure="y").status_code == 303
    assert "Ada is erased" in teacher.open(f"/classes/{room.class_id}/roster")

    assert stored_rows(app, "SELECT name FROM seat") == [("Bo",)]
    assert stored_rows(app, TALLIES) == [(1, 1, 1.0), (2, 1, 0.0)]
    assert "Ada" not in teacher.open(f"/sittings/{sitting.id}")
    assert "n = 2" in teacher.open(f"/sittings/{sitting.id}/items")


def test_a_deleted_class_leaves_numbers_in_the_statistics(app: Flask) -> None:
    room, _ = worked(app)

    with app.app_context():
        delete_class(room.class_id)

    assert stored_rows(app, "SELECT id FROM sitting") == []
    assert stored_rows(app, TALLIES) == [(1, 2, 2.0), (2, 2, 1.0)]


def test_results_that_are_over_leave_numbers_in_the_statistics(app: Flask) -> None:
    worked(app)

    with app.app_context():
        erase_what_is_over(NOON + timedelta(days=500))

    assert stored_rows(app, "SELECT id FROM response") == []
    assert stored_rows(app, TALLIES) == [(1, 2, 2.0), (2, 2, 1.0)]

"""What the page of a class says of its quizzes."""

from datetime import timedelta

from flask import Flask

from studyapp.clock import utc_now
from tests.classroom.builders import (
    Room,
    begin,
    first_questions,
    make_quiz,
    make_room,
    make_sitting,
)
from tests.classroom.people import visitor_as
from tests.classroom.result_builders import handed_in, remove_pupil, words_of

DAY = timedelta(days=1)


def make_class(app: Flask) -> tuple[Room, int]:
    with app.app_context():
        room = make_room("Ada", "Bo", "Cy")
        return room, make_quiz(room.teacher_id, first_questions(3, "single"))


def page_of(app: Flask, room: Room) -> str:
    return words_of(visitor_as(app, room.teacher_id).open(f"/classes/{room.class_id}"))


def test_a_class_without_quizzes_begins_with_how_to_join(app: Flask) -> None:
    room, _ = make_class(app)

    page = page_of(app, room)

    assert page.index("How pupils join") < page.index("Quizzes of this class")


def test_a_class_with_quizzes_begins_with_them(app: Flask) -> None:
    room, quiz_id = make_class(app)
    with app.app_context():
        make_sitting(room, quiz_id, "paper", now=utc_now())

    page = page_of(app, room)

    assert page.index("Quizzes of this class") < page.index("How pupils join")
    assert "0 of 3 typed in" in page


def test_pupils_on_the_roster_who_handed_in_are_counted_once(app: Flask) -> None:
    room, quiz_id = make_class(app)
    with app.app_context():
        sitting = make_sitting(room, quiz_id, now=utc_now(), attempts=2)
        for name, number in (("Ada", 1), ("Ada", 2), ("Bo", 1)):
            handed_in(begin(sitting, room.learners[name], number=number, now=utc_now()))
        begin(sitting, room.learners["Cy"], now=utc_now())
        remove_pupil(room, "Bo")

    page = page_of(app, room)

    assert "open until" in page
    assert "1 of 2 handed in" in page


def test_of_an_empty_roster_no_part_is_told(app: Flask) -> None:
    room, quiz_id = make_class(app)
    with app.app_context():
        make_sitting(room, quiz_id, now=utc_now())
        make_sitting(room, quiz_id, "paper", now=utc_now())
        for name in ("Ada", "Bo", "Cy"):
            remove_pupil(room, name)

    page = page_of(app, room)

    assert page.count("nobody is on the roster") == 2
    assert "of 0" not in page


def test_what_is_open_past_its_close_counts_as_handed_in(app: Flask) -> None:
    room, quiz_id = make_class(app)
    with app.app_context():
        sitting = make_sitting(room, quiz_id, now=utc_now() - 2 * DAY)
        begin(sitting, room.learners["Ada"], now=utc_now() - 2 * DAY)

    assert "closed · 1 of 3 handed in" in page_of(app, room)


def test_a_quiz_says_when_it_opens_and_until_when_it_is_taken_late(app: Flask) -> None:
    room, quiz_id = make_class(app)
    with app.app_context():
        make_sitting(room, quiz_id, now=utc_now() + 2 * DAY)
        late_until = utc_now() + DAY
        make_sitting(room, quiz_id, now=utc_now() - 2 * DAY, late_until=late_until)
        make_sitting(room, quiz_id, "live", now=utc_now())
        make_sitting(room, quiz_id, "study", now=utc_now())

    page = page_of(app, room)

    assert "opens " in page
    assert f"taken late until {late_until.day} " in page
    assert "not over yet" in page

"""A quiz that a class is offered to study alone."""

import uuid
from dataclasses import dataclass

from flask import Flask

from tests.classroom.builders import Room, first_questions, make_quiz, make_room
from tests.classroom.people import visitor_as
from tests.visitor import Visitor


@dataclass
class Offered:
    """A class that is offered a quiz, its teacher and two of its pupils in their browsers."""

    app: Flask
    room: Room
    quiz_id: int
    questions: list[int]
    sitting_id: int
    teacher: Visitor
    ada: Visitor
    bo: Visitor

    @property
    def start(self) -> str:
        return f"/check/quiz:{self.sitting_id}"

    @property
    def lead(self) -> str:
        return f"/studies/{self.sitting_id}"


def offer(app: Flask, *, count: int = 3, draw_count: int | None = None) -> Offered:
    """Let a teacher offer a quiz as the page of the quiz does it."""
    with app.app_context():
        room = make_room("Ada", "Bo", teacher=f"teacher {uuid.uuid4()}")
        questions = first_questions(count, "single")
        quiz_id = make_quiz(room.teacher_id, questions, draw_count=draw_count)
    teacher = visitor_as(app, room.teacher_id)
    form = teacher.form(f"/quizzes/{quiz_id}/study", "/study")
    response = teacher.send(form, class_id=str(room.class_id))
    assert response.status_code == 303, response.text
    sitting_id = int(response.location.rpartition("/")[2])
    pupils = (visitor_as(app, room.learners[name]) for name in ("Ada", "Bo"))
    return Offered(app, room, quiz_id, questions, sitting_id, teacher, *pupils)


def begin_run(pupil: Visitor, offered: Offered) -> str:
    """Press Begin and return the address of the run."""
    return pupil.address_after(f"{offered.start}/start")

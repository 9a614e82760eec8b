"""A class whose results are looked at."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask

from studyapp.classroom.sittings.queries import Sitting
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
from tests.classroom.result_builders import (
    work,
)
from tests.conftest import NOON
from tests.visitor import Visitor

A_LIFETIME = timedelta(days=36_500)
"""So long is the quiz open: looking at results hands in what is over its deadline."""


@dataclass(frozen=True)
class Scene:
    """A class that has worked on a quiz of three, and its teacher's browser."""

    app: Flask
    room: Room
    sitting: Sitting
    attempt_id: int
    teacher: Visitor

    @property
    def here(self) -> str:
        return f"/sittings/{self.sitting.id}"


def make_scene(app: Flask) -> Scene:
    """Store the class; Ada has handed in 110, Ben has begun wrongly, Cy has not begun."""
    with app.app_context():
        room = make_room("Ada", "Ben", "Cy", zone="Europe/Berlin")
        quiz_id = make_quiz(room.teacher_id, first_questions(3, "single"))
        sitting = make_sitting(room, quiz_id, closes_at=NOON + A_LIFETIME)
        attempt = work(room, sitting, "Ada", "110")
        respond(begin(sitting, room.learners["Ben"], seat_id=room.seats["Ben"]), 1, right=False)
    return Scene(app, room, sitting, attempt.id, visitor_as(app, room.teacher_id))

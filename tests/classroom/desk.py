"""A pupil before an assigned quiz, in a browser without script."""

import uuid
from datetime import timedelta
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from studyapp.bank.presentation import shown_order
from studyapp.classroom.answering.filled_again import filled_from
from studyapp.classroom.sittings.attempt_order import choice_seed
from studyapp.classroom.sittings.queries import Sitting, attempts_of, get_attempt
from studyapp.clock import utc_now
from studyapp.database import db
from tests.classroom.builders import (
    Room,
    change_assigned,
    first_questions,
    frozen_of,
    make_person,
    make_quiz,
    make_room,
    make_sitting,
)
from tests.classroom.people import visitor_as
from tests.every_page import post
from tests.review.builders import right_given, wrong_given
from tests.visitor import Visitor

WORK = "/work"


class Desk:
    """A pupil before a quiz that was assigned a moment ago."""

    def __init__(self, app: Flask, questions: list[int] | None = None, **changes: Any) -> None:
        self.app = app
        quiz_changes = {n: changes.pop(n) for n in ("draw_count", "shuffles") if n in changes}
        with app.app_context():
            self.room: Room = make_room("Ada", "Bo", teacher=f"teacher {uuid.uuid4()}")
            ids = questions or first_questions(3, "single")
            self.quiz_id = make_quiz(self.room.teacher_id, ids, **quiz_changes)
            now = utc_now() - timedelta(minutes=1)
            self.sitting: Sitting = make_sitting(self.room, self.quiz_id, now=now, **changes)
        self.pupil = visitor_as(app, self.room.learners["Ada"])

    def start(self) -> str:
        """Press Start; return the address of the first question without its number."""
        response = post(self.pupil, f"{WORK}/{self.sitting.id}")
        assert response.status_code == 303, response.text
        return response.location.rpartition("/")[0]

    @property
    def attempt_id(self) -> int:
        with self.app.app_context():
            learner_id = self.room.learners["Ada"]
            return attempts_of(db.session, self.sitting.id, learner_id)[-1].id

    def fields(self, number: int, *, right: bool) -> dict[str, str | list[str]]:
        """Return what the form of a question of an unshuffled quiz holds that answers it."""
        with self.app.app_context():
            attempt = get_attempt(self.attempt_id)
            item = frozen_of(attempt).items[number - 1]
            given = right_given(item.question) if right else wrong_given(item.question)
            shown = shown_order(item.question, choice_seed(attempt.seed, item.position))
            filled = filled_from(item.question, given, shown)
            return {name: list(values) for name, values in filled.items()}

    def answer(
        self, base: str, number: int, *, right: bool = True, go: str = "next", **changed: str
    ) -> TestResponse:
        """Fill in the form of a question as it is shown and press a button of it."""
        form = self.pupil.form(f"{base}/{number}", f"/{number}")
        return self.pupil.send(form, **self.fields(number, right=right), go=go, **changed)

    @property
    def marks(self) -> str:
        with self.app.app_context():
            return get_attempt(self.attempt_id).marks

    def change(self, **changes: Any) -> None:
        with self.app.app_context():
            change_assigned(self.sitting, **changes)


def browser_of(desk: Desk, who: str) -> Visitor:
    if who == "visitor":
        return Visitor(desk.app)
    with desk.app.app_context():
        ids = {
            "stranger": make_person("a stranger"),
            "classmate": desk.room.learners["Bo"],
            "teacher": desk.room.teacher_id,
            "other teacher": make_person("another teacher", "teacher"),
        }
    return visitor_as(desk.app, ids[who])

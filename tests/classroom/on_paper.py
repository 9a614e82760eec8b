"""A quiz on paper in a class, with its teacher at the screen."""

from flask import Flask
from werkzeug.test import TestResponse

from studyapp.classroom.sittings.queries import Attempt, attempts_at
from tests.classroom.builders import first_questions, make_quiz, make_room, make_sitting
from tests.classroom.people import visitor_as
from tests.classroom.printed import read_key
from tests.every_page import post
from tests.review.builders import KINDS


class OnPaper:
    """A printed quiz and the class it was printed for."""

    def __init__(
        self,
        app: Flask,
        pupils: tuple[str, ...] = ("Ada", "Bob", "Ceyda"),
        questions: int = 0,
        **changes: object,
    ) -> None:
        """Print a quiz with a question of each kind, or with as many as are wanted."""
        self.app = app
        with app.app_context():
            self.room = make_room(*pupils)
            ids = first_questions(questions) or [first_questions(1, kind)[0] for kind in KINDS]
            self.quiz_id = make_quiz(self.room.teacher_id, ids, **changes)
            self.sitting = make_sitting(self.room, self.quiz_id, "paper")
        self.teacher = visitor_as(app, self.room.teacher_id)
        self.address = f"/papers/{self.sitting.id}"
        self.results = f"{self.address}/results"

    def key(self, letter: str) -> list[str]:
        """Return what the printed key of a form says is to be typed."""
        return list(read_key(self.teacher, self.sitting.id, letter).values())

    def row(self, name: str, letter: str, *cells: str) -> dict[str, str]:
        """Return the fields of a pupil's row."""
        seat_id = self.room.seats[name]
        fields = {f"cell-{seat_id}-{number}": text for number, text in enumerate(cells, start=1)}
        return {f"form-{seat_id}": letter} | fields

    def shown(self) -> dict[str, str]:
        """Open the grid and return what it says of each row that it shows, by the field."""
        fields = self.teacher.form(self.results, "/results").fields
        return {name: str(value) for name, value in fields.items() if name.startswith("shown-")}

    def save(self, *rows: dict[str, str], shown: dict[str, str] | None = None) -> TestResponse:
        """Send rows of the grid as it is now, or as it was when `shown` was taken."""
        typed = {name: value for row in rows for name, value in row.items()}
        marks = self.shown() if shown is None else shown
        sent = {n: mark for n, mark in marks.items() if n.replace("shown", "form") in typed}
        return post(self.teacher, self.results, **sent, **typed)

    def attempts(self) -> dict[str, Attempt]:
        """Return what was typed in of each pupil, by name."""
        names = {learner_id: name for name, learner_id in self.room.learners.items()}
        with self.app.app_context():
            return {names[a.learner_id]: a for a in attempts_at(self.sitting.id)}

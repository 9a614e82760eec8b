"""What a teacher shows on their screen: quizzes, and what is printed of them."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask
from playwright.sync_api import Page

from studyapp.accounts.access import COOKIE
from tests.browser.study_steps import leave
from tests.classroom.builders import first_questions, make_quiz, make_room, make_sitting
from tests.classroom.people import cookie_of
from tests.review.builders import KINDS

PUPILS = ("Ada", "Bob", "Евгений")


@dataclass(frozen=True)
class Taught:
    """A class with a quiz of every kind of question that was printed for it."""

    teacher_id: int
    quiz_id: int
    sitting_id: int
    seats: dict[str, int]


class Teaching:
    """The browser of a teacher; it complains of every answer that is an error."""

    def __init__(self, page: Page, problems: list[str], taught: Taught) -> None:
        self.page, self.problems, self.taught = page, problems, taught

    def sign_in(self, app: Flask, address: str) -> None:
        """Let the teacher be signed in."""
        token = cookie_of(app, self.taught.teacher_id)
        cookie = {"name": COOKIE, "value": token, "url": address}
        self.page.context.add_cookies([cookie])  # type: ignore[list-item]  # a dict of text is one

    def quiz(self, rest: str = "") -> None:
        """Open a page of the quiz."""
        self.page.goto(f"/quizzes/{self.taught.quiz_id}{rest}")

    def papers(self, rest: str = "") -> None:
        """Open a page of the quiz on paper."""
        self.page.goto(f"/papers/{self.taught.sitting_id}{rest}")

    def picked(self) -> None:
        """Show what rules pick."""
        self.quiz("/fill")
        leave(self.page, self.page.get_by_role("button", name="Show what is picked"))
        self.page.get_by_role("button", name="Pick others").wait_for()

    def faulty_grid(self) -> None:
        """Type an answer into the grid that is none."""
        self.papers("/results?forms=1")
        self.page.get_by_label("Ada, question 1", exact=True).fill("X")
        leave(self.page, self.page.get_by_role("button", name="Save"))
        self.page.get_by_role("alert").wait_for()
        self.problems.clear()


def make_taught(app: Flask) -> Taught:
    """Store a class with a quiz that was printed."""
    with app.app_context():
        room = make_room(*PUPILS, teacher="who prints")
        quiz_id = make_quiz(room.teacher_id, [first_questions(1, kind)[0] for kind in KINDS])
        sitting = make_sitting(room, quiz_id, "paper")
        return Taught(room.teacher_id, quiz_id, sitting.id, room.seats)


TEACHING_PAGES: dict[str, Callable[[Teaching], object]] = {
    "quizzes": lambda teaching: teaching.page.goto("/quizzes"),
    "new quiz": lambda teaching: teaching.page.goto("/quizzes/new"),
    "quiz": Teaching.quiz,
    "rules of a quiz": lambda teaching: teaching.quiz("/fill"),
    "picked questions": Teaching.picked,
    "found questions": lambda teaching: teaching.quiz("/search?q=congress"),
    "print a quiz": lambda teaching: teaching.quiz("/paper"),
    "quiz on paper": Teaching.papers,
    "printed form": lambda teaching: teaching.papers("/forms/A"),
    "answer sheet": lambda teaching: teaching.papers("/forms/B/sheet?size=letter"),
    "printed key": lambda teaching: teaching.papers("/forms/A/key"),
    "grid": lambda teaching: teaching.papers("/results"),
    "grid with a fault": Teaching.faulty_grid,
}

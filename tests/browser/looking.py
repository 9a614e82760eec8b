"""What a teacher looks at afterwards: results, questions, regrading, passages."""

from dataclasses import dataclass

from flask import Flask
from playwright.sync_api import Page

from studyapp.accounts.access import COOKIE
from tests.classroom.builders import begin, first_questions, make_quiz, make_room, make_sitting
from tests.classroom.people import cookie_of
from tests.classroom.result_builders import remove_pupil, work
from tests.classroom.scenes import A_LIFETIME
from tests.conftest import NOON
from tests.progress.class_study import answer, questions_in, read, share
from tests.review.builders import KINDS

PUPILS = (
    *("Ada", "Bob", "Евгений", "علي حسن", "Zoë", "Somebody with a very long name, of a long line"),
    *("Dee", "Eva", "Finn", "Gül", "Hans", "Ines"),
)
SHARING = PUPILS[:5]
ANSWERS = ("11111111", "1.101010", "00000000", "0110.1..")
LEFT, AT_WORK, ABSENT = "Finn", "Gül", "Hans"


@dataclass(frozen=True)
class Worked:
    """A class that has worked on a quiz of every kind of question."""

    teacher_id: int
    class_id: int
    sitting_id: int
    empty_id: int
    attempt_id: int
    choice: int


class Looking:
    """The browser of the teacher of that class."""

    def __init__(self, page: Page, worked: Worked) -> None:
        self.page, self.worked = page, worked

    def sign_in(self, app: Flask, address: str) -> None:
        """Let the teacher be signed in."""
        cookie = {"name": COOKIE, "value": cookie_of(app, self.worked.teacher_id), "url": address}
        self.page.context.add_cookies([cookie])  # type: ignore[list-item]  # a dict of text is one

    def open(self, name: str) -> None:
        """Open a page by its name."""
        self.page.goto(RESULT_PAGES[name].format_map(vars(self.worked)))


RESULT_PAGES = {
    "results": "/sittings/{sitting_id}",
    "results of nobody": "/sittings/{empty_id}",
    "attempt answer by answer": "/sittings/{sitting_id}/attempts/{attempt_id}",
    "how the questions did": "/sittings/{sitting_id}/items",
    "regrading": "/sittings/{sitting_id}/items/{choice}/regrade",
    "effect of a regrade": "/sittings/{sitting_id}/items/{choice}/regrade?rule=full_credit",
    "gradebook": "/classes/{class_id}/gradebook",
    "how a class stands": "/classes/{class_id}/progress",
    "passages of a class": "/classes/{class_id}/heat/woods-2003",
}


def make_worked(app: Flask) -> Worked:
    """Store the class; one pupil has left, one is at work, one has not begun."""
    with app.app_context():
        room = make_room(*PUPILS, teacher="who looks")
        quiz_id = make_quiz(room.teacher_id, [first_questions(1, kind)[0] for kind in KINDS])
        sitting = make_sitting(room, quiz_id, closes_at=NOON + A_LIFETIME)
        present = [name for name in PUPILS if name not in {AT_WORK, ABSENT}]
        attempts = [
            work(room, sitting, name, ANSWERS[n % len(ANSWERS)]) for n, name in enumerate(present)
        ]
        begin(sitting, room.learners[AT_WORK], seat_id=room.seats[AT_WORK])
        remove_pupil(room, LEFT)
        share(room, *SHARING)
        for name in SHARING:
            read(room, name)
            answer(room, name, questions_in()[0])
        empty = make_sitting(room, quiz_id)
        choice = KINDS.index("single") + 1
        return Worked(room.teacher_id, room.class_id, sitting.id, empty.id, attempts[1].id, choice)

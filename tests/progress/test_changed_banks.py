"""Whatever becomes of the bank, what was answered before stays readable everywhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from studyapp.bank.operations import sync_content
from studyapp.bank.queries import catalogue
from studyapp.clock import utc_now
from tests.classroom.builders import make_quiz, make_room, make_sitting
from tests.classroom.people import visitor_as
from tests.classroom.result_builders import work
from tests.classroom.scenes import A_LIFETIME
from tests.conftest import NOON, MakeApp
from tests.every_page import post
from tests.note_pages import write_note
from tests.progress.changed_banks import CHANGES, Content
from tests.review.builders import answer_id, give
from tests.review.page_text import words_of
from tests.trusted import Tally
from tests.visitor import Visitor

PARAGRAPH = "oak-1950:3"
OF_LEARNER = (
    *("/", "/progress", "/progress/memory", "/progress/map/oak-1950", "/progress/sessions"),
    *("/notes", "/notes/export.json", "/notes/export.md", "/review", "/review/choose", "/plan"),
    *("/account/data/schedule.csv", "/account/data/sessions.csv", "/account/data/anki.apkg"),
    *("/account/data/my-data.zip", "/api/v1/progress", "/api/v1/schedule/questions", "/work"),
)
OF_TEACHER = ("/teach/figures", "/teach/figures.csv", "/teach/remarks", "/teach/questions")


@dataclass
class Past:
    """A pupil with a history in a small bank, and their teacher.

    Attributes:
        stems: of what was asked, by the number of the answer.
        kept: addresses of tables that must stay as they are, with what they held.
        shown: addresses that only have to be shown.
    """

    app: Flask
    folder: Path
    pupil: Visitor
    teacher: Visitor
    attempt: str
    stems: dict[int, str]
    kept: dict[tuple[bool, str], str]
    shown: list[tuple[bool, str]]

    def browser(self, of_teacher: bool) -> Visitor:
        return self.teacher if of_teacher else self.pupil

    def faults(self) -> Iterator[str]:
        """Say what of the past cannot be read."""
        for number, stem in self.stems.items():
            if stem not in words_of(self.pupil.open(f"/review/answers/{answer_id(number)}")):
                yield f"answer {number} does not show its question"
        result = words_of(self.pupil.open(self.attempt))
        answers = self.pupil.open("/account/data/answers.csv")
        yield from (
            f"no {stem!r} in the attempt" for stem in self.stems.values() if stem not in result
        )
        if answers.count("\n") != len(self.stems) + 1:
            yield f"the table of answers is {answers}"
        for (of_teacher, address), before in self.kept.items():
            if self.browser(of_teacher).open(address) != before:
                yield f"{address} has changed"
        for of_teacher, address in self.shown:
            reply = self.browser(of_teacher).client.get(address, follow_redirects=True)
            if reply.status_code != 200 or not reply.data:
                yield f"{address} gave {reply.status_code}"


def sync(app: Flask, folder: Path) -> None:
    with app.app_context():
        result = sync_content(folder / "seeds", folder / "question_bank", now=NOON)
    assert not result.refused, [str(fault) for fault in result.faults]


@pytest.fixture
def past(make_app: MakeApp, tmp_path: Path) -> Past:
    """Let a pupil have read, noted, answered and handed in everything of the bank as it was."""
    folder = tmp_path / "content"
    folder.mkdir()
    Content().write(folder)
    app = make_app(SEEDS=str(folder / "seeds"), QUESTION_BANK=str(folder / "question_bank"))
    sync(app, folder)
    with app.app_context():
        asked = list(catalogue().questions.values())
        room = make_room("Ada")
        quiz_id = make_quiz(room.teacher_id, [stored.id for stored in asked])
        sitting = make_sitting(room, quiz_id, closes_at=NOON + A_LIFETIME)
        attempt = work(room, sitting, "Ada", ("10" * len(asked))[: len(asked)])
        for number, stored in enumerate(asked, start=1):
            give(room.learners["Ada"], stored, number, right=number % 2 == 0, now=utc_now())
    pupil, teacher = (visitor_as(app, n) for n in (room.learners["Ada"], room.teacher_id))
    post(pupil, "/read/oak-1950/mill/place", number="3")
    write_note(pupil, paragraph=PARAGRAPH, body="Flour.")
    day = f"{utc_now() + timedelta(days=30):%Y-%m-%d}"
    exam = post(pupil, "/plan/exams/new", title="A", held_on=day, minutes="9", covers="compare")
    of_class, results = f"/classes/{room.class_id}", f"/sittings/{sitting.id}"
    kept = [f"{of_class}/gradebook.csv", f"{results}/scores.csv", f"{results}/responses.csv"]
    shown = [
        *(f"{of_class}/gradebook", f"{of_class}/progress", f"{of_class}/heat/oak-1950", results),
        *(f"{results}/attempts/{attempt.id}", f"{results}/items", f"{results}/items/1/regrade"),
        *(f"/quizzes/{quiz_id}", f"{of_class}/roster/{room.seats['Ada']}", *OF_TEACHER),
    ]
    questions = [f"/progress/questions/{stored.id}" for stored in asked]
    return Past(
        app,
        folder,
        pupil,
        teacher,
        f"/work/attempts/{attempt.id}",
        {number: stored.question.stem for number, stored in enumerate(asked, start=1)},
        {(True, address): teacher.open(address) for address in kept},
        [(True, address) for address in shown]
        + [(False, address) for address in (*OF_LEARNER, *questions, str(exam.location))],
    )


@pytest.mark.trust(row=30)
def test_the_past_stays_readable_whatever_becomes_of_the_bank(past: Past, tally: Tally) -> None:
    told = {"nothing is changed": list(past.faults())}
    for name, change in CHANGES.items():
        content = Content()
        change(content)
        content.write(past.folder)
        sync(past.app, past.folder)
        told[name] = list(past.faults())

    tally.note(tried=len(told), held=list(told.values()).count([]))
    assert {name: faults for name, faults in told.items() if faults} == {}

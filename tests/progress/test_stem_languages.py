"""Wherever a question is named, it is said which language it is in (WCAG 3.1.2)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from justhtml import JustHTML

from tests.bank.builders import MILL
from tests.classroom.builders import first_questions, make_quiz, make_room, make_sitting
from tests.classroom.people import visitor_as
from tests.classroom.result_builders import work
from tests.visitor import Visitor

STEM = "did the miller pay his rent"
STEMS = tuple(re.findall(r"stem: (.*)", MILL))


@dataclass(frozen=True)
class Used:
    """A quiz of two questions on the Arabic text, used in each way."""

    teacher: Visitor
    pupil: Visitor
    quiz_id: int
    class_id: int
    assigned_id: int
    paper_id: int
    attempt_id: int


@pytest.fixture
def used(arabic_app: Flask) -> Used:
    with arabic_app.app_context():
        room = make_room("Ada", "Bob")
        quiz_id = make_quiz(room.teacher_id, first_questions(2, "single", "multiple"))
        assigned = make_sitting(room, quiz_id, feedback="submitted")
        attempt = work(room, assigned, "Ada", "10")
        paper = make_sitting(room, quiz_id, "paper")
        pupil_id = room.learners["Ada"]
    teacher = visitor_as(arabic_app, room.teacher_id)
    return Used(
        *(teacher, visitor_as(arabic_app, pupil_id), quiz_id, room.class_id),
        *(assigned.id, paper.id, attempt.id),
    )


def languages_of(page: str, *words: str) -> set[str]:
    """Return the languages of the places on a page that say one of these words."""
    (whole,) = JustHTML(page, sanitize=False).query("html")
    said = [
        (text, " ".join(str(text.data).split())) for text in _below(whole) if text.name == "#text"
    ]
    return {_language_of(text) for text, line in said if any(each in line for each in words)}


def _below(node: Any) -> Iterator[Any]:
    for child in node.children or ():
        yield child
        yield from _below(child)


def _language_of(text: Any) -> str:
    element = text.parent
    while "lang" not in (element.attrs or {}):
        element = element.parent
    return str(element.attrs["lang"])


@pytest.mark.parametrize(
    "address",
    [
        "/quizzes/{quiz_id}",
        "/quizzes/{quiz_id}/search?q=miller",
        "/sittings/{assigned_id}",
        "/sittings/{assigned_id}/items",
        "/sittings/{assigned_id}/items/1/regrade",
        "/sittings/{assigned_id}/attempts/{attempt_id}",
        "/papers/{paper_id}/forms/A",
        "/papers/{paper_id}/forms/A/key",
        "/teach/figures",
    ],
)
def test_a_teacher_reads_each_question_in_its_language(used: Used, address: str) -> None:
    page = used.teacher.open(address.format_map(vars(used)))

    assert languages_of(page, STEM) == {"ar"}


def test_a_pupil_reads_a_result_in_the_language_of_its_questions(used: Used) -> None:
    (result, *_) = re.findall(r'href="([^"]+/attempts/\d+)"', used.pupil.open("/work"))
    page = used.pupil.open(result)

    assert languages_of(page, STEM) == {"ar"}
    assert languages_of(page, "He kept geese") == {"ar"}
    assert languages_of(page, "The answer") == {"en"}
    assert languages_of(page, "The list shows how little he needed") == {"ar"}


def test_a_learner_reads_each_question_in_its_language(arabic_app: Flask) -> None:
    learner = Visitor(arabic_app)
    run = learner.address_after("/check/oak-1950/mill/start")
    while not learner.address_after(run).endswith("/done"):
        learner.send(learner.form(run, "/check/"), act="unsure")

    (over_time, *_) = re.findall(r"/progress/questions/\d+", learner.open("/search?q=miller"))
    for address in (
        *(f"{run}/done", "/review/keep/oak-1950/mill", "/pretest/oak-1950/mill", "/review"),
        *("/progress/map/oak-1950", "/search?q=miller", over_time),
    ):
        assert languages_of(learner.open(address), *STEMS) == {"ar"}, address

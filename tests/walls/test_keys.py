"""Nothing that a learner is sent before they have answered holds the key, or hints at it."""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle, islice
from uuid import uuid4

import pytest
from flask import Flask
from justhtml import Element
from werkzeug.test import TestResponse

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.queries import catalogue
from studyapp.bank.question import COMPARE, Cloze, Multiple, Number, Question, Short, Single
from studyapp.classroom.live.operations import LiveSettings, act_live, open_live
from studyapp.classroom.live.play_operations import join_live
from studyapp.clock import utc_now
from tests.classroom.builders import Room, begin, make_quiz, make_room, make_sitting, respond
from tests.classroom.desk import WORK
from tests.classroom.people import visitor_as
from tests.classroom.result_builders import handed_in
from tests.review.builders import KINDS
from tests.review.cards import open_card
from tests.review.page_text import attribute, parsed
from tests.trusted import Tally
from tests.visitor import Visitor

QUIZZES_OF_A_WAY = 20
QUESTIONS = 2
LIVE = LiveSettings(seconds=None, standings=True, lets_late=True, nicknames=True)
OWN_DATA = ("/account/data/my-data.zip", "/api/v1/me/data")
ELSEWHERE = ("/", "/work", "/classes", "/progress", "/review", "/api/v1/progress", *OWN_DATA)
"""Pages of a pupil that tell of quizzes too."""


@pytest.fixture
def room(app: Flask) -> Room:
    with app.app_context():
        return make_room("Ada")


@pytest.fixture
def ada(app: Flask, room: Room) -> Visitor:
    return visitor_as(app, room.learners["Ada"])


def quizzes(app: Flask, room: Room) -> list[tuple[int, list[Question]]]:
    """Store quizzes of questions of all kinds in turn; return each with what it asks."""
    with app.app_context():
        stored = list(catalogue().questions.values())
        by_kind = [iter([s for s in stored if s.question.kind == kind]) for kind in KINDS]
        turns: Iterator[StoredQuestion] = (next(kind) for kind in cycle(by_kind))
        chosen = [list(islice(turns, QUESTIONS)) for _ in range(QUIZZES_OF_A_WAY)]
        return [
            (make_quiz(room.teacher_id, [s.id for s in asked]), [s.question for s in asked])
            for asked in chosen
        ]


def told_later(question: Question) -> set[str]:
    """Return the sentences of a question that only its feedback holds."""
    told = {question.explanation, question.note}
    if isinstance(question, Single | Multiple):
        told |= {option.why for option in question.options}
    if isinstance(question, Cloze | Short | Number):
        told |= {entry.why for entry in question.wrong}
    return {text for text in told if text}


def answers_to(question: Question) -> set[str]:
    """Return the words that are to be typed, but for those that the question says itself."""
    told: set[str] = set()
    if isinstance(question, Short):
        told = set(question.answers)
    if isinstance(question, Cloze):
        told = {text for variants in question.answers for text in variants}
    asked = f"{question.stem} {question.text if isinstance(question, Cloze) else ''}".casefold()
    return {text for text in told if text.casefold() not in asked}


def text_in(response: TestResponse) -> str:
    """Return everything that an answer says, without what writes letters otherwise."""
    if response.mimetype == "application/zip":
        archive = zipfile.ZipFile(io.BytesIO(response.data))
        return " ".join(archive.read(name).decode() for name in archive.namelist())
    if response.is_json:
        return json.dumps(response.get_json(), ensure_ascii=False)
    return html.unescape(response.text)


def holds(text: str, words_: str) -> bool:
    """Tell whether words stand in a text, not as parts of longer ones."""
    return words_ in text and bool(re.search(rf"(?<!\w){re.escape(words_)}(?!\w)", text))


def hints_in(page: str) -> list[str]:
    """Return the choices of a page that are told apart by anything but their words and order."""
    main = parsed(page)
    hints = []
    for name in ("choice", "place-", "right-"):
        shown = [n for n in main.query("input, select") if attribute(n, "name").startswith(name)]
        order = [attribute(n, "value") or attribute(n, "name") for n in shown]
        if order != sorted(order):
            hints.append(f"order of {name}: {order}")
    labels = [label for label in main.query("label") if isinstance(label, Element)]
    looks = {_look(label) for label in labels if label.query("input[name=choice]")}
    return hints + ([f"choices that differ: {looks}"] if len(looks) > 1 else [])


def _look(label: Element) -> str:
    """Return the marking of a choice without its words and number."""
    marked = [
        (
            node.name,
            sorted(
                (name, value) for name, value in (node.attrs or {}).items() if name != "checked"
            ),
        )
        for node in label.query("*")
    ]
    return re.sub(r"\d+", "", str(marked))


def told_at(
    ada: Visitor, address: str, asked: list[Question], here: Question | None = None
) -> list[str]:
    """Return what an address tells too early.

    Args:
        ada: who asks.
        address: of a page or of data.
        asked: questions that are not answered yet.
        here: the one that the page shows.
    """
    response = ada.client.get(address)
    assert response.status_code in {200, 303}, (address, response.status_code)
    text = text_in(response)
    secrets = {secret for question in asked for secret in told_later(question)}
    secrets |= answers_to(here) if here is not None else set()
    faults = [secret for secret in secrets if holds(text, secret)]
    faults += hints_in(response.text) if here is not None and response.status_code == 200 else []
    return [f"{address}: {fault}" for fault in faults]


@pytest.mark.trust(row=36)
@pytest.mark.parametrize("feedback", ["each", "submitted", "closed", "never"])
def test_an_assigned_quiz_tells_no_key_before_its_time(
    app: Flask, room: Room, ada: Visitor, feedback: str, tally: Tally
) -> None:
    faults: list[str] = []
    asked: list[Question] = []
    now = utc_now() - timedelta(minutes=5)
    for quiz_id, questions in quizzes(app, room):
        with app.app_context():
            sitting = make_sitting(room, quiz_id, now=now, feedback=feedback, attempts=2)
            attempt = begin(sitting, room.learners["Ada"], seat_id=room.seats["Ada"], now=now)
            if feedback != "each":
                respond(attempt, 1, right=False, now=now)
            if feedback in {"closed", "never"}:
                handed_in(attempt, now=now)
        work = f"{WORK}/attempts/{attempt.id}"
        for number, question in enumerate(questions, start=1):
            faults += told_at(ada, f"{work}/{number}", questions, question)
        for page in (f"{WORK}/{sitting.id}", f"{work}/overview", work):
            faults += told_at(ada, page, questions)
        asked += questions
    for page in ELSEWHERE:
        faults += told_at(ada, page, asked)

    tally.note(tried=QUIZZES_OF_A_WAY, held=QUIZZES_OF_A_WAY if not faults else 0)
    assert faults == []


@pytest.mark.trust(row=36)
def test_a_live_quiz_tells_no_key_before_the_host_shows_it(
    app: Flask, room: Room, ada: Visitor, tally: Tally
) -> None:
    faults: list[str] = []
    asked: list[Question] = []
    now = utc_now()
    for quiz_id, questions in quizzes(app, room):
        with app.app_context():
            host_id, served = room.teacher_id, catalogue()
            sitting_id = open_live(quiz_id, served, LIVE, host_id=host_id, class_id=None, now=now)
            join_live(sitting_id, room.learners["Ada"], f"Ada {sitting_id}", seat=None, now=now)
            act_live(sitting_id, "open", 1, now=now)
        play = f"/play/{sitting_id}"
        for page in (play, f"{play}?part=1", f"{play}/tick"):
            faults += told_at(ada, page, questions, questions[0])
        asked += questions
    for page in ELSEWHERE:
        faults += told_at(ada, page, asked)

    tally.note(tried=QUIZZES_OF_A_WAY, held=QUIZZES_OF_A_WAY if not faults else 0)
    assert faults == []


@pytest.mark.trust(row=36)
def test_a_check_and_guesses_before_reading_tell_no_key_with_the_question(
    app: Flask, ada: Visitor, tally: Tally
) -> None:
    with app.app_context():
        modules = list(dict.fromkeys(s.module for s in catalogue().questions.values()))
        served = catalogue().questions
    modules = [module for module in modules if module != COMPARE][:QUIZZES_OF_A_WAY]
    faults: list[str] = []
    for module in modules:
        run = f"/check/{module}/{uuid4()}"
        question = served[open_card(ada, run).question_id].question
        faults += told_at(ada, run, [question], question)
        in_module = [s.question for s in served.values() if s.module == module]
        faults += told_at(ada, f"/pretest/{module}", in_module)

    tally.note(tried=len(modules), held=len(modules) if not faults else 0)
    assert faults == []


def test_what_is_looked_for_is_found_once_it_is_shown(app: Flask, room: Room, ada: Visitor) -> None:
    quiz_id, questions = quizzes(app, room)[0]
    now = utc_now() - timedelta(minutes=5)
    with app.app_context():
        sitting = make_sitting(room, quiz_id, now=now)
        attempt = begin(sitting, room.learners["Ada"], seat_id=room.seats["Ada"], now=now)
        handed_in(respond(attempt, 1, right=False, now=now), now=now)

    shown = told_at(ada, f"{WORK}/attempts/{attempt.id}", questions)
    exported = told_at(ada, "/api/v1/me/data", questions[:1])

    assert len(shown) >= len(questions)
    assert exported

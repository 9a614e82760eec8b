"""Every page is valid HTML: no stray tag, no id twice, no label that points nowhere."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from justhtml import JustHTML

from studyapp.review.queries import memories_of
from tests.accounts.people import claim, plan_exam
from tests.accounts.two_steps import SETUP, first_step, set_up
from tests.every_page import MODULE, post
from tests.note_pages import PARAGRAPH, WORDS, write_note
from tests.progress.a_year import live_a_year
from tests.review.cards import answer, check_of, learner_behind, open_card, questions_of
from tests.visitor import Visitor

PAGES = [
    "/",
    "/read/",
    "/read/woods-2003/",
    "/read/unsigned/october-and-the-world",
    "/read/woods-2003/lenin-versus-stalin",
    "/read/woods-2003/soviet-democracy",
    "/read/malvar-2021/degeneration",
    "/review",
    "/review/offline",
    "/offline",
    "/progress",
    "/progress/memory",
    "/plan",
    "/plan/exams/new",
    "/plan/days-off",
    "/plan/backlog",
    "/account",
    "/account/claim",
    "/account/sign-in",
    "/notes",
    "/work",
    f"/notes/new?paragraph={PARAGRAPH}",
]
KINDS = ("single", "multiple", "cloze", "short", "number", "order", "match", "locate")
POINTERS = ("for", "aria-labelledby", "aria-describedby", "popovertarget")


def faults_of(page: str) -> list[str]:
    """Return what a parser and a look at the ids find wrong with a page."""
    document = JustHTML(page, collect_errors=True, sanitize=False)
    faults = [str(error) for error in document.errors]
    ids = Counter((node.attrs or {})["id"] for node in document.query("[id]"))
    faults += [f"id twice: {name}" for name, times in ids.items() if times > 1]
    for pointer in POINTERS:
        for node in document.query(f"[{pointer}]"):
            names = ((node.attrs or {})[pointer] or "").split()
            faults += [f"{pointer} points nowhere: {name}" for name in names if name not in ids]
    return faults


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_valid(visitor: Visitor, address: str) -> None:
    assert faults_of(visitor.open(address)) == []


@pytest.mark.parametrize("address", ["/nothing/here", "/read/nobody/", "/review/answers/junk"])
def test_a_page_that_is_not_there_is_valid(visitor: Visitor, address: str) -> None:
    assert faults_of(visitor.open(address, status=404)) == []


@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_question_and_its_feedback_are_valid(
    app: Flask, visitor: Visitor, kind: str, right: bool
) -> None:
    card = open_card(visitor, check_of(app, questions_of(app, kind)[0]))

    feedback = answer(app, visitor, card, right=right)

    assert faults_of(card.page) == []
    assert faults_of(feedback) == []


def test_a_faulty_form_comes_back_valid(visitor: Visitor) -> None:
    form = visitor.form("/account/claim", "/account/claim")

    response = visitor.send(form, name="", password="short")

    assert response.status_code == 422
    assert faults_of(response.text) == []


def test_the_pages_of_a_sign_in_are_valid(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada")
    pages = [visitor.open("/account"), visitor.open("/account/password"), visitor.open(SETUP)]
    app_of_ada = set_up(visitor, datetime.now(UTC))
    pages += [visitor.open(f"{SETUP}{part}") for part in ("", "/codes", "/off")]
    other = Visitor(app)
    form = first_step(other)
    wrong = other.send(form, recovery=app_of_ada.codes[0][:-1]).text

    assert [fault for page in [*pages, wrong] for fault in faults_of(page)] == []


def test_the_pages_of_a_plan_are_valid(visitor: Visitor) -> None:
    form = visitor.form("/plan/exams/new", "/new")
    faulty = visitor.send(form, title="", held_on="never", minutes="", covers=[])
    made = plan_exam(visitor)
    off = visitor.form("/plan/days-off", "/days-off")
    day = f"{datetime.now(UTC) + timedelta(days=30):%Y-%m-%d}"
    effect = visitor.send(off, first_day=day, last_day=day, minutes="9", act="show")

    assert faults_of(faulty.text) == []
    assert faults_of(visitor.open(made)) == []
    assert faults_of(visitor.open(f"{made}/edit")) == []
    assert faults_of(visitor.open("/plan")) == []
    assert faults_of(effect.text) == []


def test_pages_with_notes_are_valid(visitor: Visitor) -> None:
    name = write_note(visitor, exact=WORDS, body="Mine.")
    write_note(visitor, note_uuid=str(uuid4()), body="On all of it.")
    write_note(visitor, note_uuid=str(uuid4()), exact=WORDS)

    pages = [f"/read/{MODULE}", "/read/woods-2003/", "/notes", f"/notes/{name}"]

    assert [fault for page in pages for fault in faults_of(visitor.open(page))] == []
    assert faults_of(post(visitor, f"/notes/{name}/delete").text) == []


def test_pages_about_recall_are_valid(visitor: Visitor, app: Flask) -> None:
    learner_id = learner_behind(app, visitor)
    with app.app_context():
        live_a_year(learner_id, days=40, until=datetime.now(UTC))
        met = sorted(memories_of(learner_id))[:3]

    pages = ["/progress/memory", *(f"/progress/questions/{n}" for n in met)]

    assert [fault for page in pages for fault in faults_of(visitor.open(page))] == []


def test_the_styleguide_is_valid(visitor: Visitor, app: Flask) -> None:
    app.debug = True

    assert faults_of(visitor.open("/styleguide")) == []

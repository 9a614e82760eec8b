"""Three guesses before reading: they mark what to look for, and count for nothing."""

import uuid

import pytest
from flask import Flask

from studyapp.bank.queries import catalogue
from studyapp.review.checks.pretest import PRETEST_LENGTH, questions_of_pretest
from tests.accounts.people import claim, sign_in
from tests.every_page import csrf_token
from tests.review.cards import ask, start_check
from tests.review.page_text import attribute, parsed, words, words_of
from tests.stored import everything_stored, stored_rows
from tests.visitor import Form, Visitor

MODULE = "woods-2003/stalins-purges"
OFFER = "Guess at three questions before you read"


def guess(visitor: Visitor) -> Form:
    """Guess the first option of every question; return the form as it was sent."""
    form = visitor.form(f"/pretest/{MODULE}", "/pretest/")
    fields = {name: "0" for name in form.names if name.startswith("q-")}
    assert len(fields) == PRETEST_LENGTH
    assert visitor.send(form, **fields).status_code == 303
    return form


def marked(visitor: Visitor) -> set[str]:
    """Return the numbers of the paragraphs that bear a question mark."""
    numbers = parsed(visitor.open(f"/read/{MODULE}")).query(".para a.pn")
    asked = [number for number in numbers if "asked before you read" in words(number)]
    return {attribute(number, "href").removeprefix("#p") for number in asked}


def test_the_questions_are_about_different_passages(app: Flask) -> None:
    with app.app_context():
        questions = catalogue().questions_in(MODULE)

    for number in range(50):
        chosen = questions_of_pretest(questions, str(uuid.UUID(int=number)))
        passages = [{e.paragraph for e in stored.question.evidence} for stored in chosen]
        assert len(chosen) == PRETEST_LENGTH
        assert {stored.question.kind for stored in chosen} == {"single"}
        assert len(set.union(*passages)) == sum(map(len, passages))


def test_the_passages_asked_about_are_marked_while_reading(app: Flask, visitor: Visitor) -> None:
    assert OFFER in words_of(visitor.open(f"/read/{MODULE}"))

    guess(visitor)

    asked = {row[0] for row in stored_rows(app, "SELECT question_id FROM pretest")}
    with app.app_context():
        proofs = {
            entry.paragraph.partition(":")[2]
            for question_id in asked
            for entry in catalogue().questions[question_id].question.evidence
        }
    assert marked(visitor) == proofs
    page = words_of(visitor.open(f"/read/{MODULE}"))
    assert OFFER not in page
    assert ", asked before you read" in page


def test_a_guess_moves_no_schedule_and_tells_no_verdict(app: Flask, visitor: Visitor) -> None:
    guess(visitor)

    stored = everything_stored(app)
    assert (stored["review_log"], stored["memory"]) == ([], [])
    assert "Nothing is due" in words_of(visitor.open("/review"))
    page = words_of(visitor.open(f"/read/{MODULE}"))
    assert "Right." not in page
    assert "Not quite." not in page


def test_what_was_chosen_is_kept_in_the_order_of_the_file(app: Flask, visitor: Visitor) -> None:
    form = visitor.form(f"/pretest/{MODULE}", "/pretest/")
    page = visitor.open(f"/pretest/{MODULE}")
    assert "fieldset" in page
    name = min(name for name in form.names if name.startswith("q-"))

    visitor.send(form, **{name: "1"})

    rows = stored_rows(app, "SELECT question_id, given FROM pretest")
    given = {row[0]: row[1] for row in rows}
    assert [value is None for value in given.values()].count(False) == 1
    assert given[int(name.removeprefix("q-"))] in range(4)


def test_the_mark_goes_once_the_question_was_asked_in_earnest(app: Flask, visitor: Visitor) -> None:
    guess(visitor)
    before = marked(visitor)

    for _ in range(3):
        address = start_check(visitor, MODULE)
        for _ in range(5):
            ask(app, visitor, address)

    assert before
    assert marked(visitor) == set()
    assert OFFER not in words_of(visitor.open(f"/read/{MODULE}"))


def test_a_guest_takes_the_guesses_along(app: Flask, visitor: Visitor) -> None:
    claim(visitor)
    guest = Visitor(app)
    guess(guest)
    before = marked(guest)

    sign_in(guest)

    assert marked(guest) == before
    assert len(stored_rows(app, "SELECT DISTINCT learner_id FROM pretest")) == 1


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        pytest.param({"run_id": "here"}, 422, id="no id"),
        pytest.param({"run_id": str(uuid.UUID(int=1)), "all": "9"}, 422, id="no such option"),
        pytest.param({"run_id": str(uuid.UUID(int=1)), "all": "x"}, 422, id="no number"),
    ],
)
def test_a_form_that_makes_no_sense_stores_nothing(
    app: Flask, visitor: Visitor, fields: dict[str, str], status: int
) -> None:
    with app.app_context():
        names = [f"q-{stored.id}" for stored in catalogue().questions_in(MODULE)]
    token = csrf_token(visitor)
    before = everything_stored(app)
    everywhere = dict.fromkeys(names, fields.pop("all", ""))

    response = visitor.client.post(
        f"/pretest/{MODULE}", data=everywhere | fields | {"csrf_token": token}
    )

    assert (response.status_code, everything_stored(app)) == (status, before)


@pytest.mark.parametrize("module", ["compare", "woods-2003/nowhere", "nowhere"])
def test_there_is_no_pretest_without_a_module(visitor: Visitor, module: str) -> None:
    assert visitor.client.get(f"/pretest/{module}").status_code == 404

"""What belongs to one learner does not exist for another."""

from uuid import uuid4

import pytest
from flask import Flask

from tests.accounts.people import answer_something, claim
from tests.every_page import MODULE, VALUES, post
from tests.note_pages import write_note
from tests.stored import everything_stored, stored_rows
from tests.visitor import Visitor

PAGES = [
    pytest.param("GET", "/review/answers/{id}", id="answer"),
    pytest.param("POST", "/review/answers/{id}/undo", id="undo"),
    pytest.param("POST", "/review/answers/{id}/guess", id="guess"),
]


@pytest.mark.parametrize(("method", "address"), PAGES)
@pytest.mark.parametrize(
    "has_name", [pytest.param(False, id="guest"), pytest.param(True, id="account")]
)
def test_the_answer_of_somebody_else_is_not_there(
    app: Flask, visitor: Visitor, method: str, address: str, has_name: bool
) -> None:
    address = address.format(id=answer_something(visitor))
    answer_something(stranger := Visitor(app))
    if has_name:
        claim(stranger, "Eva")
    before = everything_stored(app)

    response = stranger.client.get(address) if method == "GET" else post(stranger, address)

    assert response.status_code == 404
    assert everything_stored(app) == before


@pytest.mark.parametrize(("method", "address"), PAGES)
def test_the_answer_of_somebody_is_not_there_for_a_new_visitor(
    app: Flask, visitor: Visitor, method: str, address: str
) -> None:
    address = address.format(id=answer_something(visitor))
    log = everything_stored(app)["review_log"]

    stranger = Visitor(app)
    response = stranger.client.get(address) if method == "GET" else post(stranger, address)

    assert response.status_code == 404
    assert everything_stored(app)["review_log"] == log


NOTE = VALUES["note_uuid"]
NOTE_PAGES = [
    pytest.param("GET", f"/notes/{NOTE}", id="note"),
    pytest.param("POST", f"/notes/{NOTE}", id="new words"),
    pytest.param("POST", f"/notes/{NOTE}/delete", id="delete"),
]


@pytest.mark.parametrize(("method", "address"), NOTE_PAGES)
@pytest.mark.parametrize("has_notes", [pytest.param(True, id="writer"), pytest.param(False)])
def test_the_note_of_somebody_else_is_not_there(
    app: Flask, visitor: Visitor, method: str, address: str, has_notes: bool
) -> None:
    write_note(visitor, body="Mine to read alone.")
    stranger = Visitor(app)
    if has_notes:
        write_note(stranger, note_uuid=str(uuid4()))
    before = everything_stored(app)

    response = stranger.client.get(address) if method == "GET" else post(stranger, address)

    assert response.status_code == 404
    assert everything_stored(app) == before


def test_notes_are_listed_and_exported_for_their_writer_alone(app: Flask, visitor: Visitor) -> None:
    write_note(visitor, body="Mine to read alone.")
    pages = ["/notes", "/notes/export.md", "/notes/export.json", f"/read/{MODULE}"]

    shown = {page: "to read alone" in visitor.open(page) for page in pages}
    shown_to_others = {page: "to read alone" in Visitor(app).open(page) for page in pages}

    assert set(shown.values()) == {True}
    assert set(shown_to_others.values()) == {False}


def test_the_same_answer_id_of_two_learners_is_two_answers(app: Flask, visitor: Visitor) -> None:
    check = "/check/" + MODULE + "/0b1f1c9e-6d0f-4a52-9d5b-3a51f2f3f001"
    sent = visitor.form(check, "/check/")
    visitor.send(sent, act="unsure")
    theirs = Visitor(app).form(check, "/check/")
    stranger = Visitor(app)

    response = post(
        stranger,
        theirs.action,
        act="unsure",
        version=str(theirs.fields["version"]),
        answer_id=str(sent.fields["answer_id"]),
    )

    assert response.status_code == 303
    log = stored_rows(app, "SELECT DISTINCT learner_id, entry_uuid FROM review_log")
    assert {row[1] for row in log} == {sent.fields["answer_id"]}
    assert len(log) == 2


def test_a_check_run_of_somebody_else_starts_from_its_beginning(
    app: Flask, visitor: Visitor
) -> None:
    run = visitor.address_after(f"/check/{MODULE}/start")
    visitor.send(visitor.form(run, "/check/"), act="unsure")

    page = Visitor(app).open(run)

    assert "Card 1 of" in page
    assert "Card 2 of" in visitor.open(run)

"""What readers and teachers see when the content changes under them."""

import pytest
from flask import Flask

from studyapp.accounts.operations import add_account
from tests.accounts.people import PASSWORD, claim, sign_in
from tests.bank.folders import RENT, Folders
from tests.conftest import NOON, MakeApp
from tests.every_page import post
from tests.stored import everything_stored, stored_rows
from tests.visitor import Form, Visitor

MILL = "oak-1950/mill"
OLD, NEW = "did the miller pay his rent?", "was the rent paid?"


@pytest.fixture
def small(make_app: MakeApp, folders: Folders) -> Flask:
    """Return an app that serves the content of the folders alone."""
    app = make_app(SEEDS=str(folders.seeds), QUESTION_BANK=str(folders.bank))
    sync(app, folders)
    return app


@pytest.fixture
def reader(small: Flask) -> Visitor:
    return Visitor(small)


@pytest.fixture
def teacher(small: Flask) -> Visitor:
    with small.app_context():
        add_account("Berta", PASSWORD, "teacher", now=NOON)
    sign_in(visitor := Visitor(small), "Berta")
    return visitor


def sync(app: Flask, folders: Folders) -> None:
    with app.app_context():
        folders.sync_if_changed()


def open_card(visitor: Visitor, key: str = RENT) -> Form:
    """Return the form of a question, in a check that asks it."""
    for _ in range(100):
        address = visitor.address_after(f"/check/{MILL}/start")
        form = visitor.form(address, "/check/")
        if form.action.endswith(f"/{question_id(visitor, key)}"):
            return form
    raise AssertionError(key)


def question_id(visitor: Visitor, key: str) -> int:
    found = stored_rows(visitor.client.application, "SELECT id FROM question WHERE key = :k", k=key)
    return int(found[0][0])


def answer(visitor: Visitor) -> str:
    """Answer the question about the rent and return the address of its feedback."""
    return str(visitor.send(open_card(visitor), act="unsure").headers["Location"])


def test_a_question_retired_while_it_is_open_takes_no_answer(
    small: Flask, folders: Folders, reader: Visitor
) -> None:
    answer(reader)
    card = open_card(Visitor(small))
    folders.mill.unlink()
    sync(small, folders)
    before = everything_stored(small)

    response = post(reader, f"/review/{question_id(reader, RENT)}", **_strings(card))

    assert response.status_code == 410
    assert "taken out of the bank" in response.text
    assert everything_stored(small) == before


def test_the_answer_to_a_retired_question_stays_readable(
    small: Flask, folders: Folders, reader: Visitor
) -> None:
    feedback = answer(reader)
    folders.mill.unlink()
    sync(small, folders)

    page = reader.open(feedback)

    assert OLD in page
    assert "Rent in kind was common." in page
    for address in ("/", "/review", "/progress", "/read/", f"/read/{MILL}"):
        reader.open(address)


def test_an_answer_keeps_the_wording_it_was_given_to(
    small: Flask, folders: Folders, reader: Visitor
) -> None:
    feedback = answer(reader)
    folders.edit(OLD, NEW)
    sync(small, folders)

    page = reader.open(feedback)

    assert OLD in page
    assert NEW not in page


def test_an_answer_to_a_question_changed_meanwhile_counts_for_what_was_shown(
    small: Flask, folders: Folders, reader: Visitor
) -> None:
    card = open_card(reader)
    folders.edit(OLD, NEW)
    sync(small, folders)

    response = reader.send(card, act="unsure")

    assert response.status_code == 303
    assert OLD in reader.open(response.headers["Location"])
    assert stored_rows(small, "SELECT version_id FROM review_log") == [
        (int(str(card.fields["version"])),)
    ]


def test_a_question_that_comes_back_is_asked_again(
    small: Flask, folders: Folders, reader: Visitor
) -> None:
    answer(reader)
    folders.mill.unlink()
    sync(small, folders)
    folders.restore()
    sync(small, folders)

    feedback = answer(newcomer := Visitor(small))

    assert OLD in newcomer.open(feedback)
    assert stored_rows(small, "SELECT DISTINCT question_id FROM review_log") == [
        (question_id(reader, RENT),)
    ]


def test_undoing_the_answer_to_a_retired_question_ends_in_a_page(
    small: Flask, folders: Folders, reader: Visitor
) -> None:
    feedback = answer(reader)
    folders.mill.unlink()
    sync(small, folders)

    response = post(reader, f"{feedback}/undo")

    assert response.status_code == 303
    assert reader.client.get(response.headers["Location"]).status_code == 200
    assert stored_rows(small, "SELECT count(*) FROM memory") == [(0,)]


def test_a_teacher_sees_what_keeps_the_files_out_until_it_is_mended(
    small: Flask, folders: Folders, teacher: Visitor
) -> None:
    assert "fail their check" not in teacher.open("/")
    folders.break_rule()
    sync(small, folders)

    page = teacher.open("/read/")

    assert "fail their check" in page
    assert "content sync" in page
    assert "question_bank/oak-1950/mill.yaml:" in page
    folders.restore()
    sync(small, folders)
    assert "fail their check" not in teacher.open("/read/")


def test_nobody_but_a_teacher_sees_what_keeps_the_files_out(
    small: Flask, folders: Folders, reader: Visitor
) -> None:
    answer(reader)
    claim(learner := Visitor(small), "Ada")
    folders.break_rule()
    sync(small, folders)

    for visitor in (reader, learner, Visitor(small)):
        page = visitor.open("/")
        assert "fail their check" not in page
        assert ".yaml" not in page


def test_the_content_before_the_fault_is_served_on(
    small: Flask, folders: Folders, reader: Visitor
) -> None:
    folders.break_rule()
    sync(small, folders)

    assert OLD in reader.open(open_card(reader).action.rpartition("/")[0])


def test_the_health_page_tells_which_bank_is_served_and_that_one_is_refused(
    small: Flask, folders: Folders, reader: Visitor
) -> None:
    well = reader.client.get("/healthz").get_json()
    folders.break_rule()
    sync(small, folders)

    unwell = reader.client.get("/healthz").get_json()

    assert well["status"] == "ok"
    assert unwell["status"] == "bank refused"
    assert well["bank"] == unwell["bank"]
    assert len(well["bank"]) == 64


def _strings(form: Form) -> dict[str, str]:
    return {name: str(value) for name, value in form.fields.items() if name != "csrf_token"}

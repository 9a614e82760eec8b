"""Results on paper that were typed wrongly, or by two people at once, are put right."""

import pytest
from flask import Flask

from studyapp.classroom.items.queries import first_attempts, tallies_of
from studyapp.database import db
from tests.classroom.on_paper import OnPaper
from tests.stored import everything_stored
from tests.test_html import faults_of
from tests.visitor import forms_in

STORED = {"attempt", "response", "item_tally"}
EMPTY = [""] * 8


@pytest.fixture
def papers(app: Flask) -> OnPaper:
    return OnPaper(app)


def test_an_emptied_row_takes_its_results_back_as_if_they_had_not_been(papers: OnPaper) -> None:
    before = everything_stored(papers.app, STORED)
    papers.save(papers.row("Ada", "A", *papers.key("A")))

    response = papers.save(papers.row("Ada", "A", *EMPTY), papers.row("Bob", "A"))

    page = papers.teacher.open(str(response.location))
    assert "Took back the results of Ada." in page
    assert "Saved the answers" not in page
    assert everything_stored(papers.app, STORED) == before
    with papers.app.app_context():
        assert first_attempts(db.session, papers.sitting.version_id) == []
        assert tallies_of(db.session, papers.sitting.version_id) == {}


def test_results_move_to_the_right_pupil_in_one_save(papers: OnPaper) -> None:
    key = papers.key("A")
    papers.save(papers.row("Ada", "A", *key), papers.row("Ceyda", "A", *key))

    response = papers.save(
        papers.row("Ada", "", *EMPTY), papers.row("Bob", "A", *key), papers.row("Ceyda", "A")
    )

    page = papers.teacher.open(str(response.location))
    assert "Saved the answers of 1 pupil. Took back the results of Ada and Ceyda." in page
    assert list(papers.attempts()) == ["Bob"]


def test_a_row_that_was_never_filled_says_nothing(papers: OnPaper) -> None:
    stale = papers.shown()
    papers.save(papers.row("Ada", "A", *papers.key("A")))
    before = everything_stored(papers.app, STORED)

    response = papers.save(papers.row("Ada", "A", *EMPTY), papers.row("Bob", "B"), shown=stale)

    assert "Nothing was changed." in papers.teacher.open(str(response.location))
    assert everything_stored(papers.app, STORED) == before


def test_a_page_that_is_out_of_date_leaves_rows_alone_that_it_did_not_change(
    papers: OnPaper,
) -> None:
    key = papers.key("A")
    first = papers.row("Ada", "A", *key)
    papers.save(first)
    stale = papers.shown()
    papers.save(papers.row("Ada", "A", "-", *key[1:]))

    response = papers.save(first, papers.row("Bob", "A", *key), shown=stale)

    assert response.status_code == 303
    assert papers.attempts()["Ada"].marks == "01111111"
    assert papers.attempts()["Bob"].points == 8


def test_a_row_that_was_changed_meanwhile_comes_back_with_both(papers: OnPaper) -> None:
    key, ada = papers.key("A"), papers.room.seats["Ada"]
    papers.save(papers.row("Ada", "A", *key))
    stale = papers.shown()
    papers.save(papers.row("Ada", "A", "-", *key[1:]))
    mine, bobs = papers.row("Ada", "A", key[0], "-", *key[2:]), papers.row("Bob", "A", *key)

    response = papers.save(mine, bobs, shown=stale)

    page = response.text
    assert response.status_code == 409
    assert "Saved the answers of 1 pupil." in page
    assert "Not saved: 1 row changed elsewhere since this page was loaded" in page
    told = f'<a href="#form-{ada}"><bdi>Ada</bdi></a>, stored meanwhile: question 1 -, question 2'
    assert f"{told} {key[1]}." in page
    assert faults_of(page) == []
    assert papers.attempts()["Ada"].marks == "01111111"
    assert papers.attempts()["Bob"].points == 8
    form = next(form for form in forms_in(page) if "/results" in form.action)
    assert {name: form.fields[name] for name in mine | bobs} == mine | bobs

    again = papers.teacher.send(form)

    assert again.status_code == 303
    assert papers.attempts()["Ada"].marks == "10111111"


def test_an_emptied_row_that_was_changed_meanwhile_is_not_taken_back(papers: OnPaper) -> None:
    key = papers.key("A")
    papers.save(papers.row("Ada", "A", *key))
    stale = papers.shown()
    papers.save(papers.row("Ada", "B", *papers.key("B")))

    response = papers.save(papers.row("Ada", "A", *EMPTY), shown=stale)

    assert response.status_code == 409
    assert "stored meanwhile: form B, question 1" in response.text
    assert papers.attempts()["Ada"].form == "B"


def test_a_row_that_was_taken_back_meanwhile_is_not_stored_again_unasked(
    papers: OnPaper,
) -> None:
    key = papers.key("A")
    papers.save(papers.row("Ada", "A", *key))
    stale = papers.shown()
    papers.save(papers.row("Ada", "A", *EMPTY))

    response = papers.save(papers.row("Ada", "A", "-", *key[1:]), shown=stale)

    assert response.status_code == 409
    assert "stored meanwhile: the results were taken back." in response.text
    assert papers.attempts() == {}


def test_two_who_type_the_same_do_not_disturb_each_other(papers: OnPaper) -> None:
    row, stale = papers.row("Ada", "A", *papers.key("A")), papers.shown()
    papers.save(row)
    before = everything_stored(papers.app, STORED)

    response = papers.save(row, shown=stale)

    assert response.status_code == 303
    assert everything_stored(papers.app, STORED) == before


def test_a_fault_keeps_what_the_page_had_shown(papers: OnPaper) -> None:
    key = papers.key("A")
    papers.save(papers.row("Ada", "A", *key))
    stale = papers.shown()
    papers.save(papers.row("Ada", "A", "-", *key[1:]))

    faulty = papers.save(
        papers.row("Ada", "A", key[0], "-", *key[2:]), papers.row("Bob", "", "A"), shown=stale
    )
    form = next(form for form in forms_in(faulty.text) if "/results" in form.action)
    response = papers.teacher.send(form, **papers.row("Bob", "A", *EMPTY))

    assert faulty.status_code == 422
    assert response.status_code == 409
    assert papers.attempts()["Ada"].marks == "01111111"

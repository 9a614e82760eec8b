"""What pupils wrote on paper is typed into a grid."""

import re

import pytest
from flask import Flask
from sqlalchemy import update

from studyapp.classroom.classes.models import SeatRow
from studyapp.classroom.paper.form import LETTERS
from studyapp.database import write_transaction
from studyapp.storage.schema import TABLES
from tests.classroom.on_paper import OnPaper
from tests.conftest import NOON
from tests.every_page import post
from tests.review.builders import KINDS
from tests.stored import everything_stored
from tests.test_html import faults_of
from tests.test_input import STRANGE

BUT_THE_LOG = {table.name for table in TABLES.sorted_tables} - {"audit_entry"}
"""The log of acts holds that somebody saved, whatever it changed."""


@pytest.fixture
def papers(app: Flask) -> OnPaper:
    return OnPaper(app)


def remove(papers: OnPaper, *names: str) -> None:
    """Take pupils off the roster."""
    gone = [papers.room.seats[name] for name in names]
    with papers.app.app_context(), write_transaction() as session:
        session.execute(update(SeatRow).where(SeatRow.id.in_(gone)).values(removed_at=NOON))


def test_saving_the_same_again_changes_nothing(papers: OnPaper) -> None:
    row = papers.row("Ada", "A", *papers.key("A"))
    papers.save(row)
    before = everything_stored(papers.app, BUT_THE_LOG)

    papers.save(row)

    assert everything_stored(papers.app, BUT_THE_LOG) == before


def test_the_grid_shows_what_is_stored_and_saves_it_unchanged(papers: OnPaper) -> None:
    row = papers.row("Ada", "C", *papers.key("C"))
    papers.save(row)
    before = everything_stored(papers.app, BUT_THE_LOG)
    form = papers.teacher.form(papers.results, "/results")

    response = papers.teacher.send(form)

    assert {name: form.fields[name] for name in row} == row
    assert response.status_code == 303
    assert everything_stored(papers.app, BUT_THE_LOG) == before


def test_a_later_save_replaces_answers_and_an_emptied_cell_is_left_out(papers: OnPaper) -> None:
    key, ada = papers.key("A"), papers.room.seats["Ada"]
    papers.save(papers.row("Ada", "A", *key))

    papers.save(papers.row("Ada", "A", "", "-", *key[2:]))

    attempt = papers.attempts()["Ada"]
    assert (attempt.marks, attempt.points) == ("00111111", 6)
    shown = f'id="cell-{ada}-1" name="cell-{ada}-1" value="-"'
    assert shown in papers.teacher.open(papers.results)


def test_the_grid_tells_points_as_the_results_do(papers: OnPaper) -> None:
    key = papers.key("A")
    several = KINDS.index("multiple")
    papers.save(papers.row("Ada", "A", *["" for _ in range(several)], key[several].split()[0]))
    points = papers.attempts()["Ada"].points

    assert 0 < points < 1
    assert f'<td class="n">{round(points, 2)} of 8</td>' in papers.teacher.open(papers.results)


def test_the_way_to_the_points_opens_with_the_first_result(papers: OnPaper) -> None:
    before = papers.teacher.open(papers.address)
    papers.save(papers.row("Ada", "A", *papers.key("A")))
    after = papers.teacher.open(papers.address)

    link = f'href="/sittings/{papers.sitting.id}"'
    assert link not in before
    assert link in after
    assert "1 pupil typed in so far" in after


def test_half_a_row_leaves_the_rest_open(papers: OnPaper) -> None:
    papers.save(papers.row("Ada", "A", *papers.key("A")[:3]))

    assert papers.attempts()["Ada"].marks == "111....."


def test_another_form_takes_back_what_was_typed_for_the_first(papers: OnPaper) -> None:
    papers.save(papers.row("Ada", "A", *papers.key("A")))

    papers.save(papers.row("Ada", "B", *papers.key("B")[:7]))

    attempt = papers.attempts()["Ada"]
    assert (attempt.form, attempt.marks) == ("B", "1111111.")


def test_a_fault_keeps_all_that_was_typed_and_saves_nothing(papers: OnPaper) -> None:
    ada, bob = papers.room.seats["Ada"], papers.room.seats["Bob"]
    key = papers.key("A")
    before = everything_stored(papers.app)

    response = papers.save(
        papers.row("Ada", "A", *key),
        papers.row("Bob", "A", "X", *key[1:7], "here"),
        papers.row("Ceyda", "", "A"),
    )

    page = response.text
    assert response.status_code == 422
    assert "Nothing is saved yet: 3 cells to correct" in page
    assert f'href="#cell-{bob}-1">Bob, question 1: There is no “X”' in page
    assert f'href="#cell-{bob}-8">Bob, question 8: It takes the number' in page
    assert "Ceyda: choose the form that was answered." in page
    assert f'name="cell-{bob}-1" value="X" aria-label="Bob, question 1" aria-invalid' in page
    assert f'name="cell-{ada}-4" value="{key[3]}"' in page
    assert faults_of(page) == []
    assert everything_stored(papers.app) == before


def test_a_removed_pupil_with_results_stays_and_one_without_goes(papers: OnPaper) -> None:
    papers.save(papers.row("Ada", "A", *papers.key("A")))
    remove(papers, "Ada", "Bob")

    page = papers.teacher.open(papers.results)

    assert 'Ada <span class="hint">removed</span>' in page
    assert '<th scope="row">Bob' not in page
    assert '<th scope="row">Ceyda' in page


def test_a_pupil_who_is_removed_while_their_row_is_typed_keeps_it(papers: OnPaper) -> None:
    row = papers.row("Ada", "A", *papers.key("A"))
    remove(papers, "Ada")

    response = papers.save(row)

    assert response.status_code == 303
    assert papers.attempts()["Ada"].points == 8


def test_thirty_pupils_and_twenty_questions_are_saved_at_once(app: Flask) -> None:
    papers = OnPaper(app, tuple(f"Pupil {n}" for n in range(30)), questions=20)
    keys = {letter: papers.key(letter) for letter in LETTERS}
    form = papers.teacher.form(papers.results, "/results")
    typed: dict[str, str | list[str]] = {}
    for place, name in enumerate(papers.room.seats):
        typed |= papers.row(name, LETTERS[place % 3], *keys[LETTERS[place % 3]])

    response = papers.teacher.send(form, **typed)

    assert typed.keys() <= form.names
    assert response.status_code == 303
    assert [attempt.points for attempt in papers.attempts().values()] == [20] * 30


def test_a_large_class_has_its_grid_on_pages(app: Flask) -> None:
    papers = OnPaper(app, tuple(f"Pupil {n:02}" for n in range(45)), questions=1)
    last = f"{papers.results}?page=2"

    first, second = papers.teacher.open(papers.results), papers.teacher.open(last)
    saved = post(papers.teacher, last, **papers.row("Pupil 44", "A", *papers.key("A")))

    assert "Pupil 39" in first
    assert "Pupil 40" not in first
    assert re.findall(r'<th scope="row">(Pupil \d+)', second) == [
        f"Pupil {n}" for n in range(40, 45)
    ]
    assert "page=2" in str(saved.location)
    assert "Pupil 44" in papers.teacher.open(f"{papers.results}?page=99")
    assert papers.attempts()["Pupil 44"].points == 1


@pytest.mark.parametrize("value", STRANGE)
def test_strange_text_in_the_grid_breaks_nothing(papers: OnPaper, value: str) -> None:
    teacher, printing = papers.teacher, f"/quizzes/{papers.quiz_id}/paper"
    query = {"page": value, "forms": value, "size": value}

    statuses = {
        papers.save(papers.row("Ada", "A", *[value] * 8)).status_code,
        papers.save(papers.row("Ada", value, "A")).status_code,
        papers.save({f"cell-{value}-1": "A", f"form-{value}": "A"}).status_code,
        papers.save(papers.row("Bob", "A"), shown=dict.fromkeys(papers.shown(), value)).status_code,
        post(teacher, printing, class_id=value, forms=value, size=value).status_code,
        teacher.client.get(papers.results, query_string=query).status_code,
        teacher.client.get(papers.address, query_string=query).status_code,
    }

    assert statuses <= {200, 303, 409, 422}


def test_another_form_that_draws_other_questions_counts_all_of_them(app: Flask) -> None:
    papers = OnPaper(app, questions=8, draw_count=2)
    papers.save(papers.row("Ada", "A", *papers.key("A")))

    papers.save(papers.row("Ada", "B", *papers.key("B")))

    ada = papers.attempts()["Ada"]
    assert (ada.points, ada.possible) == (2, 2)
    assert ada.marks.count("1") == 2

"""How the questions do, as their author reads it."""

import csv
import io
from datetime import timedelta

import pytest
from flask import Flask

from studyapp.accounts.operations import ensure_learner
from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.queries import catalogue
from studyapp.review.operations import note_lapse_reason
from tests.classroom.builders import make_person
from tests.classroom.people import visitor_as
from tests.conftest import NOON
from tests.review.builders import give
from tests.review.page_text import attribute, parsed, words, words_of
from tests.stored import retire
from tests.test_html import faults_of
from tests.visitor import Visitor

PAGE = "/teach/figures"
MODULE = "woods-2003/general-secretary"
DAY = timedelta(days=1)


@pytest.fixture
def teacher(app: Flask) -> Visitor:
    with app.app_context():
        teacher_id = make_person("an author", "teacher")
    return visitor_as(app, teacher_id)


def singles(app: Flask) -> list[StoredQuestion]:
    """Return the questions of a module with one right option."""
    with app.app_context():
        return [q for q in catalogue().questions_in(MODULE) if q.question.kind == "single"]


def answer(app: Flask, stored: StoredQuestion, count: int, *, right: int) -> None:
    """Let so many learners answer a question, the first of them rightly."""
    with app.app_context():
        for n in range(count):
            learner_id = ensure_learner(f"token {n}", "UTC", now=NOON).id
            give(learner_id, stored, stored.id, right=n < right, milliseconds=7000)


def rows(page: str) -> list[list[str]]:
    """Return the cells of each question, without the question itself first."""
    (table,) = parsed(page).query("main table")
    return [[words(cell) for cell in row.query("th, td")] for row in table.query("tbody tr")]


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}.csv"])
@pytest.mark.parametrize(
    ("role", "status"), [("visitor", 403), ("learner", 403), ("teacher", 200), ("admin", 200)]
)
def test_figures_are_for_teachers_alone(app: Flask, address: str, role: str, status: int) -> None:
    visitor = Visitor(app)
    if role != "visitor":
        with app.app_context():
            visitor = visitor_as(app, make_person("somebody", role))

    visitor.open(address, status=status)


def test_a_question_shows_its_figures_and_its_place(app: Flask, teacher: Visitor) -> None:
    stored = singles(app)[0]
    answer(app, stored, 30, right=18)

    page = teacher.open(f"{PAGE}?by=asked")
    row = rows(page)[0]

    assert faults_of(page) == []
    assert row[0].startswith(stored.question.stem[:60])
    assert f"question_bank/{MODULE}.yaml:" in row[0]
    assert row[1:6] == ["30", "60 %", "0", "0", "0"]
    wrong = [o.text for o in stored.question.options if not o.correct]  # type: ignore[union-attr]
    assert row[6] == ", ".join(f"“{text}”" for text in wrong[1:]) + " n = 30"
    assert row[7] == "7 n = 30"


def test_of_few_answers_no_share_is_said(app: Flask, teacher: Visitor) -> None:
    answer(app, singles(app)[0], 9, right=9)

    row = rows(teacher.open(f"{PAGE}?by=asked"))[0]

    assert row[1] == "9"
    assert [cell.split()[0] for cell in (row[2], row[6], row[7])] == ["–"] * 3


def test_the_file_holds_what_the_page_shows(app: Flask, teacher: Visitor) -> None:
    first, second = singles(app)[:2]
    answer(app, first, 12, right=3)
    answer(app, second, 12, right=6)

    file = lines(teacher.open(f"{PAGE}.csv?by=right&module={MODULE}"))

    with app.app_context():
        assert len(file) == len(catalogue().questions_in(MODULE))
    assert [line["Question"] for line in file[:2]] == [first.question.id, second.question.id]
    assert (file[0]["Asked"], file[0]["Right"], file[0]["Percent right"]) == ("12", "3", "25")
    assert file[0]["File"].startswith(f"question_bank/{MODULE}.yaml:")
    assert (file[0]["Median seconds"], file[0]["Answers timed"]) == ("7.0", "12")
    assert file[2]["Percent right"] == ""


def test_reports_and_insisted_answers_put_a_question_first(app: Flask, teacher: Visitor) -> None:
    bad, good = singles(app)[3], singles(app)[0]
    answer(app, good, 20, right=20)
    with app.app_context():
        learner_id = ensure_learner("token", "UTC", now=NOON).id
        give(learner_id, bad, 1, now=NOON - 9 * DAY)
        missed = give(learner_id, bad, 2, right=False, now=NOON)
        note_lapse_reason(learner_id, missed.answer_id, "bad", now=NOON)

    row = rows(teacher.open(PAGE))[0]

    assert row[0].startswith(bad.question.stem[:60])
    assert row[4] == "1"


def test_columns_are_links_that_keep_the_module(app: Flask, teacher: Visitor) -> None:
    page = parsed(teacher.open(f"{PAGE}?by=right&module={MODULE}"))

    heads = page.query("main thead th")
    assert [words(h).rstrip(" ↑↓") for h in heads if attribute(h, "aria-sort")] == ["Right"]
    links = [attribute(h.query("a")[0], "href") for h in heads]
    assert all(f"module={MODULE.replace('/', '%2F')}" in link or MODULE in link for link in links)
    for link in links:
        teacher.open(link)


def test_pages_hold_every_question_once(app: Flask, teacher: Visitor) -> None:
    with app.app_context():
        count = len(catalogue().questions)
    pages = -(-count // 50)

    shown = [
        row[0]
        for number in range(1, pages + 1)
        for row in rows(teacher.open(f"{PAGE}?page={number}"))
    ]

    assert len(shown) == len(set(shown)) == count


@pytest.mark.parametrize(
    "asked", ["page=0", "page=-7", "page=99999", "page=x", "by=nothing", "by="]
)
def test_an_odd_address_shows_the_nearest_page(app: Flask, teacher: Visitor, asked: str) -> None:
    assert rows(teacher.open(f"{PAGE}?{asked}"))


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}.csv"])
def test_a_module_that_is_not_there_is_not_found(teacher: Visitor, address: str) -> None:
    assert "no questions on such a module" in teacher.open(f"{address}?module=gone", status=404)


def test_a_retired_question_is_not_listed(app: Flask, teacher: Visitor) -> None:
    gone = singles(app)[0]
    answer(app, gone, 12, right=6)
    with app.app_context():
        retire(gone.id)

    page = teacher.open(f"{PAGE}?by=asked&module={MODULE}")

    assert gone.question.stem not in words_of(page)
    assert {row[1] for row in rows(page)} == {"0"}


def test_nobody_is_named(app: Flask, teacher: Visitor) -> None:
    with app.app_context():
        learner_id = make_person("Zebedee")
        give(learner_id, catalogue().questions_in(MODULE)[0], 1)

    assert "Zebedee" not in teacher.open(PAGE)


def test_figures_and_remarks_lead_to_one_another(teacher: Visitor) -> None:
    for address, other in ((PAGE, "/teach/remarks"), ("/teach/remarks", PAGE)):
        links = parsed(teacher.open(address)).query("main a")
        assert other in {attribute(link, "href") for link in links}

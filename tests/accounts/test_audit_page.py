"""Admins read the log of what was done: all of it, of a person, of a class, as a file."""

import csv
import io

import pytest
from flask import Flask

from tests.accounts.audited import acts, id_of, keep
from tests.classroom.class_pages import make_class, signed_in
from tests.statements import statements
from tests.stored import change_stored
from tests.visitor import Visitor

PUPIL = "Ada of the roster"


@pytest.fixture
def teacher(app: Flask) -> Visitor:
    return signed_in(app, "Berta")


def test_the_log_tells_who_did_what_when_and_in_which_class(app: Flask, teacher: Visitor) -> None:
    class_id = make_class(teacher, PUPIL, name="Form 5")
    keep(app, "user promote")

    page = signed_in(app, "the admin", "admin").open("/admin/log")

    assert page.index("A command on the server") < page.index("put a pupil on a roster")
    assert page.index("put a pupil on a roster") < page.index("made a class")
    assert "Berta" in page
    assert "Form 5" in page
    assert f"class {class_id}" in page
    assert PUPIL not in page


def test_the_log_is_looked_through_by_person_and_by_class(app: Flask, teacher: Visitor) -> None:
    class_id = make_class(teacher, name="Form 5")
    other = signed_in(app, "Cem")
    make_class(other, name="Form 6")
    admin = signed_in(app, "the admin", "admin")

    of_person = admin.open(f"/admin/log?person={id_of(app, 'Cem')}")
    of_class = admin.open(f"/admin/log?class={class_id}")

    assert ("Cem" in of_person, "Berta" in of_person) == (True, False)
    assert "Berta" not in of_class
    assert "Nothing is in the log here" in admin.open("/admin/log?class=99")


@pytest.mark.parametrize("query", ["person=x", "class=-1", "before=99999999999", "before=0"])
def test_a_query_that_is_no_number_asks_for_everything(app: Flask, query: str) -> None:
    keep(app, "user add")

    assert "made an account" in signed_in(app, "the admin", "admin").open(f"/admin/log?{query}")


def test_a_long_log_is_read_page_by_page(app: Flask) -> None:
    keep(app, *(f"act {n}" for n in range(101)))
    admin = signed_in(app, "the admin", "admin")

    first = admin.open("/admin/log")
    second = admin.open("/admin/log?before=2")

    assert ("called act 100." in first, "called act 0." in first) == (True, False)
    assert "before=2" in first
    assert "called act 0." in second
    assert "before=" not in second


def test_the_file_of_the_log_holds_no_formula_and_is_kept_itself(app: Flask) -> None:
    admin = signed_in(app, "the admin", "admin")
    keep(app, "user add", learner_id=id_of(app, "the admin"))
    change_stored(app, "UPDATE learner SET name = '=HYPERLINK(1)'")

    text = admin.client.get("/admin/log/log.csv").get_data().decode("utf-8-sig")

    (row,) = [r for r in csv.DictReader(io.StringIO(text)) if r["act"] == "user add"]
    assert row["who"] == "'=HYPERLINK(1)"
    assert row["what"] == "made an account"
    assert acts(app)[-1] == "audit.download_log"


@pytest.mark.parametrize("role", ["visitor", "learner", "teacher"])
@pytest.mark.parametrize("address", ["/admin/log", "/admin/log/log.csv"])
def test_the_log_is_for_admins(app: Flask, role: str, address: str) -> None:
    keep(app, "user add")
    viewer = Visitor(app) if role == "visitor" else signed_in(app, "somebody", role)

    assert "made an account" not in viewer.open(address, status=403)


@pytest.mark.sqlite("statements are counted there")
def test_the_log_takes_as_many_statements_however_long_it_is(app: Flask) -> None:
    admin = signed_in(app, "the admin", "admin")
    counts = []
    for _ in range(2):
        keep(app, *["user add"] * 20)
        with app.app_context(), statements() as asked:
            admin.open("/admin/log")
        counts.append(len(asked))

    assert counts[0] == counts[1] > 0

"""The pages of classes are valid HTML, also with names that could break it."""

from flask import Flask

from tests.classroom.class_pages import code_of, joined, make_class, seat_id_of, signed_in
from tests.every_page import post
from tests.test_html import faults_of
from tests.visitor import Visitor

STRANGE = '</option><b>"علي"\u202e 😀'


def test_every_page_of_a_class_is_valid(app: Flask, visitor: Visitor) -> None:
    teacher = signed_in(app, "Berta")
    class_id = make_class(teacher, "Ada", STRANGE, "Bea", name='Form "5" <b>')
    roster, seat = f"/classes/{class_id}/roster", seat_id_of(app, "Ada")
    joined(app, class_id, "Bea")
    pages = [f"/classes/{class_id}{end}" for end in ("", "/edit", "/delete", "/roster/import")]
    pages += ["/classes", "/classes/new", f"{roster}/{seat}"]

    faults = [fault for page in pages for fault in faults_of(teacher.open(page))]
    post(teacher, f"{roster}/{seat}/remove")
    faults += [
        fault for page in (roster, f"{roster}/{seat}") for fault in faults_of(teacher.open(page))
    ]
    shown = post(teacher, f"{roster}/import", text=f"{STRANGE},1\n<i>,2\n,3\nDan\x00", act="show")
    faulty = post(teacher, f"{roster}/{seat}/more-time", factor="9", extra_minutes="")

    assert faults == []
    assert faults_of(shown.text) == []
    assert "<i>" not in shown.text
    assert faults_of(faulty.text) == []


def test_the_pages_of_those_who_join_are_valid(app: Flask) -> None:
    class_id = make_class(signed_in(app, "Berta"), "Ada", STRANGE)
    other_id = make_class(signed_in(app, "Cleo"), "Ada L.")
    ada = joined(app, class_id, "Ada")
    code = code_of(app, other_id)

    first = ada.open(f"/join/{code}")
    ada.send(ada.form(f"/join/{code}", "/join"), code=code)
    names = ada.open(f"/join/{code}")
    faulty = post(ada, f"/join/{code}", seat_id="", word="")

    assert "I am also Ada in" in names
    pages = [first, names, faulty.text, ada.open("/classes")]
    assert [fault for page in pages for fault in faults_of(page)] == []

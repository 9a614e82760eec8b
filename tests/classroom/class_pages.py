"""What teachers and pupils do with classes, through the pages."""

from flask import Flask
from werkzeug.test import TestResponse

from studyapp.accounts.operations import add_account
from tests.accounts.people import PASSWORD, sign_in
from tests.conftest import NOON
from tests.every_page import post
from tests.stored import stored_rows
from tests.visitor import Visitor

CLASS_NAME = "Form 5 of the pages"


def signed_in(app: Flask, name: str, role: str = "teacher") -> Visitor:
    """Return the browser of a new account."""
    with app.app_context():
        add_account(name, PASSWORD, role, now=NOON)
    visitor = Visitor(app)
    assert sign_in(visitor, name).status_code == 303
    return visitor


def make_class(teacher: Visitor, *pupils: str, name: str = CLASS_NAME) -> int:
    """Make a class with these names on its roster; return its id."""
    form = teacher.form("/classes/new", "/classes/new")
    response = teacher.send(form, name=name, erase_on=ahead(teacher))
    assert response.status_code == 303, response.text
    class_id = int(response.location.rpartition("/")[2])
    for pupil in pupils:
        response = post(teacher, f"/classes/{class_id}/roster", name=pupil, pupil_code="")
        assert response.status_code == 303, response.text
    return class_id


def ahead(teacher: Visitor) -> str:
    """Return the day that the form of a new class suggests for erasing its results."""
    page = teacher.open("/classes/new")
    return page.partition('name="erase_on"')[2].partition('value="')[2].partition('"')[0]


def code_of(app: Flask, class_id: int) -> str:
    rows = stored_rows(app, "SELECT join_code FROM class WHERE id = :id", id=class_id)
    return str(rows[0][0])


def seat_id_of(app: Flask, name: str) -> int:
    return int(stored_rows(app, "SELECT id FROM seat WHERE name = :name", name=name)[0][0])


def type_code(visitor: Visitor, code: str) -> TestResponse:
    return visitor.send(visitor.form("/join", "/join"), code=code)


def join(
    app: Flask, visitor: Visitor, class_id: int, name: str, word: str = "frog", **fields: str
) -> TestResponse:
    """Type the code of a class, pick a name and give a word."""
    code = code_of(app, class_id)
    assert type_code(visitor, code).status_code == 303
    seat_id = str(seat_id_of(app, name))
    return post(visitor, f"/join/{code}", seat_id=seat_id, word=word, **fields)


def joined(app: Flask, class_id: int, name: str, word: str = "frog") -> Visitor:
    """Return the browser of a pupil who has joined."""
    visitor = Visitor(app)
    response = join(app, visitor, class_id, name, word)
    assert response.status_code == 303, response.text
    visitor.open("/classes")
    return visitor

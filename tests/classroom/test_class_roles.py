"""Every page of a class is its teacher's: tried for every route and every role."""

from typing import Any

import pytest
from flask import Flask, url_for

from tests.accounts.people import answer_something
from tests.classroom.class_pages import CLASS_NAME, joined, make_class, seat_id_of, signed_in
from tests.every_page import post
from tests.stored import everything_stored, stored_rows
from tests.visitor import Visitor

PUPIL = "Ada of the roster"
OF_TEACHERS = {"classes", "roster", "roster_import"}


def class_routes(app: Flask, method: str, class_id: int, seat_id: int) -> list[str]:
    """Return the address of every page of one class that takes a method."""
    values: dict[str, Any] = {"class_id": class_id, "seat_id": seat_id}
    with app.test_request_context():
        return [
            url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})
            for rule in app.url_map.iter_rules()
            if rule.endpoint.partition(".")[0] in OF_TEACHERS
            and "class_id" in rule.arguments
            and method in (rule.methods or ())
        ]


def stranger_of(app: Flask, role: str, class_id: int) -> Visitor:
    """Return the browser of somebody who does not run the class."""
    if role == "pupil":
        return joined(app, class_id, PUPIL)
    if role == "teacher":
        return signed_in(app, "another teacher")
    visitor = Visitor(app)
    if role == "learner":
        answer_something(visitor)
    return visitor


@pytest.mark.parametrize("role", ["visitor", "learner", "pupil", "teacher"])
def test_nobody_else_sees_or_changes_a_class(app: Flask, role: str) -> None:
    class_id = make_class(signed_in(app, "Berta"), PUPIL)
    stranger = stranger_of(app, role, class_id)
    addresses = class_id, seat_id_of(app, PUPIL)
    before = everything_stored(app)

    seen = [stranger.client.get(a) for a in class_routes(app, "GET", *addresses)]
    changed = [post(stranger, a, name="X") for a in class_routes(app, "POST", *addresses)]

    assert len(seen) >= 6
    assert len(changed) >= 12
    assert {response.status_code for response in seen + changed} == {403}
    assert not any(name in page.text for page in seen + changed for name in (CLASS_NAME, PUPIL))
    assert everything_stored(app) == before


@pytest.mark.parametrize("role", ["owner", "admin"])
def test_its_teacher_and_an_admin_see_all_of_a_class(app: Flask, role: str) -> None:
    teacher = signed_in(app, "Berta")
    class_id = make_class(teacher, PUPIL)
    viewer = teacher if role == "owner" else signed_in(app, "the admin", "admin")

    for address in class_routes(app, "GET", class_id, seat_id_of(app, PUPIL)):
        viewer.open(address)

    assert CLASS_NAME in viewer.open("/classes")


@pytest.mark.parametrize("role", ["visitor", "learner", "pupil"])
def test_only_teachers_make_classes(app: Flask, role: str) -> None:
    class_id = make_class(signed_in(app, "Berta"), PUPIL)
    stranger = stranger_of(app, role, class_id)

    assert stranger.client.get("/classes/new").status_code == 403
    assert post(stranger, "/classes/new", name="Mine").status_code == 403
    assert stored_rows(app, "SELECT count(*) FROM class") == [(1,)]


@pytest.mark.parametrize("role", ["visitor", "learner", "teacher"])
def test_the_sharing_of_a_pupil_is_changed_by_nobody_else(app: Flask, role: str) -> None:
    class_id = make_class(signed_in(app, "Berta"), PUPIL)
    stranger = stranger_of(app, role, class_id)

    sharing = f"/classes/seats/{seat_id_of(app, PUPIL)}/sharing"
    response = post(stranger, sharing, shares="y", shares_study="y")

    assert response.status_code == 404
    assert stored_rows(app, "SELECT shares_misses, shares_study FROM seat") == [(0, 0)]


def test_a_pupil_is_changed_through_the_class_they_sit_in(app: Flask) -> None:
    teacher = signed_in(app, "Berta")
    make_class(teacher, PUPIL)
    seat_id = seat_id_of(app, PUPIL)
    other_id = make_class(signed_in(app, "another teacher"))
    other = signed_in(app, "the admin", "admin")

    statuses = [
        other.client.get(f"/classes/{other_id}/roster/{seat_id}").status_code,
        post(other, f"/classes/{other_id}/roster/{seat_id}/remove").status_code,
        post(other, f"/classes/{other_id}/roster/{seat_id}/more-time").status_code,
    ]

    assert statuses == [404, 404, 404]


def test_another_teacher_does_not_see_the_class_in_the_list(app: Flask) -> None:
    make_class(signed_in(app, "Berta"), PUPIL)

    assert CLASS_NAME not in signed_in(app, "another teacher").open("/classes")

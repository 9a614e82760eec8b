"""Who may see and change results."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import update

from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.sittings.models import SittingRow
from studyapp.classroom.sittings.queries import attempts_at
from studyapp.database import write_transaction
from tests.classroom.builders import (
    make_person,
    make_sitting,
)
from tests.classroom.people import visitor_as
from tests.classroom.result_builders import (
    words_of,
)
from tests.classroom.scenes import Scene, make_scene
from tests.every_page import post
from tests.visitor import Visitor

ARTICLE = "woods-2003"


@pytest.fixture
def scene(app: Flask) -> Scene:
    return make_scene(app)


def addresses(scene: Scene) -> list[str]:
    room = f"/classes/{scene.room.class_id}"
    return [
        scene.here,
        f"{scene.here}/attempts/{scene.attempt_id}",
        f"{scene.here}/scores.csv",
        f"{scene.here}/responses.csv",
        f"{scene.here}/items",
        f"{scene.here}/items/1/regrade",
        f"{scene.here}/items/1/regrade?rule=dropped",
        f"{room}/gradebook",
        f"{room}/gradebook.csv",
        f"{room}/responses.csv",
        f"{room}/heat/{ARTICLE}",
        f"{room}/progress",
    ]


Who = Callable[[Scene], Visitor]


def other_teacher(scene: Scene) -> Visitor:
    with scene.app.app_context():
        teacher_id = make_person("another teacher", "teacher")
    return visitor_as(scene.app, teacher_id)


def stranger(scene: Scene) -> Visitor:
    with scene.app.app_context():
        learner_id = make_person("a learner of no class")
    return visitor_as(scene.app, learner_id)


WHO: dict[str, Who] = {
    "visitor": lambda scene: Visitor(scene.app),
    "learner of no class": stranger,
    "pupil of the class": lambda scene: visitor_as(scene.app, scene.room.learners["Ada"]),
    "another teacher": other_teacher,
}


@pytest.mark.parametrize("who", WHO)
def test_nobody_but_the_teacher_sees_results(scene: Scene, who: str) -> None:
    visitor = WHO[who](scene)

    for address in addresses(scene):
        page = visitor.open(address, status=403)
        assert not {"Ada", "Ben", "A quiz"} & set(words_of(page).split()), address


@pytest.mark.parametrize("who", WHO)
def test_nobody_but_the_teacher_regrades(scene: Scene, who: str) -> None:
    visitor = WHO[who](scene)

    for address in (f"{scene.here}/items/1/regrade", f"{scene.here}/items/1/regrade/undo"):
        response = post(visitor, address, rule="dropped", regrade="1")
        assert response.status_code == 403
    with scene.app.app_context():
        assert [a.marks for a in attempts_at(scene.sitting.id)] == ["110", "0.."]


def test_the_teacher_and_an_admin_see_every_page(scene: Scene) -> None:
    with scene.app.app_context():
        admin_id = make_person("an admin", "admin")

    for visitor in (scene.teacher, visitor_as(scene.app, admin_id)):
        for address in addresses(scene):
            visitor.open(address)


def test_what_does_not_exist_is_not_found(scene: Scene) -> None:
    with scene.app.app_context():
        other = make_sitting(scene.room, get_frozen(scene.sitting.version_id).quiz_id)
    for address in (
        "/sittings/99",
        "/classes/99/gradebook",
        "/classes/99/progress",
        f"/classes/{scene.room.class_id}/heat/nothing",
        f"{scene.here}/items/9/regrade",
        f"/sittings/{other.id}/attempts/{scene.attempt_id}",
    ):
        scene.teacher.open(address, status=404)


def test_the_teacher_of_a_class_sees_what_an_admin_ran_in_it(scene: Scene) -> None:
    with scene.app.app_context():
        admin_id = make_person("an admin", "admin")
        with write_transaction() as session:
            is_this = SittingRow.id == scene.sitting.id
            session.execute(update(SittingRow).where(is_this).values(host_id=admin_id))
    owner = visitor_as(scene.app, scene.room.teacher_id)

    assert {owner.client.get(address).status_code for address in addresses(scene)} == {200}
    assert other_teacher(scene).client.get(scene.here).status_code == 403

"""The pages of items, of regrading and of passages."""

from datetime import timedelta

import pytest
from flask import Flask

from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.sittings.queries import attempts_at
from tests.classroom.builders import (
    begin,
    change_assigned,
    first_questions,
    make_quiz,
    make_room,
    make_sitting,
)
from tests.classroom.people import visitor_as
from tests.classroom.result_builders import (
    handed_in,
    move_key,
    words_of,
    work,
)
from tests.classroom.scenes import Scene, make_scene
from tests.conftest import NOON
from tests.every_page import post
from tests.review.builders import wrong_given


@pytest.fixture
def scene(app: Flask) -> Scene:
    return make_scene(app)


def test_items_say_counts_alone_of_a_small_class(scene: Scene) -> None:
    page = words_of(scene.teacher.open(f"{scene.here}/items"))

    assert "1 of 1 (n = 1)" in page
    assert "not said of fewer than 30" in page
    assert "Facility" not in page
    assert "Alpha" not in page
    assert "question_bank/" in page


def test_items_of_a_whole_year_get_shares_words_and_alpha(app: Flask) -> None:
    with app.app_context():
        names = [f"pupil {n}" for n in range(32)]
        room = make_room(*names)
        sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(3, "single")))
        for n, name in enumerate(names):
            work(room, sitting, name, ("111", "000", "110", "001")[n % 4])
    teacher = visitor_as(app, room.teacher_id)

    page = words_of(teacher.open(f"/sittings/{sitting.id}/items"))

    assert "16 of 32 (n = 32)" in page
    assert "50 %, interval 34 to 66 % (n = 32); 33 % beyond guessing" in page
    assert "adequate: correlation" in page or "very good: correlation" in page
    assert "34 to 66 % Very weak" in page
    assert "Alpha" in page


@pytest.fixture
def regraded(scene: Scene) -> str:
    """Give the address of the item whose key is moved to what Ben chose."""
    with scene.app.app_context():
        item = get_frozen(scene.sitting.version_id).items[0]
        lure = wrong_given(item.question)
        assert isinstance(lure, int)
        move_key(item.question_id, to=lure)
    return f"{scene.here}/items/1/regrade"


def test_the_teacher_looks_regrades_and_undoes(scene: Scene, regraded: str) -> None:
    page = words_of(scene.teacher.open(f"{regraded}?rule=new_key"))
    assert "New key only: 2 attempts with other points" in page
    assert "Ada A quiz 2 of 3 1 of 3 -1" in page
    assert "Ben A quiz 0 of 3 1 of 3 +1" in page
    assert "0 attempts unchanged" in page

    form = scene.teacher.form(f"{regraded}?rule=new_key", "/items/1/regrade")
    response = scene.teacher.send(form)
    assert response.status_code == 303
    after = words_of(scene.teacher.open(regraded))
    assert "2 attempts have other points now" in after
    assert "only the new key counts" in after
    assert "Ada 1" in words_of(scene.teacher.open(scene.here))

    undone = scene.teacher.send(scene.teacher.form(regraded, "/undo"))
    assert undone.status_code == 303
    with scene.app.app_context():
        assert [a.marks for a in attempts_at(scene.sitting.id)] == ["110", "0.."]


def test_a_way_that_is_not_possible_says_why(scene: Scene) -> None:
    page = words_of(scene.teacher.open(f"{scene.here}/items/1/regrade?rule=new_key"))

    assert page.count("Not possible: The bank has no newer version of this question.") == 2
    assert "with other points" not in page


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"rule": "nonsense"}, 422),
        ({}, 422),
        ({"rule": "new_key", "key": "many"}, 422),
        ({"rule": "new_key", "key": "0"}, 422),
        ({"rule": "new_key", "key": "1"}, 409),
        ({"rule": "both_keys"}, 409),
    ],
)
def test_a_faulty_regrade_changes_nothing(
    scene: Scene, fields: dict[str, str], status: int
) -> None:
    response = post(scene.teacher, f"{scene.here}/items/1/regrade", **fields)

    assert response.status_code == status
    with scene.app.app_context():
        assert [a.marks for a in attempts_at(scene.sitting.id)] == ["110", "0.."]


def test_undoing_what_is_not_in_force_is_a_conflict(scene: Scene) -> None:
    address = f"{scene.here}/items/1/regrade/undo"

    assert post(scene.teacher, address, regrade="1").status_code == 409
    assert post(scene.teacher, address, regrade="x").status_code == 422


def test_the_heat_map_shows_the_passages_of_wrong_answers(scene: Scene) -> None:
    with scene.app.app_context():
        handed_in(begin(scene.sitting, scene.room.learners["Cy"]), now=NOON + timedelta(hours=1))
        items = get_frozen(scene.sitting.version_id).items
    paragraph = items[2].question.evidence[0].paragraph
    asked = [n for n, item in enumerate(items) if paragraph in item.question.paragraphs]
    right_of_ada = sum("110"[n] == "1" for n in asked)
    article, number = paragraph.split(":")

    page = scene.teacher.open(f"/classes/{scene.room.class_id}/heat/{article}")

    assert f'#p{number}"' in page
    assert f"{right_of_ada} of {2 * len(asked)} too few answers" in words_of(page)
    assert "too few answers" in page


def test_what_is_over_its_deadline_is_counted_when_the_page_is_opened(scene: Scene) -> None:
    with scene.app.app_context():
        change_assigned(scene.sitting, closes_at=NOON + timedelta(hours=1))

    page = words_of(scene.teacher.open(f"{scene.here}/items"))

    assert "1 of 2 (n = 2)" in page

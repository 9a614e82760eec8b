"""A teacher sees what was done in a class of theirs."""

import pytest
from flask import Flask

from studyapp.classroom.quizzes.queries import get_frozen
from tests.accounts.audited import id_of, keep
from tests.classroom.class_pages import joined, make_class, seat_id_of, signed_in
from tests.classroom.live_game import start_game
from tests.classroom.result_builders import words_of
from tests.every_page import post
from tests.stored import change_stored
from tests.visitor import Visitor

PUPIL = "Ada of the roster"


def test_the_log_of_a_class_holds_what_was_done_in_it_and_by_whom(app: Flask) -> None:
    teacher, admin = signed_in(app, "Berta"), signed_in(app, "the admin", "admin")
    class_id = make_class(teacher, PUPIL)
    post(admin, f"/classes/{class_id}/roster/{seat_id_of(app, PUPIL)}/remove")
    make_class(teacher, name="Another class")

    page = teacher.open(f"/classes/{class_id}/log")

    assert "<bdi>the admin</bdi> took a pupil off a roster." in page
    assert "<bdi>Berta</bdi> put a pupil on a roster." in page
    assert "made a class" not in page
    assert PUPIL not in page
    assert "/admin" not in page
    assert f"/classes/{class_id}/log" in teacher.open(f"/classes/{class_id}")


@pytest.mark.parametrize("role", ["visitor", "learner", "teacher", "pupil"])
def test_nobody_else_sees_the_log_of_a_class(app: Flask, role: str) -> None:
    class_id = make_class(signed_in(app, "Berta"), PUPIL)
    if role == "pupil":
        stranger = joined(app, class_id, PUPIL)
    else:
        stranger = Visitor(app) if role == "visitor" else signed_in(app, "Cem", role)

    assert "Berta" not in stranger.open(f"/classes/{class_id}/log", status=403)


def test_a_log_that_is_not_there_is_not_found(app: Flask) -> None:
    signed_in(app, "Berta").open("/classes/99/log", status=404)


@pytest.mark.parametrize("query", ["before=0", "before=x", "before=99999999999"])
def test_a_query_that_is_no_entry_asks_for_the_latest(app: Flask, query: str) -> None:
    teacher = signed_in(app, "Berta")
    class_id = make_class(teacher, PUPIL)

    assert "The latest" in teacher.open(f"/classes/{class_id}/log?{query}")


def test_a_long_log_is_read_page_by_page(app: Flask) -> None:
    teacher = signed_in(app, "Berta")
    class_id = make_class(teacher)
    keep(app, *(f"act {n}" for n in range(101)), learner_id=id_of(app, "Berta"))
    change_stored(app, "UPDATE audit_entry SET class_id = :id WHERE act LIKE 'act %'", id=class_id)

    first = teacher.open(f"/classes/{class_id}/log")
    oldest = first.partition("log?before=")[2].partition('"')[0]

    assert "called act 1." in first
    assert "called act 0." not in first
    assert "called act 0." in teacher.open(f"/classes/{class_id}/log?before={oldest}")


def test_quizzes_are_told_by_their_titles_as_long_as_they_are_there(app: Flask) -> None:
    game = start_game(app)
    class_id = make_class(game.host)
    with app.app_context():
        quiz_id = get_frozen(game.live.sitting.version_id).quiz_id
        title = game.live.sitting.title
    for about in (f"class_id={class_id} quiz_id={quiz_id}", "sitting_id=999"):
        keep(app, "assign.assign", about=about, class_id=class_id)

    page = words_of(game.host.open(f"/classes/{class_id}/log"))

    assert f"“{title}”" in page
    assert "sitting 999" in page
    assert f"class {class_id}" not in page
    assert f"quiz {quiz_id}" not in page

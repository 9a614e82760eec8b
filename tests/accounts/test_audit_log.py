"""What teachers, admins and commands do is kept, in numbers, and told to admins."""

import logging
from datetime import timedelta

import pytest
from flask import Flask

from studyapp.accounts.audit.operations import KEPT, forget_old_acts
from studyapp.classroom.sittings.erase_operations import erase_what_is_over
from studyapp.cli import main
from tests.accounts.audited import acts, entries, id_of, keep
from tests.accounts.people import PASSWORD, claim
from tests.classroom.class_pages import joined, make_class, seat_id_of, signed_in
from tests.classroom.scenes import Scene, make_scene
from tests.conftest import NOON
from tests.every_page import post
from tests.stored import change_stored, everything_stored, stored_rows
from tests.visitor import Visitor

PUPIL = "Ada of the roster"


@pytest.fixture
def teacher(app: Flask) -> Visitor:
    return signed_in(app, "Berta")


def test_an_act_is_kept_with_who_did_it_and_numbers_alone(app: Flask, teacher: Visitor) -> None:
    class_id = make_class(teacher, PUPIL)
    seat_id = seat_id_of(app, PUPIL)

    post(teacher, f"/classes/{class_id}/roster/{seat_id}/remove")

    row = everything_stored(app)["audit_entry"][-1]
    assert row.act == "roster.take_off"
    assert row.about == f"class_id={class_id} seat_id={seat_id}"
    assert (row.class_id, row.learner_id) == (class_id, id_of(app, "Berta"))
    assert not row.is_command


def test_what_was_refused_or_only_shown_is_not_kept(app: Flask, teacher: Visitor) -> None:
    class_id = make_class(teacher)
    before = entries(app)

    refused = post(teacher, f"/classes/{class_id}/roster", name="")
    missing = post(teacher, f"/classes/{class_id}/roster/99/remove")
    foreign = post(signed_in(app, "Cem"), f"/classes/{class_id}/code")
    shown = post(teacher, f"/classes/{class_id}/roster/import", text="Ada\nBo", act="show")

    assert (refused.status_code, missing.status_code) == (422, 404)
    assert (foreign.status_code, shown.status_code) == (403, 200)
    assert entries(app) == before


def test_an_import_is_kept_once_it_is_made(app: Flask, teacher: Visitor) -> None:
    class_id = make_class(teacher)

    post(teacher, f"/classes/{class_id}/roster/import", text="Ada\nBo", act="all")

    assert entries(app)[-1] == ("roster_import.import_list", f"class_id={class_id}", class_id)


def test_what_learners_do_is_not_kept(app: Flask, teacher: Visitor) -> None:
    class_id = make_class(teacher, PUPIL)
    before = entries(app)

    pupil = joined(app, class_id, PUPIL)
    post(pupil, f"/classes/seats/{seat_id_of(app, PUPIL)}/sharing", shares="y")
    claim(pupil, "Ada")

    assert entries(app) == before


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/classes/{class_id}/gradebook.csv", "gradebook.download_gradebook"),
        ("/classes/{class_id}/responses.csv", "gradebook.download_responses"),
        ("/sittings/{sitting_id}/scores.csv", "sittings.download_scores"),
        ("/sittings/{sitting_id}/responses.csv", "sittings.download_responses"),
    ],
)
def test_a_file_of_results_is_kept_with_its_class(app: Flask, address: str, name: str) -> None:
    scene: Scene = make_scene(app)
    numbers = {"class_id": scene.room.class_id, "sitting_id": scene.sitting.id}

    scene.teacher.open(address.format(**numbers))

    ((act, _, class_id),) = entries(app)
    assert (act, class_id) == (name, scene.room.class_id)


def test_a_quiz_is_assigned_in_the_class_that_was_chosen(app: Flask) -> None:
    scene = make_scene(app)
    quiz_id = stored_rows(app, "SELECT id FROM quiz")[0][0]
    form = scene.teacher.form(f"/quizzes/{quiz_id}/paper", "/paper")

    chosen = {"class_id": str(scene.room.class_id), "forms": "1", "size": "a4"}
    assert scene.teacher.send(form, **chosen).status_code == 303

    assert entries(app) == [("paper.add_paper", f"quiz_id={quiz_id}", scene.room.class_id)]


def test_a_class_in_a_form_that_has_none_is_not_believed(app: Flask, teacher: Visitor) -> None:
    foreign_id = make_class(signed_in(app, "Cem"))

    response = post(teacher, "/quizzes/new", title="A quiz", class_id=str(foreign_id))

    assert response.status_code == 303
    assert entries(app)[-1] == ("quizzes.add_quiz", "", None)


def test_an_act_stands_although_the_log_takes_nothing(
    app: Flask, teacher: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    class_id = make_class(teacher)
    change_stored(app, "ALTER TABLE audit_entry RENAME TO elsewhere")

    with caplog.at_level(logging.ERROR):
        response = post(teacher, f"/classes/{class_id}/put-away")

    assert response.status_code == 303
    assert stored_rows(app, "SELECT count(ended_at) FROM class") == [(1,)]
    assert "classes.put_away is not in the audit log" in caplog.text


@pytest.mark.parametrize(
    ("arguments", "typed", "role"),
    [
        (["add", "Eva"], f"{PASSWORD}\n{PASSWORD}\n", " role=learner"),
        (["promote", "Ada", "teacher"], "", " role=teacher"),
        (["reset-password", "Ada"], f"{PASSWORD}\n{PASSWORD}\n", ""),
        (["export", "Ada", "--out", "{folder}/ada.zip"], "", ""),
        (["erase", "Ada", "--yes"], "", ""),
    ],
)
def test_a_command_is_kept(
    app: Flask, visitor: Visitor, tmp_path: object, arguments: list[str], typed: str, role: str
) -> None:
    claim(visitor, "Ada")
    ada = id_of(app, "Ada")
    words = [part.format(folder=tmp_path) for part in arguments]

    result = app.test_cli_runner().invoke(main, ["user", *words], input=typed)

    assert result.exit_code == 0, result.output
    (row,) = everything_stored(app)["audit_entry"]
    assert (row.act, row.is_command, row.learner_id) == (f"user {arguments[0]}", True, None)
    about = id_of(app, "Eva") if arguments[0] == "add" else ada
    assert row.about == f"learner_id={about}{role}"


def test_a_command_that_fails_is_not_kept(app: Flask) -> None:
    app.test_cli_runner().invoke(main, ["user", "promote", "Nobody", "admin"])

    assert entries(app) == []


def test_old_entries_go(app: Flask) -> None:
    keep(app, "user add", at=NOON - KEPT - timedelta(seconds=1))
    keep(app, "user erase", at=NOON - KEPT + timedelta(seconds=1))

    with app.app_context():
        forget_old_acts(NOON)

    assert acts(app) == ["user erase"]


def test_what_an_erased_teacher_did_stays_under_nobodys_name(app: Flask, teacher: Visitor) -> None:
    class_id = make_class(teacher)
    post(teacher, f"/classes/{class_id}/delete", sure="y")
    form = teacher.form("/account/data", "/erase")

    assert teacher.send(form, sure="y", password=PASSWORD).status_code == 303

    rows = everything_stored(app)["audit_entry"]
    assert [row.act for row in rows] == ["classes.add_class", "classes.remove_class"]
    assert {row.learner_id for row in rows} == {None}
    assert "An erased account" in signed_in(app, "the admin", "admin").open("/admin/log")


def test_an_erased_pupil_leaves_nothing_but_numbers_in_the_log(
    app: Flask, teacher: Visitor
) -> None:
    class_id = make_class(teacher, PUPIL)
    seat_id = seat_id_of(app, PUPIL)

    post(teacher, f"/classes/{class_id}/roster/{seat_id}/erase", sure="y")

    assert entries(app)[-1] == ("roster.erase", f"class_id={class_id} seat_id={seat_id}", class_id)
    assert PUPIL not in str(everything_stored(app)["audit_entry"])


def test_a_deleted_class_leaves_no_number_in_the_log(app: Flask, teacher: Visitor) -> None:
    class_id = make_class(teacher, PUPIL)

    post(teacher, f"/classes/{class_id}/delete", sure="y")

    kept = entries(app)
    assert [entry[0] for entry in kept] == [
        "classes.add_class",
        "roster.add_to_roster",
        "classes.remove_class",
    ]
    assert {entry[1:] for entry in kept} == {("", None)}


def test_the_numbers_of_a_class_go_with_its_results(app: Flask, teacher: Visitor) -> None:
    class_id = make_class(teacher, PUPIL)
    change_stored(app, "UPDATE class SET erase_on = '2026-01-01'")

    with app.app_context():
        erase_what_is_over(NOON)

    assert ("roster.add_to_roster", "", class_id) in entries(app)

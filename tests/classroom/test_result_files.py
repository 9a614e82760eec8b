"""Results as files for a spreadsheet."""

import csv
import io
import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from studyapp.classroom.classes.models import SeatRow
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.results import response_queries
from studyapp.database import write_transaction
from tests.classroom.builders import (
    begin,
    change_assigned,
    first_questions,
    make_quiz,
    make_room,
    make_sitting,
    respond,
)
from tests.classroom.people import visitor_as
from tests.classroom.result_builders import (
    handed_in,
    move_key,
    words_of,
    work,
)
from tests.classroom.scenes import Scene, make_scene
from tests.review.builders import wrong_given
from tests.visitor import Visitor


@pytest.fixture
def scene(app: Flask) -> Scene:
    return make_scene(app)


def rows_of(visitor: Visitor, address: str) -> list[dict[str, str]]:
    response = visitor.client.get(address)
    assert response.mimetype == "text/csv"
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    text = response.get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_file_with_semicolons_has_decimal_commas(scene: Scene) -> None:
    with scene.app.app_context():
        change_assigned(scene.sitting, late_percent=50)
        attempt = begin(scene.sitting, scene.room.learners["Cy"], seat_id=scene.room.seats["Cy"])
        handed_in(respond(attempt, 1), is_late=True)
    page = scene.teacher.open(scene.here)

    (address,) = re.findall(r'href="([^"]*/scores[^"]*semicolon[^"]*)"', page)
    lines = scene.teacher.client.get(address).get_data().decode("utf-8-sig").split("\r\n")

    assert lines[0].startswith("Pupil;Attempt;Points;Possible;Percent;")
    assert lines[3].startswith("Cy;1;0,5;3;17;")


@pytest.mark.parametrize("name", ["gradebook.csv", "responses.csv"])
def test_every_file_of_a_class_can_have_semicolons(scene: Scene, name: str) -> None:
    address = f"/classes/{scene.room.class_id}/{name}"
    texts = [
        scene.teacher.client.get(f"{address}{asked}").text
        for asked in ("", "?separator=comma", "?separator=x", "?separator=semicolon")
    ]

    assert len(set(texts[:3])) == 1
    assert texts[3].startswith("\ufeffPupil;Pupil number;")
    assert f"{name}?separator=semicolon" in scene.teacher.open(
        f"/classes/{scene.room.class_id}/gradebook"
    )


def test_the_file_of_scores_is_the_grid(scene: Scene) -> None:
    rows = rows_of(scene.teacher, f"{scene.here}/scores.csv")

    assert [row["Pupil"] for row in rows] == ["Ada", "Ben"]
    assert [rows[0][name] for name in ("Points", "Possible", "Percent")] == ["2", "3", "67"]
    assert [rows[0][name] for name in "123"] == ["right", "right", "wrong"]
    assert [rows[1][name] for name in "123"] == ["wrong", "no answer", "no answer"]
    assert rows[0]["Handed in"] == "2026-03-05T13:00:00+01:00"
    assert rows[1]["Handed in"] == ""


def test_what_lateness_costs_is_taken_off_wherever_points_are_told(scene: Scene) -> None:
    with scene.app.app_context():
        change_assigned(scene.sitting, late_percent=50)
        attempt = begin(scene.sitting, scene.room.learners["Cy"], seat_id=scene.room.seats["Cy"])
        attempt = handed_in(respond(attempt, 1), is_late=True)

    rows = rows_of(scene.teacher, f"{scene.here}/scores.csv")
    grid = words_of(scene.teacher.open(scene.here))
    page = words_of(scene.teacher.open(f"{scene.here}/attempts/{attempt.id}"))
    book = words_of(scene.teacher.open(f"/classes/{scene.room.class_id}/gradebook"))

    assert [rows[2][name] for name in ("Points", "Percent", "Late")] == ["0.5", "17", "yes"]
    assert "Cy late 0.5 17" in grid
    assert "0.5 of 3, 17 %" in page
    assert "Late, so it is worth 50 % of 1 of 3, 33 %." in page
    assert "0.5/3 17 %" in book
    effect = scene.teacher.open(f"{scene.here}/items/2/regrade?rule=full_credit")
    assert "Cy A quiz 0.5 of 3 1 of 3 +0.5" in words_of(effect)


@pytest.mark.parametrize("of", ["class", "sitting"])
def test_the_file_of_responses_has_a_line_for_each(scene: Scene, of: str) -> None:
    with scene.app.app_context(), write_transaction() as session:
        session.execute(
            update(SeatRow)
            .where(SeatRow.id == scene.room.seats["Ada"])
            .values(pupil_code="0012", name="=Ada")
        )
        item = get_frozen(scene.sitting.version_id).items[0]

    base = scene.here if of == "sitting" else f"/classes/{scene.room.class_id}"
    rows = rows_of(scene.teacher, f"{base}/responses.csv")

    assert [(row["Pupil"], row["Position"]) for row in rows] == [
        *(("'=Ada", str(n)) for n in (1, 2, 3)),
        ("Ben", "1"),
    ]
    assert rows[0] | {"Question version": "", "Given": ""} == {
        "Pupil": "'=Ada",
        "Pupil number": "0012",
        "Quiz": "A quiz",
        "Quiz version": "1",
        "Kind": "assigned",
        "Attempt": "1",
        "Position": "1",
        "Question": item.question_key,
        "Question version": "",
        "Given": "",
        "Verdict": "right",
        "Score": "1",
        "Certainty": "",
        "Answered at": "2026-03-05T13:00:00+01:00",
        "Handed in": "2026-03-05T13:00:00+01:00",
        "Regraded": "",
    }
    assert rows[0]["Given"] in [option.text for option in item.question.options]  # type: ignore[union-attr]
    assert len(rows[0]["Question version"]) == 32


def test_responses_are_sorted_by_names_as_on_the_pages(app: Flask, monkeypatch: Any) -> None:
    monkeypatch.setattr(response_queries, "ATTEMPTS_AT_A_TIME", 2)
    with app.app_context():
        room = make_room("Zoe", "anna", "Änne", "Bo")
        sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(2, "single")))
        for name in room.learners:
            work(room, sitting, name, "11")

    here = f"/sittings/{sitting.id}"
    rows = rows_of(visitor_as(app, room.teacher_id), f"{here}/responses.csv")

    assert [(row["Pupil"], row["Position"]) for row in rows] == [
        (name, position) for name in ("anna", "Änne", "Bo", "Zoe") for position in "12"
    ]


def test_what_was_typed_is_no_formula_in_a_spreadsheet(scene: Scene) -> None:
    with scene.app.app_context():
        quiz_id = make_quiz(scene.room.teacher_id, first_questions(1, "short"))
        sitting = make_sitting(scene.room, quiz_id)
        attempt = begin(sitting, scene.room.learners["Ada"], seat_id=scene.room.seats["Ada"])
        respond(attempt, 1, given='=HYPERLINK("http://x.example";"Ada")')

    (row,) = rows_of(scene.teacher, f"/sittings/{sitting.id}/responses.csv")

    assert row["Given"] == '\'=HYPERLINK("http://x.example";"Ada")'


def test_a_question_that_changed_between_classes_is_told_by_its_version(scene: Scene) -> None:
    with scene.app.app_context():
        frozen = get_frozen(scene.sitting.version_id)
        item = frozen.items[0]
        move_key(item.question_id, to=0 if wrong_given(item.question) == 1 else 1)
        later = make_sitting(scene.room, frozen.quiz_id)
        work(scene.room, later, "Cy", "111")

    rows = rows_of(scene.teacher, f"/classes/{scene.room.class_id}/responses.csv")

    firsts = [row for row in rows if row["Position"] == "1"]
    assert {row["Quiz version"] for row in firsts} == {"1", "2"}
    assert len({row["Question version"] for row in firsts}) == 2
    assert len({row["Question"] for row in firsts}) == 1
    page = words_of(scene.teacher.open(f"/sittings/{later.id}/items"))
    assert "Version 2 of the quiz 1 first attempt" in page

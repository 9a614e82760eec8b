"""Whom a quiz is offered to, who sees what came of it, and what is refused."""

import uuid
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from studyapp.bank.queries import catalogue
from studyapp.classroom.class_models import ClassRow, SeatRow
from studyapp.clock import utc_now
from studyapp.database import write_transaction
from tests.classroom.builders import (
    begin,
    make_person,
    make_quiz,
    make_room,
    make_sitting,
    respond,
)
from tests.classroom.offered import Offered, begin_run, offer
from tests.classroom.people import visitor_as
from tests.every_page import post
from tests.review.cards import answer, open_card
from tests.review.page_text import press, words_of
from tests.stored import stored_rows
from tests.visitor import Visitor, forms_in


@pytest.fixture
def offered(app: Flask) -> Offered:
    return offer(app)


def test_an_answer_to_another_question_is_refused(offered: Offered) -> None:
    address = begin_run(offered.ada, offered)
    form = open_card(offered.ada, address).form
    with offered.app.app_context():
        other = next(n for n in catalogue().questions if n not in offered.questions)

    response = offered.ada.client.post(f"{address}/{other}", data=form.fields)

    assert response.status_code == 404
    assert stored_rows(offered.app, "SELECT count(*) FROM review_log") == [(0,)]


def test_a_run_of_one_thing_is_none_of_another(offered: Offered) -> None:
    run_id = begin_run(offered.ada, offered).rpartition("/")[2]
    with offered.app.app_context():
        module = catalogue().questions[offered.questions[0]].module

    offered.ada.open(f"/check/{module}/{run_id}", status=404)
    offered.ada.open(f"{offered.start}/{uuid.uuid4()}", status=404)
    offered.ada.open(f"/check/quiz:{offered.sitting_id + 1}/{run_id}", status=404)
    offered.ada.open(f"{offered.start}/start?section=1", status=404)


@pytest.mark.parametrize("name", ["quiz:0", "quiz:", "quiz:x", "quiz:99999999999999999999"])
def test_a_quiz_that_is_not_there_is_not_found(offered: Offered, name: str) -> None:
    offered.ada.open(f"/check/{name}/start", status=404)


def test_who_has_no_seat_is_let_in_nowhere(offered: Offered) -> None:
    run = begin_run(offered.ada, offered)
    form = open_card(offered.ada, run).form
    with offered.app.app_context():
        stranger = visitor_as(offered.app, make_person("a stranger"))
    pages = (offered.start, f"{offered.start}/start", run, f"{run}/done")
    keep = f"/review/keep/quiz:{offered.sitting_id}"

    for person in (stranger, Visitor(offered.app), offered.teacher):
        for page in (*pages, keep):
            person.open(page, status=403)
        assert post(person, keep, met="", unmet="").status_code == 403
        fields = {name: str(value) for name, value in form.fields.items()}
        del fields["csrf_token"]
        assert post(person, form.action, **fields).status_code == 403
    assert stored_rows(offered.app, "SELECT count(*) FROM review_log") == [(0,)]


def test_what_is_withdrawn_ends_for_pupils_and_their_answers_stay(offered: Offered) -> None:
    run = begin_run(offered.ada, offered)
    page = answer(offered.app, offered.ada, open_card(offered.ada, run), right=False)
    own = next(form.action for form in forms_in(page) if "/undo" in form.action)[: -len("/undo")]

    offered.teacher.send(offered.teacher.form(offered.lead, "/withdraw"))

    assert offered.start not in offered.ada.open("/work")
    assert "not offered any more" in words_of(offered.ada.open(offered.start, status=404))
    offered.ada.open(run, status=404)
    assert "Not quite" in words_of(offered.ada.open(own))
    undone = press(offered.ada, offered.ada.open(own), "/undo")
    assert "Nothing is due" in words_of(undone)

    offered.teacher.send(offered.teacher.form(offered.lead, "/again"))
    assert f'href="{offered.start}"' in offered.ada.open("/work")
    assert open_card(offered.ada, run).question_id == offered.questions[0]


@pytest.mark.parametrize("table", [ClassRow, SeatRow])
def test_a_class_put_away_or_a_seat_taken_ends_it_too(
    offered: Offered, table: type[ClassRow | SeatRow]
) -> None:
    ended = {"ended_at": utc_now()} if table is ClassRow else {"removed_at": utc_now()}
    with offered.app.app_context(), write_transaction() as session:
        session.execute(update(table).values(**ended))

    assert offered.start not in offered.ada.open("/work")
    offered.ada.open(offered.start, status=404 if table is ClassRow else 403)


def test_the_teacher_sees_the_offer_and_no_result(offered: Offered) -> None:
    run = begin_run(offered.ada, offered)
    answer(offered.app, offered.ada, open_card(offered.ada, run))

    class_page = offered.teacher.open(f"/classes/{offered.room.class_id}")

    assert f'href="{offered.lead}"' in class_page
    assert "Self-study" in words_of(class_page)
    assert f'href="{offered.lead}"' in offered.teacher.open(f"/quizzes/{offered.quiz_id}")
    assert "you see neither answers nor results" in words_of(offered.teacher.open(offered.lead))
    for page in ("", "/scores.csv", "/responses.csv", "/items"):
        offered.teacher.open(f"/sittings/{offered.sitting_id}{page}", status=404)
    assert "A quiz" not in offered.teacher.open(f"/classes/{offered.room.class_id}/gradebook")


def test_the_same_quiz_is_offered_to_a_class_once(offered: Offered) -> None:
    form = offered.teacher.form(f"/quizzes/{offered.quiz_id}/study", "/study")

    again = offered.teacher.send(form, class_id=str(offered.room.class_id))

    assert again.location == offered.lead
    assert stored_rows(offered.app, "SELECT count(*) FROM sitting") == [(1,)]


def test_a_quiz_without_questions_is_not_offered(app: Flask) -> None:
    with app.app_context():
        room = make_room("Ada")
        quiz_id = make_quiz(room.teacher_id, [])
    teacher = visitor_as(app, room.teacher_id)
    form = teacher.form(f"/quizzes/{quiz_id}/study", "/study")

    refused = teacher.send(form, class_id=str(room.class_id))
    unknown = teacher.send(form, class_id="7777")

    assert (refused.status_code, unknown.status_code) == (409, 422)
    assert "has no questions yet" in words_of(refused.text)
    assert "Choose one of your classes." in words_of(unknown.text)


def test_a_sitting_of_another_kind_is_not_studied(offered: Offered) -> None:
    with offered.app.app_context():
        assigned = make_sitting(offered.room, offered.quiz_id, now=utc_now() - timedelta(hours=1))
        respond(begin(assigned, offered.room.learners["Ada"]), 1)

    offered.ada.open(f"/check/quiz:{assigned.id}", status=404)
    offered.teacher.open(f"/studies/{assigned.id}", status=404)

"""Whom a quiz is offered to, who sees what came of it, and what is refused."""

import uuid
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from studyapp.bank.queries import catalogue
from studyapp.classroom.classes.models import ClassRow, SeatRow
from studyapp.classroom.sittings.models import SittingRow
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
from tests.review.page_text import attribute, parsed, press, progress_of, words_of
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


@pytest.mark.parametrize(
    "name", ["quiz:0", "quiz:", "quiz:x", "quiz:01", "quiz:2147483648", "quiz:99999999999999999999"]
)
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
    assert stored_rows(offered.app, "SELECT count(*) FROM learner") == [(4,)]


def test_what_is_withdrawn_ends_for_pupils_and_their_answers_stay(offered: Offered) -> None:
    run = begin_run(offered.ada, offered)
    page = answer(offered.app, offered.ada, open_card(offered.ada, run), right=False)
    own = next(form.action for form in forms_in(page) if "/undo" in form.action)[: -len("/undo")]

    offered.teacher.send(offered.teacher.form(offered.lead, "/withdraw"))

    assert offered.start not in offered.ada.open("/work")
    page = offered.ada.open(offered.start)
    assert "not offered any more" in words_of(page)
    assert f'href="{run}/done"' in page
    offered.ada.open(f"{offered.start}/start", status=404)
    assert offered.ada.address_after(run) == f"{run}/done"
    assert "0 of 1 right" in words_of(offered.ada.open(f"{run}/done"))
    page = offered.ada.open(own)
    assert "Not quite." in words_of(page)
    assert "Card 1 of 1" in progress_of(page)

    offered.teacher.send(offered.teacher.form(offered.lead, "/again"))
    assert f'href="{offered.start}"' in offered.ada.open("/work")
    assert open_card(offered.ada, run).question_id == offered.questions[1]


def test_an_answer_that_is_sent_after_the_end_is_kept(offered: Offered) -> None:
    run = begin_run(offered.ada, offered)
    card = open_card(offered.ada, run)
    offered.teacher.send(offered.teacher.form(offered.lead, "/withdraw"))

    page = answer(offered.app, offered.ada, card)

    assert "Right." in words_of(page)
    (link,) = parsed(page).query("a[data-continue]")
    assert attribute(link, "href") == f"{run}/done"
    done = press(offered.ada, offered.ada.open(f"{run}/done"), "/leave-out")
    assert "It is left out of your review." in words_of(done)


def test_answers_of_a_class_that_is_gone_are_still_shown(offered: Offered) -> None:
    run = begin_run(offered.ada, offered)
    page = answer(offered.app, offered.ada, open_card(offered.ada, run))
    own = next(form.action for form in forms_in(page) if "/undo" in form.action)[: -len("/undo")]

    delete = offered.teacher.form(f"/classes/{offered.room.class_id}/delete", "/delete")
    assert offered.teacher.send(delete, sure="y").status_code == 303

    page = offered.ada.open(own)
    assert "Card 1 of 1" in progress_of(page)
    offered.ada.open(run, status=404)


def test_a_run_leads_to_no_other_quiz_that_has_its_number(offered: Offered) -> None:
    run = begin_run(offered.ada, offered)
    answer(offered.app, offered.ada, open_card(offered.ada, run))
    with offered.app.app_context(), write_transaction() as session:
        session.execute(update(SittingRow).values(seed="0123456789abcdef"))

    assert "How it went" not in words_of(offered.ada.open(offered.start))
    offered.ada.open(run, status=404)


def test_an_offer_is_renewed_and_never_doubled(offered: Offered) -> None:
    offered.teacher.send(offered.teacher.form(offered.lead, "/withdraw"))
    form = offered.teacher.form(f"/quizzes/{offered.quiz_id}/study", "/study")

    again = offered.teacher.send(form, class_id=str(offered.room.class_id))

    assert again.location == offered.lead
    assert offered.ada.open("/work").count("/check/quiz:") == 1


def test_a_quiz_in_the_archive_is_offered_neither_anew_nor_again(offered: Offered) -> None:
    form = offered.teacher.form(f"/quizzes/{offered.quiz_id}/study", "/study")
    post(offered.teacher, f"{offered.lead}/withdraw")
    post(offered.teacher, f"/quizzes/{offered.quiz_id}/archive")

    anew = offered.teacher.send(form, class_id=str(offered.room.class_id))
    again = post(offered.teacher, f"{offered.lead}/again")

    assert (anew.status_code, again.status_code) == (409, 409)
    assert offered.start not in offered.ada.open("/work")


def test_where_it_ended_stays_when_it_is_taken_back_twice(offered: Offered) -> None:
    post(offered.teacher, f"{offered.lead}/withdraw")
    ended = stored_rows(offered.app, "SELECT ended_at FROM sitting")

    post(offered.teacher, f"{offered.lead}/withdraw")

    assert stored_rows(offered.app, "SELECT ended_at FROM sitting") == ended


@pytest.mark.parametrize("table", [ClassRow, SeatRow])
def test_a_class_put_away_or_a_seat_taken_ends_it_too(
    offered: Offered, table: type[ClassRow | SeatRow]
) -> None:
    ended = {"ended_at": utc_now()} if table is ClassRow else {"removed_at": utc_now()}
    with offered.app.app_context(), write_transaction() as session:
        session.execute(update(table).values(**ended))

    assert offered.start not in offered.ada.open("/work")
    page = offered.ada.open(offered.start, status=200 if table is ClassRow else 403)
    assert ("not offered any more" in page) is (table is ClassRow)
    offered.ada.open(f"{offered.start}/start", status=404 if table is ClassRow else 403)


def test_the_teacher_sees_the_offer_and_no_result(offered: Offered) -> None:
    run = begin_run(offered.ada, offered)
    answer(offered.app, offered.ada, open_card(offered.ada, run))

    class_page = offered.teacher.open(f"/classes/{offered.room.class_id}")

    assert f'href="{offered.lead}"' in class_page
    assert "Self-study" in words_of(class_page)
    assert f'href="{offered.lead}"' in offered.teacher.open(f"/quizzes/{offered.quiz_id}")
    assert "You see neither answers nor results" in words_of(offered.teacher.open(offered.lead))
    for page in ("", "/scores.csv", "/responses.csv", "/items"):
        offered.teacher.open(f"/sittings/{offered.sitting_id}{page}", status=404)
    book = words_of(offered.teacher.open(f"/classes/{offered.room.class_id}/gradebook"))
    assert "A quiz" not in book
    assert "By passage" not in book
    deletion = offered.teacher.open(f"/classes/{offered.room.class_id}/delete")
    assert "results of 0 quizzes" in words_of(deletion)


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

"""A teacher builds a quiz through the pages."""

import re

import pytest
from flask import Flask

from studyapp.bank.queries import catalogue
from studyapp.classroom.quizzes.queries import get_quiz
from tests.classroom.builders import Room, make_quiz, make_room, make_sitting
from tests.classroom.people import visitor_as
from tests.every_page import post
from tests.stored import retire
from tests.test_html import faults_of
from tests.test_input import STRANGE
from tests.visitor import Visitor

MODULE = "woods-2003/stalins-purges"


@pytest.fixture
def room(app: Flask) -> Room:
    with app.app_context():
        return make_room("Ada")


@pytest.fixture
def teacher(app: Flask, room: Room) -> Visitor:
    return visitor_as(app, room.teacher_id)


@pytest.fixture
def quiz_id(app: Flask, room: Room) -> int:
    with app.app_context():
        return make_quiz(room.teacher_id, [1, 2, 3])


def ids_of(app: Flask, quiz_id: int) -> tuple[int, ...]:
    with app.app_context():
        return get_quiz(quiz_id).question_ids


def test_a_quiz_is_made_filled_by_rules_and_ordered(app: Flask, teacher: Visitor) -> None:
    made = teacher.send(teacher.form("/quizzes/new", "/new"), title="  The   purges ")
    address = str(made.location)
    rules = teacher.form(f"{address}/fill", "/fill")

    preview = teacher.send(rules, count="1", per="section", parts=[MODULE], act="show")

    picked = [int(n) for n in re.findall(r'name="question" value="(\d+)"', preview.text)]
    assert preview.status_code == 200
    assert len(picked) == 1
    assert "1 question picked" in preview.text
    assert "Add this question" in preview.text
    assert ids_of(app, 1) == ()
    added = post(teacher, f"{address}/questions", question=picked)  # type: ignore[arg-type]
    assert added.status_code == 303
    assert ids_of(app, 1) == tuple(picked)
    assert "<h1>The purges</h1>" in teacher.open(address)


def test_the_same_form_shows_the_same_and_others_on_demand(teacher: Visitor, quiz_id: int) -> None:
    rules = teacher.form(f"/quizzes/{quiz_id}/fill", "/fill")

    def picked(act: str) -> list[str]:
        page = teacher.send(rules, count="8", act=act).text
        return re.findall(r'name="question" value="(\d+)"', page)

    first = picked("show")
    assert len(first) == 8
    assert picked("show") == first
    assert picked("others") != first
    assert not set(first) & {"1", "2", "3"}


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        pytest.param({"count": ""}, "Say how many questions.", id="no number"),
        pytest.param({"count": "many"}, "This must be a whole number.", id="no figure"),
        pytest.param({"count": "0"}, "Give 1 to 100 questions.", id="none"),
        pytest.param({"count": "98"}, "only 97 more fit", id="too many"),
        pytest.param({"count": "3", "per": "page"}, "Choose one of the two.", id="per what"),
        pytest.param({"parts": ["gone"]}, "is not there any more", id="part"),
        pytest.param({"tags": ["tag:gone"]}, "is not there any more", id="tag"),
        pytest.param({"kinds": ["essay"]}, "is not there any more", id="kind"),
        pytest.param({"difficulties": ["mean"]}, "is not there any more", id="difficulty"),
    ],
)
def test_rules_that_make_no_sense_come_back_with_what_is_wrong(
    teacher: Visitor, quiz_id: int, sent: dict[str, str], sentence: str
) -> None:
    form = teacher.form(f"/quizzes/{quiz_id}/fill", "/fill")

    response = teacher.send(form, **({"count": "5"} | sent))

    assert response.status_code == 422
    assert sentence in response.text
    assert faults_of(response.text) == []


def test_rules_that_nothing_fits_say_so(teacher: Visitor, quiz_id: int) -> None:
    form = teacher.form(f"/quizzes/{quiz_id}/fill", "/fill")

    response = teacher.send(form, count="5", parts=["north-2023"], tags=["tag:kamenev"])

    assert response.status_code == 200
    assert "Nothing fits" in response.text


def test_questions_are_found_by_words_and_added(app: Flask, teacher: Visitor, quiz_id: int) -> None:
    with app.app_context():
        wanted = catalogue().questions[30].question
    address = f"/quizzes/{quiz_id}/search?q={wanted.id}"

    page = teacher.open(address)
    teacher.send(teacher.form(address, "/questions"), question="30")

    assert wanted.stem.replace("'", "&#39;").replace('"', "&#34;") in page
    assert ids_of(app, quiz_id) == (1, 2, 3, 30)
    assert "In the quiz:" in teacher.open(address)


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        pytest.param([], "Choose at least one question.", id="none"),
        pytest.param(["99999"], "not in the bank any more", id="unknown"),
        pytest.param(["1.5"], "not there any more", id="no number"),
    ],
)
def test_what_cannot_be_added_is_said(
    app: Flask, teacher: Visitor, quiz_id: int, chosen: list[str], sentence: str
) -> None:
    form = teacher.form(f"/quizzes/{quiz_id}/search?q=stalin", "/questions")

    response = teacher.send(form, question=chosen)

    assert response.status_code == 422
    assert sentence in response.text
    assert ids_of(app, quiz_id) == (1, 2, 3)


def test_questions_are_moved_removed_and_sorted_by_buttons(
    app: Flask, teacher: Visitor, quiz_id: int
) -> None:
    address = f"/quizzes/{quiz_id}"

    moved = teacher.send(teacher.form(address, "/questions/3/up"))
    assert str(moved.location).endswith("#q-3")
    assert ids_of(app, quiz_id) == (1, 3, 2)
    teacher.send(teacher.form(address, "/questions/1/remove"))
    assert ids_of(app, quiz_id) == (3, 2)
    teacher.send(teacher.form(address, "/sort"))
    assert ids_of(app, quiz_id) == (2, 3)


def test_a_button_of_an_old_page_says_that_the_question_is_gone(
    app: Flask, teacher: Visitor, quiz_id: int
) -> None:
    old = teacher.form(f"/quizzes/{quiz_id}", "/questions/2/up")
    teacher.send(teacher.form(f"/quizzes/{quiz_id}", "/questions/2/remove"))

    response = teacher.send(old)

    assert response.status_code == 409
    assert "not in the quiz any more" in response.text
    assert ids_of(app, quiz_id) == (1, 3)


def test_settings_are_saved_and_faulty_ones_come_back(
    app: Flask, teacher: Visitor, quiz_id: int
) -> None:
    address = f"/quizzes/{quiz_id}"

    faulty = post(teacher, address, title="", draw_count="many")
    saved = post(teacher, address, title="New", draw_count="2", shuffles="y")

    assert faulty.status_code == 422
    assert "Give the quiz a title." in faulty.text
    assert "This must be a whole number." in faulty.text
    assert saved.status_code == 303
    with app.app_context():
        quiz = get_quiz(quiz_id)
    assert (quiz.title, quiz.draw_count, quiz.shuffles) == ("New", 2, True)


def test_a_quiz_is_duplicated_archived_and_taken_back(teacher: Visitor, quiz_id: int) -> None:
    copied = teacher.send(teacher.form("/quizzes", f"/quizzes/{quiz_id}/copy"))
    teacher.send(teacher.form("/quizzes", f"/quizzes/{quiz_id}/archive"))
    archived = teacher.open("/quizzes")
    teacher.send(teacher.form("/quizzes", f"/quizzes/{quiz_id}/unarchive"))

    assert "A quiz (copy)" in teacher.open(str(copied.location))
    assert archived.index("Archive</h2>") < archived.index('">A quiz</a>')
    assert "Archive</h2>" not in teacher.open("/quizzes")


def test_the_page_says_which_version_is_used_and_what_comes_next(
    app: Flask, teacher: Visitor, room: Room, quiz_id: int
) -> None:
    address = f"/quizzes/{quiz_id}"
    unused = teacher.open(address)
    with app.app_context():
        make_sitting(room, quiz_id)
        make_sitting(room, quiz_id, "paper")
    same = teacher.open(address)
    teacher.send(teacher.form(address, "/questions/1/remove"))
    changed = teacher.open(address)

    assert "Not used yet." in unused
    assert "2 sittings use version 1, which stays as it is." in same
    assert "The quiz is still the same." in same
    assert "Your changes make version 2 when the quiz is used next." in changed


def test_the_key_and_the_passage_of_each_question_are_shown(
    app: Flask, teacher: Visitor, quiz_id: int
) -> None:
    with app.app_context():
        served = catalogue()
        evidence = served.questions[1].question.evidence[0]
        place = served.places[evidence.paragraph]

    page = teacher.open(f"/quizzes/{quiz_id}")

    assert f"{place.article.label}, paragraph {place.paragraph.number}</a>" in page
    assert "✓ " in page
    assert faults_of(page) == []


def test_a_passage_that_is_asked_twice_is_warned_of(
    app: Flask, teacher: Visitor, room: Room
) -> None:
    with app.app_context():
        shared = next(ids for ids in catalogue().by_paragraph.values() if len(ids) > 1)
        quiz_id = make_quiz(room.teacher_id, list(shared))

    page = teacher.open(f"/quizzes/{quiz_id}")

    assert "ask about the same passage" in page
    assert f'<a href="#q-{shared[0]}">1</a>' in page


def test_a_retired_question_is_marked(app: Flask, teacher: Visitor, quiz_id: int) -> None:
    with app.app_context():
        retire(2)

    page = teacher.open(f"/quizzes/{quiz_id}")

    assert "1 question has left the bank since" in page
    assert page.count("Retired: it is no longer in the bank") == 1


@pytest.mark.parametrize("value", STRANGE)
def test_strange_text_in_the_forms_of_a_teacher_breaks_nothing(
    teacher: Visitor, quiz_id: int, value: str
) -> None:
    names = ("title", "draw_count", "count", "per", "seed", "parts", "tags", "kinds", "act")
    sent = dict.fromkeys((*names, "difficulties", "question"), value)
    addresses = ("/quizzes/new", f"/quizzes/{quiz_id}")
    more = (f"/quizzes/{quiz_id}/fill", f"/quizzes/{quiz_id}/questions")

    statuses = [post(teacher, address, **sent).status_code for address in (*addresses, *more)]
    found = teacher.client.get(f"/quizzes/{quiz_id}/search", query_string={"q": value})

    assert max(statuses) < 500
    assert found.status_code == 200

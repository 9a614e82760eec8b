"""A pupil takes an assigned quiz through pages, without script."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from studyapp.bank.question import Single
from studyapp.classroom.assigned.hand_in_operations import end_sitting
from studyapp.classroom.sittings.queries import get_attempt
from studyapp.clock import utc_now
from tests.classroom.builders import (
    first_questions,
    frozen_of,
)
from tests.classroom.desk import WORK, Desk
from tests.classroom.people import visitor_as
from tests.every_page import post
from tests.review.builders import KINDS
from tests.test_html import faults_of
from tests.visitor import forms_in


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(app)


def test_a_pupil_takes_a_quiz_from_the_list_to_the_result(desk: Desk) -> None:
    assert f'href="{WORK}/{desk.sitting.id}"' in desk.pupil.open("/work")
    assert "3 questions" in desk.pupil.open(f"{WORK}/{desk.sitting.id}")
    base = desk.start()

    assert desk.answer(base, 1).location == f"{base}/2"
    assert desk.answer(base, 2, right=False).location == f"{base}/3"
    assert desk.answer(base, 3).location == f"{base}/overview"
    assert "All 3 answered." in desk.pupil.open(f"{base}/overview")
    response = post(desk.pupil, f"{base}/submit")

    assert response.location == base
    page = desk.pupil.open(base)
    assert "2 of 3, 67 %" in page
    assert page.count("You chose") == 1
    assert page.count("Read it in place") >= 3
    title = f'<a href="{WORK}/{desk.sitting.id}">{desk.sitting.title}</a>'
    assert title in desk.pupil.open("/work")
    assert desk.marks == "101"


def test_questions_are_answered_in_any_order_and_shown_again(desk: Desk) -> None:
    base = desk.start()

    assert desk.answer(base, 3, go="1").location == f"{base}/1"
    assert desk.answer(base, 1, right=False, go="overview").location == f"{base}/overview"

    overview = desk.pupil.open(f"{base}/overview")
    assert "1 question of 3 still open." in overview
    assert f'<a class="btn" href="{base}/2">To the first open question</a>' in overview
    assert '<button class="btn-2" type="submit">Hand in</button>' in overview
    form = desk.pupil.form(f"{base}/3", "/3")
    assert [form.fields["choice"]] == desk.fields(3, right=True)["choice"]
    assert desk.marks == "0.1"


def test_going_on_without_an_answer_leaves_the_question_open(desk: Desk) -> None:
    base = desk.start()
    form = desk.pupil.form(f"{base}/1", "/1")

    response = desk.pupil.send(form, go="next")

    assert response.location == f"{base}/2"
    assert desk.marks == "..."


def test_the_letters_of_the_options_stay_in_an_attempt(desk: Desk) -> None:
    base = desk.start()

    texts = [re.findall(r'choice-text">([^<]*)', desk.pupil.open(f"{base}/1")) for _ in range(3)]

    assert texts[0]
    assert texts[0] == texts[1] == texts[2]


def test_what_is_not_whole_is_not_lost_in_silence(app: Flask) -> None:
    with app.app_context():
        ids = first_questions(1, "match") + first_questions(1, "single")
    desk = Desk(app, ids)
    base = desk.start()
    form = desk.pupil.form(f"{base}/1", "/1")

    response = desk.pupil.send(form, go="next", **{"right-0": "1"})

    assert response.status_code == 422
    assert "Not kept." in response.text
    assert "Go on without it" in response.text
    assert desk.pupil.send(form, leave="next", **{"right-0": "1"}).location == f"{base}/2"
    assert desk.marks == ".."


def test_an_answer_is_not_taken_back_to_nothing_in_silence(app: Flask) -> None:
    with app.app_context():
        desk_ids = first_questions(1, "short")
    desk = Desk(app, desk_ids)
    base = desk.start()
    desk.answer(base, 1)
    form = desk.pupil.form(f"{base}/1", "/1")

    response = desk.pupil.send(form, text="", go="next")

    assert response.status_code == 422
    assert "The answer that was kept stays until you give another." in response.text


def test_nothing_that_is_shown_before_the_end_tells_the_key(app: Flask) -> None:
    with app.app_context():
        ids = [first_questions(1, kind)[0] for kind in KINDS]
    desk = Desk(app, ids)
    base = desk.start()
    with app.app_context():
        questions = [item.question for item in frozen_of(get_attempt(desk.attempt_id)).items]

    for number, question in enumerate(questions, start=1):
        page = desk.pupil.open(f"{base}/{number}")
        assert question.explanation not in page
        assert question.evidence[0].quote not in page or question.kind == "locate"
        if isinstance(question, Single):
            assert not any(option.why in page for option in question.options if option.why)
        assert faults_of(page) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_answered_kept_and_shown_again(app: Flask, kind: str) -> None:
    with app.app_context():
        ids = first_questions(1, kind)
    desk = Desk(app, ids)
    base = desk.start()

    assert desk.answer(base, 1, right=False).location == f"{base}/overview"
    assert desk.marks in {"0", "p"}
    assert desk.answer(base, 1).location == f"{base}/overview"

    assert desk.marks == "1"
    post(desk.pupil, f"{base}/submit")
    assert faults_of(desk.pupil.open(base)) == []


def test_an_older_answer_does_not_replace_a_newer_one_of_another_device(desk: Desk) -> None:
    base = desk.start()
    old = desk.pupil.form(f"{base}/1", "/1")
    other = visitor_as(desk.app, desk.room.learners["Ada"])
    other.send(other.form(f"{base}/1", "/1"), **desk.fields(1, right=True), go="next")

    refused = desk.pupil.send(old, **desk.fields(1, right=False), go="next")

    assert refused.status_code == 409
    assert "Two answers" in refused.text
    assert faults_of(refused.text) == []
    assert desk.marks == "1.."
    mine = next(f for f in forms_in(refused.text) if f.action.endswith("/1"))
    assert desk.pupil.send(mine, go="1").location == f"{base}/1"
    assert desk.marks == "0.."


def test_a_script_keeps_an_answer_once(desk: Desk) -> None:
    base = desk.start()
    form = desk.pupil.form(f"{base}/1", "/1")
    form.action += "/keep"

    first = desk.pupil.send(form, **desk.fields(1, right=True))
    again = desk.pupil.send(form, **desk.fields(1, right=True))

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json is not None
    assert (first.json["revision"], first.json["answered"], first.json["asked"]) == (1, 1, 3)
    assert again.json is not None
    assert again.json["revision"] == 1


def test_a_script_is_told_why_an_answer_was_not_kept(desk: Desk) -> None:
    base = desk.start()
    form = desk.pupil.form(f"{base}/1", "/1")
    form.action += "/keep"
    told = {"blank": desk.pupil.send(form)}
    desk.answer(base, 1)
    told["newer"] = desk.pupil.send(form, **desk.fields(1, right=False))
    post(desk.pupil, f"{base}/submit")
    told["over"] = desk.pupil.send(form, **desk.fields(1, right=False))

    whys = {name: (r.status_code, (r.json or {})["why"]) for name, r in told.items()}

    assert whys == {"blank": (422, "incomplete"), "newer": (409, "newer"), "over": (409, "over")}


def test_after_the_deadline_a_save_is_refused_and_what_was_kept_is_handed_in(desk: Desk) -> None:
    base = desk.start()
    desk.answer(base, 1)
    form = desk.pupil.form(f"{base}/2", "/2")
    now = utc_now()
    desk.change(opens_at=now - timedelta(hours=2), closes_at=now - timedelta(seconds=20))

    response = desk.pupil.send(form, **desk.fields(2, right=True), go="next")

    assert response.status_code == 409
    assert "The time is over, so this answer was not kept." in response.text
    assert "Handed in when the time was over" in desk.pupil.open(base)
    assert desk.marks == "1.."


def test_a_quiz_ended_by_the_teacher_takes_nothing_more(desk: Desk) -> None:
    base = desk.start()
    desk.answer(base, 1)
    form = desk.pupil.form(f"{base}/2", "/2")
    with desk.app.app_context():
        end_sitting(desk.sitting.id, now=utc_now())

    response = desk.pupil.send(form, **desk.fields(2, right=True), go="next")

    assert response.status_code == 409
    assert "The answer that you gave before counts." in response.text
    assert "Handed in by your teacher" in desk.pupil.open(base)


def test_handing_in_twice_shows_the_result_twice(desk: Desk) -> None:
    base = desk.start()

    first = post(desk.pupil, f"{base}/submit")
    again = post(desk.pupil, f"{base}/submit")

    assert first.location == again.location == base
    assert desk.pupil.address_after(f"{base}/1") == base


def test_pages_without_a_question_are_valid(desk: Desk) -> None:
    base = desk.start()
    pages = ["/work", f"{WORK}/{desk.sitting.id}", f"{base}/overview"]

    assert [fault for page in pages for fault in faults_of(desk.pupil.open(page))] == []
    post(desk.pupil, f"{base}/submit")
    assert [fault for page in pages[:2] for fault in faults_of(desk.pupil.open(page))] == []


def test_whoever_is_at_work_reads_when_an_answer_begins_to_cost_points(app: Flask) -> None:
    now = utc_now()
    desk = Desk(app)
    dates = {"opens_at": now - timedelta(hours=2), "late_until": now + timedelta(hours=3)}
    desk.change(**dates, closes_at=now + timedelta(hours=1), late_percent=50)
    base, closes = desk.start(), f"{now + timedelta(hours=1):%H:%M}"
    cost = "makes the whole attempt late: worth 50 % of its points."

    for page in (f"{base}/1", f"{base}/overview"):
        assert re.search(rf"An answer after [^<]*{closes} {cost}", desk.pupil.open(page))
    assert re.search(rf"Until [^<]*{closes}\.", desk.pupil.open("/work"))
    desk.change(late_percent=100)
    assert cost not in desk.pupil.open(f"{base}/1")


def test_whoever_answers_nothing_in_time_is_told_so(app: Flask) -> None:
    desk = Desk(app, feedback="each")
    base = desk.start()
    form = desk.pupil.form(f"{base}/1", "/1")
    now = utc_now()
    desk.change(opens_at=now - timedelta(hours=2), closes_at=now - timedelta(hours=1))

    response = desk.pupil.send(form, **desk.fields(1, right=True), go="check")

    assert "was not kept. You had given no answer before." in response.text


def test_a_quiz_that_draws_says_how_many_each_pupil_gets(app: Flask) -> None:
    desk = Desk(app, draw_count=2)
    teacher = visitor_as(app, desk.room.teacher_id)

    assert "3 questions, 2 for each pupil" in teacher.open(f"/assigned/{desk.sitting.id}")
    assert "3 questions, 2 for each learner" in teacher.open(f"/quizzes/{desk.quiz_id}")
    assert "2 questions" in desk.pupil.open(f"{WORK}/{desk.sitting.id}")


@pytest.mark.parametrize(("draw_count", "is_told"), [(2, False), (3, False), (50, True)])
def test_a_quiz_that_is_to_draw_more_than_it_has_says_so(
    app: Flask, draw_count: int, is_told: bool
) -> None:
    desk = Desk(app, draw_count=draw_count)

    page = visitor_as(app, desk.room.teacher_id).open(f"/quizzes/{desk.quiz_id}")

    told = "Each learner was to get 50 questions and gets 3 questions: the quiz has no more."
    assert (told in page) is is_told


def test_a_quiz_that_is_gone_on_with_tells_which_attempt_it_is(app: Flask) -> None:
    desk = Desk(app, attempts=2)
    assert "2 attempts left." in desk.pupil.open(f"{WORK}/{desk.sitting.id}")

    desk.start()

    page = desk.pupil.open(f"{WORK}/{desk.sitting.id}")
    assert "You are at attempt 1 of 2." in page
    assert "left." not in page

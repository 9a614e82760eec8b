"""What a pupil is shown of an assigned quiz, and when."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from studyapp.classroom.sittings.queries import get_attempt
from studyapp.clock import utc_now
from tests.classroom.builders import (
    edit_question,
    first_questions,
    frozen_of,
)
from tests.classroom.desk import WORK, Desk
from tests.every_page import post
from tests.review.page_text import attribute, parsed, words
from tests.stored import everything_stored
from tests.test_html import faults_of


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(app)


@pytest.mark.parametrize(
    ("feedback", "shown"),
    [("submitted", True), ("each", True), ("closed", False), ("never", False)],
)
def test_the_result_is_shown_when_the_teacher_says(app: Flask, feedback: str, shown: bool) -> None:
    desk = Desk(app, feedback=feedback)
    base = desk.start()
    desk.answer(base, 1, right=False, go="check" if feedback == "each" else "next")
    post(desk.pupil, f"{base}/submit")

    page = desk.pupil.open(base)

    assert ("of 3, 0 %" in page) is shown
    assert ("Put the question you missed into my review" in page) is shown
    assert ("The answer" in page) is shown
    assert "1 of 3 answered" in page


def test_after_the_close_the_result_is_shown_unless_somebody_still_works(app: Flask) -> None:
    desk = Desk(app, feedback="closed")
    base = desk.start()
    post(desk.pupil, f"{base}/submit")
    now = utc_now()
    closed = {"opens_at": now - timedelta(hours=2), "closes_at": now - timedelta(hours=1)}

    desk.change(**closed, late_until=now + timedelta(hours=1))
    assert "shown here when nobody can answer any more" in desk.pupil.open(base)
    desk.change(**closed, late_until=None)

    assert "0 of 3, 0 %" in desk.pupil.open(base)


def test_with_feedback_after_each_question_an_answer_is_judged_and_stays(app: Flask) -> None:
    desk = Desk(app, feedback="each")
    base = desk.start()
    form = desk.pupil.form(f"{base}/1", "/1")

    assert desk.answer(base, 1, right=False, go="check").location == f"{base}/1"
    page = desk.pupil.open(f"{base}/1")
    again = desk.pupil.send(form, **desk.fields(1, right=True), go="check")

    assert "Not quite." in page
    assert "Read it in place" in page
    assert faults_of(page) == []
    assert again.status_code == 409
    assert desk.marks == "0.."


def test_with_feedback_after_each_question_going_on_does_not_check(app: Flask) -> None:
    desk = Desk(app, feedback="each")
    base = desk.start()

    response = desk.answer(base, 1, go="next")

    assert response.status_code == 422
    assert "It is not checked yet." in response.text
    assert desk.marks == "..."


def test_certainty_is_asked_and_marked(app: Flask) -> None:
    desk = Desk(app, certainty=True)
    base = desk.start()

    desk.answer(base, 1, certainty="3")
    desk.answer(base, 2, right=False, certainty="3")
    post(desk.pupil, f"{base}/submit")

    page = desk.pupil.open(base)
    assert "-1 of 3, -33 %" in page
    assert page.count("You were very sure.") == 2


def test_a_drawn_quiz_asks_each_pupil_a_part_in_an_order_that_stays(app: Flask) -> None:
    with app.app_context():
        ids = first_questions(8, "single")
    desk = Desk(app, ids, draw_count=3, shuffles=True)
    base = desk.start()
    stems = [prompt_of(desk.pupil.open(f"{base}/{n}")) for n in (1, 2, 3)]

    assert "3 questions" in desk.pupil.open(f"{WORK}/{desk.sitting.id}")
    assert [prompt_of(desk.pupil.open(f"{base}/{n}")) for n in (1, 2, 3)] == stems
    assert desk.pupil.client.get(f"{base}/4").status_code == 404
    assert desk.marks.count("-") == 5


def test_what_was_missed_is_taken_into_the_review_once(desk: Desk) -> None:
    base = desk.start()
    desk.answer(base, 1, right=False)
    desk.answer(base, 2, right=False)
    assert post(desk.pupil, f"{base}/misses").status_code == 409
    post(desk.pupil, f"{base}/submit")
    result = desk.pupil.open(base)
    assert "Put the 2 questions you missed into my review" in result
    assert "2 wrong, 1 not answered" in result
    strip = parsed(result).query(".question-strip a")
    assert [words(link) for link in strip] == [
        "Question 1 ✕, wrong",
        "Question 2 ✕, wrong",
        "Question 3 ○, no answer",
    ]
    assert [attribute(link, "href") for link in strip] == ["#item-1", "#item-2", "#item-3"]

    for _ in range(2):
        assert post(desk.pupil, f"{base}/misses").location == base

    assert "missed into my review" not in desk.pupil.open(base)
    entries = everything_stored(desk.app)["review_log"]
    assert [row.mode for row in entries] == ["class", "class"]
    page = desk.pupil.open(f"/review/answers/{entries[0].entry_uuid}")
    assert "Not quite." in page


def test_a_late_attempt_says_what_it_is_worth(app: Flask) -> None:
    now = utc_now()
    desk = Desk(app)
    desk.change(
        opens_at=now - timedelta(hours=2),
        closes_at=now - timedelta(hours=1),
        late_until=now + timedelta(hours=1),
        late_percent=50,
    )
    base = desk.start()
    desk.answer(base, 1)
    desk.answer(base, 2)
    post(desk.pupil, f"{base}/submit")

    page = desk.pupil.open(base)

    assert "1 of 3, 33 %" in page
    assert "Late, so it is worth 50 % of 2 of 3, 67 %." in page


def test_a_key_that_is_edited_meanwhile_changes_nothing_for_those_at_work(desk: Desk) -> None:
    base = desk.start()
    desk.answer(base, 1)
    with desk.app.app_context():
        item = frozen_of(get_attempt(desk.attempt_id)).items[1]
        edit_question(item.question_id, item.question)

    desk.answer(base, 2)
    post(desk.pupil, f"{base}/submit")

    page = desk.pupil.open(base)
    assert "2 of 3, 67 %" in page
    assert "A new stem?" not in page


def prompt_of(page: str) -> str:
    found = re.search(r"data-prompt>(.*?)</h1>", page)
    assert found is not None
    return found[1]

"""A teacher assigns a quiz through pages, changes its dates, and looks after those at work."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from studyapp.classroom.assigned.queries import get_assigned
from studyapp.classroom.sittings.queries import Sitting, get_attempt, sittings_of_class
from studyapp.clock import utc_now
from tests.classroom.builders import (
    Room,
    begin,
    first_questions,
    make_person,
    make_quiz,
    make_room,
    make_sitting,
    respond,
)
from tests.classroom.people import visitor_as
from tests.every_page import post
from tests.stored import everything_stored
from tests.visitor import Visitor

FORM = {
    "opens_at": "2026-03-05T08:00",
    "closes_at": "2026-03-12T18:00",
    "minutes": "40",
    "attempts": "2",
    "counts": "last",
    "feedback": "closed",
    "late_until": "2026-03-13T18:00",
    "late_percent": "50",
}


class Assigning:
    """A teacher with a class in Berlin and a quiz of three questions."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            self.room: Room = make_room("Ada", "Bo", zone="Europe/Berlin")
            self.quiz_id = make_quiz(self.room.teacher_id, first_questions(3, "single"))
        self.teacher = visitor_as(app, self.room.teacher_id)

    def assign(self, **changes: str) -> TestResponse:
        fields = FORM | {"class_id": str(self.room.class_id)} | changes
        return post(self.teacher, f"/quizzes/{self.quiz_id}/assign", **fields)

    def sitting(self, **changes: Any) -> Sitting:
        """Assign without a page, now."""
        with self.app.app_context():
            return make_sitting(self.room, self.quiz_id, now=utc_now(), **changes)

    def newest(self) -> Sitting:
        with self.app.app_context():
            return sittings_of_class(self.room.class_id)[0]


@pytest.fixture
def assigning(app: Flask) -> Assigning:
    return Assigning(app)


def test_a_quiz_is_assigned_with_times_of_the_class(assigning: Assigning, app: Flask) -> None:
    response = assigning.assign(extends_close="y", certainty="y")

    sitting = assigning.newest()
    assert response.status_code == 303
    assert response.location == f"/assigned/{sitting.id}"
    with app.app_context():
        found = get_assigned(sitting.id).assignment
    assert f"{found.opens_at:%d %H:%M}" == "05 07:00"
    assert f"{found.closes_at:%d %H:%M}" == "12 17:00"
    assert (found.limit, found.attempts, found.counts) == (timedelta(minutes=40), 2, "last")
    assert (found.feedback, found.late_percent) == ("closed", 50)
    assert found.extends_close
    assert found.certainty


def test_what_is_left_empty_limits_nothing(assigning: Assigning, app: Flask) -> None:
    assigning.assign(minutes="", attempts="", late_until="", late_percent="")

    with app.app_context():
        found = get_assigned(assigning.newest().id).assignment
    assert (found.limit, found.attempts, found.late_until, found.late_percent) == (
        *(None, None, None),
        100,
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"closes_at": "2026-03-05T08:00"}, "The close must come after the opening."),
        ({"closes_at": "2026-03-04T08:00"}, "The close must come after the opening."),
        ({"opens_at": "2026-03-29T02:30"}, "go forward over 02:30 on 29 March 2026"),
        ({"closes_at": "soon"}, "This must be a date and a time"),
        ({"opens_at": ""}, "This must be a date and a time"),
        ({"late_until": "2026-03-12T17:59"}, "What is late comes after the close."),
        ({"minutes": "0"}, "A time limit can be 1 to 1440 minutes."),
        ({"minutes": "a few"}, "This must be a whole number."),
        ({"attempts": "0"}, "Give 1 to 99 attempts, or leave it empty."),
        ({"late_percent": "101"}, "A late attempt can be worth 0 to 100 percent."),
        ({"counts": "luck"}, "Choose what counts."),
        ({"feedback": ""}, "Choose when."),
        ({"class_id": "99"}, "Choose one of your classes."),
        ({"class_id": ""}, "Choose a class."),
    ],
)
def test_a_fault_is_one_sentence_and_nothing_typed_is_lost(
    assigning: Assigning, app: Flask, changes: dict[str, str], sentence: str
) -> None:
    before = everything_stored(app)

    response = assigning.assign(**changes)

    assert response.status_code == 422
    assert response.text.count('role="alert"') == 1
    assert sentence in response.text
    assert 'value="2026-03-13T18:00"' in response.text or "late_until" in changes
    assert everything_stored(app) == before


def test_a_time_that_comes_twice_is_the_first_and_the_page_says_so(assigning: Assigning) -> None:
    response = assigning.assign(closes_at="2026-10-25T02:30", late_until="")

    page = assigning.teacher.open(response.location)
    assert "Closes: the clocks go back on that day, so this time comes twice." in page
    with assigning.app.app_context():
        closes_at = get_assigned(assigning.newest().id).assignment.closes_at
    assert f"{closes_at:%H:%M}" == "00:30"


def test_a_limit_longer_than_the_window_is_allowed_and_told(assigning: Assigning) -> None:
    response = assigning.assign(closes_at="2026-03-05T08:30", late_until="")

    assert response.status_code == 303
    assert "the close ends every attempt earlier" in assigning.teacher.open(response.location)


def test_dates_in_the_past_are_allowed_and_told(assigning: Assigning) -> None:
    past = {"opens_at": "2025-03-05T08:00", "closes_at": "2025-03-06T08:00", "late_until": ""}

    response = assigning.assign(**past)

    assert response.status_code == 303
    assert "The close lies in the past" in assigning.teacher.open(response.location)


def test_a_quiz_without_questions_is_not_assigned(assigning: Assigning, app: Flask) -> None:
    with app.app_context():
        assigning.quiz_id = make_quiz(assigning.room.teacher_id, [])

    response = assigning.assign()

    assert response.status_code == 409
    assert "no questions yet" in response.text


def test_the_page_says_who_is_where(assigning: Assigning, app: Flask) -> None:
    sitting = assigning.sitting()
    with app.app_context():
        attempt = begin(sitting, assigning.room.learners["Ada"], now=utc_now())
        respond(attempt, 1)
    page = assigning.teacher.open(f"/assigned/{sitting.id}")

    assert "0 handed in, 1 at work, 1 not begun." in page
    assert "At work, 1 of 3 answered" in page
    assert f'href="/sittings/{sitting.id}/attempts/{attempt.id}">Ada</a>' in page
    assert f'href="/classes/{assigning.room.class_id}"' in page
    assert f'href="/quizzes/{assigning.quiz_id}"' in page


def test_the_teacher_hands_in_and_reopens_an_attempt(assigning: Assigning, app: Flask) -> None:
    sitting = assigning.sitting()
    with app.app_context():
        attempt = begin(sitting, assigning.room.learners["Ada"], now=utc_now())
    act = f"/assigned/{sitting.id}/attempts/{attempt.id}"

    assert post(assigning.teacher, f"{act}/hand-in").status_code == 303
    assert "Handed in by you" in assigning.teacher.open(f"/assigned/{sitting.id}")
    assert post(assigning.teacher, f"{act}/reopen").status_code == 303

    with app.app_context():
        assert get_attempt(attempt.id).submitted_at is None


def test_the_teacher_ends_a_quiz_and_lets_it_go_on(assigning: Assigning) -> None:
    sitting = assigning.sitting()

    post(assigning.teacher, f"/assigned/{sitting.id}/end")
    assert "Ended by you" in assigning.teacher.open(f"/assigned/{sitting.id}")
    post(assigning.teacher, f"/assigned/{sitting.id}/resume")

    assert "Ended by you" not in assigning.teacher.open(f"/assigned/{sitting.id}")


def test_dates_change_later_and_the_form_holds_what_was_said(assigning: Assigning) -> None:
    assigning.assign()
    sitting = assigning.newest()
    form = assigning.teacher.form(f"/assigned/{sitting.id}/edit", "/edit")
    assert form.fields["minutes"] == "40"

    response = post(
        assigning.teacher, form.action, **FORM | {"closes_at": "2026-03-12T20:00", "minutes": "30"}
    )

    assert response.status_code == 303
    assert "30 minutes" in assigning.teacher.open(response.location)


@pytest.mark.parametrize("changes", [{"certainty": "y"}, {"feedback": "each"}])
def test_what_would_be_unfair_does_not_change_once_somebody_has_begun(
    assigning: Assigning, app: Flask, changes: dict[str, str]
) -> None:
    assigning.assign()
    sitting = assigning.newest()
    with app.app_context():
        begin(sitting, assigning.room.learners["Ada"], now=utc_now())

    response = post(assigning.teacher, f"/assigned/{sitting.id}/edit", **FORM | changes)

    assert response.status_code == 409
    assert "Somebody has begun" in response.text


@pytest.mark.parametrize("who", ["visitor", "stranger", "pupil", "other teacher"])
def test_nobody_else_sees_or_changes_an_assigned_quiz(
    assigning: Assigning, app: Flask, who: str
) -> None:
    sitting = assigning.sitting()
    with app.app_context():
        attempt = begin(sitting, assigning.room.learners["Ada"], now=utc_now())
    browser = browser_of(assigning, app, who)
    base = f"/assigned/{sitting.id}"
    shown = [f"/quizzes/{assigning.quiz_id}/assign", base, f"{base}/edit"]
    acts = [*shown, f"{base}/end", f"{base}/resume"]
    acts += [f"{base}/attempts/{attempt.id}/{act}" for act in ("hand-in", "reopen")]
    acts.remove(base)
    before = everything_stored(app)

    pages = [browser.client.get(address) for address in shown]
    answers = [post(browser, address, **FORM, class_id="1") for address in acts]

    assert {response.status_code for response in [*pages, *answers]} == {403}
    assert all("A quiz" not in response.text for response in pages)
    assert everything_stored(app) == before


def test_an_attempt_at_another_quiz_is_not_there(assigning: Assigning, app: Flask) -> None:
    mine, other = assigning.sitting(), assigning.sitting()
    with app.app_context():
        attempt = begin(other, assigning.room.learners["Ada"], now=utc_now())

    response = post(assigning.teacher, f"/assigned/{mine.id}/attempts/{attempt.id}/hand-in")

    assert response.status_code == 404


def test_a_quiz_that_is_played_live_is_no_assigned_one(assigning: Assigning, app: Flask) -> None:
    with app.app_context():
        sitting = make_sitting(assigning.room, assigning.quiz_id, "live")

    assert assigning.teacher.client.get(f"/assigned/{sitting.id}").status_code == 404


def browser_of(assigning: Assigning, app: Flask, who: str) -> Visitor:
    if who == "visitor":
        return Visitor(app)
    with app.app_context():
        ids = {
            "stranger": make_person("a stranger"),
            "pupil": assigning.room.learners["Ada"],
            "other teacher": make_person("another teacher", "teacher"),
        }
    return visitor_as(app, ids[who])

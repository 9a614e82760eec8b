"""From the pages around an assigned quiz one gets back, and on to what pupils did."""

from dataclasses import replace

import pytest
from flask import Flask

from studyapp.clock import utc_now
from tests.classroom.builders import begin, first_questions, make_person, make_quiz, make_sitting
from tests.classroom.result_builders import handed_in
from tests.classroom.test_assign_pages import Assigning


@pytest.fixture
def assigning(app: Flask) -> Assigning:
    return Assigning(app)


def test_each_attempt_leads_to_its_answers(assigning: Assigning, app: Flask) -> None:
    sitting = assigning.sitting(attempts=2)
    with app.app_context():
        ada = assigning.room.learners["Ada"]
        attempts = [handed_in(begin(sitting, ada)), begin(sitting, ada, number=2, now=utc_now())]

    page = assigning.teacher.open(f"/assigned/{sitting.id}")

    for attempt in attempts:
        assert (
            f'href="/sittings/{sitting.id}/attempts/{attempt.id}">Attempt {attempt.number}' in page
        )


def test_the_quiz_of_somebody_else_is_not_led_to(assigning: Assigning, app: Flask) -> None:
    with app.app_context():
        admin_id = make_person("an admin", "admin")
        quiz_id = make_quiz(admin_id, first_questions(3, "single"))
        run_by_admin = replace(assigning.room, teacher_id=admin_id)
        sitting = make_sitting(run_by_admin, quiz_id, now=utc_now())

    assert f"/quizzes/{quiz_id}" not in assigning.teacher.open(f"/assigned/{sitting.id}")


@pytest.mark.parametrize("use", ["assign", "live", "paper", "study"])
def test_a_quiz_that_is_about_to_be_used_leads_back(assigning: Assigning, use: str) -> None:
    quiz = f"/quizzes/{assigning.quiz_id}"

    page = assigning.teacher.open(f"{quiz}/{use}")

    assert f'<p class="kicker"><a href="{quiz}">' in page
    assert f'<a class="quiet" href="{quiz}">Cancel</a>' in page

"""Learners are reminded by one letter a day, only when there is something to say."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from studyapp.accounts.reminders.operations import confirm_reminders, forget_unconfirmed
from studyapp.accounts.tokens import reminder_token
from studyapp.review.plan.habit_operations import save_habits
from studyapp.review.plan.habits import NORMAL, OFF, Habits
from studyapp.review.plan.put_off_operations import take_days_off
from studyapp.review.plan.put_off_plan import DaysOff
from tests.conftest import NOON, SECRET_KEY, MakeApp
from tests.mail_server import MailBox
from tests.review.builders import give
from tests.review.reminded import DAY, EVENING, HOUR, TODAY, Desk, ask, some_questions
from tests.stored import stored_rows


@pytest.fixture
def desk(make_app: MakeApp, box: MailBox) -> Desk:
    return Desk(make_app(**box.settings()))


def test_a_letter_says_how_much_is_due_and_where_to_review_it(desk: Desk, box: MailBox) -> None:
    desk.learner()

    desk.remind()

    (letter,) = box.letters
    token = reminder_token("ada@example.org", NOON, SECRET_KEY)
    assert letter.get_content().splitlines() == [
        "3 questions are due, about 1 minute.",
        "",
        "Review: https://study.example.org/app/review",
        "",
        f"End these reminders: https://study.example.org/app/reminders/{token}",
    ]


def test_a_letter_has_the_headers_that_letters_of_programs_have(desk: Desk, box: MailBox) -> None:
    desk.learner()

    desk.remind()

    (letter,) = box.letters
    token = reminder_token("ada@example.org", NOON, SECRET_KEY)
    assert letter["To"] == "ada@example.org"
    assert letter["From"] == "Studyapp <study@example.org>"
    assert letter["Subject"] == "3 questions are due"
    assert letter["Date"].datetime == EVENING
    assert letter["Message-ID"].endswith("@example.org>")
    assert letter["Auto-Submitted"] == "auto-generated"
    # As it came: programs that look for the address do not decode words.
    unsubscribe = f"List-Unsubscribe: <https://study.example.org/app/reminders/{token}>\r\n"
    assert unsubscribe.encode() in box.texts[0]
    assert letter.get_content_type() == "text/plain"
    assert "Bcc" not in letter


def test_there_is_one_letter_a_day(desk: Desk, box: MailBox) -> None:
    desk.learner()

    for quarters in range(200):
        desk.remind(EVENING + quarters * timedelta(minutes=15))

    # From 18:00 on the first day to 19:45 on the third.
    assert [letter["Date"].datetime.date() for letter in box.letters] == [
        TODAY,
        TODAY + DAY,
        TODAY + 2 * DAY,
    ]


def test_the_letter_waits_for_the_hour_of_the_learners_own_day(desk: Desk, box: MailBox) -> None:
    desk.learner("Ada", zone="America/New_York")
    desk.learner("Bo", zone="Asia/Tokyo", hour=20)

    desk.remind(datetime(2026, 4, 4, 11, 0, tzinfo=UTC))
    tokyo = list(box.recipients)
    desk.remind(datetime(2026, 4, 4, 21, 59, tzinfo=UTC))
    before = list(box.recipients)
    desk.remind(datetime(2026, 4, 4, 22, 0, tzinfo=UTC))

    assert (tokyo, before) == (["bo@example.org"], ["bo@example.org"])
    assert box.recipients == ["bo@example.org", "ada@example.org"]


def test_nothing_is_sent_when_nothing_is_due(desk: Desk, box: MailBox) -> None:
    desk.learner(due=0)

    desk.remind()

    assert box.connections == 0


def test_nothing_is_sent_once_something_was_answered_that_day(desk: Desk, box: MailBox) -> None:
    learner_id = desk.learner()
    with desk.app.app_context():
        give(learner_id, some_questions(1)[0], 99, now=EVENING - HOUR)

    desk.remind()
    desk.remind(EVENING + DAY)

    assert [letter["Date"].datetime for letter in box.letters] == [EVENING + DAY]


def test_nothing_is_sent_on_days_off(desk: Desk, box: MailBox) -> None:
    learner_id = desk.learner()
    with desk.app.app_context():
        wish = DaysOff(TODAY, TODAY, a_day=50)
        take_days_off(learner_id, wish, today=TODAY, now=EVENING - HOUR)

    desk.remind()

    assert box.connections == 0


def test_nothing_is_sent_on_weekdays_that_are_off(desk: Desk, box: MailBox) -> None:
    learner_id = desk.learner()
    weekdays = "".join(OFF if n == TODAY.weekday() else NORMAL for n in range(7))
    with desk.app.app_context():
        save_habits(learner_id, Habits(weekdays=weekdays))

    desk.remind()
    desk.remind(EVENING + DAY)

    assert [letter["Date"].datetime for letter in box.letters] == [EVENING + DAY]


def test_an_address_is_asked_once_before_anything_else_is_sent(desk: Desk, box: MailBox) -> None:
    learner_id = desk.learner()
    with desk.app.app_context():
        token = ask(learner_id, "other@example.org")

    for days in range(3):
        desk.remind(EVENING + days * DAY)

    (letter,) = box.letters
    assert box.recipients == ["other@example.org"]
    assert letter["Subject"] == "Do you want reminders of due reviews?"
    assert f"https://study.example.org/app/reminders/{token}\r\n" in letter.get_content()
    assert "List-Unsubscribe" not in letter


def test_a_reminder_may_follow_a_yes_on_the_same_day(desk: Desk, box: MailBox) -> None:
    learner_id = desk.learner()
    with desk.app.app_context():
        token = ask(learner_id)
    desk.remind(EVENING - 2 * HOUR)
    with desk.app.app_context():
        confirm_reminders(token, now=EVENING - HOUR)

    desk.remind()

    assert [letter["Subject"] for letter in box.letters] == [
        "Do you want reminders of due reviews?",
        "3 questions are due",
    ]


def test_an_address_that_never_said_yes_is_forgotten_after_a_week(desk: Desk) -> None:
    learner_id = desk.learner()
    desk.learner("Bo")
    with desk.app.app_context():
        ask(learner_id)
        forget_unconfirmed(NOON + 7 * DAY)
        before = stored_rows(desk.app, "SELECT address FROM reminder ORDER BY address")
        forget_unconfirmed(NOON + 7 * DAY + HOUR)

    assert before == [("ada@example.org",), ("bo@example.org",)]
    assert stored_rows(desk.app, "SELECT address FROM reminder") == [("bo@example.org",)]


def test_nothing_is_sent_where_no_server_is_configured(app: Flask) -> None:
    desk = Desk(app)
    desk.learner()

    desk.remind()

    assert stored_rows(app, "SELECT sent_on FROM reminder") == [(None,)]

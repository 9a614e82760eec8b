"""A calendar app fetches what a learner has before them, with nothing but the address."""

import logging
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import insert, select, update
from werkzeug.test import TestResponse

from studyapp import clock as clock_module
from studyapp.accounts.operations import ensure_learner
from studyapp.accounts.reminders.feed_operations import make_feed
from studyapp.bank.models import QuestionRow
from studyapp.bank.queries import catalogue
from studyapp.database import write_transaction
from studyapp.review.models import MemoryRow
from studyapp.review.plan.exam import ExamWish
from studyapp.review.plan.exam_operations import make_exam
from studyapp.review.queries import memories_of
from studyapp.serving.logs import JsonLines
from tests.browser.moved_clock import Clock
from tests.classroom.builders import (
    begin,
    first_questions,
    give_more_time,
    make_quiz,
    make_room,
    make_sitting,
)
from tests.classroom.result_builders import handed_in
from tests.conftest import NOON
from tests.review.builders import give
from tests.stored import everything_stored, refuse_writes, stored_rows
from tests.visitor import Visitor

TODAY = date(2026, 3, 5)
CLOSE = NOON + timedelta(days=3, minutes=7)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    standing = Clock(NOON)
    monkeypatch.setattr(clock_module, "datetime", standing)
    return standing


class Subscriber:
    """A calendar app that holds the address of one learner."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            self.learner_id = ensure_learner("token of a subscriber", "Europe/Berlin", now=NOON).id
        self.subscribe(self.learner_id)

    def subscribe(self, learner_id: int) -> None:
        """Fetch the calendar of that learner from now on."""
        with self.app.app_context():
            self.address = f"/calendar/{make_feed(learner_id, now=NOON)}.ics"

    def fetch(self, **headers: str) -> TestResponse:
        client = self.app.test_client()
        return client.get(
            self.address, headers={n.replace("_", "-"): v for n, v in headers.items()}
        )

    def events(self) -> list[tuple[Any, str]]:
        """Return when each event is, and what it says."""
        response = self.fetch()
        assert response.status_code == 200
        found = Calendar.from_ical(response.data).walk("VEVENT")
        return [(event.decoded("dtstart"), str(event["summary"])) for event in found]

    def owe(self, *days: date) -> None:
        """Let a question more come due on each of these days."""
        with self.app.app_context():
            left = [n for n in catalogue().questions if n not in memories_of(self.learner_id)]
            for question_id, day in zip(left, days, strict=False):
                stored = catalogue().questions[question_id]
                give(self.learner_id, stored, question_id, now=NOON - timedelta(days=9))
                is_this = (MemoryRow.learner_id == self.learner_id) & (
                    MemoryRow.question_id == question_id
                )
                with write_transaction() as session:
                    session.execute(update(MemoryRow).where(is_this).values(due_on=day))


@pytest.fixture
def subscriber(app: Flask, clock: Clock) -> Subscriber:
    return Subscriber(app)


def test_the_calendar_holds_the_reviews_of_the_learners_own_days(subscriber: Subscriber) -> None:
    subscriber.owe(*[TODAY - timedelta(days=2)] * 2, TODAY, TODAY + timedelta(days=29))

    assert subscriber.events() == [
        (TODAY, "3 reviews, about 1 minute"),
        (TODAY + timedelta(days=29), "1 review, about 1 minute"),
    ]


def test_a_day_is_the_learners_until_four_in_the_morning(
    subscriber: Subscriber, clock: Clock
) -> None:
    subscriber.owe(TODAY)
    clock.moment = datetime(2026, 3, 6, 3, 59, tzinfo=ZoneInfo("Europe/Berlin"))

    (before,) = subscriber.events()
    clock.move(minutes=1)
    (after,) = subscriber.events()

    assert (before[0], after[0]) == (TODAY, TODAY + timedelta(days=1))


def test_a_learner_with_nothing_before_them_has_an_empty_calendar(subscriber: Subscriber) -> None:
    assert subscriber.events() == []


def test_ten_thousand_due_questions_are_one_event(subscriber: Subscriber) -> None:
    subscriber.owe(TODAY)
    columns = [column for column in MemoryRow.__table__.c if column.name != "question_id"]
    with subscriber.app.app_context(), write_transaction() as session:
        numbers = range(100_000, 109_999)
        of_all = {"module": "m", "position": 1, "content_hash": "h"}
        session.execute(insert(QuestionRow), [{"id": n, "key": f"q{n}"} | of_all for n in numbers])
        one = session.execute(select(*columns)).one()._mapping
        session.execute(insert(MemoryRow), [dict(one) | {"question_id": n} for n in numbers])

    ((day, title),) = subscriber.events()

    assert day == TODAY
    assert title.startswith("10,000 reviews, about ")
    assert title.endswith(" hours")


def test_dates_of_the_plan_are_days_of_the_calendar(subscriber: Subscriber) -> None:
    with subscriber.app.app_context():
        for title, day in (("Oral; part 1, 2", TODAY), ("Over", TODAY - timedelta(days=1))):
            wish = ExamWish(title, day, ("compare",), 15)
            make_exam(subscriber.learner_id, wish, now=NOON)

    assert subscriber.events() == [(TODAY, "Oral; part 1, 2")]


def test_pupil_and_teacher_see_when_the_quizzes_of_a_class_close(subscriber: Subscriber) -> None:
    with subscriber.app.app_context():
        room = make_room("Ada", "Bo")
        quiz_id = make_quiz(room.teacher_id, first_questions(2, "single"))
        sitting = make_sitting(
            room, quiz_id, closes_at=CLOSE, seconds=600, extends_close=True, late_until=None
        )
        give_more_time(room.learners["Ada"], 2)
        handed_in(begin(sitting, room.learners["Bo"]))
    seen = {}
    people = {"Ada": room.learners["Ada"], "Bo": room.learners["Bo"], "teacher": room.teacher_id}

    for name, learner_id in people.items():
        subscriber.subscribe(learner_id)
        seen[name] = subscriber.events()

    assert seen == {
        "Ada": [(CLOSE + timedelta(minutes=10), f"Due: {sitting.title}")],
        "Bo": [],
        "teacher": [(CLOSE, f"Closes: {sitting.title}")],
    }


def test_a_calendar_that_says_the_same_is_not_sent_again(
    subscriber: Subscriber, clock: Clock
) -> None:
    subscriber.owe(TODAY)
    first = subscriber.fetch()
    clock.move(hours=1)

    again = subscriber.fetch(If_None_Match=first.headers["ETag"])
    subscriber.owe(TODAY)
    changed = subscriber.fetch(If_None_Match=first.headers["ETag"])

    assert (again.status_code, again.data) == (304, b"")
    assert changed.status_code == 200


def test_the_same_thing_keeps_its_name_and_people_have_names_of_their_own(
    app: Flask, subscriber: Subscriber, clock: Clock
) -> None:
    subscriber.owe(TODAY, TODAY + timedelta(days=3))
    before = uids(subscriber)
    clock.move(days=1)
    after = uids(subscriber)

    with app.app_context():
        other_id = ensure_learner("token of another", "UTC", now=NOON).id
    first_id, subscriber.learner_id = subscriber.learner_id, other_id
    subscriber.owe(TODAY + timedelta(days=3))
    subscriber.subscribe(other_id)

    assert before[1] == after[1]
    assert uids(subscriber)[0] not in {*before, *after}
    assert first_id != other_id


def uids(subscriber: Subscriber) -> list[str]:
    events = Calendar.from_ical(subscriber.fetch().data).walk("VEVENT")
    return [str(event["uid"]) for event in events]


def test_the_calendar_is_told_as_one_and_kept_by_nobody_between(subscriber: Subscriber) -> None:
    headers = subscriber.fetch().headers

    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert headers["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in headers


def test_a_wrong_address_and_a_revoked_one_look_the_same(subscriber: Subscriber) -> None:
    old = subscriber.address
    subscriber.subscribe(subscriber.learner_id)
    client = subscriber.app.test_client()

    revoked, wrong = client.get(old), client.get(f"/calendar/{'A' * 43}.ics")

    assert (revoked.status_code, wrong.status_code) == (404, 404)
    numbers = [r.headers.pop("X-Request-Id") for r in (revoked, wrong)]
    texts = [r.text.replace(n, "") for r, n in zip((revoked, wrong), numbers, strict=True)]
    assert texts[0].replace(old, "") == texts[1].replace(f"/calendar/{'A' * 43}.ics", "")


def test_no_log_line_holds_the_address(
    subscriber: Subscriber, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    subscriber.fetch()
    subscriber.app.test_client().get(f"{subscriber.address}x")
    subscriber.app.test_client().post(subscriber.address)

    lines = "".join(JsonLines().format(record) for record in caplog.records)
    assert "/calendar/<token>.ics" in lines
    assert subscriber.address.split("/")[2].removesuffix(".ics") not in lines


def test_the_day_of_a_fetch_is_kept_once_a_day(subscriber: Subscriber, clock: Clock) -> None:
    subscriber.fetch()
    clock.move(hours=23)
    subscriber.fetch()
    ((first,),) = stored_rows(subscriber.app, "SELECT fetched_at FROM calendar_feed")
    clock.move(hours=2)
    subscriber.fetch()
    ((second,),) = stored_rows(subscriber.app, "SELECT fetched_at FROM calendar_feed")

    assert first < second


@pytest.mark.sqlite("its disk that is full")
def test_a_calendar_is_handed_out_by_a_server_that_can_store_nothing(
    subscriber: Subscriber,
) -> None:
    refuse_writes(subscriber.app)

    assert subscriber.fetch().status_code == 200


def test_a_calendar_shows_nothing_to_a_browser_without_its_address(
    app: Flask, subscriber: Subscriber
) -> None:
    before = everything_stored(app)

    assert Visitor(app).client.get("/calendar/.ics").status_code == 404
    assert everything_stored(app) == before

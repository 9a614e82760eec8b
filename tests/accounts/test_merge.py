"""Signing in brings what a guest did on this device into the account."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from studyapp.accounts.operations import add_account, ensure_learner
from studyapp.accounts.queries import Learner
from studyapp.accounts.sign_in.operations import Arrival, sign_in
from studyapp.bank.grading import Grade
from studyapp.bank.queries import catalogue
from studyapp.database import db
from studyapp.reading.operations import merge_readings, save_place
from studyapp.reading.queries import readings_of
from studyapp.review.log.queries import find_answer
from studyapp.review.log.values import GivenAnswer
from studyapp.review.operations import merge_reviews, rebuild_memory, record_answer, undo_answer
from studyapp.review.queries import memories_of
from tests.accounts.people import (
    PASSWORD,
    answer_something,
    claim,
    heading,
    read_to,
)
from tests.accounts.people import sign_in as sign_in_on
from tests.conftest import NOON
from tests.stored import stored_rows
from tests.visitor import Visitor

UTC_ZONE = ZoneInfo("UTC")
MODULE = ("woods-2003", "general-secretary")
RIGHT, WRONG = Grade("right", 1.0), Grade("wrong", 0.0)


@pytest.fixture
def guest(app_context: None) -> Learner:
    return ensure_learner("token of a guest", "UTC", now=NOON)


@pytest.fixture
def account_id(app_context: None) -> int:
    return add_account("Ada", PASSWORD, "learner", now=NOON)


def answer(
    learner_id: int,
    nth: int,
    grade: Grade = RIGHT,
    *,
    now: datetime = NOON,
    answer_id: str | None = None,
) -> str:
    """Record an answer to the nth question of the bank and return its id."""
    stored = list(catalogue().questions.values())[nth]
    given = GivenAnswer(
        answer_id=answer_id or str(uuid4()),
        question_id=stored.id,
        version_id=stored.version_id,
        given=None,
        shown=(),
        mode="review",
    )
    record_answer(learner_id, given, grade, zone=UTC_ZONE, now=now)
    return given.answer_id


def merge(guest: Learner) -> None:
    signed_in = sign_in(
        "Ada",
        PASSWORD,
        Arrival(guest, "token of a guest", "token of Ada", merges=(merge_readings, merge_reviews)),
        now=NOON,
    )
    assert signed_in is not None


def days_later(days: int) -> datetime:
    return NOON + timedelta(days=days)


def held_by(learner_id: int) -> dict[int, tuple[float, float, date]]:
    return {
        question: (memory.stability, memory.difficulty, memory.reviewed_on)
        for question, memory in memories_of(learner_id).items()
    }


def test_signing_in_brings_the_answers_of_the_guest_into_the_account(app: Flask) -> None:
    first = answer_something(at_home := Visitor(app))
    claim(at_home, "Ada")
    second = answer_something(away := Visitor(app))
    read_to(away, 61)

    sign_in_on(away, "Ada")

    for device in (at_home, away):
        device.open(f"/review/answers/{first}")
        device.open(f"/review/answers/{second}")
    assert stored_rows(app, "SELECT name FROM learner") == [("Ada",)]
    assert len(stored_rows(app, "SELECT id FROM session")) == 2


def test_the_account_left_on_a_device_is_not_merged_into_the_next(app: Flask) -> None:
    shared = Visitor(app)
    claim(Visitor(app), "Eva")
    answer_id = answer_something(shared)
    claim(shared, "Ada")

    sign_in_on(shared, "Eva")

    assert heading(shared) == "Eva"
    shared.open(f"/review/answers/{answer_id}", status=404)
    names = "SELECT name FROM review_log JOIN learner ON learner.id = learner_id"
    assert stored_rows(app, names) == [("Ada",)]


def test_nothing_is_merged_by_a_wrong_password(app: Flask) -> None:
    claim(at_home := Visitor(app), "Ada")
    answer_id = answer_something(away := Visitor(app))

    sign_in_on(away, "Ada", "a wrong password")

    away.open(f"/review/answers/{answer_id}")
    at_home.open(f"/review/answers/{answer_id}", status=404)


def test_the_log_after_a_merge_is_the_union_and_the_memory_follows_from_it(
    guest: Learner, account_id: int
) -> None:
    ids = [
        answer(account_id, 0, now=NOON),
        answer(guest.id, 0, WRONG, now=days_later(1)),
        answer(guest.id, 1, now=days_later(1)),
        answer(account_id, 2, WRONG, now=days_later(2)),
        answer(account_id, 0, now=days_later(3)),
    ]

    merge(guest)

    found = [find_answer(db.session, account_id, answer_id) for answer_id in ids]
    assert [entry is not None for entry in found] == [True] * 5
    assert len(memories_of(account_id)) == 3
    assert memories_of(guest.id) == {}
    assert rebuild_memory().differed == ()


def test_a_merge_gives_the_schedule_of_one_learner_who_had_done_it_all(
    guest: Learner, account_id: int
) -> None:
    alone = add_account("Berta", PASSWORD, "learner", now=NOON)
    history = [
        (account_id, 0, RIGHT, 0),
        (guest.id, 0, RIGHT, 3),
        (guest.id, 1, WRONG, 3),
        (account_id, 1, RIGHT, 5),
        (guest.id, 0, WRONG, 9),
    ]
    for learner_id, nth, grade, days in history:
        answer(learner_id, nth, grade, now=days_later(days))
        answer(alone, nth, grade, now=days_later(days))

    merge(guest)

    assert held_by(account_id) == held_by(alone)


def test_the_same_answer_id_on_both_sides_loses_no_answer(guest: Learner, account_id: int) -> None:
    same = str(uuid4())
    answer(account_id, 0, RIGHT, answer_id=same)
    answer(guest.id, 1, WRONG, answer_id=same)

    merge(guest)

    kept = find_answer(db.session, account_id, same)
    assert kept is not None
    assert kept.right
    assert len(memories_of(account_id)) == 2


def test_what_the_guest_had_undone_stays_undone(guest: Learner, account_id: int) -> None:
    undone = answer(guest.id, 0)
    undo_answer(guest.id, undone, zone=UTC_ZONE, now=NOON)
    answer(guest.id, 1)

    merge(guest)

    assert len(memories_of(account_id)) == 1
    assert rebuild_memory().differed == ()


def test_an_answer_of_the_guest_can_be_undone_in_the_account(
    guest: Learner, account_id: int
) -> None:
    answer_id = answer(guest.id, 0)
    merge(guest)

    undo_answer(account_id, answer_id, zone=UTC_ZONE, now=NOON)

    assert memories_of(account_id) == {}


@pytest.mark.parametrize(
    ("guest_day", "account_day", "place"),
    [pytest.param(2, 1, 64, id="guest last"), pytest.param(1, 2, 61, id="account last")],
)
def test_the_place_read_last_is_kept(
    guest: Learner, account_id: int, guest_day: int, account_day: int, place: int
) -> None:
    save_place(account_id, MODULE, 61, finished=False, now=days_later(account_day))
    save_place(guest.id, MODULE, 64, finished=False, now=days_later(guest_day))

    merge(guest)

    reading = readings_of(account_id)[MODULE]
    assert (reading.place, reading.updated_at) == (place, days_later(2))


@pytest.mark.parametrize(
    "by_guest", [pytest.param(True, id="guest"), pytest.param(False, id="account")]
)
def test_a_module_finished_on_either_side_is_finished(
    guest: Learner, account_id: int, by_guest: bool
) -> None:
    save_place(account_id, MODULE, 61, finished=not by_guest, now=NOON)
    save_place(guest.id, MODULE, 61, finished=by_guest, now=NOON)

    merge(guest)

    assert readings_of(account_id)[MODULE].finished


def test_modules_that_only_the_guest_read_come_along(guest: Learner, account_id: int) -> None:
    save_place(account_id, MODULE, 61, finished=False, now=NOON)
    save_place(guest.id, ("woods-2003", "trial-of-the-21"), 5, finished=True, now=NOON)

    merge(guest)

    assert readings_of(account_id).keys() == {MODULE, ("woods-2003", "trial-of-the-21")}
    assert readings_of(guest.id) == {}

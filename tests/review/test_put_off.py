"""Days off and backlogs are kept as rests of questions, and can be undone."""

import pytest
from flask import Flask

from studyapp.accounts.operations import add_account
from studyapp.accounts.queries import Learner
from studyapp.accounts.sign_in.operations import Arrival, sign_in
from studyapp.bank.catalogue import StoredQuestion
from studyapp.database import db
from studyapp.errors import ConflictError
from studyapp.review.operations import merge_reviews, rebuild_memory
from studyapp.review.plan.exam_operations import merge_exams
from studyapp.review.plan.put_off_operations import (
    merge_put_offs,
    take_days_off,
)
from studyapp.review.plan.put_off_plan import DaysOff
from studyapp.review.plan.put_off_queries import (
    backlog_plan,
    count_backlog,
    day_off,
    days_off_plan,
    put_offs_at_work,
    put_offs_of,
)
from studyapp.review.queries import count_due, due_ids
from tests.accounts.people import PASSWORD
from tests.conftest import NOON
from tests.review import DAY
from tests.review.builders import give, undo
from tests.review.put_offs import TODAY, after, nine_due, spread, take_off, undo_plan
from tests.stored import stored_rows


@pytest.fixture
def due(learner_id: int, stored: list[StoredQuestion]) -> list[StoredQuestion]:
    """Return nine questions of different passages that have been due for days."""
    return nine_due(learner_id, stored)


@pytest.mark.usefixtures("due")
def test_a_spread_backlog_is_asked_in_daily_parts(learner_id: int) -> None:
    shown = backlog_plan(db.session, learner_id, 2, TODAY)

    kept = spread(learner_id)

    assert kept == shown
    assert [count_due(learner_id, after(n)) for n in range(6)] == [2, 4, 6, 8, 9, 9]
    (plan,) = put_offs_of(db.session, learner_id, TODAY)
    assert (plan.kind, plan.first_day, plan.last_day, plan.minutes) == (
        "backlog",
        TODAY,
        after(4),
        1,
    )


@pytest.mark.usefixtures("due")
def test_days_off_are_empty_and_what_fell_into_them_follows(learner_id: int) -> None:
    shown = days_off_plan(db.session, learner_id, DaysOff(TODAY, after(3), 4), TODAY)

    kept = take_off(learner_id, 0, 3)

    assert kept == shown
    assert [count_due(learner_id, after(n)) for n in range(7)] == [0, 0, 0, 0, 4, 8, 9]


@pytest.mark.usefixtures("due")
def test_a_day_off_is_known_as_one(learner_id: int, other_id: int) -> None:
    take_off(learner_id, 1, 2)

    known = [day_off(learner_id, after(n)) for n in range(4)]

    assert [found is not None for found in known] == [False, True, True, False]
    assert day_off(other_id, after(1)) is None


@pytest.mark.usefixtures("due")
def test_undoing_a_plan_brings_everything_back(app: Flask, learner_id: int, other_id: int) -> None:
    take_off(learner_id, 0, 3)
    (plan,) = put_offs_of(db.session, learner_id, TODAY)

    undo_plan(other_id, plan.id)
    assert count_due(learner_id, TODAY) == 0
    undo_plan(learner_id, plan.id)
    undo_plan(learner_id, plan.id)

    assert count_due(learner_id, TODAY) == 9
    assert stored_rows(app, "SELECT * FROM rest") == []


@pytest.mark.usefixtures("due")
def test_a_backlog_can_be_spread_anew(app: Flask, learner_id: int) -> None:
    spread(learner_id)

    again = spread(learner_id, a_day=3)

    assert count_backlog(db.session, learner_id, TODAY) == 9
    assert again.staying == 3
    assert len(again.until) == 6
    assert len(put_offs_of(db.session, learner_id, TODAY)) == 1
    assert stored_rows(app, "SELECT count(*) FROM rest") == [(6,)]


@pytest.mark.usefixtures("due")
def test_days_off_within_a_spread_backlog_move_its_parts(learner_id: int) -> None:
    spread(learner_id, a_day=4)

    take_off(learner_id, 1, 2)

    assert [count_due(learner_id, after(n)) for n in range(5)] == [4, 4, 4, 8, 9]


@pytest.mark.usefixtures("due")
def test_a_backlog_is_not_spread_over_days_off(learner_id: int) -> None:
    take_off(learner_id, 1, 3)

    plan = spread(learner_id)

    assert list(plan.by_day) == [after(4), after(5), after(6), after(7)]
    assert plan.staying == 2


@pytest.mark.usefixtures("due")
def test_a_backlog_that_fits_into_today_is_refused(app: Flask, learner_id: int) -> None:
    with pytest.raises(ConflictError, match="fits into today"):
        spread(learner_id, a_day=9)

    assert stored_rows(app, "SELECT * FROM put_off") == []


@pytest.mark.parametrize(("first", "last"), [(1, 3), (3, 9), (5, 5), (7, 9), (0, 12)])
def test_no_day_is_taken_off_twice(app: Flask, learner_id: int, first: int, last: int) -> None:
    take_off(learner_id, 3, 7)

    with pytest.raises(ConflictError, match="off already"):
        take_off(learner_id, first, last)

    assert len(stored_rows(app, "SELECT * FROM put_off")) == 1


@pytest.mark.parametrize(("first", "last"), [(0, 2), (8, 9)])
def test_days_off_may_stand_side_by_side(learner_id: int, first: int, last: int) -> None:
    take_off(learner_id, 3, 7)

    take_off(learner_id, first, last)

    assert len(put_offs_of(db.session, learner_id, TODAY)) == 2


def test_a_leech_is_not_woken_by_days_off(
    app: Flask, learner_id: int, stored: list[StoredQuestion]
) -> None:
    for n in range(9):
        give(learner_id, stored[0], n + 1, right=n % 2 == 0, now=NOON + (n - 20) * DAY)
    assert stored_rows(app, "SELECT reason FROM rest") == [("leech",)]

    plan = take_off(learner_id, 0, 90)

    assert plan.until == {}
    assert stored_rows(app, "SELECT reason FROM rest") == [("leech",)]


def test_a_question_that_was_answered_all_the_same_goes_by_its_answer(
    learner_id: int, due: list[StoredQuestion]
) -> None:
    spread(learner_id, a_day=1)
    late = due[0]
    give(learner_id, late, 50, right=False)

    assert late.id in due_ids(learner_id, after(1))
    assert rebuild_memory().differed == ()


def test_answers_and_undos_go_on_while_a_plan_runs(
    learner_id: int, due: list[StoredQuestion]
) -> None:
    spread(learner_id)
    (first, _) = due_ids(learner_id, TODAY)
    question = next(q for q in due if q.id == first)

    give(learner_id, question, 60)
    assert count_due(learner_id, TODAY) == 1
    undo(learner_id, 60)

    assert count_due(learner_id, TODAY) == 2
    assert count_due(learner_id, after(4)) == 9


def test_what_a_guest_put_off_stays_so_in_the_account(
    app: Flask, learner_id: int, due: list[StoredQuestion]
) -> None:
    account_id = add_account("Ada", PASSWORD, "learner", now=NOON)
    spread(learner_id)
    take_off(learner_id, 20, 22)

    sign_in(
        "Ada",
        PASSWORD,
        Arrival(
            Learner(learner_id, None, "learner", "UTC", NOON),
            None,
            "token of Ada",
            merges=(merge_reviews, merge_exams, merge_put_offs),
        ),
        now=NOON,
    )

    assert count_due(account_id, TODAY) == 2
    assert [plan.kind for plan in put_offs_of(db.session, account_id, TODAY)] == [
        "backlog",
        "days_off",
    ]
    undo_plan(account_id, put_offs_of(db.session, account_id, TODAY)[0].id)
    assert count_due(account_id, TODAY) == len(due)


def test_an_answer_after_the_days_off_decides_when_its_question_comes_again(
    learner_id: int, due: list[StoredQuestion]
) -> None:
    plan = take_days_off(learner_id, DaysOff(TODAY, TODAY, a_day=1), today=TODAY, now=NOON)
    last = max(plan.until, key=lambda question_id: plan.until[question_id])
    missed = next(question for question in due if question.id == last)

    give(learner_id, missed, 100, right=False, mode="check", now=NOON + 2 * DAY)

    assert missed.id in due_ids(learner_id, after(3))


def test_days_off_that_are_over_can_be_undone_while_they_put_something_off(
    learner_id: int, due: list[StoredQuestion]
) -> None:
    take_off(learner_id, 0, 1, a_day=2)

    late = put_offs_at_work(learner_id, after(3))
    over = put_offs_at_work(learner_id, after(30))
    undo_plan(learner_id, late[0].id)

    assert over == []
    assert count_due(learner_id, after(3)) == len(due)

"""A learner says how they want to be asked, and the schedule keeps to it."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from studyapp.database import write_transaction
from studyapp.review.log.queries import AskedAnswer
from studyapp.review.plan.goals import goal_of_day
from studyapp.review.plan.habit_operations import merge_habits, save_habits
from studyapp.review.plan.habit_queries import habits_of
from studyapp.review.plan.habits import OFF, Habits
from studyapp.review.queries import memories_of
from tests.conftest import NOON
from tests.review.builders import give
from tests.review.cards import answer, learner_behind, met, open_card, unrelated_questions
from tests.review.page_text import words_of
from tests.visitor import Visitor

PAGE = "/review/habits"
STRICT = Habits(retention=0.95)


def test_what_was_said_is_kept_and_shown_again(app: Flask, visitor: Visitor) -> None:
    form = visitor.form(PAGE, PAGE)
    sent = {"retention": "85", "new_per_day": "3", "goal_kind": "minutes", "goal": "15"}

    response = visitor.send(form, **sent, day_6=OFF, recall_first="y")

    assert response.status_code == 303
    learner_id = learner_behind(app, visitor)
    with app.app_context():
        assert habits_of(learner_id) == Habits(0.85, 3, "minutes", 15, "nnnnnno", recall_first=True)
    again = visitor.form(PAGE, PAGE).fields
    assert {name: again[name] for name in ("retention", "new_per_day", "goal", "day_6")} == {
        "retention": "85", "new_per_day": "3", "goal": "15", "day_6": OFF,
    }  # fmt: skip


def test_no_new_questions_at_all_is_shown_as_nought(visitor: Visitor) -> None:
    visitor.send(visitor.form(PAGE, PAGE), new_per_day="0")

    assert visitor.form(PAGE, PAGE).fields["new_per_day"] == "0"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("retention", "99", "80 to 95 percent"),
        ("new_per_day", "", "Say how many new questions"),
        ("new_per_day", "-1", "0 to 200"),
        ("goal_kind", "hours", "no such goal"),
        ("goal", "5000", "1 to 999 a day"),
        ("day_2", "x", "no such kind of day"),
    ],
)
def test_a_faulty_form_comes_back_with_its_fault(
    app: Flask, visitor: Visitor, field: str, value: str, sentence: str
) -> None:
    response = visitor.send(visitor.form(PAGE, PAGE), **{field: value})

    assert response.status_code == 422
    assert sentence in words_of(response.text)


def test_a_goal_needs_a_number(visitor: Visitor) -> None:
    response = visitor.send(visitor.form(PAGE, PAGE), goal_kind="questions", goal="")

    assert response.status_code == 422
    assert "Say how many questions or minutes a day." in words_of(response.text)


def test_a_higher_wanted_chance_brings_questions_back_sooner(
    learner_id: int, other_id: int, single: StoredQuestion
) -> None:
    save_habits(other_id, STRICT)
    for learner in (learner_id, other_id):
        give(learner, single, 1)
        give(learner, single, 2, now=NOON + timedelta(days=2))

    usual, strict = (memories_of(learner)[single.id] for learner in (learner_id, other_id))

    assert strict.due_on < usual.due_on
    assert strict.stability == usual.stability


def test_nothing_comes_back_on_a_weekday_off_while_a_near_day_will_do(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    # 11 days after 2026-03-10's second answer lies a Monday; see that it is avoided.
    save_habits(learner_id, Habits(weekdays=OFF + "nnnnnn"))
    for number, question in enumerate(stored[:40]):
        for step, days in enumerate((0, 2, 13)):
            give(learner_id, question, 100 * number + step, now=NOON + timedelta(days=days))

    due = [memory.due_on for memory in memories_of(learner_id).values()]

    assert len(due) == 40
    assert [day for day in due if day.weekday() == 0] == []


def test_many_questions_answered_on_one_day_come_back_spread_over_several(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    for number, question in enumerate(stored[:60]):
        give(learner_id, question, 2 * number, now=NOON)
        give(learner_id, question, 2 * number + 1, now=NOON + timedelta(days=2))

    days = [memory.due_on for memory in memories_of(learner_id).values()]

    counts = [days.count(day) for day in set(days)]
    assert len(counts) >= 5
    assert max(counts) <= 2 * min(counts)


def test_the_goal_of_a_day_counts_questions_or_whole_minutes() -> None:
    answers = [
        AskedAnswer(n, str(n), True, NOON.date(), None, milliseconds=ms)
        for n, ms in enumerate((60_000, 50_000, None))
    ]

    in_questions = goal_of_day(Habits(goal_kind="questions", goal=3), answers)
    in_minutes = goal_of_day(Habits(goal_kind="minutes", goal=2), answers)

    assert in_questions is not None
    assert in_minutes is not None
    assert (in_questions.done, in_questions.is_reached) == (3, True)
    assert (in_minutes.done, in_minutes.is_reached) == (1, False)
    assert goal_of_day(Habits(), answers) is None


def test_the_review_says_when_the_goal_is_reached_and_goes_on(app: Flask, visitor: Visitor) -> None:
    for stored in unrelated_questions(app, "single")[:2]:
        met(app, visitor, stored, datetime.now(UTC) - timedelta(days=30))
    visitor.send(visitor.form(PAGE, PAGE), goal_kind="questions", goal="1")

    feedback = answer(app, visitor, open_card(visitor, "/review"))

    assert "Today’s goal of 1 question is reached: 1 so far." in words_of(feedback)
    assert "Today’s goal of 1 question is reached" in words_of(visitor.open("/"))
    assert open_card(visitor, "/review").question_id


def test_an_account_keeps_its_own_habits_when_a_guest_joins_it(
    learner_id: int, other_id: int
) -> None:
    save_habits(learner_id, Habits(new_per_day=1))
    save_habits(other_id, Habits(new_per_day=2))

    with write_transaction() as session:
        merge_habits(session, other_id, learner_id)

    assert habits_of(learner_id).new_per_day == 1
    assert habits_of(other_id) == Habits()

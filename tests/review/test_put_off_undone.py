"""What a plan or an answer had changed of what is put off comes back with its undoing."""

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from studyapp.database import db
from studyapp.review.plan.put_off_queries import put_offs_of
from studyapp.review.queries import count_due, due_ids
from tests.review.builders import give, undo
from tests.review.put_offs import TODAY, after, nine_due, spread, take_off, undo_plan
from tests.stored import stored_rows


@pytest.fixture
def due(learner_id: int, stored: list[StoredQuestion]) -> list[StoredQuestion]:
    """Return nine questions of different passages that have been due for days."""
    return nine_due(learner_id, stored)


@pytest.mark.usefixtures("due")
def test_undoing_days_off_gives_a_spread_backlog_back_its_parts(
    app: Flask, learner_id: int
) -> None:
    spread(learner_id)
    before = stored_rows(app, "SELECT * FROM rest ORDER BY question_id")
    plans = stored_rows(app, "SELECT * FROM put_off")
    take_off(learner_id, 1, 3)
    days_off = put_offs_of(db.session, learner_id, TODAY)[1]

    undo_plan(learner_id, days_off.id)

    assert [count_due(learner_id, after(n)) for n in range(6)] == [2, 4, 6, 8, 9, 9]
    assert stored_rows(app, "SELECT * FROM rest ORDER BY question_id") == before
    assert stored_rows(app, "SELECT * FROM put_off") == plans


@pytest.mark.usefixtures("due")
def test_undoing_days_off_that_began_with_a_backlog_leaves_today_its_part(learner_id: int) -> None:
    spread(learner_id)
    take_off(learner_id, 0, 3)
    days_off = next(p for p in put_offs_of(db.session, learner_id, TODAY) if p.kind == "days_off")

    undo_plan(learner_id, days_off.id)

    assert [count_due(learner_id, after(n)) for n in range(6)] == [2, 4, 6, 8, 9, 9]


@pytest.mark.parametrize("is_off", [False, True])
def test_undoing_an_answer_puts_its_question_off_again(
    app: Flask, learner_id: int, due: list[StoredQuestion], is_off: bool
) -> None:
    plan = take_off(learner_id, 0, 3) if is_off else spread(learner_id)
    question = next(q for q in due if q.id in plan.until)
    before = [count_due(learner_id, after(n)) for n in range(9)]
    rests = stored_rows(app, "SELECT * FROM rest ORDER BY question_id")

    give(learner_id, question, 50, right=False)
    missed = question.id in due_ids(learner_id, after(1))
    undo(learner_id, 50)

    assert missed
    assert [count_due(learner_id, after(n)) for n in range(9)] == before
    assert stored_rows(app, "SELECT * FROM rest ORDER BY question_id") == rests

"""What was planned shows in when questions come back and in what a session asks."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from studyapp.database import db, write_transaction
from studyapp.review.checks.keep_operations import Choice, keep
from studyapp.review.learner_day import learner_day
from studyapp.review.plan.exam import ExamWish
from studyapp.review.plan.exam_operations import make_exam
from studyapp.review.plan.models import PutOffRow
from studyapp.review.plan.put_off_operations import take_days_off
from studyapp.review.plan.put_off_plan import DaysOff
from studyapp.review.queries import find_state, memories_of
from tests.api.programs import cards_for
from tests.conftest import NOON
from tests.review.builders import give
from tests.review.cards import answer, learner_behind, met, open_card, unrelated_questions
from tests.review.page_text import words_of
from tests.visitor import Visitor

DAY = timedelta(days=1)
TODAY = learner_day(datetime.now(UTC), UTC)


def plan_exam(learner_id: int, days: int, covers: str, start: datetime = NOON) -> int:
    """Plan an exam so many days ahead."""
    wish = ExamWish("History", learner_day(start, UTC) + days * DAY, (covers,), 15)
    return make_exam(learner_id, wish, now=start)


def learn(learner_id: int, stored: StoredQuestion, number: int) -> None:
    """Answer a question right three times, each when it is due."""
    now = NOON
    for step in range(3):
        give(learner_id, stored, 10 * number + step, now=now)
        state = find_state(db.session, learner_id, stored.id)
        assert state is not None
        now = NOON + (state.memory.due_on - NOON.date()) * 1


def test_what_an_exam_covers_comes_back_before_it(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    source = stored[0].module
    covered = [s for s in stored if s.module == source][:6]
    other = next(s for s in stored if s.module != source)
    plan_exam(learner_id, 40, source)

    for number, question in enumerate([*covered, other]):
        learn(learner_id, question, number)

    held = memories_of(learner_id)
    exam = NOON.date() + 40 * DAY
    assert all(held[s.id].due_on < exam for s in covered)
    assert held[other.id].due_on > exam


def test_nothing_is_planned_for_days_off_while_a_near_day_will_do(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    off = (NOON.date() + 12 * DAY, NOON.date() + 14 * DAY)
    with write_transaction() as session:
        session.add(
            PutOffRow(
                learner_id=learner_id,
                kind="days_off",
                first_day=off[0],
                last_day=off[1],
                made_at=NOON,
            )
        )

    for number, question in enumerate(stored[:20]):
        give(learner_id, question, 2 * number)
        give(learner_id, question, 2 * number + 1, now=NOON + 2 * DAY)

    due = {memory.due_on for memory in memories_of(learner_id).values()}
    assert not any(off[0] <= day <= off[1] for day in due)
    assert all(NOON.date() + 9 * DAY < day < NOON.date() + 18 * DAY for day in due)


@pytest.fixture
def in_pass(app: Flask, visitor: Visitor) -> tuple[str, list[StoredQuestion]]:
    """Return a session of the last pass, and what it asks: the weakest first."""
    questions = [s for s in unrelated_questions(app, "single") if s.module.startswith("woods")][:3]
    for stored, days in zip(questions, (40, 20, 3), strict=True):
        met(app, visitor, stored, datetime.now(UTC) - timedelta(days=days))
    learner_id = learner_behind(app, visitor)
    with app.app_context():
        exam_id = plan_exam(learner_id, 1, "woods-2003", datetime.now(UTC))
    return f"/review?only=exam:{exam_id}", questions


def test_the_last_pass_asks_the_weakest_first_and_each_once(
    app: Flask, visitor: Visitor, in_pass: tuple[str, list[StoredQuestion]]
) -> None:
    address, questions = in_pass
    asked = []
    for _ in questions:
        card = open_card(visitor, address)
        asked.append(card.question_id)
        answer(app, visitor, card)

    assert asked == [stored.id for stored in questions]
    assert "3 of 3 questions known" in words_of(visitor.open(address))


def test_the_last_pass_moves_the_schedule_of_what_was_not_due(
    app: Flask, visitor: Visitor, in_pass: tuple[str, list[StoredQuestion]]
) -> None:
    address, questions = in_pass
    for _ in questions:
        answer(app, visitor, open_card(visitor, address))

    learner_id = learner_behind(app, visitor)
    with app.app_context():
        assert {m.reviewed_on for m in memories_of(learner_id).values()} == {TODAY}


def test_the_last_pass_of_somebody_else_is_not_there(
    app: Flask, visitor: Visitor, in_pass: tuple[str, list[StoredQuestion]]
) -> None:
    stranger = Visitor(app)
    met(app, stranger, in_pass[1][0], datetime.now(UTC))

    stranger.open(in_pass[0], status=404)


def test_on_a_day_off_the_review_asks_only_who_wants_to(app: Flask, visitor: Visitor) -> None:
    for stored in unrelated_questions(app, "single")[:2]:
        met(app, visitor, stored, datetime.now(UTC) - timedelta(days=30))
    learner_id = learner_behind(app, visitor)
    with app.app_context():
        days = {"first_day": TODAY, "last_day": TODAY + DAY}
        row = PutOffRow(learner_id=learner_id, kind="days_off", made_at=NOON, **days)
        with write_transaction() as session:
            session.add(row)

    resting = words_of(visitor.open("/review"))
    card = open_card(visitor, "/review?only=anyway")
    feedback = answer(app, visitor, card)

    assert "Your plan asks nothing until" in resting
    assert "/review?only=anyway" in feedback


def test_on_a_day_off_new_questions_are_due_nowhere(app: Flask, visitor: Visitor) -> None:
    due, *new = unrelated_questions(app, "single")[:6]
    met(app, visitor, due, datetime.now(UTC) - timedelta(days=30))
    learner_id = learner_behind(app, visitor)
    with app.app_context():
        keep(learner_id, Choice(taken=[stored.id for stored in new]), now=NOON)
    assert 'data-due="6"' in visitor.open("/")
    with app.app_context():
        take_days_off(learner_id, DaysOff(TODAY, TODAY + DAY, 5), today=TODAY, now=NOON)

    home = visitor.open("/")

    assert 'data-due="0"' in home
    assert "are due all the same" not in home
    assert cards_for(visitor) == []
    assert visitor.client.get("/api/v1/me").get_json()["waiting"] == 0
    assert "Nothing is due" in visitor.open(f"/review?only={new[0].module}")
    assert open_card(visitor, "/review?only=anyway").question_id == due.id


def test_on_a_day_off_new_questions_are_asked_of_who_wants_to(app: Flask, visitor: Visitor) -> None:
    due, new = unrelated_questions(app, "single")[:2]
    met(app, visitor, due, datetime.now(UTC))
    learner_id = learner_behind(app, visitor)
    with app.app_context():
        keep(learner_id, Choice(taken=[new.id]), now=NOON)
        take_days_off(learner_id, DaysOff(TODAY, TODAY, 5), today=TODAY, now=NOON)

    assert open_card(visitor, "/review?only=anyway").question_id == new.id

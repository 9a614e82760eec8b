"""Questions taken into a review are asked, so many a day, once nothing is due."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from studyapp.database import db, write_transaction
from studyapp.review.checks.enrolment_operations import enrol, merge_enrolments
from studyapp.review.models import RestRow
from studyapp.review.operations import merge_reviews
from studyapp.review.plan.habit_operations import save_habits
from studyapp.review.plan.habits import Habits
from studyapp.review.queries import find_state
from studyapp.review.session.new_queries import count_new, new_ids, waits
from studyapp.review.session.resting import LASTING, UNTIL_WOKEN
from tests.conftest import NOON
from tests.review.builders import give, rows_of, undo
from tests.review.cards import (
    answer,
    learner_behind,
    met,
    open_card,
    send,
    unrelated_questions,
)
from tests.review.page_text import words_of
from tests.visitor import Visitor


def take_in(app: Flask, visitor: Visitor, questions: list[StoredQuestion], **habits: int) -> int:
    """Let questions wait in the review of a visitor, and return the learner's id."""
    learner_id = learner_behind(app, visitor)
    with app.app_context():
        with write_transaction() as session:
            enrol(session, learner_id, [stored.id for stored in questions], NOON)
        if habits:
            save_habits(learner_id, Habits(**habits))  # type: ignore[arg-type]
    return learner_id


def test_a_new_question_is_asked_after_what_is_due(app: Flask, visitor: Visitor) -> None:
    due, new = unrelated_questions(app, "single")[:2]
    met(app, visitor, due, datetime.now(UTC) - timedelta(days=30))
    take_in(app, visitor, [new])

    first = open_card(visitor, "/review")
    answer(app, visitor, first)
    second = open_card(visitor, "/review")

    assert (first.question_id, second.question_id) == (due.id, new.id)
    assert "New: you have not been asked this yet." in words_of(second.page)


def test_a_day_brings_no_more_new_questions_than_the_learner_wants(
    app: Flask, visitor: Visitor
) -> None:
    questions = unrelated_questions(app, "single")[:5]
    take_in(app, visitor, questions, new_per_day=2)

    asked = []
    for _ in range(2):
        card = open_card(visitor, "/review")
        asked.append(card.question_id)
        answer(app, visitor, card)

    assert asked == [stored.id for stored in questions[:2]]
    assert "2 of 2 questions known" in words_of(visitor.open("/review"))


def test_ten_new_questions_a_day_are_asked_unless_said_otherwise(
    app: Flask, visitor: Visitor
) -> None:
    take_in(app, visitor, unrelated_questions(app, "single")[:14])

    assert "10 questions are due" in words_of(visitor.open("/"))


def test_a_new_question_of_a_passage_asked_today_comes_after_others(
    app: Flask, visitor: Visitor
) -> None:
    one, *others = unrelated_questions(app, "single")[:3]
    learner_id = take_in(app, visitor, [others[0]])
    met(app, visitor, one, datetime.now(UTC))
    with app.app_context():
        assert waits(learner_id, others[0].id)

    assert open_card(visitor, "/review").question_id == others[0].id


def test_the_first_answer_brings_a_schedule_and_undoing_it_lets_the_question_wait_again(
    app_context: None, learner_id: int, single: StoredQuestion
) -> None:
    with write_transaction() as session:
        enrol(session, learner_id, [single.id], NOON)

    give(learner_id, single, mode="new")
    held = find_state(db.session, learner_id, single.id)
    waiting = count_new(learner_id, 10)
    undo(learner_id)

    assert held is not None
    assert waiting == 0
    assert count_new(learner_id, 10) == 1
    assert find_state(db.session, learner_id, single.id) is None


def test_the_same_new_card_in_two_tabs_counts_once(app: Flask, visitor: Visitor) -> None:
    take_in(app, visitor, unrelated_questions(app, "single")[:1])
    first, second = (open_card(visitor, "/review") for _ in range(2))

    statuses = [send(visitor, card, {}, act="unsure").status_code for card in (first, second)]

    with app.app_context():
        assert len(rows_of("review_log")) == 2
    assert statuses == [303, 303]
    with app.app_context():
        assert [row[5] for row in rows_of("memory")] != []


def test_what_is_taken_in_twice_or_met_already_waits_once(
    app_context: None, learner_id: int, single: StoredQuestion
) -> None:
    with write_transaction() as session:
        enrol(session, learner_id, [single.id, single.id], NOON)
    with write_transaction() as session:
        enrol(session, learner_id, [single.id], NOON)
    assert count_new(learner_id, 10) == 1

    give(learner_id, single, mode="new")
    with write_transaction() as session:
        enrol(session, learner_id, [single.id], NOON)

    assert count_new(learner_id, 10) == 0


def test_what_a_guest_has_met_waits_no_more_in_the_account(
    app_context: None, learner_id: int, other_id: int, single: StoredQuestion
) -> None:
    with write_transaction() as session:
        enrol(session, learner_id, [single.id], NOON)
    give(other_id, single)

    with write_transaction() as session:
        merge_reviews(session, other_id, learner_id)
        merge_enrolments(session, other_id, learner_id)

    assert count_new(learner_id, 10) == 0
    assert find_state(db.session, learner_id, single.id) is not None


def test_what_waits_for_a_guest_and_for_the_account_waits_once(
    app_context: None, learner_id: int, other_id: int, stored: list[StoredQuestion]
) -> None:
    with write_transaction() as session:
        enrol(session, learner_id, [stored[0].id, stored[1].id], NOON)
        enrol(session, other_id, [stored[1].id, stored[2].id], NOON)

        merge_enrolments(session, other_id, learner_id)

    assert new_ids(learner_id, 10) == [stored[0].id, stored[1].id, stored[2].id]
    assert count_new(other_id, 10) == 0


@pytest.mark.parametrize("reason", LASTING)
def test_a_question_that_is_left_out_is_not_asked_for_the_first_time(
    app: Flask, visitor: Visitor, reason: str
) -> None:
    out, asked = unrelated_questions(app, "single")[:2]
    learner_id = take_in(app, visitor, [out, asked])
    with app.app_context(), write_transaction() as session:
        rest = RestRow(learner_id=learner_id, question_id=out.id, reason=reason, until=UNTIL_WOKEN)
        session.add(rest)

    home, card = words_of(visitor.open("/")), open_card(visitor, "/review")

    assert "1 question is due" in home
    assert card.question_id == asked.id

"""What was missed in class enters the own review with consent, once, and a rebuild agrees."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from studyapp.bank.queries import catalogue
from studyapp.classroom.assigned.hand_in_operations import settle, share_when_shown, submit
from studyapp.classroom.classes.models import SeatRow
from studyapp.classroom.quizzes.models import RegradeRow
from studyapp.classroom.sittings.miss_operations import keep_misses
from studyapp.classroom.sittings.queries import Attempt
from studyapp.database import db, write_transaction
from studyapp.review.operations import rebuild_memory
from studyapp.review.queries import find_state
from tests.classroom.builders import (
    Room,
    begin,
    first_questions,
    frozen_of,
    make_quiz,
    make_room,
    make_sitting,
    respond,
)
from tests.conftest import NOON
from tests.review.builders import give, rows_of
from tests.stored import retire

pytestmark = pytest.mark.usefixtures("app_context")
DONE = NOON + timedelta(minutes=30)


@pytest.fixture
def room(app_context: None) -> Room:
    return make_room("Ada")


def worked(room: Room, *, right: str = "10.", **changes: Any) -> Attempt:
    """Return an attempt with right, wrong and open items, not handed in."""
    quiz_id = make_quiz(room.teacher_id, first_questions(len(right), "single"))
    attempt = begin(
        make_sitting(room, quiz_id, **changes), room.learners["Ada"], seat_id=room.seats["Ada"]
    )
    for position, mark in enumerate(right, start=1):
        if mark != ".":
            attempt = respond(attempt, position, right=mark == "1")
    return attempt


def share(room: Room) -> None:
    with write_transaction() as session:
        session.execute(
            update(SeatRow).where(SeatRow.id == room.seats["Ada"]).values(shares_misses=True)
        )


def log() -> list[tuple[Any, ...]]:
    return rows_of("review_log")


def test_a_miss_is_an_answer_of_its_own_mode_that_moves_the_schedule(room: Room) -> None:
    attempt = worked(room)
    missed = frozen_of(attempt).items[1]

    assert keep_misses(attempt.id, now=DONE) == 1

    state = find_state(db.session, attempt.learner_id, missed.question_id)
    assert state is not None
    assert (state.reps, state.passes) == (1, 0)
    assert len(log()) == 1
    assert "class" in log()[0]


def test_doing_it_twice_changes_nothing(room: Room) -> None:
    attempt = worked(room, right="0000")

    assert keep_misses(attempt.id, now=DONE) == 4
    before = log(), rows_of("memory")
    assert keep_misses(attempt.id, now=DONE + timedelta(days=9)) == 0

    assert (log(), rows_of("memory")) == before


def test_a_rebuild_finds_the_same_schedule(room: Room) -> None:
    attempt = worked(room, right="0010")
    question = catalogue().questions[frozen_of(attempt).items[0].question_id]
    give(attempt.learner_id, question, 1, now=NOON - timedelta(days=20), mode="new")
    give(attempt.learner_id, question, 2, now=NOON + timedelta(days=2))
    keep_misses(attempt.id, now=NOON + timedelta(days=3))
    before = rows_of("memory")

    assert rebuild_memory().differed == ()
    assert rows_of("memory") == before


def test_a_miss_counts_when_it_was_made_and_not_when_it_was_kept(room: Room) -> None:
    attempt = worked(room, right="0")
    item = frozen_of(attempt).items[0]
    stored = catalogue().questions[item.question_id]
    relearned = give(attempt.learner_id, stored, 7, now=NOON + timedelta(days=2))

    keep_misses(attempt.id, now=NOON + timedelta(days=3))

    state = find_state(db.session, attempt.learner_id, item.question_id)
    assert state is not None
    assert (state.reps, state.passes, state.lapses) == (2, 1, 0)
    assert state.last_answer_id == relearned.log_id


def test_a_question_that_left_the_bank_is_passed_over(room: Room) -> None:
    attempt = worked(room, right="00")
    retired = frozen_of(attempt).items[0].question_id
    retire(retired)

    assert keep_misses(attempt.id, now=DONE) == 1
    assert find_state(db.session, attempt.learner_id, retired) is None


def test_a_dropped_item_is_no_miss(room: Room) -> None:
    attempt = worked(room, right="00")
    with write_transaction() as session:
        session.add(
            RegradeRow(
                version_id=frozen_of(attempt).version_id, position=1, rule="dropped", made_at=NOON
            )
        )

    assert keep_misses(attempt.id, now=DONE) == 1


def test_sure_and_wrong_comes_back_the_next_day(room: Room) -> None:
    attempt = worked(room, right=".", certainty=True)
    respond(attempt, 1, right=False, certainty=3)

    keep_misses(attempt.id, now=DONE)

    item = frozen_of(attempt).items[0]
    state = find_state(db.session, attempt.learner_id, item.question_id)
    assert state is not None
    assert (state.memory.due_on - state.memory.reviewed_on).days == 1


def test_without_consent_nothing_enters_at_hand_in(room: Room) -> None:
    submit(worked(room).id, "learner", now=DONE)

    assert log() == []


@pytest.mark.parametrize("by", ["learner", "deadline"])
def test_with_consent_misses_enter_at_hand_in(room: Room, by: str) -> None:
    share(room)
    attempt = worked(room)

    if by == "learner":
        submit(attempt.id, "learner", now=DONE)
    else:
        settle(now=NOON + timedelta(days=2))

    assert len(log()) == 1


def test_with_consent_nothing_enters_before_the_result_is_shown(room: Room) -> None:
    share(room)
    attempt = worked(room, feedback="closed")
    submit(attempt.id, "learner", now=DONE)
    share_when_shown(attempt.id, now=NOON + timedelta(hours=23))
    assert log() == []

    share_when_shown(attempt.id, now=NOON + timedelta(days=1, seconds=1))

    assert len(log()) == 1


def test_where_the_result_is_never_shown_nothing_enters(room: Room) -> None:
    share(room)
    attempt = worked(room, feedback="never")

    submit(attempt.id, "learner", now=DONE)
    share_when_shown(attempt.id, now=NOON + timedelta(days=30))

    assert log() == []

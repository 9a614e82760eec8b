"""Answers to an assigned quiz are kept once, in time, and never lost in silence."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from studyapp.classroom.answering.operations import (
    NewerAnswerError,
    Saved,
    WorkOverError,
    begin_work,
    save_answer,
)
from studyapp.classroom.assigned.hand_in_operations import submit
from studyapp.classroom.classes.queries import Seat, find_seat
from studyapp.classroom.sittings.attempt_operations import NewResponse
from studyapp.classroom.sittings.queries import (
    Attempt,
    Sitting,
    attempts_of,
    get_attempt,
    responses_of,
)
from studyapp.database import db
from studyapp.errors import ConflictError
from tests.classroom.builders import (
    Room,
    begin,
    first_questions,
    frozen_of,
    give_more_time,
    make_quiz,
    make_room,
    make_sitting,
)
from tests.conftest import NOON
from tests.review.builders import right_given, wrong_given

pytestmark = pytest.mark.usefixtures("app_context")
LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def room(app_context: None) -> Room:
    return make_room("Ada", "Bo")


def assign(room: Room, **changes: Any) -> Sitting:
    return make_sitting(room, make_quiz(room.teacher_id, first_questions(3, "single")), **changes)


def seat_of(room: Room, name: str = "Ada") -> Seat:
    seat = find_seat(db.session, room.class_id, room.learners[name])
    assert seat is not None
    return seat


def save(
    attempt: Attempt, position: int = 1, *, right: bool = True, revision: int = 0, **changes: Any
) -> Saved:
    """Send an answer as a page does."""
    item = frozen_of(attempt).items[position - 1]
    given = right_given(item.question) if right else wrong_given(item.question)
    now = changes.pop("now", LATER)
    values = {"given": given, "entry_uuid": str(uuid.uuid4())} | changes
    return save_answer(attempt.id, NewResponse(item, **values), revision=revision, now=now)


def test_the_same_entry_again_changes_nothing(room: Room) -> None:
    attempt = begin(assign(room), room.learners["Ada"])
    entry = str(uuid.uuid4())

    first = save(attempt, right=False, entry_uuid=entry)
    again = save(attempt, right=False, entry_uuid=entry)

    assert first == again == Saved(revision=1, answered=1, asked=3)


def test_an_entry_that_was_kept_is_acknowledged_after_the_deadline_too(room: Room) -> None:
    attempt = begin(assign(room), room.learners["Ada"])
    entry = str(uuid.uuid4())
    save(attempt, entry_uuid=entry)

    again = save(attempt, entry_uuid=entry, now=NOON + timedelta(days=2))

    assert again.revision == 1


def test_the_same_answer_under_another_entry_is_no_new_revision(room: Room) -> None:
    attempt = begin(assign(room), room.learners["Ada"])

    save(attempt)
    again = save(attempt)

    assert again.revision == 1


def test_an_answer_that_builds_on_an_older_one_is_refused_with_the_newer(room: Room) -> None:
    attempt = begin(assign(room), room.learners["Ada"])
    save(attempt, right=False)

    with pytest.raises(NewerAnswerError) as refused:
        save(attempt, right=True, revision=0)

    assert refused.value.newer.revision == 1
    assert save(attempt, right=True, revision=1).revision == 2
    assert get_attempt(attempt.id).marks == "1.."


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=5)])
def test_what_is_under_way_at_the_deadline_is_kept_as_in_time(room: Room, late: timedelta) -> None:
    sitting = assign(room, seconds=600)
    attempt = begin(sitting, room.learners["Ada"])
    deadline = NOON + timedelta(minutes=10)

    save(attempt, now=deadline + late)

    assert responses_of(db.session, attempt.id)[1].answered_at == deadline


def test_an_answer_after_the_deadline_is_refused_and_told_what_was_kept(room: Room) -> None:
    attempt = begin(assign(room, seconds=600), room.learners["Ada"])
    save(attempt, 2)

    with pytest.raises(
        WorkOverError, match=r"time is over.*The answer that you gave before counts"
    ):
        save(attempt, now=NOON + timedelta(minutes=10, seconds=5, milliseconds=1))


def test_more_time_given_in_the_middle_holds_at_once(room: Room) -> None:
    attempt = begin(assign(room, seconds=600), room.learners["Ada"])
    give_more_time(room.learners["Ada"], factor=1.5)

    assert save(attempt, now=NOON + timedelta(minutes=14)).answered == 1
    with pytest.raises(WorkOverError):
        save(attempt, 2, now=NOON + timedelta(minutes=16))


def test_with_feedback_after_each_question_an_answer_stays(room: Room) -> None:
    attempt = begin(assign(room, feedback="each"), room.learners["Ada"])
    save(attempt, right=False)

    with pytest.raises(ConflictError, match="has been checked"):
        save(attempt, right=True, revision=1)

    assert get_attempt(attempt.id).marks == "0.."


def test_certainty_alone_can_be_changed(room: Room) -> None:
    attempt = begin(assign(room, certainty=True), room.learners["Ada"])

    save(attempt, right=False, certainty=3)
    save(attempt, right=False, certainty=1, revision=1)

    assert get_attempt(attempt.id).points == 0


def test_beginning_twice_is_beginning_once(room: Room) -> None:
    sitting = assign(room)

    first = begin_work(sitting.id, seat_of(room), now=NOON)
    again = begin_work(sitting.id, seat_of(room), now=LATER)

    assert first == again
    assert get_attempt(first).seat_id == room.seats["Ada"]


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (NOON - timedelta(seconds=1), "opens on Thursday 5 March 2026, 12:00"),
        (NOON + timedelta(days=1, seconds=1), "closed on Friday 6 March 2026, 12:00"),
    ],
)
def test_a_quiz_is_begun_while_it_is_open_alone(room: Room, now: Any, sentence: str) -> None:
    sitting = assign(room)

    with pytest.raises(ConflictError, match=sentence):
        begin_work(sitting.id, seat_of(room), now=now)


def test_attempts_are_counted(room: Room) -> None:
    sitting = assign(room, attempts=2)
    for _ in range(2):
        submit(begin_work(sitting.id, seat_of(room), now=NOON), "learner", now=NOON)

    with pytest.raises(ConflictError, match="used all your attempts"):
        begin_work(sitting.id, seat_of(room), now=NOON)

    numbers = [a.number for a in attempts_of(db.session, sitting.id, room.learners["Ada"])]
    assert numbers == [1, 2]


def test_without_a_limit_there_is_always_another_attempt(room: Room) -> None:
    sitting = assign(room, attempts=None)
    for _ in range(4):
        submit(begin_work(sitting.id, seat_of(room), now=NOON), "learner", now=NOON)

    assert len(attempts_of(db.session, sitting.id, room.learners["Ada"])) == 4

"""Attempts end by their learner, by the teacher, or by themselves."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from studyapp.classroom.assigned.hand_in_operations import (
    end_sitting,
    reopen,
    resume_sitting,
    settle,
    submit,
)
from studyapp.classroom.assigned.operations import change_assignment
from studyapp.classroom.assigned.queries import get_assignment
from studyapp.classroom.sittings.queries import Attempt, Sitting, get_attempt, get_sitting
from studyapp.database import db
from studyapp.errors import ConflictError
from tests.classroom.builders import (
    Room,
    begin,
    change_assigned,
    first_questions,
    make_quiz,
    make_room,
    make_sitting,
    respond,
)
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("app_context")
CLOSE = NOON + timedelta(days=1)


@pytest.fixture
def room(app_context: None) -> Room:
    return make_room("Ada", "Bo")


def assign(room: Room, **changes: Any) -> Sitting:
    return make_sitting(room, make_quiz(room.teacher_id, first_questions(3, "single")), **changes)


def ends(attempt: Attempt) -> tuple[Any, str | None, bool]:
    found = get_attempt(attempt.id)
    return found.submitted_at, found.submitted_by, found.is_late


def test_what_was_saved_at_the_deadline_counts_as_handed_in_at_the_deadline(room: Room) -> None:
    attempt = begin(assign(room, seconds=600), room.learners["Ada"])
    respond(attempt, 1, now=NOON)
    deadline = NOON + timedelta(minutes=10)

    settle(now=deadline + timedelta(seconds=5))
    assert ends(attempt) == (None, None, False)

    settle(now=deadline + timedelta(seconds=6))
    settle(now=deadline + timedelta(days=3))
    assert ends(attempt) == (deadline, "deadline", False)
    assert get_attempt(attempt.id).marks == "1.."


def test_handing_in_twice_is_handing_in_once(room: Room) -> None:
    attempt = begin(assign(room), room.learners["Ada"])

    submit(attempt.id, "learner", now=NOON + timedelta(minutes=1))
    submit(attempt.id, "teacher", now=NOON + timedelta(minutes=2))

    assert ends(attempt) == (NOON + timedelta(minutes=1), "learner", False)


@pytest.mark.parametrize(
    ("milliseconds", "by", "at"),
    [(-100, "learner", -100), (100, "learner", 0), (5000, "learner", 0), (5001, "deadline", 0)],
)
def test_handing_in_at_the_last_moment(room: Room, milliseconds: int, by: str, at: int) -> None:
    attempt = begin(assign(room), room.learners["Ada"])

    submit(attempt.id, "learner", now=CLOSE + timedelta(milliseconds=milliseconds))

    assert ends(attempt) == (CLOSE + timedelta(milliseconds=at), by, False)


def test_what_was_answered_in_time_is_not_late_however_it_is_handed_in(room: Room) -> None:
    sitting = assign(room, late_until=CLOSE + timedelta(days=1), late_percent=50)
    ada, bo = (begin(sitting, room.learners[name]) for name in ("Ada", "Bo"))
    respond(ada, 1, now=NOON)
    respond(bo, 1, now=CLOSE + timedelta(hours=1))

    settle(now=CLOSE + timedelta(hours=2))
    assert ends(ada) == ends(bo) == (None, None, False)

    settle(now=CLOSE + timedelta(days=2))
    assert ends(ada) == (CLOSE, "deadline", False)
    assert ends(bo) == (CLOSE + timedelta(days=1), "deadline", True)


def test_a_later_close_takes_lateness_back_and_an_earlier_one_makes_nobody_late(
    room: Room,
) -> None:
    sitting = assign(room, late_until=CLOSE + timedelta(days=3), late_percent=50)
    ada, bo = (begin(sitting, room.learners[name]) for name in ("Ada", "Bo"))
    for attempt, hours in ((ada, 1), (bo, 30)):
        respond(attempt, 1, now=CLOSE + timedelta(hours=hours))
        submit(attempt.id, "learner", now=CLOSE + timedelta(hours=hours))
    before = get_assignment(db.session, sitting.id)
    assert [ends(attempt)[2] for attempt in (ada, bo)] == [True, True]

    change_assignment(sitting.id, replace(before, closes_at=CLOSE + timedelta(days=1)))
    assert [ends(attempt)[2] for attempt in (ada, bo)] == [False, True]

    change_assignment(sitting.id, before)
    assert [ends(attempt)[2] for attempt in (ada, bo)] == [False, True]


def test_ending_a_quiz_hands_in_what_is_open(room: Room) -> None:
    sitting = assign(room)
    attempt = begin(sitting, room.learners["Ada"])
    ended = NOON + timedelta(hours=1)

    end_sitting(sitting.id, now=ended)
    end_sitting(sitting.id, now=ended + timedelta(hours=1))

    assert ends(attempt) == (ended, "teacher", False)
    assert get_sitting(sitting.id).ended_at == ended


def test_a_quiz_can_be_resumed_and_an_attempt_reopened(room: Room) -> None:
    sitting = assign(room)
    attempt = begin(sitting, room.learners["Ada"])
    respond(attempt, 2)
    now = NOON + timedelta(hours=1)
    end_sitting(sitting.id, now=now)
    with pytest.raises(ConflictError, match="was over on Thursday 5 March 2026, 13:00"):
        reopen(attempt.id, now=now)

    resume_sitting(sitting.id)
    submit(attempt.id, "learner", now=now)
    reopen(attempt.id, now=now)
    settle(now=now)

    assert ends(attempt) == (None, None, False)
    assert get_attempt(attempt.id).marks == ".1."


def test_whom_the_end_cut_short_goes_on_when_it_is_taken_back(room: Room) -> None:
    sitting = assign(room)
    ada, bo = (begin(sitting, room.learners[name]) for name in ("Ada", "Bo"))
    submit(bo.id, "learner", now=NOON + timedelta(minutes=5))
    end_sitting(sitting.id, now=NOON + timedelta(hours=1))

    resume_sitting(sitting.id)
    settle(now=NOON + timedelta(hours=2))

    assert ends(ada) == (None, None, False)
    assert ends(bo) == (NOON + timedelta(minutes=5), "learner", False)


def test_reopening_after_the_time_is_over_is_refused_until_there_is_time(room: Room) -> None:
    sitting = assign(room, seconds=600)
    attempt = begin(sitting, room.learners["Ada"])
    submit(attempt.id, "learner", now=NOON)
    now = NOON + timedelta(minutes=20)

    with pytest.raises(ConflictError, match=r"Change the dates or the time limit first"):
        reopen(attempt.id, now=now)
    change_assigned(sitting, seconds=3600)
    reopen(attempt.id, now=now)

    assert ends(attempt) == (None, None, False)


def test_two_open_attempts_of_one_pupil_are_refused(room: Room) -> None:
    sitting = assign(room, attempts=2)
    first = begin(sitting, room.learners["Ada"])
    submit(first.id, "learner", now=NOON)
    begin(sitting, room.learners["Ada"], number=2)

    with pytest.raises(ConflictError, match="Another attempt of this pupil is open"):
        reopen(first.id, now=NOON)

"""Own data tells a pupil no key and no mark before the result is shown."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from studyapp.accounts.own_data.queries import own_data_files, own_data_json
from studyapp.classroom.assigned.hand_in_operations import submit
from studyapp.classroom.sittings.models import LiveRow
from studyapp.classroom.sittings.queries import Sitting
from studyapp.clock import utc_now
from studyapp.database import write_transaction
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

MARKS = ("verdict", "share", "score")
SUMS = ("marks", "points")


@pytest.fixture
def room(app_context: None) -> Room:
    return make_room("Ada")


def own_data(room: Room) -> dict[str, Any]:
    found: dict[str, Any] = json.loads("".join(own_data_json(room.learners["Ada"])))
    return found


def answered(room: Room, **changes: Any) -> tuple[Sitting, int]:
    """Let Ada answer one question of an assigned quiz; return the quiz and her attempt."""
    quiz_id = make_quiz(room.teacher_id, first_questions(3, "single"))
    sitting = make_sitting(room, quiz_id, now=utc_now() - timedelta(hours=1), **changes)
    attempt = begin(sitting, room.learners["Ada"])
    respond(attempt, 1, right=False)
    return sitting, attempt.id


def told(room: Room) -> bool:
    """Tell whether the keys and all marks are in Ada's data; fail when some are and some not."""
    data = own_data(room)
    ((attempt,), (response,)) = (data["tables"][name] for name in ("attempt", "response"))
    values = [*(response[name] for name in MARKS), *(attempt[name] for name in SUMS)]
    are_told = {value is not None for value in values} | {bool(data["versions"])}
    assert len(are_told) == 1, data
    return are_told.pop()


@pytest.mark.parametrize("feedback", ["each", "submitted", "closed", "never"])
def test_an_attempt_under_way_tells_its_answers_without_keys_and_marks(
    room: Room, feedback: str
) -> None:
    answered(room, feedback=feedback)

    (response,) = own_data(room)["tables"]["response"]

    assert not told(room)
    assert response["given"] is not None


@pytest.mark.parametrize(
    ("feedback", "is_told"), [("submitted", True), ("closed", False), ("never", False)]
)
def test_an_attempt_handed_in_tells_what_its_result_shows(
    room: Room, feedback: str, is_told: bool
) -> None:
    _, attempt_id = answered(room, feedback=feedback)

    submit(attempt_id, "learner", now=utc_now())

    assert told(room) is is_told


def test_a_result_that_is_shown_after_the_close_is_told_then(room: Room) -> None:
    sitting, attempt_id = answered(room, feedback="closed")
    submit(attempt_id, "learner", now=utc_now())

    change_assigned(sitting, closes_at=utc_now())

    assert told(room)


def test_a_live_quiz_tells_nothing_before_it_is_over(room: Room) -> None:
    quiz_id = make_quiz(room.teacher_id, first_questions(3, "single"))
    sitting = make_sitting(room, quiz_id, "live")
    live = {"code": "ABC234", "phase": "open", "position": 1, "version": 1, "seconds": None}
    choices = {"standings": True, "lets_late": True, "nicknames": True}
    with write_transaction() as session:
        session.add(LiveRow(sitting_id=sitting.id, **live, **choices))
    respond(begin(sitting, room.learners["Ada"]), 1, right=False)
    before = told(room)

    with write_transaction() as session:
        session.execute(update(LiveRow).values(phase="done", code=None))

    assert (before, told(room)) == (False, True)


def test_the_tables_of_the_download_keep_silent_too(room: Room) -> None:
    answered(room, feedback="never")

    files = dict(own_data_files(room.learners["Ada"], ()))
    (row,) = csv.DictReader(io.StringIO("".join(files["tables/response.csv"])))

    assert [row[name] for name in MARKS] == ["", "", ""]
    assert row["position"] == "1"

"""Clocks that jump, of the server or of a device, leave every schedule sound."""

import math
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.grading import grade
from studyapp.database import db
from studyapp.review.log.late_operations import record_late_answer
from studyapp.review.log.replay import CardState
from studyapp.review.operations import rebuild_memory
from studyapp.review.queries import find_state
from tests.conftest import NOON
from tests.review.builders import ZONE, give, make_answer

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
JUMPS = [
    pytest.param(NOON + jump, id=f"by {jump}")
    for jump in (-HOUR, HOUR, -DAY, DAY, -25 * HOUR, 25 * HOUR, -400 * DAY, 400 * DAY)
] + [
    pytest.param(moment, id=moment.isoformat())
    for moment in (
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC),
        datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(2000, 2, 29, 12, tzinfo=UTC),
        datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC),
        datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
        datetime(2100, 3, 1, tzinfo=UTC),
        datetime(2106, 2, 7, 6, 28, 16, tzinfo=UTC),
    )
]
pytestmark = [pytest.mark.usefixtures("app_context"), pytest.mark.trust(row=27)]


def state_of(learner_id: int, stored: StoredQuestion) -> CardState:
    state = find_state(db.session, learner_id, stored.id)
    assert state is not None
    return state


def assert_sound(state: CardState) -> None:
    memory = state.memory
    assert math.isfinite(memory.stability)
    assert memory.stability > 0
    assert 1 <= memory.difficulty <= 10
    assert memory.due_on > memory.reviewed_on


@pytest.mark.parametrize("moment", JUMPS)
def test_a_clock_of_the_server_that_jumps_and_comes_back_leaves_a_sound_schedule(
    learner_id: int, single: StoredQuestion, stored: list[StoredQuestion], moment: datetime
) -> None:
    other = next(s for s in stored if s.question.kind == "number")
    last = None
    for number, now in enumerate((NOON, moment, moment + DAY, NOON + DAY, NOON + 9 * DAY)):
        for asked, right in ((single, True), (other, number % 2 == 0)):
            give(learner_id, asked, 10 * number + asked.id % 7, right=right, now=now)
            state = state_of(learner_id, asked)
            assert_sound(state)
        if last is not None:
            assert state.memory.reviewed_on >= last.memory.reviewed_on
        last = state

    assert state_of(learner_id, single).reps == 5
    rebuilt = rebuild_memory()
    assert (rebuilt.differed, rebuilt.days) == ((), ())


@pytest.mark.parametrize("told", [pytest.param(-DAY, id="slow"), pytest.param(DAY, id="fast")])
@pytest.mark.parametrize("years", [1, 60])
def test_a_clock_of_a_device_that_is_wrong_never_reaches_beyond_that_of_the_server(
    learner_id: int, single: StoredQuestion, told: timedelta, years: int
) -> None:
    answer = make_answer(single)
    at = NOON + 365 * years * told

    record_late_answer(
        learner_id,
        answer,
        grade(single.question, answer.given),
        zone=ZONE,
        answered_at=at,
        now=NOON,
    )

    state = state_of(learner_id, single)
    assert_sound(state)
    assert state.memory.reviewed_on <= NOON.date()
    assert rebuild_memory().differed == ()
    (logged,) = db.session.execute(text("SELECT recorded_at FROM review_log")).scalars()
    assert str(logged)[:10] <= NOON.date().isoformat()

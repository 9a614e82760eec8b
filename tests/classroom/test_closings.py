"""Pupils and teachers are told what closes, each with the moment that holds for them."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from studyapp.classroom.assigned.closing_queries import closings_of_pupil, closings_of_teacher
from studyapp.classroom.sittings.queries import Sitting
from studyapp.database import write_transaction
from tests.classroom.builders import (
    Room,
    begin,
    change_assigned,
    first_questions,
    give_more_time,
    make_quiz,
    make_room,
    make_sitting,
)
from tests.classroom.result_builders import handed_in, remove_pupil
from tests.conftest import NOON

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
CLOSE = NOON + DAY


@pytest.fixture
def room(app_context: None) -> Room:
    return make_room("Ada", "Bo")


@pytest.fixture
def sitting(room: Room) -> Sitting:
    return make_sitting(room, make_quiz(room.teacher_id, first_questions(2, "single")))


def test_a_pupil_is_told_what_closes_when_and_of_which_class(room: Room, sitting: Sitting) -> None:
    (closing,) = closings_of_pupil(room.learners["Ada"], NOON)

    assert (closing.sitting_id, closing.title) == (sitting.id, sitting.title)
    assert (closing.class_name, closing.ends_at) == ("Form 5", CLOSE)
    assert (closing.is_late, closing.is_begun) == (False, False)


def test_what_closes_first_stands_first(room: Room, sitting: Sitting) -> None:
    sooner = make_sitting(
        room, make_quiz(room.teacher_id, first_questions(2)), closes_at=NOON + HOUR
    )

    found = closings_of_pupil(room.learners["Ada"], NOON)

    assert [closing.sitting_id for closing in found] == [sooner.id, sitting.id]


def test_more_time_of_a_pupil_counts_where_it_moves_the_close(room: Room, sitting: Sitting) -> None:
    change_assigned(sitting, seconds=3600, extends_close=True)
    give_more_time(room.learners["Ada"], 1.5, extra_minutes=10)

    (ada,) = closings_of_pupil(room.learners["Ada"], NOON)
    (bo,) = closings_of_pupil(room.learners["Bo"], NOON)

    assert (ada.ends_at, bo.ends_at) == (CLOSE + 40 * MINUTE, CLOSE)
    assert closings_of_pupil(room.learners["Bo"], CLOSE + MINUTE) == []
    assert len(closings_of_pupil(room.learners["Ada"], CLOSE + MINUTE)) == 1


def test_the_longest_move_of_a_close_is_not_overlooked(room: Room, sitting: Sitting) -> None:
    change_assigned(sitting, seconds=24 * 3600, extends_close=True)
    give_more_time(room.learners["Ada"], 2, extra_minutes=240)
    last = CLOSE + DAY + 4 * HOUR

    (closing,) = closings_of_pupil(room.learners["Ada"], last - MINUTE)

    assert closing.ends_at == last


def test_what_can_still_be_handed_in_late_is_told_as_late(room: Room, sitting: Sitting) -> None:
    change_assigned(sitting, late_until=CLOSE + DAY)

    (in_time,) = closings_of_pupil(room.learners["Ada"], NOON)
    (late,) = closings_of_pupil(room.learners["Ada"], CLOSE + HOUR)

    assert (in_time.ends_at, in_time.is_late) == (CLOSE, False)
    assert (late.ends_at, late.is_late) == (CLOSE + DAY, True)


def test_what_was_handed_in_is_told_while_another_attempt_is_left(
    room: Room, sitting: Sitting
) -> None:
    handed_in(begin(sitting, room.learners["Ada"]))

    assert closings_of_pupil(room.learners["Ada"], NOON) == []
    assert len(closings_of_pupil(room.learners["Bo"], NOON)) == 1
    change_assigned(sitting, attempts=2)
    assert len(closings_of_pupil(room.learners["Ada"], NOON)) == 1
    change_assigned(sitting, attempts=None)
    assert len(closings_of_pupil(room.learners["Ada"], NOON)) == 1


def test_an_attempt_under_way_ends_by_its_time_limit(room: Room, sitting: Sitting) -> None:
    change_assigned(sitting, seconds=1800)
    begin(sitting, room.learners["Ada"])

    (closing,) = closings_of_pupil(room.learners["Ada"], NOON + MINUTE)

    assert (closing.ends_at, closing.is_begun) == (NOON + 30 * MINUTE, True)
    assert closings_of_pupil(room.learners["Ada"], NOON + HOUR) == []


@pytest.mark.parametrize(
    "gone",
    [
        pytest.param("UPDATE sitting SET ended_at = created_at", id="quiz ended"),
        pytest.param("UPDATE class SET ended_at = created_at", id="class put away"),
    ],
)
def test_what_is_over_is_told_to_nobody(room: Room, sitting: Sitting, gone: str) -> None:
    with write_transaction() as session:
        session.execute(text(gone))

    assert closings_of_pupil(room.learners["Ada"], NOON) == []
    assert closings_of_teacher(room.teacher_id, NOON) == []


def test_a_pupil_who_left_and_a_stranger_are_told_nothing(
    room: Room, sitting: Sitting, learner_id: int
) -> None:
    remove_pupil(room, "Ada")

    assert closings_of_pupil(room.learners["Ada"], NOON) == []
    assert closings_of_pupil(learner_id, NOON) == []


def test_a_teacher_is_told_of_their_own_classes_alone(room: Room, sitting: Sitting) -> None:
    other = make_room("Cy", teacher="another teacher")

    (closing,) = closings_of_teacher(room.teacher_id, NOON)

    assert (closing.sitting_id, closing.ends_at) == (sitting.id, CLOSE)
    assert closings_of_teacher(other.teacher_id, NOON) == []
    assert closings_of_teacher(room.teacher_id, CLOSE) == []

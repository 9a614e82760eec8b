"""First attempts become statistics, and erased ones leave theirs behind."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from studyapp.classroom.items.queries import first_attempts, tallies_of, works_of
from studyapp.classroom.items.statistics import ItemSums, item_rest, summed, tally_sums
from studyapp.classroom.items.tally_operations import leave_tallies
from studyapp.classroom.quizzes.queries import get_frozen, rules_in_force
from studyapp.classroom.regrading.operations import apply_regrade
from studyapp.classroom.sittings.attempt_operations import leave_out
from studyapp.classroom.sittings.erase_operations import erase_attempts, erase_pupil
from studyapp.classroom.sittings.models import AttemptRow
from studyapp.classroom.sittings.queries import Sitting
from studyapp.database import db, write_transaction
from tests.classroom.builders import begin, first_questions, make_quiz, make_room, make_sitting
from tests.classroom.result_builders import handed_in, play_as, work
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("app_context")

NAMES = ("Ada", "Ben", "Cy", "Dee")
LATER = NOON + timedelta(hours=1)


def pooled(sitting: Sitting) -> dict[int, ItemSums]:
    quiz = get_frozen(sitting.version_id)
    works = works_of(db.session, quiz, rules_in_force(db.session, quiz.version_id))
    left = tallies_of(db.session, quiz.version_id)
    return summed([left, *map(tally_sums, works.values())])


def test_the_first_attempt_of_each_learner_counts_and_only_once_handed_in() -> None:
    room = make_room(*NAMES)
    quiz_id = make_quiz(room.teacher_id, first_questions(2, "single"))
    sitting, again = make_sitting(room, quiz_id), make_sitting(room, quiz_id)
    first = work(room, sitting, "Ada", "10")
    work(room, again, "Ada", "11", now=LATER)
    begin(sitting, room.learners["Ben"])
    other = work(room, again, "Cy", "01")

    found = {one.attempt_id for one in first_attempts(db.session, sitting.version_id)}

    assert found == {first.id, other.id}


def test_who_was_sent_out_of_a_live_quiz_is_no_part_of_the_statistics() -> None:
    room = make_room("Ada", "Ben")
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(2)), "live")
    play_as(work(room, sitting, "Ada", "11"), "fox")
    play_as(work(room, sitting, "Ben", "00"), "wolf", kicked_at=NOON)

    assert pooled(sitting)[1].people == 1


def test_who_joined_for_one_question_alone_is_no_part_of_the_statistics() -> None:
    room = make_room("Ada", "Ben", "Cy")
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(3)), "live")
    quiz = get_frozen(sitting.version_id)
    asked = {}
    for name, missed in (("Ada", set()), ("Ben", {1}), ("Cy", {1, 2})):
        attempt = begin(sitting, room.learners[name], seat_id=room.seats[name])
        with write_transaction() as session:
            leave_out(session, attempt.id, quiz, missed)
        asked[name] = handed_in(attempt).id

    assert works_of(db.session, quiz, {}).keys() == {asked["Ada"], asked["Ben"]}
    with write_transaction() as session:
        leave_tallies(session, select(AttemptRow.id))
    assert tallies_of(db.session, sitting.version_id)[3].people == 2


def test_where_one_question_is_all_there_is_everybody_counts() -> None:
    room = make_room("Ada")
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(1)), "live")
    work(room, sitting, "Ada", "1")

    assert pooled(sitting)[1].people == 1


def test_a_blank_counts_as_nothing_and_is_stated() -> None:
    room = make_room("Ada")
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(3, "single")))
    work(room, sitting, "Ada", "1.0")
    quiz = get_frozen(sitting.version_id)

    (found,) = works_of(db.session, quiz, {}).values()

    assert found.scores == {1: 1, 2: 0, 3: 0}
    assert found.blanks == {2}


def test_a_dropped_item_is_no_part_of_any_sum() -> None:
    room = make_room("Ada", "Ben")
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(3, "single")))
    work(room, sitting, "Ada", "100")
    work(room, sitting, "Ben", "011")

    apply_regrade(sitting.version_id, 1, "dropped", key_version_id=None, now=NOON)

    sums = pooled(sitting)
    assert sums.keys() == {2, 3}
    assert item_rest(sums[2]) == pytest.approx(1)


def test_full_credit_leaves_nothing_to_tell_people_apart_by() -> None:
    room = make_room("Ada", "Ben")
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(2, "single")))
    work(room, sitting, "Ada", "11")
    work(room, sitting, "Ben", ".0")

    apply_regrade(sitting.version_id, 1, "full_credit", key_version_id=None, now=NOON)

    assert pooled(sitting)[1].x == 2
    assert item_rest(pooled(sitting)[1]) is None


def test_erased_pupils_leave_the_statistics_as_they_were() -> None:
    room = make_room(*NAMES)
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(3, "single")))
    for name, answers in zip(NAMES, ("111", "110", "001", ".00"), strict=True):
        work(room, sitting, name, answers)
    before = pooled(sitting)

    erase_pupil(room.class_id, room.seats["Ada"])
    erase_pupil(room.class_id, room.seats["Dee"])

    after = pooled(sitting)
    assert len(first_attempts(db.session, sitting.version_id)) == 2
    for position, sums in before.items():
        assert after[position].people == 4
        assert after[position].choices == sums.choices
        assert item_rest(after[position]) == pytest.approx(item_rest(sums))


def test_an_attempt_that_was_not_handed_in_leaves_nothing() -> None:
    room = make_room("Ada")
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(2)))
    begin(sitting, room.learners["Ada"], seat_id=room.seats["Ada"])

    erase_pupil(room.class_id, room.seats["Ada"])

    assert tallies_of(db.session, sitting.version_id) == {}


def test_who_worked_in_two_sittings_counts_once_after_the_first_is_erased() -> None:
    room = make_room("Ada")
    quiz_id = make_quiz(room.teacher_id, first_questions(2, "single"))
    first, second = make_sitting(room, quiz_id), make_sitting(room, quiz_id)
    work(room, first, "Ada", "10")
    work(room, second, "Ada", "11", now=LATER)

    for sitting in (first, second):
        with write_transaction() as session:
            erase_attempts(
                session, select(AttemptRow.id).where(AttemptRow.sitting_id == sitting.id)
            )
        db.session.rollback()

        assert pooled(first)[1].people == 1

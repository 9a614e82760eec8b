"""Results of classes leave when their time is over, and a pupil when the teacher says so."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from studyapp.accounts.models import LearnerRow
from studyapp.accounts.operations import claim
from studyapp.accounts.own_data.erase_operations import erase_learner
from studyapp.bank.queries import catalogue
from studyapp.classroom.classes.models import AccommodationRow, ClassRow, SeatRow
from studyapp.classroom.classes.operations import delete_class, open_to_newcomers, take_class_up
from studyapp.classroom.classes.queries import get_class, seats_of_class
from studyapp.classroom.items.queries import tallies_of
from studyapp.classroom.quizzes.freeze_operations import freeze_quiz
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.roster.operations import add_pupil
from studyapp.classroom.roster.text import RosterLine
from studyapp.classroom.sittings.erase_operations import (
    ERASED_AT_ONCE,
    PLAYERS_LAST,
    erase_pupil,
    erase_what_is_over,
    leave_classes,
)
from studyapp.classroom.sittings.models import AttemptRow, PlayerRow, ResponseRow, SittingRow
from studyapp.classroom.sittings.queries import attempts_at, get_sitting
from studyapp.database import Base, db, write_transaction
from studyapp.errors import ConflictError, NotFoundError
from tests.accounts.people import PASSWORD
from tests.classroom.builders import (
    Room,
    begin,
    first_questions,
    give_more_time,
    make_person,
    make_quiz,
    make_room,
    make_sitting,
    respond,
)
from tests.classroom.result_builders import work
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("app_context")


def count(row: type[Base], **values: Any) -> int:
    wanted = [getattr(row, name) == value for name, value in values.items()]
    return db.session.scalar(select(func.count()).select_from(row).where(*wanted)) or 0


def worked_room(*pupils: str) -> Room:
    """Return a class in which everybody has answered a quiz."""
    room = make_room(*pupils)
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(2)))
    for name, learner_id in room.learners.items():
        respond(begin(sitting, learner_id, seat_id=room.seats[name]), 1)
    return room


def let_class_end(room: Room, day: date, zone: str = "UTC") -> None:
    with write_transaction() as session:
        changed = update(ClassRow).where(ClassRow.id == room.class_id)
        session.execute(changed.values(erase_on=day, zone=zone))


def test_an_erased_pupil_leaves_seat_results_and_nameless_learner() -> None:
    room = worked_room("Ada", "Ben")

    erase_pupil(room.class_id, room.seats["Ada"])

    assert count(SeatRow) == 1
    assert count(AttemptRow, learner_id=room.learners["Ada"]) == 0
    assert count(LearnerRow, id=room.learners["Ada"]) == 0
    assert count(AttemptRow, learner_id=room.learners["Ben"]) == 1
    assert count(ResponseRow) == 1


def test_a_pupil_with_an_account_keeps_it_and_loses_the_results_of_the_class() -> None:
    room = worked_room("Ada")
    claim(room.learners["Ada"], "Ada", PASSWORD, "a token", now=NOON)

    erase_pupil(room.class_id, room.seats["Ada"])

    assert count(LearnerRow, id=room.learners["Ada"]) == 1
    assert count(AttemptRow) == 0


def test_a_seat_of_another_class_is_not_erased() -> None:
    room, other = worked_room("Ada"), make_room("Ben", teacher="another teacher")

    with pytest.raises(NotFoundError, match="no such pupil"):
        erase_pupil(other.class_id, room.seats["Ada"])

    assert count(SeatRow) == 2


@pytest.mark.parametrize(
    ("zone", "is_erased"), [("UTC", False), ("Pacific/Kiritimati", True), ("Asia/Tokyo", False)]
)
def test_results_are_erased_on_their_day_in_the_zone_of_the_class(
    zone: str, is_erased: bool
) -> None:
    room = worked_room("Ada", "Ben")
    let_class_end(room, NOON.date() + timedelta(days=1), zone)

    erase_what_is_over(NOON)

    left = 0 if is_erased else 2
    assert (count(SeatRow), count(AttemptRow), count(ClassRow)) == (left, left, 1)


def test_players_who_passed_by_are_forgotten_after_thirty_days() -> None:
    room = worked_room("Ada")
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(2)), "live")
    guest, member = make_person("a passing player"), make_person("a player with a name")
    claim(member, "Ben", PASSWORD, "a token", now=NOON)
    for learner_id in (guest, member):
        attempt = begin(sitting, learner_id)
        with write_transaction() as session:
            session.execute(
                insert(PlayerRow).values(
                    attempt_id=attempt.id,
                    sitting_id=sitting.id,
                    nickname=f"player {learner_id}",
                    nickname_key=f"player {learner_id}",
                )
            )

    erase_what_is_over(NOON + PLAYERS_LAST)
    assert count(PlayerRow) == 2

    erase_what_is_over(NOON + PLAYERS_LAST + timedelta(seconds=1))
    assert [a.learner_id for a in attempts_at(sitting.id)] == [member]
    assert count(LearnerRow, id=guest) == 0
    assert count(PlayerRow) == 1
    assert count(AttemptRow, learner_id=room.learners["Ada"]) == 1


def test_a_player_who_holds_a_seat_in_the_class_of_the_quiz_does_not_pass_by() -> None:
    room = make_room("Ada")
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(2)), "live")
    begin(sitting, room.learners["Ada"])

    erase_what_is_over(NOON + PLAYERS_LAST * 2)

    assert [a.learner_id for a in attempts_at(sitting.id)] == [room.learners["Ada"]]


def test_more_players_than_are_erased_at_once_are_all_forgotten() -> None:
    room = make_room()
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(2)), "live")
    guests = [make_person(f"player {n}") for n in range(ERASED_AT_ONCE * 2 + 1)]
    for guest in guests:
        begin(sitting, guest)

    erase_what_is_over(NOON + PLAYERS_LAST * 2)

    assert count(AttemptRow) == 0
    assert count(LearnerRow) == 1


def test_a_class_whose_results_are_erased_is_put_away_and_takes_in_nobody() -> None:
    room = worked_room("Ada")
    open_to_newcomers(room.class_id)
    let_class_end(room, NOON.date())

    erase_what_is_over(NOON)

    school_class = get_class(room.class_id)
    assert (school_class.ended_at, school_class.join_code) == (NOON, None)
    with pytest.raises(ConflictError, match="put away"):
        add_pupil(school_class, RosterLine(1, "Ben"), now=NOON)
    with pytest.raises(ConflictError, match="choose a later one first"):
        take_class_up(room.class_id, NOON.date())


def test_a_class_with_a_later_day_can_be_taken_up_and_keeps_who_is_added() -> None:
    room = worked_room("Ada")
    let_class_end(room, NOON.date())
    erase_what_is_over(NOON)

    let_class_end(room, NOON.date() + timedelta(days=9))
    take_class_up(room.class_id, NOON.date())
    add_pupil(get_class(room.class_id), RosterLine(1, "Ben"), now=NOON)
    erase_what_is_over(NOON + timedelta(days=1))

    assert [seat.name for seat in seats_of_class(room.class_id)] == ["Ben"]


def test_a_passing_player_who_also_studies_keeps_what_they_studied() -> None:
    room, other = worked_room("Ada"), make_room(teacher="another teacher")
    sitting = make_sitting(other, make_quiz(other.teacher_id, first_questions(1)), "live")
    learner_id = room.learners["Ada"]
    begin(sitting, learner_id)

    erase_what_is_over(NOON + PLAYERS_LAST * 2)

    assert attempts_at(sitting.id) == []
    assert count(LearnerRow, id=learner_id) == 1
    assert count(SeatRow) == 1


def test_a_quiz_made_after_one_was_erased_is_not_taken_for_it() -> None:
    room, gone = make_room("Ada"), make_person("a teacher who leaves", "teacher")
    first, *others = first_questions(3)
    quiz_id = make_quiz(gone, [first])
    with write_transaction() as session:
        erased = freeze_quiz(session, quiz_id, catalogue(), now=NOON)
    get_frozen(erased)

    erase_learner(gone, [leave_classes])
    made = make_sitting(room, make_quiz(room.teacher_id, others)).version_id

    assert [item.question_id for item in get_frozen(made).items] == others


def test_what_an_admin_ran_in_a_class_stays_with_its_teacher() -> None:
    room, admin = make_room("Ada"), make_person("an admin", "admin")
    quiz_id = make_quiz(room.teacher_id, first_questions(2))
    sitting = make_sitting(replace(room, teacher_id=admin), quiz_id)
    work(room, sitting, "Ada", "10")

    erase_learner(admin, [leave_classes])

    assert get_sitting(sitting.id).host_id == room.teacher_id
    assert len(attempts_at(sitting.id)) == 1


def test_a_host_who_is_erased_leaves_what_players_said_about_a_quiz_of_others() -> None:
    room, admin = make_room("Ada"), make_person("an admin", "admin")
    quiz_id = make_quiz(room.teacher_id, first_questions(2))
    sitting = make_sitting(replace(room, teacher_id=admin), quiz_id, "live")
    with write_transaction() as session:
        session.execute(update(SittingRow).values(class_id=None))
    work(room, sitting, "Ada", "10")

    erase_learner(admin, [leave_classes])

    assert count(AttemptRow) == 0
    assert tallies_of(db.session, sitting.version_id)[1].people == 1


def test_erasing_one_of_two_seats_of_a_pupil_keeps_the_results_of_the_other() -> None:
    room = make_room("Ada", "Ada again")
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(2)))
    with write_transaction() as session:
        session.execute(update(SeatRow).values(learner_id=room.learners["Ada"]))
    begin(sitting, room.learners["Ada"], seat_id=room.seats["Ada"])
    begin(sitting, room.learners["Ada"], seat_id=room.seats["Ada again"], number=2)

    erase_pupil(room.class_id, room.seats["Ada again"])

    assert [attempt.seat_id for attempt in attempts_at(sitting.id)] == [room.seats["Ada"]]


def test_a_deleted_class_leaves_nothing_of_pupils_who_have_nothing_else() -> None:
    room = worked_room("Ada")
    give_more_time(room.learners["Ada"], 2)
    with write_transaction() as session:
        session.execute(update(SeatRow).values(taken_at=NOON))

    delete_class(room.class_id)

    assert count(LearnerRow, id=room.learners["Ada"]) == 0
    assert count(AccommodationRow) == 0

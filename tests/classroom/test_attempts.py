"""Attempts on a frozen quiz: what they hold, what they amount to, what later edits leave alone."""

import json

import pytest

from studyapp.bank.queries import catalogue
from studyapp.classroom.classes.accommodation_operations import give_more_time
from studyapp.classroom.classes.accommodation_queries import more_time_of
from studyapp.classroom.classes.merge_operations import merge_classroom
from studyapp.classroom.classes.more_time import MoreTime
from studyapp.classroom.quizzes.freeze_operations import freeze_quiz
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.sittings.attempt_operations import leave_out
from studyapp.classroom.sittings.attempt_order import COMMON_DRAW, items_of, shown_in
from studyapp.classroom.sittings.queries import (
    attempts_of,
    get_attempt,
    get_sitting,
    responses_of,
)
from studyapp.database import db, write_transaction
from studyapp.errors import ConflictError
from tests.classroom.builders import (
    begin,
    edit_question,
    first_questions,
    frozen_of,
    make_person,
    make_quiz,
    make_room,
    make_sitting,
    respond,
)
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("app_context")


def test_an_attempt_keeps_marks_and_points_at_every_answer() -> None:
    room = make_room("Ada")
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(4, "single")))
    attempt = begin(sitting, room.learners["Ada"])
    assert (attempt.marks, attempt.points, attempt.possible) == ("....", 0, 4)

    respond(attempt, 1)
    respond(attempt, 3, right=False)
    after = respond(attempt, 4)

    assert (after.marks, after.points, after.possible) == ("1.01", 2, 4)


def test_a_later_answer_replaces_the_earlier_one() -> None:
    room = make_room("Ada")
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(2, "single")))
    attempt = begin(sitting, room.learners["Ada"])

    respond(attempt, 1, right=False)
    after = respond(attempt, 1)

    assert (after.marks, after.points) == ("1.", 1)
    assert responses_of(db.session, attempt.id)[1].revision == 2


def test_what_is_drawn_and_shuffled_stays_the_same_in_an_attempt() -> None:
    room = make_room("Ada")
    quiz_id = make_quiz(room.teacher_id, first_questions(9), draw_count=4, shuffles=True)
    sitting = make_sitting(room, quiz_id)
    attempt = begin(sitting, room.learners["Ada"])
    quiz = frozen_of(attempt)

    items = items_of(quiz, attempt.seed)

    assert items == items_of(quiz, attempt.seed)
    assert len({item.position for item in items}) == 4
    assert attempt.marks.count(".") == 4
    assert attempt.marks.count("-") == 5
    assert attempt.possible == 4
    assert [shown_in(attempt.seed, item) for item in items] == [
        shown_in(attempt.seed, item) for item in items
    ]


def test_the_same_quiz_is_frozen_once_and_a_changed_one_anew() -> None:
    room = make_room()
    ids = first_questions(3)
    quiz_id = make_quiz(room.teacher_id, ids)
    served = catalogue()
    with write_transaction() as session:
        first = freeze_quiz(session, quiz_id, served, now=NOON)
        again = freeze_quiz(session, quiz_id, served, now=NOON)
    later = make_quiz(room.teacher_id, ids)
    with write_transaction() as session:
        other = freeze_quiz(session, later, served, now=NOON)

    assert first == again
    assert other != first
    assert [item.question_id for item in get_frozen(first).items] == ids


def test_an_edit_of_the_bank_leaves_an_open_attempt_alone() -> None:
    room = make_room("Ada")
    ids = first_questions(1, "single")
    sitting = make_sitting(room, make_quiz(room.teacher_id, ids))
    attempt = begin(sitting, room.learners["Ada"])
    asked = frozen_of(attempt).items[0].question
    edit_question(ids[0], asked)

    assert frozen_of(attempt).items[0].question == asked
    assert respond(attempt, 1).marks == "1"


def test_an_empty_quiz_cannot_be_used() -> None:
    room = make_room()
    with pytest.raises(ConflictError, match="no questions yet"):
        make_sitting(room, make_quiz(room.teacher_id, []))


def test_a_response_keeps_the_order_that_was_shown() -> None:
    room = make_room("Ada")
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(1, "single")))
    attempt = begin(sitting, room.learners["Ada"])

    respond(attempt, 1)

    stored = responses_of(db.session, attempt.id)[1]
    assert list(stored.shown) == shown_in(attempt.seed, frozen_of(attempt).items[0])
    assert json.dumps(stored.given).isdigit()


def test_the_attempts_of_a_guest_come_after_those_of_the_account() -> None:
    room = make_room("Ada")
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(1)))
    account = make_person("an account")
    begin(sitting, account)
    guests = begin(sitting, room.learners["Ada"])

    with write_transaction() as session:
        merge_classroom(session, room.learners["Ada"], account)

    numbers = {a.id: a.number for a in attempts_of(db.session, sitting.id, account)}
    assert numbers[guests.id] == 2
    assert get_sitting(sitting.id).host_id == room.teacher_id


@pytest.mark.parametrize(
    ("given", "own", "after"),
    [
        (MoreTime(2.0, 5), MoreTime(1.25, 10), MoreTime(2.0, 10)),
        (MoreTime(1.0, 5), MoreTime(1.5, 0, untimed=True), MoreTime(1.5, 5, untimed=True)),
        (MoreTime(1.0, 0, untimed=True), MoreTime(1.5), MoreTime(1.5, 0, untimed=True)),
        (MoreTime(1.5, 5), MoreTime(), MoreTime(1.5, 5)),
        (MoreTime(), MoreTime(1.5, 5), MoreTime(1.5, 5)),
    ],
)
def test_the_larger_of_two_accommodations_is_kept(
    given: MoreTime, own: MoreTime, after: MoreTime
) -> None:
    guest, account = make_person("a guest"), make_person("an account")
    give_more_time(guest, given, now=NOON)
    give_more_time(account, own, now=NOON)

    with write_transaction() as session:
        merge_classroom(session, guest, account)

    assert more_time_of(db.session, account) == after
    assert more_time_of(db.session, guest) == MoreTime()


def test_what_was_never_put_before_a_learner_does_not_count() -> None:
    room = make_room("Ada")
    sitting = make_sitting(room, make_quiz(room.teacher_id, first_questions(4, "single")))
    attempt = begin(sitting, room.learners["Ada"])
    with write_transaction() as session:
        leave_out(session, attempt.id, frozen_of(attempt), {1, 2})

    after = respond(get_attempt(attempt.id), 3)

    assert (after.marks, after.points, after.possible) == ("--1.", 1, 2)


def test_seeds_with_a_common_draw_ask_the_same_in_orders_of_their_own() -> None:
    room = make_room("Ada", "Bob")
    quiz_id = make_quiz(room.teacher_id, first_questions(9, "single"), draw_count=5)
    sitting = make_sitting(room, quiz_id)
    ada, bob = (
        begin(sitting, learner_id, seed=f"same{COMMON_DRAW}{name}")
        for name, learner_id in room.learners.items()
    )
    quiz = frozen_of(ada)

    assert items_of(quiz, ada.seed) == items_of(quiz, bob.seed)
    assert [shown_in(ada.seed, i) for i in quiz.items] != [
        shown_in(bob.seed, i) for i in quiz.items
    ]

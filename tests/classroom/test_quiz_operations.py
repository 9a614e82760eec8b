"""A quiz is edited, by one teacher in two windows among others; what was used stays."""

import pytest
from flask import Flask

from studyapp.bank.queries import catalogue
from studyapp.classroom.quizzes.operations import (
    add_questions,
    archive_quiz,
    change_settings,
    copy_quiz,
    make_quiz,
    move_question,
    remove_question,
    sort_by_bank,
)
from studyapp.classroom.quizzes.queries import get_frozen, get_quiz
from studyapp.classroom.quizzes.settings import LONGEST_QUIZ, QuizSettings
from studyapp.classroom.quizzes.use_queries import next_version, quizzes_of, retired_in, uses_of
from studyapp.errors import ConflictError
from tests.classroom.builders import first_questions, make_person, make_room, make_sitting
from tests.classroom.builders import make_quiz as quiz_of
from tests.conftest import NOON
from tests.stored import retire

pytestmark = pytest.mark.usefixtures("app_context")
TEACHER = "the teacher"


@pytest.fixture
def quiz_id() -> int:
    """Return a quiz of questions 1 to 4."""
    return quiz_of(make_person(TEACHER, "teacher"), [1, 2, 3, 4])


def test_questions_are_added_once_and_at_the_end(quiz_id: int) -> None:
    added = add_questions(quiz_id, [9, 2, 7, 9], now=NOON)

    assert added == 2
    assert get_quiz(quiz_id).question_ids == (1, 2, 3, 4, 9, 7)


def test_more_than_a_quiz_holds_are_refused_whole(quiz_id: int) -> None:
    many = first_questions(LONGEST_QUIZ + 1)

    with pytest.raises(ConflictError, match="100 questions at most"):
        add_questions(quiz_id, many, now=NOON)

    assert get_quiz(quiz_id).question_ids == (1, 2, 3, 4)
    add_questions(quiz_id, many[:LONGEST_QUIZ], now=NOON)
    assert len(get_quiz(quiz_id).question_ids) == LONGEST_QUIZ


def test_a_question_is_removed_once(quiz_id: int) -> None:
    remove_question(quiz_id, 2, now=NOON)
    remove_question(quiz_id, 2, now=NOON)

    assert get_quiz(quiz_id).question_ids == (1, 3, 4)


@pytest.mark.parametrize(
    ("question_id", "by", "order"),
    [
        pytest.param(3, -1, (1, 3, 2, 4), id="up"),
        pytest.param(3, 1, (1, 2, 4, 3), id="down"),
        pytest.param(1, -1, (1, 2, 3, 4), id="up from the top"),
        pytest.param(4, 1, (1, 2, 3, 4), id="down from the end"),
    ],
)
def test_a_question_moves_by_one(
    quiz_id: int, question_id: int, by: int, order: tuple[int, ...]
) -> None:
    move_question(quiz_id, question_id, by, now=NOON)

    assert get_quiz(quiz_id).question_ids == order


def test_a_move_from_an_old_page_moves_the_question_that_was_meant(quiz_id: int) -> None:
    remove_question(quiz_id, 1, now=NOON)
    add_questions(quiz_id, [8], now=NOON)

    move_question(quiz_id, 4, -1, now=NOON)

    assert get_quiz(quiz_id).question_ids == (2, 4, 3, 8)


def test_a_question_that_was_removed_elsewhere_cannot_be_moved(quiz_id: int) -> None:
    remove_question(quiz_id, 3, now=NOON)

    with pytest.raises(ConflictError, match="not in the quiz any more"):
        move_question(quiz_id, 3, 1, now=NOON)

    assert get_quiz(quiz_id).question_ids == (1, 2, 4)


def test_questions_are_sorted_as_the_bank_has_them() -> None:
    order = list(catalogue().questions)
    quiz_id = quiz_of(make_person(TEACHER, "teacher"), [order[9], order[2], order[5]])

    sort_by_bank(quiz_id, catalogue(), now=NOON)

    assert get_quiz(quiz_id).question_ids == (order[2], order[5], order[9])


def test_a_copy_has_the_same_questions_and_settings_and_a_life_of_its_own(quiz_id: int) -> None:
    owner_id = get_quiz(quiz_id).owner_id
    change_settings(quiz_id, QuizSettings("x" * 120, 3, shuffles=True), now=NOON)

    copy_id = copy_quiz(quiz_id, owner_id, now=NOON)
    remove_question(quiz_id, 1, now=NOON)

    copy = get_quiz(copy_id)
    assert copy.title == "x" * 113 + " (copy)"
    assert (copy.draw_count, copy.shuffles, copy.question_ids) == (3, True, (1, 2, 3, 4))


def test_the_list_counts_questions_and_uses_and_puts_the_archive_last() -> None:
    room = make_room("Ada")
    used = quiz_of(room.teacher_id, [1, 2])
    make_sitting(room, used)
    make_sitting(room, used, "paper")
    empty = make_quiz(room.teacher_id, "Empty", now=NOON)
    quiz_of(make_person("another", "teacher"), [1])
    archive_quiz(empty, archived=True, now=NOON)

    lines = [(line.id, line.questions, line.uses) for line in quizzes_of(room.teacher_id)]

    assert lines == [(used, 2, 2), (empty, 0, 0)]
    assert [use.kind for use in uses_of(used)] == ["paper", "assigned"]


def test_an_edit_makes_a_new_version_and_taking_it_back_the_old_one_again() -> None:
    room = make_room("Ada")
    quiz_id = quiz_of(room.teacher_id, [1, 2])
    sitting = make_sitting(room, quiz_id)
    versions = [next_version(get_quiz(quiz_id), catalogue())]

    add_questions(quiz_id, [3], now=NOON)
    versions.append(next_version(get_quiz(quiz_id), catalogue()))
    remove_question(quiz_id, 3, now=NOON)
    versions.append(next_version(get_quiz(quiz_id), catalogue()))

    assert versions == [1, 2, 1]
    assert [item.question_id for item in get_frozen(sitting.version_id).items] == [1, 2]


def test_a_retired_question_is_still_shown_and_sorted_last(app: Flask, quiz_id: int) -> None:
    retire(2)

    sort_by_bank(quiz_id, catalogue(), now=NOON)
    quiz = get_quiz(quiz_id)

    assert quiz.question_ids[-1] == 2
    assert list(retired_in(quiz, catalogue())) == [2]


def test_a_quiz_in_the_archive_is_put_before_nobody() -> None:
    room = make_room("Ada")
    quiz_id = quiz_of(room.teacher_id, first_questions(1))
    archive_quiz(quiz_id, archived=True, now=NOON)

    with pytest.raises(ConflictError, match="archive"):
        make_sitting(room, quiz_id)

    archive_quiz(quiz_id, archived=False, now=NOON)
    assert make_sitting(room, quiz_id).version_id

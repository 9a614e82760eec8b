from collections.abc import Callable
from datetime import timedelta

import pytest

from studyapp.database import db
from studyapp.errors import ConflictError, NotFoundError
from studyapp.review.days.answered_queries import answered_by_day
from studyapp.review.log.entry_ids import guess_of
from studyapp.review.log.history_queries import log_of
from studyapp.review.log.queries import RecordedAnswer, find_answer
from studyapp.review.memory import Rating, remember
from studyapp.review.operations import insist_on_answer, mark_as_guess, undo_answer
from studyapp.review.queries import find_state
from tests.conftest import NOON
from tests.review.builders import ZONE, answer_id, give, rows_of, stored_of, undo, wrong_given

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("app_context")


def mark(learner_id: int, number: int = 1) -> str:
    return mark_as_guess(learner_id, answer_id(number), zone=ZONE, now=NOON).answer_id


def test_undoing_the_first_answer_leaves_nothing_held(learner_id: int) -> None:
    give(learner_id, stored_of())

    undo(learner_id)

    assert rows_of("memory") == []


@pytest.mark.parametrize("right", [True, False])
def test_an_undo_restores_the_exact_earlier_state(learner_id: int, right: bool) -> None:
    stored = stored_of()
    give(learner_id, stored, 1)
    give(learner_id, stored_of("short"), 2, right=False)
    give(learner_id, stored, 3, right=False, now=NOON + 4 * DAY)
    before = rows_of("memory")
    give(learner_id, stored, 4, right=right, now=NOON + 9 * DAY)
    assert rows_of("memory") != before

    undo(learner_id, 4)

    assert rows_of("memory") == before


def test_an_undo_is_added_and_the_answer_stays_in_the_log(learner_id: int) -> None:
    answer = give(learner_id, stored_of())
    before = rows_of("review_log")

    undo(learner_id)

    assert rows_of("review_log")[:-1] == before
    entry = log_of(db.session, learner_id)[-1]
    assert (entry.kind, entry.undoes, entry.rating) == ("undo", answer.log_id, None)


def test_answers_can_be_taken_back_one_by_one_from_the_last(learner_id: int) -> None:
    stored = stored_of()
    states = []
    for number in range(3):
        states.append(rows_of("memory"))
        give(learner_id, stored, number, right=number != 1, now=NOON + number * 5 * DAY)

    for number in (2, 1, 0):
        undo(learner_id, number)
        assert rows_of("memory") == states[number]


def test_an_answer_given_again_after_an_undo_counts_as_if_alone(learner_id: int) -> None:
    stored = stored_of()
    give(learner_id, stored, 1, right=False)
    undo(learner_id, 1)

    again = give(learner_id, stored, 2)

    state = find_state(db.session, learner_id, stored.id)
    assert state is not None
    assert (state.reps, state.passes, state.lapses) == (1, 1, 0)
    assert state.last_answer_id == again.log_id
    assert state.memory == remember(None, Rating.GOOD, NOON.date())


def test_an_answer_is_undone_only_once(learner_id: int) -> None:
    give(learner_id, stored_of())
    undo(learner_id)
    before = rows_of("review_log")

    undo(learner_id)

    assert rows_of("review_log") == before


def test_an_answer_before_the_last_one_is_not_undone(learner_id: int) -> None:
    give(learner_id, stored_of(), 1)
    give(learner_id, stored_of(), 2, now=NOON + DAY)
    before = rows_of("review_log"), rows_of("memory")

    with pytest.raises(ConflictError, match="answered again since"):
        undo(learner_id, 1)

    assert (rows_of("review_log"), rows_of("memory")) == before


def test_an_answer_to_another_question_since_does_not_stop_an_undo(learner_id: int) -> None:
    give(learner_id, stored_of("single"), 1)
    later = give(learner_id, stored_of("short"), 2)

    undo(learner_id, 1)

    assert [row[1] for row in rows_of("memory")] == [later.question_id]


def test_nobody_undoes_an_answer_of_somebody_else(learner_id: int, other_id: int) -> None:
    give(learner_id, stored_of())
    before = rows_of("review_log"), rows_of("memory")

    with pytest.raises(NotFoundError, match="no such answer of yours"):
        undo(other_id)

    assert (rows_of("review_log"), rows_of("memory")) == before


def test_the_id_of_an_undone_answer_counts_for_nothing_again(learner_id: int) -> None:
    first = give(learner_id, stored_of())
    undo(learner_id)

    again = give(learner_id, stored_of())

    assert again == first
    assert rows_of("memory") == []


def test_a_guess_counts_as_hard_instead_of_good(learner_id: int) -> None:
    stored = stored_of()
    give(learner_id, stored, 1, right=False)
    before = remember(None, Rating.AGAIN, NOON.date())
    give(learner_id, stored, 2)

    marked = mark_as_guess(learner_id, answer_id(2), zone=ZONE, now=NOON)

    state = find_state(db.session, learner_id, stored.id)
    assert state is not None
    assert marked.memory == state.memory == remember(before, Rating.HARD, NOON.date())
    assert (state.reps, state.passes, state.lapses) == (2, 1, 0)
    assert (marked.right, marked.score, marked.guessed) == (True, 1.0, True)


def test_a_guess_marked_days_later_counts_for_the_day_of_the_answer(learner_id: int) -> None:
    give(learner_id, stored_of())

    marked = mark_as_guess(learner_id, answer_id(), zone=ZONE, now=NOON + 10 * DAY)

    assert marked.memory == remember(None, Rating.HARD, NOON.date())


@pytest.mark.parametrize("change", [mark_as_guess, insist_on_answer])
def test_an_answer_that_is_marked_took_as_long_as_before(
    learner_id: int, change: Callable[..., RecordedAnswer]
) -> None:
    right = change is mark_as_guess
    give(learner_id, stored_of("short"), 1, right=right, milliseconds=45_000)

    marked = change(learner_id, answer_id(1), zone=ZONE, now=NOON)

    assert marked.milliseconds == 45_000
    assert answered_by_day(learner_id, NOON.date(), NOON.date()) == [(NOON.date(), 1, 45_000)]


def test_a_guess_is_the_same_answer_under_an_id_of_its_own(learner_id: int) -> None:
    first = give(learner_id, stored_of("multiple"), mode="check", run_id=answer_id(99))

    marked = mark_as_guess(learner_id, answer_id(), zone=ZONE, now=NOON)

    assert marked.answer_id == guess_of(answer_id()) != first.answer_id
    for name in ("question_id", "version_id", "mode", "run_id", "given", "shown", "right"):
        assert getattr(marked, name) == getattr(first, name)


def test_marking_a_guess_appends_an_undo_and_an_answer(learner_id: int) -> None:
    give(learner_id, stored_of())
    before = rows_of("review_log")

    mark(learner_id)

    assert rows_of("review_log")[:1] == before
    kinds = [(entry.kind, entry.rating) for entry in log_of(db.session, learner_id)]
    assert kinds == [("answer", Rating.GOOD), ("undo", None), ("answer", Rating.HARD)]


def test_a_guess_is_marked_only_once(learner_id: int) -> None:
    give(learner_id, stored_of())
    first = mark(learner_id)
    before = rows_of("review_log"), rows_of("memory")

    again = mark(learner_id)

    assert again == first
    assert (rows_of("review_log"), rows_of("memory")) == before


def test_a_marked_guess_can_be_undone(learner_id: int) -> None:
    give(learner_id, stored_of())
    marked_id = mark(learner_id)

    undo_answer(learner_id, marked_id, zone=ZONE, now=NOON)

    assert rows_of("memory") == []
    assert find_answer(db.session, learner_id, marked_id) is not None


@pytest.mark.parametrize("known", [True, False])
def test_only_a_right_answer_can_be_a_guess(learner_id: int, known: bool) -> None:
    stored = stored_of()
    give(learner_id, stored, given=wrong_given(stored.question) if known else None)
    before = rows_of("review_log"), rows_of("memory")

    with pytest.raises(ConflictError, match="Only a right answer"):
        mark(learner_id)

    assert (rows_of("review_log"), rows_of("memory")) == before


def test_a_guess_is_not_marked_once_the_question_was_answered_again(learner_id: int) -> None:
    give(learner_id, stored_of(), 1)
    give(learner_id, stored_of(), 2, now=NOON + DAY)

    with pytest.raises(ConflictError, match="answered again since"):
        mark(learner_id, 1)


def test_nobody_marks_an_answer_of_somebody_else(learner_id: int, other_id: int) -> None:
    give(learner_id, stored_of())

    with pytest.raises(NotFoundError, match="no such answer of yours"):
        mark(other_id)

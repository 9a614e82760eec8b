"""What is left out rests until it is taken back, for guests and accounts alike."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from studyapp.bank.catalogue import StoredQuestion
from studyapp.database import write_transaction
from studyapp.review.checks.keep_operations import Choice, keep
from studyapp.review.operations import merge_reviews
from studyapp.review.queries import count_due, due_by_day, lasting_rests
from studyapp.review.session.new_queries import waiting_ids
from studyapp.review.session.rest_operations import wake
from studyapp.review.session.resting import UNTIL_WOKEN
from tests.conftest import NOON
from tests.review.builders import give, rows_of, undo

TODAY = NOON.date()
DAY = timedelta(days=1)

pytestmark = pytest.mark.usefixtures("app_context")


def leave_out(learner_id: int, *questions: StoredQuestion) -> None:
    keep(learner_id, Choice(left_out=[stored.id for stored in questions]), now=NOON)


def rests(learner_id: int) -> dict[int, str]:
    return dict(lasting_rests(learner_id))


@pytest.fixture
def siblings_of(stored: list[StoredQuestion]) -> tuple[StoredQuestion, StoredQuestion]:
    """Return two questions of one passage."""
    by_passage: dict[str, StoredQuestion] = {}
    for question in stored:
        for passage in _passages(question):
            if passage in by_passage and by_passage[passage].id != question.id:
                return by_passage[passage], question
            by_passage[passage] = question
    raise AssertionError("The bank asks no two questions about one passage.")


def _passages(stored: StoredQuestion) -> Iterable[str]:
    return {entry.paragraph for entry in stored.question.evidence}


def test_what_is_left_out_is_due_on_no_day(learner_id: int, stored: list[StoredQuestion]) -> None:
    give(learner_id, stored[0], 1, now=NOON - 30 * DAY)
    give(learner_id, stored[40], 2, now=NOON - 30 * DAY)

    leave_out(learner_id, stored[0])

    assert rests(learner_id) == {stored[0].id: "left_out"}
    assert count_due(learner_id, TODAY) == 1
    assert sum(due_by_day(learner_id, UNTIL_WOKEN).values()) == 1


def test_what_was_never_asked_cannot_be_left_out(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    leave_out(learner_id, stored[0])

    assert rests(learner_id) == {}


def test_nobody_leaves_out_the_question_of_another(
    learner_id: int, other_id: int, stored: list[StoredQuestion]
) -> None:
    give(learner_id, stored[0], 1)
    give(other_id, stored[0], 2)

    leave_out(learner_id, stored[0])

    assert rests(other_id) == {}


@pytest.mark.parametrize("how", ["kept", "taken", "woken"])
def test_a_question_is_taken_back(learner_id: int, stored: list[StoredQuestion], how: str) -> None:
    give(learner_id, stored[0], 1)
    leave_out(learner_id, stored[0])

    if how == "woken":
        wake(learner_id, stored[0].id)
    else:
        keep(learner_id, Choice(**{how: [stored[0].id]}), now=NOON)

    assert rests(learner_id) == {}
    assert waiting_ids(learner_id) == set()


def test_a_question_taken_once_its_only_answer_is_undone_waits_to_be_asked(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    give(learner_id, stored[0], 1)
    leave_out(learner_id, stored[0])
    undo(learner_id, 1)

    keep(learner_id, Choice(taken=[stored[0].id]), now=NOON)

    assert rests(learner_id) == {}
    assert waiting_ids(learner_id) == {stored[0].id}


def test_one_that_waits_for_its_sibling_is_left_out_for_good(
    learner_id: int, siblings_of: tuple[StoredQuestion, StoredQuestion]
) -> None:
    first, second = siblings_of
    give(learner_id, second, 1, now=NOON - 3 * DAY)
    give(learner_id, first, 2)
    assert [row[3] for row in rows_of("rest")] == ["sibling"]

    leave_out(learner_id, second)

    assert [row[3] for row in rows_of("rest")] == ["left_out"]


def test_one_that_was_left_out_stays_so_when_its_sibling_is_answered(
    learner_id: int, siblings_of: tuple[StoredQuestion, StoredQuestion]
) -> None:
    first, second = siblings_of
    give(learner_id, second, 1, now=NOON - 3 * DAY)
    leave_out(learner_id, second)

    give(learner_id, first, 2)

    assert rests(learner_id) == {second.id: "left_out"}


def test_one_that_waited_for_its_sibling_once_does_so_again(
    learner_id: int, siblings_of: tuple[StoredQuestion, StoredQuestion]
) -> None:
    first, second = siblings_of
    give(learner_id, second, 1, now=NOON - 3 * DAY)
    give(learner_id, first, 2)
    (until,) = {row[2] for row in rows_of("rest")}

    give(learner_id, first, 3, now=NOON + DAY)

    (until_again,) = {row[2] for row in rows_of("rest")}
    assert until_again > until


def merge(guest_id: int, account_id: int) -> None:
    with write_transaction() as session:
        merge_reviews(session, guest_id, account_id)


def test_a_guest_brings_what_they_left_out_into_the_account(
    learner_id: int, other_id: int, stored: list[StoredQuestion]
) -> None:
    give(other_id, stored[0], 1)
    leave_out(other_id, stored[0])

    merge(other_id, learner_id)

    assert rests(learner_id) == {stored[0].id: "left_out"}
    assert rests(other_id) == {}


@pytest.mark.parametrize("by_guest", [True, False])
def test_what_either_side_left_out_is_left_out_whatever_waits_a_day_on_the_other(
    learner_id: int,
    other_id: int,
    siblings_of: tuple[StoredQuestion, StoredQuestion],
    by_guest: bool,
) -> None:
    first, second = siblings_of
    leaver, waiter = (other_id, learner_id) if by_guest else (learner_id, other_id)
    give(leaver, second, 1, now=NOON - 3 * DAY)
    leave_out(leaver, second)
    give(waiter, second, 2, now=NOON - 3 * DAY)
    give(waiter, first, 3)

    merge(other_id, learner_id)

    assert rests(learner_id) == {second.id: "left_out"}

"""What was missed on a day, and how many answers have come since."""

from datetime import timedelta

import pytest

from studyapp.bank.catalogue import StoredQuestion
from studyapp.review.session.queries import review_day
from tests.conftest import NOON
from tests.review.builders import give, undo

TODAY = NOON.date()
pytestmark = pytest.mark.usefixtures("app_context")


def answer_all(learner_id: int, stored: list[StoredQuestion], text: str) -> None:
    """Give a day's answers: `1- 2+` is question 1 missed and question 2 right."""
    for number, part in enumerate(text.split(), start=1):
        give(learner_id, stored[int(part[:-1])], number, right=part.endswith("+"))


@pytest.mark.parametrize(
    ("answers", "waiting"),
    [
        ("", {}),
        ("1+", {}),
        ("1-", {1: 0}),
        ("1- 2+ 3+", {1: 2}),
        ("1- 2- 3+", {1: 2, 2: 1}),
        ("1- 2+ 1-", {1: 0}),
        ("1- 2+ 1+", {}),
        ("1+ 1-", {1: 0}),
        ("1- 2- 3+ 1- 4+", {2: 3, 1: 1}),
        ("1- 2- 3+ 4+ 5+ 6-", {1: 3, 2: 3, 6: 0}),
    ],
)
def test_a_miss_waits_until_it_is_right(
    learner_id: int, stored: list[StoredQuestion], answers: str, waiting: dict[int, int]
) -> None:
    answer_all(learner_id, stored, answers)

    missed = review_day(learner_id, TODAY).missed

    assert list(missed.items()) == [(stored[n].id, after) for n, after in waiting.items()]


def test_an_answer_that_was_undone_is_no_miss_and_ends_none(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    answer_all(learner_id, stored, "1- 2- 1+")

    undo(learner_id, 2)
    undo(learner_id, 3)

    assert review_day(learner_id, TODAY).missed == {stored[1].id: 0}


def test_misses_are_those_of_the_day_alone(learner_id: int, stored: list[StoredQuestion]) -> None:
    yesterday = NOON - timedelta(days=1)
    give(learner_id, stored[1], 1, right=False, now=yesterday)
    give(learner_id, stored[2], 2, right=False)
    give(learner_id, stored[2], 3, now=NOON + timedelta(days=1))

    assert review_day(learner_id, yesterday.date()).missed == {stored[1].id: 0}
    assert review_day(learner_id, TODAY).missed == {stored[2].id: 0}


def test_the_last_answer_of_a_day_that_stands_is_the_last_question(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    answer_all(learner_id, stored, "1+ 2- 3+")
    undo(learner_id, 3)

    assert review_day(learner_id, TODAY).last == stored[2].id
    assert review_day(learner_id, TODAY + timedelta(days=1)).last is None

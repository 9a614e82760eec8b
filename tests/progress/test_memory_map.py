from datetime import date, timedelta

import pytest

from studyapp.bank.catalogue import Catalogue
from studyapp.progress.overview import Learning
from studyapp.progress.reading.memory_map import Passage, passage_of, wait_text, weakest_passages
from studyapp.review.memory import Memory, recall
from studyapp.review.session.resting import UNTIL_WOKEN

TODAY = date(2026, 3, 10)
PARAGRAPH = "oak-1950:3"
"""Proves the questions 1 to 8."""


def days(number: int) -> timedelta:
    return timedelta(days=number)


def memory(stability: float, age: int, *, due_in: int = 5) -> Memory:
    return Memory(stability, 5.0, TODAY - days(age), TODAY + days(due_in))


def test_the_weakest_question_met_decides_about_a_passage(oak: Catalogue) -> None:
    weak = memory(10.0, 30)
    learning = Learning(TODAY, {2: memory(100.0, 3), 5: weak, 999: memory(1.0, 90)}, {})

    passage = passage_of(oak, PARAGRAPH, learning)

    assert passage == Passage(PARAGRAPH, met=(5, 2), unmet=6, recall=recall(weak, TODAY))


def test_a_passage_of_which_nothing_was_asked_has_no_recall(oak: Catalogue) -> None:
    asked_about = passage_of(oak, PARAGRAPH, Learning(TODAY, {}, {}))
    without = passage_of(oak, "oak-1950:1", Learning(TODAY, {}, {}))

    assert (asked_about.recall, asked_about.level, asked_about.unmet) == (None, None, 8)
    assert (without.recall, without.level, without.unmet) == (None, None, 0)


@pytest.mark.parametrize(
    ("share", "level"),
    [(0.2, 0), (0.599, 0), (0.6, 1), (0.749, 1), (0.75, 2), (0.85, 3), (0.929, 3), (0.93, 4)],
)
def test_the_fuller_the_box_the_better_it_is_remembered(share: float, level: int) -> None:
    assert Passage("oak-1950:3", (1,), 0, share).level == level


def test_what_was_asked_today_counts_with_its_recall_of_tomorrow(oak: Catalogue) -> None:
    held = memory(5.0, 0)

    passage = passage_of(oak, PARAGRAPH, Learning(TODAY, {1: held}, {}))

    assert passage.recall == recall(held, TODAY + days(1)) < 1


def test_only_fading_passages_are_weak_and_no_more_than_wanted(oak: Catalogue) -> None:
    strong, weak = (
        Learning(TODAY, {1: memory(500.0, 2)}, {}),
        Learning(TODAY, {1: memory(5.0, 9)}, {}),
    )

    assert weakest_passages(oak, strong, 10) == []
    assert [p.paragraph_id for p in weakest_passages(oak, weak, 10)] == [PARAGRAPH]
    assert weakest_passages(oak, weak, 0) == []


@pytest.mark.parametrize(
    ("due_in", "is_due", "text"),
    [
        (-2, True, "overdue"),
        (0, True, "due today"),
        (1, False, "comes back tomorrow"),
        (9, False, "comes back in 9 days"),
        (0, False, "at rest"),
        (-30, False, "at rest"),
        (3, True, "due today"),
    ],
)
def test_a_question_says_when_it_is_asked_again(due_in: int, *, is_due: bool, text: str) -> None:
    due = {1} if is_due else set()

    assert wait_text(1, Learning(TODAY, {1: memory(5.0, 9, due_in=due_in)}, {}, due)) == text


@pytest.mark.parametrize(
    ("due_in", "until", "text"),
    [
        (3, TODAY + days(9), "comes back in 9 days"),
        (-3, TODAY + days(9), "comes back in 9 days"),
        (9, TODAY + days(3), "comes back in 9 days"),
        (0, TODAY + days(1), "comes back tomorrow"),
        (1, UNTIL_WOKEN, "at rest"),
        (-1, UNTIL_WOKEN, "at rest"),
    ],
)
def test_a_question_that_rests_comes_back_when_its_rest_is_over(
    due_in: int, until: date, text: str
) -> None:
    held = {1: memory(5.0, 9, due_in=due_in)}

    assert wait_text(1, Learning(TODAY, held, {}, rests={1: until})) == text

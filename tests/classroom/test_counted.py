"""Which attempt counts, and what a late one is worth."""

from dataclasses import dataclass
from datetime import datetime

import pytest

from studyapp.classroom.assigned.counted import Counts, Worth, counted_points, worth_of
from tests.conftest import NOON


@dataclass(frozen=True)
class Done:
    """An attempt by its number and its points of four."""

    number: int
    points: float
    is_late: bool = False
    submitted_at: datetime | None = NOON
    possible: float = 4


@pytest.mark.parametrize(
    ("rule", "share"), [("best", 1.0), ("last", 0.25), ("first", 0.5), ("mean", 7 / 12)]
)
def test_the_rule_says_which_attempt_counts(rule: Counts, share: float) -> None:
    attempts = [Done(2, 4), Done(3, 1), Done(1, 2)]

    assert counted_points(attempts, rule) == pytest.approx(share)


@pytest.mark.parametrize("rule", ["best", "last", "first", "mean"])
def test_an_open_attempt_does_not_count(rule: Counts) -> None:
    attempts = [Done(1, 4, submitted_at=None), Done(2, 2), Done(3, 4, submitted_at=None)]

    assert counted_points(attempts, rule) == 0.5


def test_nothing_handed_in_is_not_the_same_as_no_points() -> None:
    assert counted_points([Done(1, 4, submitted_at=None)], "best") is None
    assert counted_points([], "mean") is None
    assert counted_points([Done(1, 0)], "best") == 0


def test_a_late_attempt_is_worth_its_percent_also_when_the_best_is_sought() -> None:
    assert counted_points([Done(1, 3), Done(2, 4, is_late=True)], "best", 50) == 0.75


def test_lateness_does_not_soften_what_certainty_marks_cost() -> None:
    assert worth_of(Done(1, -2, is_late=True), 50) == Worth(-2, 4)


def test_a_quiz_whose_items_were_all_dropped_counts_nothing() -> None:
    assert counted_points([Done(1, 0, possible=0)], "best") == 0

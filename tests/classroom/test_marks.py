"""Marks and points of an attempt: what counts, what is dropped, what everybody is given."""

import pytest

from studyapp.classroom.sittings.marks import Scored, tally
from studyapp.classroom.sittings.scoring import Rule

FULL_CREDIT = {1: Rule("full_credit")}


def test_every_state_of_an_item_has_a_mark_of_its_own() -> None:
    responses = {1: Scored(1.0), 2: Scored(0.0), 3: Scored(0.5), 6: Scored(1.0)}

    result = tally({6: Rule("dropped")}, 6, [1, 2, 3, 4, 6], responses, marks_certainty=False)

    assert (result.marks, result.points, result.possible) == ("10p.-x", 1.5, 4.0)


def test_full_credit_is_for_everybody_who_was_asked_also_without_an_answer() -> None:
    answered = tally(FULL_CREDIT, 2, [1, 2], {1: Scored(0.0)}, marks_certainty=False)
    blank = tally(FULL_CREDIT, 2, [1, 2], {}, marks_certainty=False)
    not_asked = tally(FULL_CREDIT, 2, [2], {}, marks_certainty=False)

    assert (answered.marks, answered.points) == ("1.", 1.0)
    assert (blank.marks, blank.points) == ("1.", 1.0)
    assert (not_asked.marks, not_asked.points) == ("-.", 0.0)


@pytest.mark.parametrize("certainty", [None, 1, 3])
def test_full_credit_does_not_ask_how_sure_somebody_was(certainty: int | None) -> None:
    responses = {1: Scored(0.0, certainty)}

    result = tally(FULL_CREDIT, 1, [1], responses, marks_certainty=True)

    assert (result.points, result.possible) == (1.0, 1.0)


def test_a_wrong_answer_that_was_sure_can_cost_points() -> None:
    assert tally({}, 1, [1], {1: Scored(0.0, 3)}, marks_certainty=True).points == -2.0

"""A stored answer fills in the form so that sending it again says the same."""

import pytest

from studyapp.bank.grading import Given
from studyapp.bank.presentation import shown_order
from studyapp.classroom.answering.filled_again import filled_from, is_blank
from studyapp.review.asking.card import Filled
from studyapp.review.asking.form_answer import answer_in
from tests.bank import make_question
from tests.review.builders import KINDS, right_given, wrong_given

SEED = "f00d:3"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_filled_in_again_says_the_same(kind: str) -> None:
    question = make_question(kind)
    shown = shown_order(question, SEED)

    for given in (right_given(question), wrong_given(question)):
        assert answer_in(question, filled_from(question, given, shown), SEED) == given


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_that_says_nothing_fills_in_nothing(kind: str) -> None:
    question = make_question(kind)
    nothing: Given = None

    assert is_blank(filled_from(question, nothing, shown_order(question, SEED)))


@pytest.mark.parametrize(
    ("filled", "blank"),
    [
        ({}, True),
        ({"text": ["  "]}, True),
        ({"certainty": ["2"], "place-0": [""]}, True),
        ({"right-0": ["", "1"]}, False),
        ({"choice": ["0"]}, False),
    ],
)
def test_a_part_of_an_answer_is_not_blank(filled: Filled, blank: bool) -> None:
    assert is_blank(filled) is blank

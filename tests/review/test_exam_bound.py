"""A question that an exam covers has its last review in the final third before it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.review.plan.exam_bound import latest_day

TODAY = date(2026, 3, 5)
days_ahead = st.integers(1, 2000)


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("due", "held", "comes"),
    [
        pytest.param(100, 60, 50, id="too late: the middle of the final third"),
        pytest.param(60, 60, 50, id="on the very day"),
        pytest.param(59, 60, 59, id="on the eve, as it is"),
        pytest.param(20, 60, 20, id="long before, as it is"),
        pytest.param(9, 7, 6, id="a week left"),
        pytest.param(9, 2, 1, id="a single day left"),
        pytest.param(9, 1, 9, id="the exam is tomorrow"),
        pytest.param(1, 1, 1, id="due tomorrow, as the exam is"),
        pytest.param(9, 0, 9, id="the exam is today"),
        pytest.param(9, -30, 9, id="the exam is over"),
    ],
)
def test_a_question_comes_before_the_exam(due: int, held: int, comes: int) -> None:
    assert latest_day(TODAY, after(due), after(held)) == after(comes)


@given(due=days_ahead, held=st.integers(-100, 2000))
def test_a_question_is_never_put_off(due: int, held: int) -> None:
    assert TODAY < latest_day(TODAY, after(due), after(held)) <= after(due)


@given(due=days_ahead, held=st.integers(2, 2000))
def test_a_question_comes_before_the_exam_whenever_a_day_is_left(due: int, held: int) -> None:
    assert latest_day(TODAY, after(due), after(held)) < after(held)


@given(due=days_ahead, held=st.integers(3, 2000))
def test_what_is_brought_forward_comes_in_the_final_third(due: int, held: int) -> None:
    comes = latest_day(TODAY, after(due), after(held))

    assert comes == after(due) or 3 * (after(held) - comes).days <= held


@given(due=days_ahead, held=st.integers(2, 2000))
def test_what_is_brought_forward_need_not_be_brought_forward_again(due: int, held: int) -> None:
    once = latest_day(TODAY, after(due), after(held))

    assert latest_day(TODAY, once, after(held)) == once


@given(held=st.integers(2, 2000))
def test_reviewing_only_when_asked_takes_few_reviews_before_an_exam(held: int) -> None:
    reviews, day = 0, TODAY
    while (comes := latest_day(day, day + timedelta(days=9999), after(held))) < after(held):
        reviews, day = reviews + 1, comes

    assert 1 <= reviews <= 6
    assert day == after(held) - timedelta(days=1)

from itertools import pairwise
from math import inf

import pytest

from studyapp.bank.rules.option_types import Range, as_range, order_key, overlap, type_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1917", "a year"),
        ("in 1917", "a year"),
        ("the late 1920s", "a year"),
        ("March 1923", "a date"),
        ("on the 5th of March 1923", "a date"),
        ("40 percent", "a figure"),
        ("ten million", "a figure"),
        ("between 20 and 25 percent", "a figure"),
        ("1,500", "a figure"),
        ("Maria Joffe", "a name"),
        ("the House of Trade Unions", "a name"),
        ("“Pravda”", "a name"),
        ("the workers of Leningrad", "a phrase"),
        ("He was sent away", "a sentence"),
    ],
)
def test_an_option_has_a_type(text: str, expected: str) -> None:
    assert type_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1920-1925", Range(1920, 1925)),
        ("from 20 to 25 percent", Range(20, 25)),
        ("between 1,000 and 2,000 delegates", Range(1000, 2000)),
        ("at least 10", Range(10, inf)),
        ("up to 5 years", Range(-inf, 5)),
        ("10", None),
        ("Kamenev and Zinoviev", None),
    ],
)
def test_a_range_is_read_with_both_ends(text: str, expected: Range | None) -> None:
    assert as_range(text) == expected


def test_ranges_overlap_where_they_have_a_figure_in_common() -> None:
    assert overlap(Range(1, 5), Range(5, 9))
    assert not overlap(Range(1, 5), Range(6, inf))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("less than 5", "5 to 10", False),
        ("5 to 10", "more than 10", False),
        ("up to 5", "5 to 10", True),
        ("500 to 900 thousand", "more than 1 million", False),
        ("1920-1925", "1925-1930", True),
    ],
)
def test_bounds_count_where_the_words_say_so(first: str, second: str, expected: bool) -> None:
    ours, theirs = as_range(first), as_range(second)

    assert ours is not None
    assert theirs is not None
    assert overlap(ours, theirs) is expected


def test_ranges_without_an_end_overlap_too() -> None:
    assert overlap(Range(-inf, 3), Range(2, 2))


def test_dates_and_figures_have_an_order() -> None:
    dates = ["1917", "March 1923", "5 March 1923", "6 March 1923", "April 1923"]

    keys = [key for date in dates if (key := order_key(date))]

    assert len(keys) == len(dates)
    assert all(first < second for first, second in pairwise(keys))
    assert order_key("9 geese") == (9.0,)
    assert order_key("Maria Joffe") is None

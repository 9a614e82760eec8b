"""Recall beside its target: what counts for which days, and what can be said of how many."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.progress.retention.shares import Share
from studyapp.progress.retention.working import (
    DayTally,
    Verdict,
    enough_for,
    first_day_needed,
    verdict_on,
    working_from,
)
from studyapp.progress.retention.working_page import retention_sentence
from tests.progress.plain_figures import interval

TODAY = date(2026, 3, 5)
NOTHING = (0,) * 10


def reviews_on(days_ago: int, reviews: int, recalled: int) -> DayTally:
    day = TODAY - timedelta(days=days_ago)
    return DayTally(day, *NOTHING)._replace(reviews=reviews, recalled=recalled)


@given(st.integers(10, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_an_interval_is_where_the_share_lies_two_errors_off(counts: tuple[int, int]) -> None:
    percents = Share(*counts).percents

    assert percents is not None
    # One may be rounded up where the other is rounded down: both reckon with fractions.
    assert percents == pytest.approx(interval(*counts), abs=1)
    assert percents.low <= percents.percent <= percents.high


@pytest.mark.parametrize(
    ("share", "percents"),
    [
        # Newcombe (1998), table I, method 3, to whole percent.
        (Share(81, 263), (31, 26, 37)),
        (Share(15, 148), (10, 6, 16)),
        (Share(0, 20), (0, 0, 16)),
        (Share(1, 29), (3, 1, 17)),
        (Share(9, 9), None),
    ],
)
def test_shares_have_the_intervals_of_the_literature(
    share: Share, percents: tuple[int, int, int] | None
) -> None:
    assert share.percents == percents


@pytest.mark.parametrize(
    ("share", "target", "verdict"),
    [
        (Share(0, 0), 0.9, "few"),
        (Share(36, 36), 0.9, "few"),
        (Share(37, 37), 0.9, "above"),
        (Share(0, 36), 0.9, "few"),
        (Share(0, 37), 0.9, "below"),
        (Share(180, 200), 0.9, "within"),
        (Share(195, 200), 0.9, "above"),
        (Share(160, 200), 0.9, "below"),
        (Share(80, 80), 0.95, "few"),
        (Share(90, 90), 0.95, "above"),
    ],
)
def test_the_target_lies_beside_the_interval_or_in_it(
    share: Share, target: float, verdict: Verdict
) -> None:
    assert verdict_on(share, target) == verdict


@given(st.integers(80, 95), st.integers(0, 400), st.data())
def test_what_is_said_agrees_with_the_figures_shown(
    wanted: int, of: int, data: st.DataObject
) -> None:
    share = Share(data.draw(st.integers(0, of)), of)

    verdict = verdict_on(share, wanted / 100)

    if of < enough_for(wanted / 100):
        assert verdict == "few"
        return
    assert share.percents is not None
    assert (verdict == "above") == (share.percents.low > wanted)
    assert (verdict == "below") == (share.percents.high < wanted)


def test_more_is_asked_for_a_higher_target() -> None:
    needed = [enough_for(target / 100) for target in range(80, 96)]

    assert needed == sorted(needed)
    assert (needed[0], needed[10], needed[-1]) == (16, 37, 82)


def test_the_last_30_days_begin_29_days_ago_and_the_last_365_364() -> None:
    days = [reviews_on(0, 1, 1), reviews_on(29, 10, 5), reviews_on(30, 100, 7)]
    days += [reviews_on(364, 1000, 11), reviews_on(365, 10_000, 13)]

    found = working_from(days, 0.9, TODAY)

    assert found.lately.all == (6, 11)
    assert found.year.all == (24, 1111)


def test_mature_and_young_are_the_two_parts_of_all() -> None:
    day = reviews_on(3, 10, 8)._replace(mature=4, mature_recalled=3)

    found = working_from([day], 0.9, TODAY).lately

    assert (found.young, found.mature, found.all) == ((5, 6), (3, 4), (8, 10))


def test_a_day_dated_ahead_counts_as_today() -> None:
    found = working_from([reviews_on(-1, 4, 3)], 0.9, date(2026, 2, 28))

    assert found.lately.all == (3, 4)
    assert found.months[-1] == (date(2026, 2, 1), (3, 4))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_twelve_months_follow_one_another_and_none_is_cut_off(today: date) -> None:
    months = [month for month, _ in working_from([], 0.9, today).months]

    assert len(months) == len(set(months)) == 12
    assert months == sorted(months)
    assert months[-1] == today.replace(day=1)
    assert (months[0].year, months[0].month % 12) == (
        (today.year, 1) if today.month == 12 else (today.year - 1, (today.month + 1) % 12)
    )
    assert first_day_needed(today) <= min(months[0], today - timedelta(days=364))


@pytest.mark.parametrize(
    ("share", "sentence"),
    [
        (Share(), "In March no review came a day or more after the answer before."),
        (
            Share(3, 4),
            "In March you recalled 3 of 4 reviews, too few to compare with your target of 90 %,"
            " which takes 37.",
        ),
        (
            Share(180, 200),
            "In March you recalled 90 % of 200 reviews: your target of 90 % lies within the"
            " interval of 85 to 93 %.",
        ),
        (
            Share(160, 200),
            "In March you recalled 80 % of 200 reviews, less than you aim for: your target of"
            " 90 % lies above the interval of 74 to 85 %.",
        ),
        (
            Share(200, 200),
            "In March you recalled 100 % of 200 reviews, more than you aim for: your target of"
            " 90 % lies below the interval of 98 to 100 %.",
        ),
    ],
)
def test_one_sentence_says_how_recall_lies_beside_its_target(share: Share, sentence: str) -> None:
    assert " ".join(retention_sentence(share, 0.9, "March").split()) == sentence

"""The day of the next review is the least crowded of those that are as good as the exact one."""

from collections import Counter
from datetime import date, timedelta

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.review.memory import Rating, remember
from studyapp.review.plan.habits import LIGHT, NORMAL, OFF, Habits
from studyapp.review.session.spreading import days_to_choose_from, least_crowded
from tests.review import DAY, TODAY


def chosen(interval: int, **changes: object) -> int:
    values: dict[str, object] = {
        "due": {},
        "sibling_days": set(),
        "share_of": Habits().share_of,
        "latest": None,
    }
    day = least_crowded(TODAY, TODAY + interval * DAY, **(values | changes))  # type: ignore[arg-type]
    return (day - TODAY).days


@pytest.mark.parametrize(
    ("interval", "first", "last"),
    [(1, 1, 1), (2, 2, 2), (3, 2, 4), (7, 5, 9), (10, 8, 12), (32, 28, 36), (90, 84, 96)],
)
def test_the_days_to_choose_from_are_those_of_ankis_fuzz(
    interval: int, first: int, last: int
) -> None:
    days = days_to_choose_from(interval)

    assert (days[0], days[-1]) == (first, last)


def test_a_long_interval_moves_by_a_week_at_most() -> None:
    days = days_to_choose_from(900)

    assert (days[0], days[-1]) == (893, 907)


def test_with_nothing_else_due_the_exact_day_stands() -> None:
    assert chosen(30) == 30


def test_the_least_crowded_day_wins_and_of_equal_ones_the_nearest() -> None:
    due = {TODAY + n * DAY: 3 for n in range(28, 36)} | {TODAY + 27 * DAY: 1, TODAY + 33 * DAY: 1}

    assert chosen(30, due=due) == 27


def test_siblings_are_kept_apart_even_if_the_other_days_are_fuller() -> None:
    due = {TODAY + n * DAY: 2 for n in range(20, 41)} | {TODAY + 30 * DAY: 1}

    assert chosen(30, due=due, sibling_days={TODAY + 30 * DAY}) != 30


def test_a_light_weekday_takes_half_and_a_day_off_nothing() -> None:
    taken = {NORMAL: Counter[date](), LIGHT: Counter[date](), OFF: Counter[date]()}
    exact = TODAY + 30 * DAY
    for kind, due in taken.items():
        kinds = [NORMAL] * 7
        kinds[exact.weekday()] = kind
        share_of = Habits(weekdays="".join(kinds)).share_of
        for _ in range(45):
            day = least_crowded(TODAY, exact, due=due, sibling_days=(), share_of=share_of)
            due[day] += 1

    on_the_day = {kind: due[exact] for kind, due in taken.items()}
    assert on_the_day[OFF] == 0
    assert 0 < on_the_day[LIGHT] <= (on_the_day[NORMAL] + 1) / 2


def test_where_every_day_is_off_the_exact_one_stands() -> None:
    assert chosen(30, share_of=Habits(weekdays=OFF * 7).share_of) == 30


def test_a_hundred_questions_learnt_on_one_day_come_back_spread_over_days() -> None:
    due: Counter[date] = Counter()
    exact = remember(None, Rating.EASY, TODAY).due_on
    for _ in range(100):
        day = least_crowded(TODAY, exact, due=due, sibling_days=(), share_of=Habits().share_of)
        due[day] += 1

    assert max(due.values()) - min(due.values()) <= 1
    assert len(due) == len(days_to_choose_from((exact - TODAY).days)) > 1


@given(
    interval=st.integers(1, 2000),
    due=st.dictionaries(st.integers(0, 60), st.integers(0, 50)),
    weekdays=st.text(alphabet=NORMAL + LIGHT + OFF, min_size=7, max_size=7),
    bound=st.none() | st.integers(1, 2000),
)
def test_the_day_is_always_within_reach_and_never_past_the_bound(
    interval: int, due: dict[int, int], weekdays: str, bound: int | None
) -> None:
    counts = {TODAY + (interval - 30 + n) * DAY: many for n, many in due.items()}
    latest = TODAY + timedelta(days=bound) if bound is not None else None

    days = chosen(interval, due=counts, share_of=Habits(weekdays=weekdays).share_of, latest=latest)

    reach = days_to_choose_from(interval)
    assert days >= 1
    assert days <= reach[-1]
    assert days in reach or (bound is not None and days == bound)


def test_the_reach_is_within_that_of_the_package() -> None:
    for interval in range(3, 100):
        reach = sum(
            r["factor"] * max(min(interval, r["end"]) - r["start"], 0.0)
            for r in fsrs.scheduler.FUZZ_RANGES
        )
        assert abs(len(days_to_choose_from(interval)) // 2 - (1 + reach)) <= 1

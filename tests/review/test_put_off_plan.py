"""Questions put off come after the days off or within a backlog's days, most at risk first."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.review.memory import Memory
from studyapp.review.plan.put_off_plan import DaysOff, Waiting, plan_backlog, plan_days_off
from tests.review import DAY, TODAY


def after(days: int) -> date:
    return TODAY + days * DAY


def waiting(number: int, asked: int, stability: float = 10.0, reviewed: int = -20) -> Waiting:
    memory = Memory(stability, 5.0, after(reviewed), after(min(asked, 0)))
    return Waiting(number, memory, after(asked))


questions = st.lists(
    st.builds(waiting, st.just(0), st.integers(-30, 30), st.floats(0.3, 300), st.integers(-90, -1)),
    max_size=40,
).map(
    lambda found: [Waiting(n, w.memory, w.asked_on) for n, w in enumerate(found)],
)
rooms = st.integers(1, 12)


def test_days_off_move_what_falls_into_them_and_nothing_else() -> None:
    everything = [waiting(n, asked) for n, asked in enumerate([-3, 0, 2, 3, 5, 6, 9])]

    plan = plan_days_off(everything, DaysOff(after(3), after(5), 9), TODAY)

    assert plan.until == {3: after(6), 4: after(6)}
    assert plan.last_day == after(6)


def test_days_off_that_begin_today_take_along_what_waits_already() -> None:
    everything = [waiting(n, asked) for n, asked in enumerate([-3, 0, 2, 3])]

    plan = plan_days_off(everything, DaysOff(TODAY, after(2), 9), TODAY)

    assert plan.until.keys() == {0, 1, 2}


def test_what_is_likeliest_forgotten_comes_first() -> None:
    everything = [waiting(1, 1, 50), waiting(2, 1, 2), waiting(3, 1, 10)]

    plan = plan_days_off(everything, DaysOff(after(1), after(1), 1), TODAY)

    assert plan.until == {2: after(2), 3: after(3), 1: after(4)}


def test_days_that_are_full_already_take_less() -> None:
    busy = [waiting(n, 3) for n in range(10, 18)]
    moved = [waiting(n, 1) for n in range(8)]

    plan = plan_days_off([*busy, *moved], DaysOff(after(1), after(2), 8), TODAY)

    assert plan.by_day == {after(3): 2, after(4): 6}


def test_nothing_is_put_on_days_off() -> None:
    everything = [waiting(n, 0) for n in range(5)]
    off = [(after(1), after(2)), (after(4), after(4))]

    backlog = plan_backlog(everything, TODAY, 1, off)
    days_off = plan_days_off(everything, DaysOff(TODAY, TODAY, 1), TODAY, off)
    on_a_day_off = plan_backlog(everything, after(1), 1, off)

    assert list(backlog.by_day) == [after(n) for n in (3, 5, 6, 7)]
    assert list(days_off.by_day) == [after(n) for n in (3, 5, 6, 7, 8)]
    assert on_a_day_off.staying == 0
    assert len(on_a_day_off.until) == 5


def test_a_backlog_leaves_for_today_what_fits_most_at_risk_first() -> None:
    everything = [waiting(n, -n, stability=40 - n) for n in range(5)] + [waiting(9, 1)]

    plan = plan_backlog(everything, TODAY, 2)

    assert plan.staying == 2
    assert plan.until == {2: after(1), 1: after(2), 0: after(2)}


def test_a_backlog_that_fits_into_today_moves_nothing() -> None:
    plan = plan_backlog([waiting(1, 0), waiting(2, 4)], TODAY, 2)

    assert (plan.until, plan.staying, plan.last_day, plan.forgotten) == ({}, 1, None, 0)


@pytest.mark.parametrize(("stability", "more"), [(1000.0, False), (2.0, True)])
def test_what_fades_fast_costs_more_when_it_waits(stability: float, more: bool) -> None:
    everything = [waiting(n, 0, stability, reviewed=-2) for n in range(40)]

    forgotten = plan_backlog(everything, TODAY, 2).forgotten

    assert forgotten > 0
    assert (forgotten > 1) is more


@given(everything=questions, first=st.integers(0, 20), length=st.integers(1, 20), a_day=rooms)
def test_days_off_are_free_of_what_was_known_and_nothing_is_lost(
    everything: list[Waiting], first: int, length: int, a_day: int
) -> None:
    off = DaysOff(after(first), after(first + length - 1), a_day)

    plan = plan_days_off(everything, off, TODAY)

    left = [w for w in everything if w.question_id not in plan.until]
    assert not [w for w in left if max(w.asked_on, TODAY) in days(off) and w.asked_on >= TODAY]
    assert all(day > off.last_day for day in plan.until.values())
    assert plan.forgotten >= -1e-9
    assert plan_days_off(everything, off, TODAY) == plan


@given(everything=questions, a_day=rooms)
def test_a_spread_backlog_keeps_its_days_within_the_minutes(
    everything: list[Waiting], a_day: int
) -> None:
    plan = plan_backlog(everything, TODAY, a_day)

    due = {w.question_id for w in everything if w.asked_on <= TODAY}
    assert plan.until.keys() <= due
    assert plan.staying == len(due) - len(plan.until) == min(a_day, len(due))
    load = Counter(w.asked_on for w in everything)
    least = max(a_day // 4, 1)
    assert all(n <= max(a_day - load[day], least) for day, n in plan.by_day.items())
    not_full = [day for day in plan.by_day if plan.by_day[day] < max(a_day - load[day], least)]
    assert set(not_full) <= {plan.last_day}


@given(everything=questions, a_day=rooms)
def test_what_stays_for_today_is_more_at_risk_than_what_goes(
    everything: list[Waiting], a_day: int
) -> None:
    plan = plan_backlog(everything, TODAY, a_day)

    due = [w for w in everything if w.asked_on <= TODAY]
    stays = [w.recall(TODAY) for w in due if w.question_id not in plan.until]
    goes = [w.recall(TODAY) for w in due if w.question_id in plan.until]
    assert not goes or max(stays) <= min(goes)


def days(off: DaysOff) -> set[date]:
    return {off.first_day + n * DAY for n in range((off.last_day - off.first_day).days + 1)}

"""A forecast lives through the days until an exam, the same way each time."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.review.memory import Memory, recall_after, remember
from studyapp.review.plan.exam import Exam
from studyapp.review.plan.forecast import Course, forecast, unstudied
from studyapp.review.plan.outlook import Studying, outlook, outlook_text, path_of
from tests.review import DAY, TODAY

Cards = list[Memory | None]
COURSE = Course(a_day=20, new_a_day=5)
HABITS = Studying(seconds=25, new_a_day=5, review=remember)


def after(days: int) -> date:
    return TODAY + days * DAY


def held(stability: float = 10.0, days_ago: int = 10) -> Memory:
    reviewed = after(-days_ago)
    return Memory(stability, 5.0, reviewed, reviewed + max(1, round(stability)) * DAY)


def exam(days: int, minutes: int = 15) -> Exam:
    return Exam(1, "History", after(days), ("compare",), minutes)


memories = st.builds(held, st.floats(0.2, 400), st.integers(0, 100))
cards_of_a_learner = st.lists(st.none() | memories, max_size=12)
courses = st.builds(Course, st.integers(1, 30), st.integers(0, 10))


@given(cards=cards_of_a_learner, course=courses, days=st.integers(-5, 40))
@settings(max_examples=40, deadline=None)
def test_a_forecast_is_a_share_and_the_same_each_time(
    cards: Cards, course: Course, days: int
) -> None:
    found = forecast(cards, course, TODAY, after(days), points=9)

    assert all(0 <= share <= 1 for _, share in found.line)
    assert [day for day, _ in found.line] == sorted({day for day, _ in found.line})
    assert found.line[-1][0] == after(max(days, 0))
    assert found == forecast(cards, course, TODAY, after(days), points=9)


@given(cards=cards_of_a_learner, days=st.integers(0, 60))
@settings(max_examples=40, deadline=None)
def test_a_line_starts_with_what_is_recalled_today(cards: Cards, days: int) -> None:
    studied = forecast(cards, COURSE, TODAY, after(days), points=30)

    today = unstudied(cards, TODAY, TODAY).share
    assert studied.line[0][0] == TODAY
    assert studied.line[0][1] == pytest.approx(today)


def test_without_study_recall_is_that_of_the_forgetting_curve() -> None:
    cards: Cards = [held(10, 4), held(50, 0), None]

    found = unstudied(cards, TODAY, after(6))

    expected = (recall_after(held(10), 10) + recall_after(held(50), 6)) / 3
    assert found.share == pytest.approx(expected)


def test_an_exam_with_nothing_to_ask_is_a_forecast_of_nothing() -> None:
    assert forecast([], COURSE, TODAY, after(9)).share == 0
    assert unstudied([], TODAY, after(9)).share == 0


@pytest.mark.parametrize("days", [0, -1, -400])
def test_an_exam_that_is_not_to_come_is_reckoned_as_it_stands(days: int) -> None:
    cards: Cards = [held(), None]

    assert forecast(cards, COURSE, TODAY, after(days)) == unstudied(cards, TODAY, TODAY)


def test_more_minutes_give_more_and_skipping_costs() -> None:
    cards: Cards = [held(3 + n % 20, 5 + n % 30) for n in range(100)] + [None] * 100
    shares = [
        forecast(cards, Course(a_day, 10, away), TODAY, after(21)).share
        for a_day, away in [(2, None), (10, (after(1), after(14))), (10, None), (40, None)]
    ]

    assert unstudied(cards, TODAY, after(21)).share < shares[0]
    assert shares == sorted(shares)
    assert shares[-1] > 0.9


def test_a_course_without_new_questions_leaves_them_unknown() -> None:
    cards: Cards = [None] * 10

    assert forecast(cards, Course(20, 0), TODAY, after(10)).share == 0
    assert forecast(cards, Course(20, 5), TODAY, after(10)).share > 0.5


def test_new_questions_come_after_those_that_are_due() -> None:
    due, fresh = [held(5, 20) for _ in range(10)], [None] * 10
    only_due = forecast([*due, *fresh], Course(10, 10), TODAY, after(1))

    assert only_due.share == pytest.approx(forecast(due, COURSE, TODAY, after(1)).share / 2)


def test_everything_comes_once_more_right_before_the_exam() -> None:
    safe: Cards = [held(60, 20) for _ in range(20)]
    assert all(memory is not None and memory.due_on > after(10) for memory in safe)

    assert forecast(safe, COURSE, TODAY, after(10)).share > 0.98


def test_days_away_are_days_without_study() -> None:
    cards: Cards = [held(5, 20) for _ in range(10)]
    all_away = Course(20, 5, (TODAY, after(30)))

    assert forecast(cards, all_away, TODAY, after(9)) == unstudied(cards, TODAY, after(9))


def test_the_memory_of_a_learner_can_be_another() -> None:
    cards: Cards = [held(5, 20) for _ in range(10)]
    often = partial(remember, retention=0.95)

    usual = forecast(cards, Course(3, 0), TODAY, after(60), points=60)
    asked_often = forecast(cards, Course(3, 0), TODAY, after(60), review=often, points=60)

    assert mean(asked_often.line) > mean(usual.line)


def test_two_years_ahead_can_be_reckoned() -> None:
    cards: Cards = [held(1 + n, n) for n in range(20)] + [None] * 20

    assert forecast(cards, COURSE, TODAY, after(731)).share > 0.9
    with pytest.raises(ValueError, match="too far ahead"):
        forecast(cards, COURSE, TODAY, after(732))


def test_an_outlook_says_what_going_on_gives_and_what_skipping_costs() -> None:
    cards: Cards = [held(2 + n % 9, 20) for n in range(200)]

    found = outlook(cards, exam(12, minutes=4), HABITS, TODAY)

    words = [scenario.words for scenario in found.scenarios]
    assert words == [
        "Stopping now",
        "2 minutes a day",
        "4 minutes a day, skipping a week",
        "4 minutes a day",
        "8 minutes a day",
    ]
    shares = [round(100 * scenario.share) for scenario in found.scenarios]
    assert shares == sorted(shares)
    assert outlook_text(found, exam(12, minutes=4), "22 March") == (
        f"4 minutes a day gives about {shares[3]} % on 22 March;"
        f" skipping the coming week, {shares[2]} %."
    )


@pytest.mark.parametrize("days", [1, 8])
def test_there_is_no_week_to_skip_shortly_before_an_exam(days: int) -> None:
    found = outlook([held()], exam(days, minutes=1), HABITS, TODAY)

    assert found.skipping is None
    assert [scenario.words for scenario in found.scenarios] == [
        "Stopping now",
        "1 minute a day",
        "2 minutes a day",
    ]
    assert outlook_text(found, exam(days, minutes=1), "22 March").endswith("on 22 March.")


def test_skipping_a_week_may_cost_nothing() -> None:
    found = outlook([held(400, 1)], exam(300, minutes=15), HABITS, TODAY)

    assert outlook_text(found, exam(300), "4 January").endswith(
        "; skipping the coming week, about the same."
    )


def test_a_line_is_drawn_from_corner_to_corner() -> None:
    line = unstudied([None], TODAY, after(10), points=3)

    assert path_of(line) == "M0.0 100.0L50.0 100.0L100.0 100.0"


def mean(line: Sequence[tuple[date, float]]) -> float:
    return sum(share for _, share in line) / len(line)

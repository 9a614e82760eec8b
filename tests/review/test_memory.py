from collections.abc import Iterable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.review.memory import (
    RETENTION_HIGHEST,
    RETENTION_LOWEST,
    Memory,
    Rating,
    recall,
    recall_after,
    remember,
)
from tests.review import DAY, HELD, TODAY

A, H, G, E = Rating

ratings = st.sampled_from(Rating)
retentions = st.floats(RETENTION_LOWEST, RETENTION_HIGHEST)
histories = st.lists(st.tuples(ratings, st.integers(-5, 400)), min_size=1, max_size=12)


def memory_after(
    reviews: Iterable[tuple[Rating, int]], *, retention: float = 0.90
) -> tuple[Memory, date]:
    """Return the memory and the day after reviews, each given as a rating and days since."""
    memory, today = None, TODAY
    for rating, days_since in reviews:
        today += days_since * DAY
        memory = remember(memory, rating, today, retention=retention)
    assert memory is not None
    return memory, today


def all_good_intervals(count: int, retention: float) -> list[int]:
    memory = remember(None, Rating.GOOD, TODAY, retention=retention)
    memories = [memory]
    for _ in range(count - 1):
        memory = remember(memory, Rating.GOOD, memory.due_on, retention=retention)
        memories.append(memory)
    return [(memory.due_on - memory.reviewed_on).days for memory in memories]


@pytest.mark.parametrize(
    ("rating", "stability", "difficulty", "due_in"),
    [
        (Rating.AGAIN, 0.212, 6.41, 1),
        (Rating.HARD, 1.29, 5.11, 1),
        (Rating.GOOD, 2.31, 2.12, 2),
        (Rating.EASY, 8.30, 1.00, 8),
    ],
)
def test_a_first_answer_leaves_a_known_memory(
    rating: Rating, stability: float, difficulty: float, due_in: int
) -> None:
    memory = remember(None, rating, TODAY)

    assert memory.stability == pytest.approx(stability, abs=0.005)
    assert memory.difficulty == pytest.approx(difficulty, abs=0.005)
    assert (memory.reviewed_on, memory.due_on) == (TODAY, TODAY + due_in * DAY)


@pytest.mark.parametrize(
    ("retention", "intervals"),
    [(0.80, [8, 75, 521]), (0.90, [2, 11, 46, 163, 497]), (0.95, [1, 3, 8])],
)
def test_answers_that_stay_right_come_back_ever_later(
    retention: float, intervals: list[int]
) -> None:
    assert all_good_intervals(len(intervals), retention) == intervals


@pytest.mark.parametrize(
    ("reviews", "stability", "difficulty", "due_in"),
    [
        pytest.param(
            [(G, 0), (G, 2), (G, 11), (G, 35)], 141.572601, 2.097455, 142, id="right all along"
        ),
        pytest.param(
            [(A, 0), (G, 0), (G, 1), (G, 4), (A, 9), (G, 0), (H, 3)],
            2.886135,
            9.176477,
            3,
            id="forgotten and learnt again",
        ),
        pytest.param(
            [(H, 0), (H, 3), (H, 0), (A, 20), (A, 1)], 0.336769, 9.744998, 1, id="hard throughout"
        ),
        pytest.param(
            [(G, 0), (A, 7), (A, 0), (G, 0), (G, 1), (E, 10)],
            7.707499,
            8.785868,
            8,
            id="several answers on one day",
        ),
        pytest.param([(E, 0), (G, 30), (H, 400)], 388.014923, 4.010609, 388, id="long overdue"),
    ],
)
def test_whole_histories_agree_with_the_reference_core_in_rust(
    reviews: list[tuple[Rating, int]], stability: float, difficulty: float, due_in: int
) -> None:
    memory, today = memory_after(reviews)

    assert memory.stability == pytest.approx(stability, rel=1e-5)
    assert memory.difficulty == pytest.approx(difficulty, rel=1e-5)
    assert memory.due_on == today + due_in * DAY


@pytest.mark.parametrize(
    ("wanted", "used"),
    [(0.0, 0.80), (-1.0, 0.80), (0.79, 0.80), (0.951, 0.95), (1.0, 0.95), (1.5, 0.95)],
)
def test_a_retention_out_of_bounds_is_moved_to_the_nearest(wanted: float, used: float) -> None:
    today = TODAY + 10 * DAY

    memory = remember(HELD, Rating.GOOD, today, retention=wanted)

    assert memory == remember(HELD, Rating.GOOD, today, retention=used)


@pytest.mark.parametrize("number", [0, 5])
def test_there_are_four_ratings(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        Rating(number)


def test_equal_memories_are_one_in_a_set() -> None:
    assert len({remember(None, Rating.GOOD, TODAY), remember(None, Rating.GOOD, TODAY)}) == 1


@pytest.mark.parametrize("rating", [Rating.HARD, Rating.GOOD, Rating.EASY])
def test_a_right_answer_on_the_same_day_never_weakens_the_memory(rating: Rating) -> None:
    assert remember(HELD, rating, TODAY).stability >= HELD.stability


def test_an_early_good_answer_on_the_same_day_adds_nothing() -> None:
    assert remember(HELD, Rating.GOOD, TODAY).stability == HELD.stability


def test_a_failed_question_long_known_comes_back_soon() -> None:
    memory = remember(HELD, Rating.AGAIN, HELD.due_on)

    assert memory.stability < HELD.stability
    assert memory.due_on <= HELD.due_on + 3 * DAY


@given(histories, retentions)
@settings(deadline=None)
def test_a_memory_always_stays_within_its_bounds(
    reviews: list[tuple[Rating, int]], retention: float
) -> None:
    memory, _ = memory_after(reviews, retention=retention)

    assert memory.stability > 0
    assert 1.0 <= memory.difficulty <= 10.0
    assert memory.due_on > memory.reviewed_on


@given(histories, st.lists(st.integers(0, 40_000), min_size=2))
@settings(deadline=None)
def test_the_chance_of_recall_is_a_share_that_never_grows_with_time(
    reviews: list[tuple[Rating, int]], days_later: list[int]
) -> None:
    memory, _ = memory_after(reviews)

    chances = [recall(memory, memory.reviewed_on + days * DAY) for days in sorted(days_later)]

    assert all(0 < chance <= 1 for chance in chances)
    assert all(later <= earlier for earlier, later in pairwise(chances))


@pytest.mark.parametrize(
    ("days_later", "chance"), [(-5, 1.0), (0, 1.0), (10, 0.9), (30, 0.809), (1000, 0.492)]
)
def test_the_chance_of_recall_falls_to_nine_in_ten_after_the_stability(
    days_later: int, chance: float
) -> None:
    assert recall(HELD, TODAY + days_later * DAY) == pytest.approx(chance, abs=0.0005)


@given(retentions)
@settings(deadline=None)
def test_a_higher_wanted_retention_never_means_a_later_review(retention: float) -> None:
    memory = remember(HELD, Rating.GOOD, HELD.due_on, retention=retention)

    strictest = remember(HELD, Rating.GOOD, HELD.due_on, retention=RETENTION_HIGHEST)
    loosest = remember(HELD, Rating.GOOD, HELD.due_on, retention=RETENTION_LOWEST)
    assert strictest.due_on <= memory.due_on <= loosest.due_on
    assert memory.stability == strictest.stability == loosest.stability


@pytest.mark.parametrize("days", [0, 1, 2, 10, 100])
def test_the_drawn_curve_is_the_curve_of_the_scheduler(days: int) -> None:
    assert recall_after(HELD, days) == pytest.approx(recall(HELD, TODAY + days * DAY))

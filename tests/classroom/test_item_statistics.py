"""Item statistics: by hand, and against numpy on a thousand random classes."""

import math
from collections import Counter
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from studyapp.classroom.items.statistics import (
    ItemSums,
    Work,
    corrected_for_chance,
    facility,
    fisher,
    item_rest,
    point_biserial,
    reliability,
    summed,
    tally_sums,
    top_half,
    wilson,
)

Matrix = npt.NDArray[np.float64]


def works_of(*rows: tuple[float | None, ...]) -> list[Work]:
    """Return a work for each row of scores; None was not asked."""
    return [
        Work({n: score for n, score in enumerate(row, start=1) if score is not None})
        for row in rows
    ]


def sums_of(*rows: tuple[float | None, ...]) -> dict[int, ItemSums]:
    return summed(map(tally_sums, works_of(*rows)))


def test_the_rest_of_an_item_is_the_mean_of_the_others_that_were_asked() -> None:
    (work,) = works_of((1, None, 0, 1))

    assert work.rests == {1: 0.5, 3: 1.0, 4: 0.5}


def test_an_item_is_held_against_the_others_and_never_against_itself() -> None:
    # By hand: x = 1 1 0 0, rests = 1 0.5 0.5 0; cov 1/6, variances 1/3 and 1/6.
    sums = sums_of((1, 1, 1), (1, 1, 0), (0, 0, 1), (0, 0, 0))

    assert item_rest(sums[1]) == pytest.approx(1 / 6 / math.sqrt(1 / 3 * 1 / 6))
    assert item_rest(sums[3]) == pytest.approx(0)


def test_alpha_and_its_error_by_hand() -> None:
    # By hand: each item has variance 1/3; totals 3 2 1 0 have 5/3; 3/2 * (1 - 3/5) = 0.6.
    found = reliability(works_of((1, 1, 1), (1, 1, 0), (0, 0, 1), (0, 0, 0)))

    assert found is not None
    assert found.alpha == pytest.approx(0.6)
    assert found.error == pytest.approx(math.sqrt(5 / 3 * 0.4))
    assert (found.people, found.items) == (4, 3)


@pytest.mark.parametrize(
    ("share", "people", "low", "high"),
    [(0.5, 20, 0.30, 0.70), (0.5, 30, 0.33, 0.67), (0.5, 100, 0.40, 0.60), (0.0, 30, 0.0, 0.11)],
)
def test_the_interval_of_a_share_is_that_of_wilson(
    share: float, people: int, low: float, high: float
) -> None:
    found = wilson(share, people)

    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


@pytest.mark.parametrize(
    ("people", "low", "high"),
    [(10, -0.41, 0.78), (20, -0.16, 0.66), (30, -0.07, 0.60), (60, 0.05, 0.51)],
)
def test_the_interval_of_a_correlation_is_that_of_fisher(
    people: int, low: float, high: float
) -> None:
    found = fisher(0.30, people)

    assert found is not None
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


def test_guessing_among_four_is_worth_nothing() -> None:
    assert corrected_for_chance(0.25, 0.25) == 0
    assert corrected_for_chance(1, 0.25) == 1
    assert corrected_for_chance(0, 0.25) == pytest.approx(-1 / 3)


def test_an_option_is_held_against_the_rest_by_hand() -> None:
    # By hand: rests 0 and 1 | 1 and 1; means .5 and 1, deviation sqrt(3)/4, share 1/2.
    assert point_biserial([0, 1], [1, 1]) == pytest.approx(-0.5 / (math.sqrt(3) / 4) * 0.5)


@pytest.mark.parametrize(
    ("choosers", "others"), [([], [0.5, 1]), ([0.5, 1], []), ([1], [1, 1]), ([], [])]
)
def test_an_option_that_all_or_none_chose_says_nothing(
    choosers: list[float], others: list[float]
) -> None:
    assert point_biserial(choosers, others) is None


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([], id="nobody"),
        pytest.param([(1, 0)], id="one attempt"),
        pytest.param([(1, 0), (1, 0), (1, 1)], id="all alike on the item"),
        pytest.param([(1, 0.1, 0.2), (0, 0.2, 0.1), (0, 0.15, 0.15)], id="all alike on the rest"),
        pytest.param([(1,), (0,)], id="no other item"),
    ],
)
def test_where_nothing_differs_there_is_no_correlation(rows: list[tuple[float, ...]]) -> None:
    assert item_rest(sums_of(*rows).get(1, ItemSums())) is None


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([], id="nobody"),
        pytest.param([(1, 0)], id="one attempt"),
        pytest.param([(1,), (0,)], id="one item"),
        pytest.param([(1, 0), (0, 1)], id="equal totals"),
        pytest.param([(1, 0, None), (0, None, 1)], id="each drew other items"),
    ],
)
def test_where_alpha_says_nothing_there_is_none(rows: list[tuple[float | None, ...]]) -> None:
    assert reliability(works_of(*rows)) is None


def test_nobody_asked_is_no_facility() -> None:
    assert facility(ItemSums()) is None


def test_the_top_half_takes_in_who_is_level_with_its_last() -> None:
    works = works_of((0, 1, 1), (0, 1, 0), (0, 0, 1), (0, 0, 0))

    assert top_half(works, 1) == works[:3]
    assert top_half([], 1) == []


def test_erased_attempts_leave_the_same_statistics() -> None:
    works = works_of((1, 0.5, None), (0, 1, 1), (1, 1, 0), (0, 0, None), (1, None, 1))
    works = [replace(work, choices={1: [n % 3]}) for n, work in enumerate(works)]
    left_behind = summed(map(tally_sums, works[:2]))

    everything = summed(map(tally_sums, works))
    pooled = summed([left_behind, *map(tally_sums, works[2:])])

    assert pooled[1].choices == everything[1].choices == Counter({0: 2, 1: 2, 2: 1})
    for position, sums in everything.items():
        assert item_rest(pooled[position]) == pytest.approx(item_rest(sums))
        assert pooled[position].people == sums.people


# An independent computation: whole columns at once, nothing shared with the program.


def random_class(seed: int) -> Matrix:
    """Return scores of people by items; NaN was not asked, and some columns are all alike."""
    chance = np.random.default_rng(seed)
    people, items = int(chance.integers(2, 40)), int(chance.integers(2, 15))
    ability, ease = chance.normal(size=(people, 1)), chance.normal(size=(1, items))
    right = (chance.random((people, items)) < 1 / (1 + np.exp(-1.5 * (ability + ease)))).astype(
        float
    )
    if seed % 3 == 0:
        right = np.where(chance.random(right.shape) < 0.15, chance.choice([1 / 3, 0.5]), right)
    if seed % 4 == 0:
        right[:, int(chance.integers(items))] = chance.choice([0.0, 1.0])
    if seed % 5 == 0:
        right[np.arange(people), chance.integers(items, size=people)] = np.nan
    return right


def rests_by_numpy(scores: Matrix, item: int) -> Matrix:
    others = np.delete(scores, item, axis=1)
    asked = ~np.isnan(others)
    counts = np.maximum(asked.sum(axis=1), 1)
    means: Matrix = np.where(asked, others, 0).sum(axis=1) / counts
    return means


def item_rest_by_numpy(scores: Matrix, item: int) -> float | None:
    asked = ~np.isnan(scores[:, item])
    x, rest = scores[asked, item], rests_by_numpy(scores, item)[asked]
    if len(x) < 2 or np.ptp(x) < 1e-9 or np.ptp(rest) < 1e-9:
        return None
    return float(np.corrcoef(x, rest)[0, 1])


def alpha_by_numpy(scores: Matrix) -> float | None:
    if np.isnan(scores).any() or np.ptp(scores.sum(axis=1)) < 1e-9:
        return None
    covariance = np.cov(scores, rowvar=False)
    items = scores.shape[1]
    return float(items / (items - 1) * (1 - np.trace(covariance) / covariance.sum()))


def works_of_matrix(scores: Matrix) -> list[Work]:
    rows = [[None if math.isnan(score) else float(score) for score in row] for row in scores]
    return works_of(*map(tuple, rows))


@pytest.mark.parametrize("block", range(10))
def test_a_thousand_random_classes_agree_with_numpy(block: int) -> None:
    for seed in range(block * 100, block * 100 + 100):
        scores = random_class(seed)
        works = works_of_matrix(scores)
        sums = summed(map(tally_sums, works))
        for item in range(scores.shape[1]):
            of_item = sums.get(item + 1, ItemSums())
            asked = scores[~np.isnan(scores[:, item]), item]
            mean = facility(of_item)
            assert (mean.value if mean else None) == pytest.approx(
                float(asked.mean()) if len(asked) else None
            ), seed
            expected = item_rest_by_numpy(scores, item)
            assert item_rest(of_item) == pytest.approx(expected, abs=1e-9), seed
        found = reliability(works)
        assert (found.alpha if found else None) == pytest.approx(
            alpha_by_numpy(scores), abs=1e-9
        ), seed

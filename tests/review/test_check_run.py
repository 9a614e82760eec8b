from collections import Counter

import pytest

from studyapp.review.check_run import CHECK_LENGTH, questions_of_run
from tests.review.builders import answer_id

RUNS = [answer_id(number) for number in range(300)]
TEN = range(1, 11)


@pytest.mark.parametrize(
    ("questions", "asked"),
    [(0, 0), (1, 1), (4, 4), (5, 5), (6, 5), (40, 5)],
)
def test_a_check_asks_up_to_five_different_questions(questions: int, asked: int) -> None:
    ids = range(100, 100 + questions)

    chosen = questions_of_run(ids, set(), RUNS[0])

    assert len(chosen) == len(set(chosen)) == asked
    assert set(chosen) <= set(ids)
    assert CHECK_LENGTH == 5


def test_a_run_keeps_its_questions_and_their_order() -> None:
    first = questions_of_run(TEN, {1, 2}, RUNS[0])

    assert questions_of_run(TEN, {1, 2}, RUNS[0]) == first
    assert questions_of_run(reversed(TEN), {2, 1}, RUNS[0]) == first


def test_another_run_has_another_order() -> None:
    assert len({tuple(questions_of_run(TEN, set(), run)) for run in RUNS}) > 250


def test_what_was_never_met_comes_first() -> None:
    met = {1, 2, 3, 4, 5, 6, 7}

    for run in RUNS:
        chosen = questions_of_run(TEN, met, run)
        assert set(chosen[:3]) == {8, 9, 10}
        assert set(chosen[3:]) <= met


def test_what_was_met_is_asked_when_nothing_else_is_left() -> None:
    assert sorted(questions_of_run([1, 2, 3], {1, 2, 3}, RUNS[0])) == [1, 2, 3]


def test_every_question_has_a_fair_chance_to_be_asked() -> None:
    counts = Counter(n for run in RUNS for n in questions_of_run(TEN, set(), run))

    assert counts.keys() == set(TEN)
    assert min(counts.values()) > 100
    assert max(counts.values()) < 200

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from uuid import uuid4

import pytest

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.question import COMPARE
from studyapp.review.checks.run import (
    check_size,
    questions_of_run,
    run_of_section,
    section_check_size,
    section_of_run,
)
from tests.bank import make_question
from tests.review.builders import MILL, answer_id

RUNS = [answer_id(number) for number in range(300)]
UNLIKE = ("single", "short", "cloze", "number")


def asked_of(number: int, *passages: int, kind: str = "single") -> StoredQuestion:
    """Return a question of a kind that some paragraphs prove."""
    evidence = [{"paragraph": f"oak-1950:{n}", "quote": "three words here"} for n in passages]
    return StoredQuestion(number, 100 + number, MILL, make_question(kind, evidence=evidence))


TEN = [asked_of(n, n) for n in range(1, 11)]


def passages_of(chosen: Iterable[int], questions: Iterable[StoredQuestion]) -> list[str]:
    """Return the first passage of each chosen question."""
    by_id = {stored.id: stored.question.evidence[0].paragraph for stored in questions}
    return [by_id[n] for n in chosen]


@pytest.mark.parametrize(
    ("questions", "size"),
    [(0, 0), (1, 1), (4, 4), (5, 5), (8, 5), (10, 5), (11, 6), (14, 7), (16, 8), (40, 8)],
)
def test_a_check_asks_half_of_a_module_five_to_eight_questions(questions: int, size: int) -> None:
    assert check_size(MILL, questions) == size


@pytest.mark.parametrize(("questions", "size"), [(3, 3), (5, 5), (40, 5)])
def test_a_comparison_asks_five(questions: int, size: int) -> None:
    assert check_size(COMPARE, questions) == size


@pytest.mark.parametrize(
    ("questions", "size"), [(0, 0), (1, 0), (2, 2), (3, 2), (5, 3), (7, 4), (30, 4)]
)
def test_the_check_of_a_section_asks_two_to_four(questions: int, size: int) -> None:
    assert section_check_size(questions) == size


@pytest.mark.parametrize("size", [0, 1, 4, 10, 12])
def test_a_run_asks_so_many_different_questions(size: int) -> None:
    chosen = questions_of_run(TEN, set(), RUNS[0], size=size)

    assert len(chosen) == len(set(chosen)) == min(size, 10)


def test_a_run_keeps_its_questions_and_their_order() -> None:
    first = questions_of_run(TEN, {1, 2}, RUNS[0], size=5)

    assert questions_of_run(TEN, {1, 2}, RUNS[0], size=5) == first
    assert questions_of_run(reversed(TEN), {2, 1}, RUNS[0], size=5) == first


@pytest.mark.parametrize("run", RUNS[:20])
def test_a_run_goes_on_as_it_would_have_gone_whatever_is_answered(run: str) -> None:
    questions = [asked_of(n, n % 4 + 1, n % 3 + 1, kind=UNLIKE[n % 4]) for n in range(1, 13)]
    whole = questions_of_run(questions, {3, 4}, run, size=8)

    for answered in range(9):
        assert questions_of_run(questions, {3, 4}, run, whole[:answered], size=8) == whole


def test_another_run_has_another_order() -> None:
    assert len({tuple(questions_of_run(TEN, set(), run, size=5)) for run in RUNS}) > 250


def test_what_was_never_met_comes_first() -> None:
    met = {1, 2, 3, 4, 5, 6, 7}

    for run in RUNS:
        chosen = questions_of_run(TEN, met, run, size=5)
        assert set(chosen[:3]) == {8, 9, 10}
        assert set(chosen[3:]) <= met


def test_what_was_met_is_asked_when_nothing_else_is_left() -> None:
    assert sorted(questions_of_run(TEN[:3], {1, 2, 3}, RUNS[0], size=5)) == [1, 2, 3]


def test_every_question_has_a_fair_chance_to_be_asked() -> None:
    counts = Counter(n for run in RUNS for n in questions_of_run(TEN, set(), run, size=5))

    assert counts.keys() == set(range(1, 11))
    assert min(counts.values()) > 100
    assert max(counts.values()) < 200


@pytest.mark.parametrize("run", RUNS[:50])
def test_as_many_passages_as_possible_are_asked_about(run: str) -> None:
    questions = [asked_of(n, n % 6 + 1) for n in range(1, 19)]

    assert len(set(passages_of(questions_of_run(questions, set(), run, size=6), questions))) == 6


@pytest.mark.parametrize("run", RUNS[:50])
def test_no_two_of_one_passage_follow_each_other(run: str) -> None:
    questions = [asked_of(n, n % 3 + 1) for n in range(1, 13)]

    passages = passages_of(questions_of_run(questions, set(), run, size=8), questions)

    assert all(one != other for one, other in pairwise(passages))


@pytest.mark.parametrize("run", RUNS[:50])
def test_kinds_are_mixed(run: str) -> None:
    questions = [asked_of(n, n, kind="single" if n > 4 else UNLIKE[n - 1]) for n in range(1, 21)]

    chosen = questions_of_run(questions, set(), run, size=4)

    kinds = {stored.id: stored.question.kind for stored in questions}
    assert {kinds[n] for n in chosen} == set(UNLIKE)


def test_a_question_that_has_gone_keeps_its_place_among_the_answered() -> None:
    chosen = questions_of_run(TEN, set(), RUNS[0], [99, 3], size=5)

    assert chosen[:2] == [99, 3]
    assert len(chosen) == 5


@pytest.mark.parametrize("section", [1, 2, 200])
def test_the_id_of_a_run_names_its_section(section: int) -> None:
    ids = {run_of_section(uuid4(), section) for _ in range(50)}

    assert {section_of_run(str(run)) for run in ids} == {section}
    assert len(ids) == 50


def test_any_other_run_is_about_a_whole_module() -> None:
    assert {section_of_run(str(uuid4())) for _ in range(50)} == {None}
    assert section_of_run(answer_id(7)) is None

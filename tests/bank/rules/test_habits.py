from collections.abc import Sequence
from pathlib import Path

import pytest

from studyapp.bank.bank_file import PlacedQuestion
from studyapp.bank.rules.habits import (
    habit_faults,
    habits_of,
    key_count_habit,
    key_length_habits,
    key_position_habit,
)
from tests.bank.builders import MILL, make_questions

SEVERAL = MILL[MILL.index("  - id: oak-mill-habits") : MILL.index("  - id: oak-mill-trust")]
HEAD, QUESTION = MILL[: MILL.index("  - id: oak-mill-habits")].split("questions:\n")
FLOUR = "      - text: Flour\n        correct: true\n"


def singles(parent: Path, keys: Sequence[str], *, last: int = 0) -> list[PlacedQuestion]:
    """Return the first question of MILL once for each key; in the `last` ones it stands last."""
    written = []
    for n, key in enumerate(keys):
        text = QUESTION.replace("oak-mill-rent", f"oak-mill-rent-{n}")
        if n >= len(keys) - last:
            text = text.replace(FLOUR, "").replace("    explanation", f"{FLOUR}    explanation")
        written.append(text.replace("Flour", key))
    return make_questions(parent, f"{HEAD}questions:\n{''.join(written)}")


def several(parent: Path, counts: Sequence[int]) -> list[PlacedQuestion]:
    """Return the second question of MILL once for each number of right options, two or three."""
    written = []
    for n, count in enumerate(counts):
        text = SEVERAL.replace("oak-mill-habits", f"oak-mill-habits-{n}")
        if count == 3:
            text = text.replace("why: Oak names no debt.", "correct: yes")
        written.append(text)
    return make_questions(parent, f"{HEAD}questions:\n{''.join(written)}")


@pytest.mark.parametrize(
    ("key", "word"), [pytest.param("Butter", "longest"), pytest.param("Rye", "shortest")]
)
def test_the_chance_of_a_key_of_one_length_is_exact(tmp_path: Path, key: str, word: str) -> None:
    habits = key_length_habits(singles(tmp_path, [key] * 2 + ["Salt"]))

    (habit,) = (one for one in habits if word in one.sentence)
    assert habit.sentence == (
        f"the key is the {word} option in 2 of 3 items of one choice, 1.0 by chance (p = 0.26)"
    )
    assert habit.probability == pytest.approx(7 / 27)


@pytest.mark.parametrize("key", ["Flour", "Salt"])
def test_a_key_as_long_as_another_option_is_neither_longest_nor_shortest(
    tmp_path: Path, key: str
) -> None:
    assert [h.probability for h in key_length_habits(singles(tmp_path, [key]))] == [1, 1]


@pytest.mark.parametrize(
    ("count", "shows"),
    [pytest.param(7, False, id="p = 0.07"), pytest.param(9, True, id="p = 0.0039")],
)
@pytest.mark.parametrize(
    ("key", "level", "code"),
    [
        pytest.param("Butter", "error", "key-often-longest"),
        pytest.param("Rye", "warning", "key-often-shortest"),
    ],
)
def test_keys_of_one_length_are_a_fault_when_chance_explains_them_no_more(
    tmp_path: Path, key: str, level: str, code: str, count: int, *, shows: bool
) -> None:
    questions = singles(tmp_path, [key] * count + ["Salt"] * (12 - count), last=8)

    faults = habit_faults(habits_of(questions), "question_bank")

    expected = [("question_bank", 0, level, code)] if shows else []
    assert [(f.file, f.line, f.level, f.code) for f in faults] == expected
    assert all(f"in {count} of 12 items" in fault.message for fault in faults)


def test_the_chance_of_one_number_of_keys_is_exact(tmp_path: Path) -> None:
    habit = key_count_habit(several(tmp_path, [2, 3, 3]))

    assert habit.sentence == (
        "3 options are right in 2 of 3 items of several keys, 1.5 if it were half (p = 0.50)"
    )
    assert habit.probability == pytest.approx(4 / 8)


@pytest.mark.parametrize(
    ("count", "shows"),
    [pytest.param(9, False, id="p = 0.07"), pytest.param(11, True, id="p = 0.0032")],
)
def test_one_number_of_keys_is_a_warning_when_it_is_more_than_half(
    tmp_path: Path, count: int, *, shows: bool
) -> None:
    questions = several(tmp_path, [2] * count + [3] * (12 - count))

    faults = habit_faults(habits_of(questions), "question_bank")

    assert [(f.level, f.code) for f in faults] == [("warning", "key-count")] * shows


def test_keys_that_stand_first_too_often_are_a_warning(tmp_path: Path) -> None:
    questions = singles(tmp_path, ["Salt"] * 20, last=3)

    (fault,) = habit_faults(habits_of(questions), "question_bank")

    assert (fault.level, fault.code) == ("warning", "key-position")
    assert "first to last 17-0-3 of 20 (chi-square 24.7, p = 0.00)" in fault.message


def test_the_chance_of_key_positions_is_that_of_a_chi_square(tmp_path: Path) -> None:
    habit = key_position_habit(singles(tmp_path, ["Salt"] * 20, last=10))

    # 10-0-10 of 20: 20/3 expected, two degrees of freedom, whose tail is exp(-x / 2).
    assert habit.probability == pytest.approx(2.718281828**-5, rel=1e-6)


def test_a_bank_too_small_to_be_tested_has_no_habit(tmp_path: Path) -> None:
    questions = singles(tmp_path, ["Salt"] * 14)

    assert habit_faults(habits_of(questions), "question_bank") == []
    assert "too seldom to tell" in key_position_habit(questions).sentence


def test_no_question_at_all_has_no_habit() -> None:
    assert habit_faults(habits_of([]), "question_bank") == []

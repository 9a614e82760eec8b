from collections.abc import Sequence
from pathlib import Path

import pytest

from studyapp.bank.bank_file import PlacedQuestion
from studyapp.bank.rules.habits import (
    habit_faults,
    habits_of,
    key_position_habit,
    longest_key_habit,
)
from tests.bank.builders import MILL, make_questions

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


def test_the_chance_of_a_long_key_is_exact(tmp_path: Path) -> None:
    habit = longest_key_habit(singles(tmp_path, ["Butter"] * 2 + ["Salt"]))

    assert habit.sentence == (
        "the key is the longest option in 2 of 3 items of one choice, 1.0 by chance (p = 0.26)"
    )
    assert habit.probability == pytest.approx(7 / 27)


def test_a_key_as_long_as_another_option_is_not_the_longest(tmp_path: Path) -> None:
    assert longest_key_habit(singles(tmp_path, ["Flour"])).probability == 1


@pytest.mark.parametrize(
    ("long", "level"),
    [pytest.param(7, None, id="p = 0.08"), pytest.param(9, "error", id="p = 0.0054")],
)
def test_long_keys_are_an_error_when_chance_explains_them_no_more(
    tmp_path: Path, long: int, level: str | None
) -> None:
    questions = singles(tmp_path, ["Butter"] * long + ["Salt"] * (12 - long), last=8)

    faults = habit_faults(habits_of(questions), "question_bank")

    expected = [("question_bank", 0, "error", "key-often-longest")] if level else []
    assert [(f.file, f.line, f.level, f.code) for f in faults] == expected
    assert all(f"in {long} of 12 items" in fault.message for fault in faults)


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

"""What the benchmarks say of what they measured: the table, its document, what got worse."""

from pathlib import Path

import pytest

from bench.accepted import accept, ratios, read_accepted, worsened
from bench.document import document
from bench.rows import Goal, Row, amount_row

ROWS = [
    Row(3, "page", "2 ms", "rendered bare: 1 ms", 2.0, "×", Goal(1.5)),
    Row(3, "", "2 ms", "prepared bare: 1 ms", 3.0, "×", Goal(moonshot=1.8)),
    Row(6, "next, 1k", "1 ms", "bare: 1 ms", 1.0, "×", Goal(2, 1.4)),
    Row(6, "  1M : 1k", "1 ms", "1k: 1 ms", 1.1, "×", Goal(1.3, 1.1)),
    Row(6, "next, 1k", "1 ms", "another: 1 ms", 1.0, "×", Goal(2, 1.4)),
    amount_row(18, "  packages", 20, "", goal=Goal(20)),
]


def changed(place: int, value: float) -> list[Row]:
    """Return the rows with another value in one place."""
    row = ROWS[place]
    new = Row(row.number, row.operation, row.measured, row.limit, value, row.unit, row.goal)
    return [*ROWS[:place], new, *ROWS[place + 1 :]]


def test_every_ratio_has_a_name_of_its_own() -> None:
    assert [name for name, _ in ratios(ROWS)] == [
        "3 page",
        "3 page / prepared bare",
        "6 next, 1k",
        "6 next, 1k / 1M : 1k",
        "6 next, 1k (2)",
    ]


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        pytest.param(0, 2.5, [], id="a quarter"),
        pytest.param(0, 2.51, ["3 page: 2.51 ×, accepted were 2.00 ×."], id="more than a quarter"),
        pytest.param(
            3, 1.5, ["6 next, 1k / 1M : 1k: 1.50 ×, accepted were 1.10 ×."], id="an indented line"
        ),
        pytest.param(0, 0.5, [], id="better"),
    ],
)
def test_a_ratio_is_worse_when_it_is_a_quarter_above_the_accepted_one(
    tmp_path: Path, place: int, value: float, expected: list[str]
) -> None:
    accept(ROWS, tmp_path / "accepted.json")

    worse = worsened(changed(place, value), read_accepted(tmp_path / "accepted.json"))

    assert worse == expected


def test_before_anything_was_accepted_nothing_is_worse(tmp_path: Path) -> None:
    assert worsened(ROWS, read_accepted(tmp_path / "accepted.json")) == []


def test_the_document_says_what_was_missed_and_what_got_worse() -> None:
    text = document(ROWS, ["6 next, 1k: 2.00 ×, accepted were 1.00 ×."], "5 March 2026. 2 cores.")

    assert "| 3  | page" in text
    assert "4 held (3 at the moonshot), 1 missed." in text
    assert "- Row 3: a page of a learner holds" in text
    assert "- 6 next, 1k: 2.00 ×, accepted were 1.00 ×." in text
    assert "5 March 2026. 2 cores." in text

from pathlib import Path
from typing import get_args

from studyapp.bank.coverage import KINDS, coverage_rows, coverage_table
from studyapp.bank.question import Question
from studyapp.reading.library import Library
from tests.bank.builders import COMPARE, MILL, make_questions


def test_every_kind_has_a_column() -> None:
    models = get_args(get_args(Question)[0])

    assert tuple(get_args(model.model_fields["kind"].annotation)[0] for model in models) == KINDS


def test_rows_count_paragraphs_and_questions(tmp_path: Path, library: Library) -> None:
    rows = coverage_rows(library, make_questions(tmp_path, MILL, COMPARE), {})

    assert [(row.name, row.level, row.blocks, row.covered, row.questions) for row in rows] == [
        ("oak-1950", 0, 4, 2, 8),
        ("mill", 1, 2, 2, 8),
        ("fire", 1, 2, 0, 0),
        ("elm", 0, 2, 1, 0),
        ("bridge", 1, 2, 1, 0),
        ("compare", 0, 0, 0, 1),
        ("total", 0, 6, 3, 9),
    ]
    assert rows[-1].kinds["match"] == 2
    assert rows[0].difficulties == {"easy": 3, "medium": 3, "hard": 2}
    assert rows[0].beyond_recall == 3


def test_a_paragraph_without_a_question_is_named_unless_it_needs_none(
    tmp_path: Path, library: Library
) -> None:
    not_asked = {"oak-1950:10": "Says nothing more.", "oak-1950:3": "Asked all the same."}

    rows = coverage_rows(library, make_questions(tmp_path, MILL), not_asked)

    found = {row.name: (row.covered, row.exempt, row.open) for row in rows}
    assert found["mill"] == (2, 0, ())
    assert found["fire"] == (0, 1, ("oak-1950:8",))
    assert found["total"] == (2, 1, ("oak-1950:8", "elm:3", "elm:5"))


def test_the_table_is_aligned(tmp_path: Path, library: Library) -> None:
    table = coverage_table(coverage_rows(library, make_questions(tmp_path, MILL, COMPARE), {}))

    head, *rows = table.splitlines()
    assert {len(row) for row in rows[:7]} == {len(head)}
    assert head.split()[:4] == ["blocks", "covered", "exempt", "questions"]
    assert rows[6].split() == ["total", *"6309", *"11111121", *"342", "4"]
    assert rows[7:] == [
        "without a question in fire: oak-1950:8, oak-1950:10",
        "without a question in bridge: elm:3",
    ]


def test_an_empty_bank_has_a_table_too(library: Library) -> None:
    total = coverage_table(coverage_rows(library, [], {})).splitlines()[7]

    assert total.split()[:5] == ["total", "6", "0", "0", "0"]

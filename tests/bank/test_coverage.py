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
    rows = coverage_rows(library, make_questions(tmp_path, MILL, COMPARE))

    assert [(row.name, row.paragraphs, row.covered, row.questions) for row in rows] == [
        ("oak-1950", 4, 2, 8),
        ("  mill", 2, 2, 8),
        ("  fire", 2, 0, 0),
        ("elm", 2, 1, 0),
        ("  bridge", 2, 1, 0),
        ("compare", 0, 0, 1),
        ("total", 6, 3, 9),
    ]
    assert rows[-1].kinds["match"] == 2
    assert rows[0].difficulties == {"easy": 3, "medium": 3, "hard": 2}


def test_the_table_is_aligned(tmp_path: Path, library: Library) -> None:
    table = coverage_table(library, make_questions(tmp_path, MILL, COMPARE))

    head, *rows = table.splitlines()
    assert {len(row) for row in rows} == {len(head)}
    assert head.split()[:3] == ["paragraphs", "covered", "questions"]
    assert rows[-1].split() == ["total", *"639", *"11111121", *"342"]


def test_an_empty_bank_has_a_table_too(library: Library) -> None:
    assert coverage_table(library, []).splitlines()[-1].split()[:4] == ["total", "6", "0", "0"]

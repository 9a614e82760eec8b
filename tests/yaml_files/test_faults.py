import pytest

from studyapp.yaml_files.faults import Fault, Level, has_errors, shown


def fault(line: int = 3, column: int = 5, level: Level = "error", file: str = "b.yaml") -> Fault:
    return Fault(file, line, column, "unknown-key", "'stm' is not a key here", level)


@pytest.mark.parametrize(
    ("given", "line"),
    [
        pytest.param(
            fault(), "b.yaml:3:5: error unknown-key: 'stm' is not a key here", id="line and column"
        ),
        pytest.param(
            fault(column=0), "b.yaml:3: error unknown-key: 'stm' is not a key here", id="whole line"
        ),
        pytest.param(
            fault(line=0, column=0, level="warning"),
            "b.yaml: warning unknown-key: 'stm' is not a key here",
            id="whole file",
        ),
    ],
)
def test_a_fault_prints_as_one_line_that_editors_can_follow(given: Fault, line: str) -> None:
    assert str(given) == line


def test_faults_sort_by_file_then_line_then_column() -> None:
    in_order = [
        fault(file="a.yaml", line=9),
        fault(line=0, column=0),
        fault(line=2, column=11),
        fault(line=10, column=1),
        fault(line=10, column=2),
    ]

    assert sorted(in_order[n] for n in (3, 0, 4, 2, 1)) == in_order


@pytest.mark.parametrize(
    ("faults", "expected"),
    [
        pytest.param([], False, id="none"),
        pytest.param([fault(level="warning")], False, id="only a warning"),
        pytest.param([fault(level="warning"), fault()], True, id="an error among warnings"),
    ],
)
def test_only_an_error_counts_as_an_error(faults: list[Fault], expected: bool) -> None:
    assert has_errors(faults) is expected


def test_a_fault_becomes_plain_data_for_json() -> None:
    assert fault().as_dict() == {
        "file": "b.yaml",
        "line": 3,
        "column": 5,
        "code": "unknown-key",
        "message": "'stm' is not a key here",
        "level": "error",
    }


def test_a_long_text_is_shown_by_its_beginning() -> None:
    assert shown("short") == "'short'"
    assert shown("x" * 61) == f"'{'x' * 59}…'"

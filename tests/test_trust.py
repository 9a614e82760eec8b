"""The matrix of trust/: which tests show its rows, and how it is told what they tried."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from studyapp.places import ROOT
from trust.recorder import Trial
from trust.report import document, last_line, outcomes
from trust.rows import ROWS

LOAD, FAULT, BAD_INPUT = ROWS[8], ROWS[0], ROWS[31]
MARKER = re.compile(r"mark\.trust\(row=(\d+)\)")


def trial(row: int, *, tried: int, held: int | None = None, outcome: str = "passed") -> Trial:
    return Trial(
        test="tests/test_it.py::test_it",
        row=row,
        outcome=outcome,
        seconds=1.5,
        tried=tried,
        held=tried if held is None else held,
        acknowledged=10 * tried,
        lost=0,
        reason="Skipped: no server" if outcome == "skipped" else "",
    )


def test_rows_are_numbered_from_one_on() -> None:
    assert [row.number for row in ROWS] == list(range(1, len(ROWS) + 1))


def test_every_marker_names_a_row() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")]

    marked = {int(number) for source in sources for number in MARKER.findall(source)}

    assert marked <= {row.number for row in ROWS}


def test_the_last_line_counts_what_held_by_kind() -> None:
    trials = [
        trial(LOAD.number, tried=300),
        trial(FAULT.number, tried=30),
        trial(FAULT.number, tried=25),
        trial(BAD_INPUT.number, tried=1200, held=1199, outcome="failed"),
    ]

    shown = outcomes((LOAD, FAULT, BAD_INPUT), trials, nightly=False)

    assert last_line(shown) == (
        "load held 300/300, faults survived 55/55, bad inputs 1,199/1,200, "
        "acknowledged 15,550, lost 0"
    )


@pytest.mark.parametrize(
    ("trials", "verdict"),
    [
        pytest.param([trial(1, tried=50)], "held", id="as often as said"),
        pytest.param([trial(1, tried=49)], "not shown", id="not often enough"),
        pytest.param([], "not shown", id="no test"),
        pytest.param([trial(1, tried=0, outcome="skipped")], "not shown", id="left out"),
        pytest.param([trial(1, tried=50, held=49)], "FAILED", id="one did not hold"),
        pytest.param([trial(1, tried=50, outcome="failed")], "FAILED", id="the test failed"),
    ],
)
def test_a_row_holds_when_it_was_tried_often_enough_and_held_each_time(
    trials: list[Trial], verdict: str
) -> None:
    (outcome,) = outcomes((FAULT,), trials, nightly=False)

    assert outcome.verdict == verdict


def test_at_night_a_row_has_to_be_tried_more_often() -> None:
    (outcome,) = outcomes((FAULT,), [trial(1, tried=50)], nightly=True)

    assert outcome.verdict == "not shown"


def test_the_document_tells_each_row_and_why_one_is_not_shown() -> None:
    trials = [trial(FAULT.number, tried=50), trial(2, tried=0, outcome="skipped")]

    text = document(outcomes(ROWS[:3], trials, nightly=False), "5 March 2026.")

    assert "| 1 | Killed at work on SQLite" in text
    assert "| 50 kills | 50 | 500 | 0 | 1.5 | held |" in text
    assert "- Row 2: Skipped: no server." in text
    assert "- Row 3: no test shows it yet." in text
    assert text.endswith("faults survived 50/50, bad inputs 0/0, acknowledged 500, lost 0\n")


def test_a_test_tells_what_it_tried_to_the_program_that_reports_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "trust", "32", "--out", str(tmp_path / "trust.md")]

    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout + result.stderr
    assert re.search(r"bad inputs ([1-9]\d\d)/\1, acknowledged 0", result.stdout)
    assert re.search(r"\| 32 \|.*\| held \|\n", (tmp_path / "trust.md").read_text("utf-8"))


def test_a_row_that_does_not_exist_is_told() -> None:
    command = [sys.executable, "-m", "trust", "99"]

    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 1
    assert result.stderr == f"Error: There is no row 99; they go to {len(ROWS)}.\n"

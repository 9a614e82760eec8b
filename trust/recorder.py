"""Gather what marked tests tried while pytest runs."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.trusted import OF_ROW, SHOWN


@dataclass(frozen=True, slots=True)
class Trial:
    """What one test tried.

    Attributes:
        outcome: `passed`, `failed` or `skipped`.
        reason: why it was skipped, or empty.
    """

    test: str
    row: int
    outcome: str
    seconds: float
    tried: int
    held: int
    acknowledged: int
    lost: int
    reason: str


@dataclass(slots=True, eq=False)
class Recorder:
    """A plugin of pytest that keeps a trial of each marked test."""

    trials: list[Trial] = field(default_factory=list)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the trial of a test once it has run, or once setting it up has failed."""
        if report.when == "call" or (report.when == "setup" and not report.passed):
            self.trials.extend(_trials(report))


def _trials(report: pytest.TestReport) -> Iterator[Trial]:
    reason = str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else ""
    for name, row in report.user_properties:
        if name == SHOWN:
            yield Trial(
                test=report.nodeid,
                row=int(str(row)),
                outcome=report.outcome,
                seconds=report.duration,
                reason=reason,
                **_counts(report, int(str(row))),
            )


def _counts(report: pytest.TestReport, row: int) -> dict[str, int]:
    """Return what a test noted for every row that it shows, or for this one."""
    counts = {"tried": 0, "held": 0, "acknowledged": 0, "lost": 0}
    for noted, count in report.user_properties:
        name, _, of_row = noted.partition(OF_ROW)
        if name in counts and of_row in {"", str(row)}:
            counts[name] += int(str(count))
    if not counts["tried"] and not report.skipped:
        counts |= {"tried": 1, "held": int(report.passed)}
    return counts

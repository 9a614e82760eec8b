"""Say what was shown: a table for people, and one last line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from trust.recorder import Trial
from trust.rows import NOT_SHOWN, Kind, Row

WORDS: dict[Kind, str] = {
    "load": "load held",
    "fault": "faults survived",
    "bad input": "bad inputs",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the tests of a row have shown.

    Attributes:
        target: how often it had to be tried.
        reasons: why tests of it were left out.
    """

    row: Row
    target: int
    tests: int
    tried: int
    held: int
    acknowledged: int
    lost: int
    seconds: float
    failed: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """Say in a word what came of it."""
        if self.failed or self.held < self.tried or self.lost:
            return "FAILED"
        if self.tried < self.target:
            return "not shown"
        return "held"


def outcomes(rows: Iterable[Row], trials: Sequence[Trial], *, nightly: bool) -> list[Outcome]:
    """Return what the trials say of each row."""
    return [_outcome(row, [t for t in trials if t.row == row.number], nightly) for row in rows]


def last_line(shown: Sequence[Outcome]) -> str:
    """Return the line that tells it all; each pair is what held of what was tried."""
    parts = []
    for kind in get_args(Kind):
        of_kind = [outcome for outcome in shown if outcome.row.kind == kind]
        held, tried = sum(o.held for o in of_kind), sum(o.tried for o in of_kind)
        parts.append(f"{WORDS[kind]} {held:,}/{tried:,}")
    acknowledged, lost = sum(o.acknowledged for o in shown), sum(o.lost for o in shown)
    return ", ".join([*parts, f"acknowledged {acknowledged:,}", f"lost {lost}"])


def document(shown: Sequence[Outcome], head: str) -> str:
    """Return docs/trust.md.

    Args:
        shown: what came of each row.
        head: when and where it was run, in words.
    """
    lines = [
        "# What the app is trusted with, and what was shown",
        "",
        "Written by `python3 -m trust`; not to be edited by hand. Each row is shown by tests that",
        "are marked with its number (`@pytest.mark.trust(row=1)`), most of which",
        "`python3 -m tests` runs each time; `python3 -m trust --nightly` tries far more often.",
        "",
        head,
        "",
        "| row | promise | kind | tried | held | acknowledged | lost | seconds | verdict |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        *map(_table_line, shown),
        "",
        "## Not shown",
        "",
        *(f"- Row {o.row.number}: {_why_not(o)}" for o in shown if o.verdict == "not shown"),
        *(f"- {what}: {reason}." for what, reason in NOT_SHOWN.items()),
        "",
        last_line(shown),
        "",
    ]
    return "\n".join(lines)


def _outcome(row: Row, trials: Sequence[Trial], nightly: bool) -> Outcome:
    return Outcome(
        row=row,
        target=row.nightly if nightly else row.each_time,
        tests=len(trials),
        tried=sum(trial.tried for trial in trials),
        held=sum(trial.held for trial in trials),
        acknowledged=sum(trial.acknowledged for trial in trials),
        lost=sum(trial.lost for trial in trials),
        seconds=sum(trial.seconds for trial in trials),
        failed=tuple(trial.test for trial in trials if trial.outcome == "failed"),
        reasons=tuple(sorted({trial.reason for trial in trials if trial.outcome == "skipped"})),
    )


def _table_line(outcome: Outcome) -> str:
    cells = (
        outcome.row.number,
        outcome.row.promise,
        outcome.row.kind,
        f"{outcome.tried:,} {outcome.row.unit}",
        f"{outcome.held:,}",
        f"{outcome.acknowledged:,}" if outcome.acknowledged else "",
        outcome.lost if outcome.acknowledged else "",
        f"{outcome.seconds:.1f}",
        outcome.verdict,
    )
    return "| " + " | ".join(map(str, cells)) + " |"


def _why_not(outcome: Outcome) -> str:
    if outcome.reasons:
        return "; ".join(outcome.reasons) + "."
    if not outcome.tests:
        return "no test shows it yet."
    return f"tried {outcome.tried:,} times of {outcome.target:,}."

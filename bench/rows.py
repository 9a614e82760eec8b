"""A row of the table: an operation, its limit, and what it was meant to reach."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bench.sampling import Sample, cpu_ratios, median_sample, wall_ratios

Unit = Literal["×", "ms", "MB", "kB", "ms/s", ""]


@dataclass(frozen=True, slots=True)
class Goal:
    """The most that a value may be; `must` is owed, `moonshot` is hoped for."""

    must: float | None = None
    moonshot: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        number: the row of README.md that says what is measured.
        measured, limit: what the operation cost and what its limit cost, in words.
        value: what the goal is held against; None when there is nothing to measure.
        spread: first and third quartile of the value over the rounds.
    """

    number: int
    operation: str
    measured: str
    limit: str
    value: float | None
    unit: Unit
    goal: Goal
    spread: tuple[float, float] | None = None

    @property
    def verdict(self) -> str:
        """Say whether the value holds its goal."""
        if self.value is None:
            return "n/a"
        if self.goal.must is not None and self.value > self.goal.must:
            return "missed"
        if self.goal.moonshot is not None and self.value <= self.goal.moonshot:
            return "moonshot"
        if self.goal.must is not None:
            return "held"
        return "not reached" if self.goal.moonshot is not None else "-"


def ratio_row(
    number: int,
    operation: str,
    samples: Sequence[Sample],
    limit: str,
    limits: Sequence[Sample],
    goal: Goal | None = None,
) -> Row:
    """Hold the CPU of an operation against that of its limit in the same rounds."""
    ratios = cpu_ratios(samples, limits)
    limit_text = f"{limit}: {_cost_text(limits)}"
    return _ratio_row(number, operation, _cost_text(samples), limit_text, ratios, goal)


def wall_row(
    number: int,
    operation: str,
    samples: Sequence[Sample],
    limits: Sequence[Sample],
    goal: Goal,
) -> Row:
    """Hold the wall time of an operation against that of its limit in the same rounds."""
    own, bare = (amount_text(median_sample(s).wall_ms, "ms") for s in (samples, limits))
    return _ratio_row(number, operation, own, bare, wall_ratios(samples, limits), goal)


def amount_row(
    number: int,
    operation: str,
    value: float,
    unit: Unit,
    limit: str = "",
    goal: Goal | None = None,
) -> Row:
    """Hold an amount against a goal of the same unit; `limit` says it of the limit."""
    return Row(number, operation, amount_text(value, unit), limit, value, unit, goal or Goal())


def median_row(number: int, operation: str, times_ms: Sequence[float], goal: Goal) -> Row:
    """Hold the median of several times against a goal."""
    value = statistics.median(times_ms)
    measured = amount_text(value, "ms")
    return Row(number, operation, measured, "", value, "ms", goal, _quartiles(times_ms))


def missing_row(number: int, operation: str, reason: str) -> Row:
    """Return a row that says why there is nothing to measure."""
    return Row(number, operation, reason, "", None, "", Goal())


def amount_text(value: float, unit: Unit) -> str:
    """Write an amount with three digits; long times in seconds."""
    if unit == "ms" and value >= 1000:
        return f"{value / 1000:.2f} s"
    if unit == "ms" and value < 0.1:
        return f"{value * 1000:.0f} µs"
    digits = 0 if value >= 100 or unit == "" else 1 if value >= 10 else 2
    return f"{value:.{digits}f} {unit}".rstrip()


def _ratio_row(
    number: int,
    operation: str,
    measured: str,
    limit: str,
    ratios: Sequence[float],
    goal: Goal | None,
) -> Row:
    value = statistics.median(ratios)
    spread = _quartiles(ratios)
    return Row(number, operation, measured, limit, value, "×", goal or Goal(), spread)


def _cost_text(samples: Sequence[Sample]) -> str:
    median = median_sample(samples)
    return f"{amount_text(median.cpu_ms, 'ms')} (wall {amount_text(median.wall_ms, 'ms')})"


def _quartiles(values: Sequence[float]) -> tuple[float, float]:
    if len(values) < 2:
        return values[0], values[0]
    cuts = statistics.quantiles(values, n=4, method="inclusive")
    return cuts[0], cuts[2]

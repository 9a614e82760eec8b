"""The picture of recall month by month, as places in percent of its box."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from studyapp.percents import percent_figure
from studyapp.progress.retention.shares import Percents, Share

TOP, BOTTOM = 12.0, 84.0
LEFT, RIGHT = 12.0, 97.0
HALF = 50


class MonthMark(NamedTuple):
    """A month: where it stands, and what was recalled in it.

    Attributes:
        y, low_y, high_y: None where there were too few reviews for a share.
    """

    label: str
    name: str
    x: float
    share: Share
    percents: Percents | None
    y: float | None
    low_y: float | None
    high_y: float | None


class RetentionChart(NamedTuple):
    """Recall month by month beside its target.

    Attributes:
        lines: percents with the height of their line.
        drawn: how many months have enough reviews to be drawn.
    """

    months: tuple[MonthMark, ...]
    lines: tuple[tuple[int, float], ...]
    target: int
    target_y: float
    drawn: int


def retention_chart(months: Iterable[tuple[date, Share]], target: float) -> RetentionChart:
    """Draw months from the left; the floor is at 50 % where nothing lies below."""
    rows = [(month, share, share.percents) for month, share in months]
    wanted = percent_figure(target)
    shown = [percents for _, _, percents in rows if percents is not None]
    floor = HALF if min((p.low for p in shown), default=HALF) >= HALF else 0
    step = (RIGHT - LEFT) / max(len(rows), 1)
    marks = (
        MonthMark(
            f"{month:%b}",
            f"{month:%B %Y}",
            round(LEFT + (n + 0.5) * step, 2),
            share,
            percents,
            *(_heights(percents, floor) if percents is not None else (None, None, None)),
        )
        for n, (month, share, percents) in enumerate(rows)
    )
    scale = (100, (100 + floor) // 2, floor)
    lines = tuple((percent, _height(percent, floor)) for percent in scale)
    return RetentionChart(tuple(marks), lines, wanted, _height(wanted, floor), len(shown))


def _heights(percents: Percents, floor: int) -> tuple[float, float, float]:
    return (
        _height(percents.percent, floor),
        _height(percents.low, floor),
        _height(percents.high, floor),
    )


def _height(percent: int, floor: int) -> float:
    return round(TOP + (100 - percent) / (100 - floor) * (BOTTOM - TOP), 2)

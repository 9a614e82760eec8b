"""Rows that tell whether an operation slows down as the log grows."""

from collections.abc import Sequence
from dataclasses import dataclass

from bench.rows import Goal, Row, ratio_row
from bench.sampling import Samples

NO_GOAL = Goal()


@dataclass(frozen=True, slots=True)
class Grown:
    """An operation measured on logs of several sizes.

    Attributes:
        name: its samples are called `<name> <rows>`.
        limit: what the limit is called in the table.
        limit_name: what the samples of the limit are called.
        growth: the goal of the longest log against the shortest.
        ratio: the goal of the shortest log against the limit.
    """

    number: int
    operation: str
    name: str
    limit: str
    limit_name: str
    growth: Goal = NO_GOAL
    ratio: Goal = NO_GOAL


def size_name(rows: int) -> str:
    """Write a number of log rows as people say it."""
    return f"{rows // 1_000_000}M" if rows >= 1_000_000 else f"{rows // 1000}k"


def growth_rows(grown: Grown, sizes: Sequence[int], samples: Samples) -> list[Row]:
    """Hold the shortest log against the limit, and every longer one against the shortest."""
    first, *longer = sizes
    shortest, limits = samples[f"{grown.name} {first}"], samples[grown.limit_name]
    title = f"{grown.operation}, {size_name(first)}"
    rows = [ratio_row(grown.number, title, shortest, grown.limit, limits, grown.ratio)]
    for size in longer:
        rows.append(
            ratio_row(
                grown.number,
                f"  {size_name(size)} : {size_name(first)}",
                samples[f"{grown.name} {size}"],
                size_name(first),
                shortest,
                grown.growth if size == sizes[-1] else NO_GOAL,
            )
        )
    return rows

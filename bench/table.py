"""The table as text and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from bench.rows import Row, amount_text

HEADS = ("#", "operation", "CPU or amount", "limit in this run", "value", "must", "moonshot", "")


def table_text(rows: Sequence[Row]) -> str:
    """Return the rows as one Markdown table with straight columns."""
    lines = [HEADS, *(_cells(row) for row in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(HEADS))]
    drawn = [_line(line, widths) for line in lines]
    rule = "|".join(["", *("-" * (width + 2) for width in widths), ""])
    return "\n".join([drawn[0], rule, *drawn[1:]])


def tally_text(rows: Sequence[Row]) -> str:
    """Count the verdicts."""
    verdicts = [row.verdict for row in rows]
    best, missed = verdicts.count("moonshot"), verdicts.count("missed")
    return f"{best + verdicts.count('held')} held ({best} at the moonshot), {missed} missed"


def row_json(row: Row) -> dict[str, Any]:
    """Return a row as JSON values."""
    return asdict(row) | {"verdict": row.verdict}


def _cells(row: Row) -> tuple[str, ...]:
    return (
        str(row.number),
        row.operation,
        row.measured,
        row.limit,
        _value_text(row),
        _most(row.goal.must, row),
        _most(row.goal.moonshot, row),
        row.verdict,
    )


def _value_text(row: Row) -> str:
    if row.value is None:
        return ""
    text = amount_text(row.value, row.unit)
    if row.spread is not None:
        text += f" ({row.spread[0]:.2f}–{row.spread[1]:.2f})" if row.unit == "×" else ""
    return text


def _most(value: float | None, row: Row) -> str:
    return "" if value is None else f"≤ {amount_text(value, row.unit)}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "| " + " | ".join(padded) + " |"

"""Ratios that were accepted once, and those that have become worse since.

A ratio moves a little with the machine, so it has to be a quarter higher to count as worse.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.rows import Row

ACCEPTED = Path(__file__).with_name("accepted.json")
WORSE = 1.25
Accepted = Mapping[str, float]
"""Name of a row -> its value in the run that was accepted."""


def read_accepted(path: Path = ACCEPTED) -> dict[str, float]:
    """Return what was accepted last; nothing before the first time."""
    if not path.exists():
        return {}
    values: dict[str, float] = json.loads(path.read_text("utf-8"))
    return values


def accept(rows: Sequence[Row], path: Path = ACCEPTED) -> None:
    """Keep the ratios of a run as those that later ones are held against."""
    values = {name: round(row.value, 3) for name, row in ratios(rows) if row.value is not None}
    path.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", "utf-8")


def ratios(rows: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    """Yield each ratio with a name of its own; lines that are indented belong to the one above."""
    title, seen = "", Counter[str]()
    for row in rows:
        is_part = not row.operation or row.operation.startswith(" ")
        title = title if is_part else row.operation
        if row.unit == "×":
            part = f" / {row.operation.strip() or row.limit.partition(':')[0]}" if is_part else ""
            name = f"{row.number} {title}{part}"
            seen[name] += 1
            yield (name if seen[name] == 1 else f"{name} ({seen[name]})"), row


def worsened(rows: Sequence[Row], accepted: Accepted) -> list[str]:
    """Return a sentence for each ratio that is a quarter above the accepted one."""
    return [
        f"{name}: {row.value:.2f} ×, accepted were {accepted[name]:.2f} ×."
        for name, row in ratios(rows)
        if row.value is not None and row.value > accepted.get(name, row.value) * WORSE
    ]

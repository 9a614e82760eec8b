"""CSV for people who open it in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

BOM = "\ufeff"
"""Without it a spreadsheet takes UTF-8 for the code page of its machine."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are their wide forms, which some spreadsheets read as the narrow ones."""

Cell = str | int | float | None


def csv_text(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield a CSV file line by line: BOM, names of columns, rows; numbers stay numbers."""
    yield BOM + _line(head)
    for row in rows:
        yield _line(row)


def safe_cell(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet runs as a formula: such texts get an apostrophe."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell


def _line(cells: Sequence[Cell]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([safe_cell(cell) for cell in cells])
    return text.getvalue()

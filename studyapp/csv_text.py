"""CSV for people who open it in a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

BOM = "\ufeff"
"""Without it a spreadsheet takes UTF-8 for the code page of its machine."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are their wide forms, which some spreadsheets read as the narrow ones."""

_INNER_START = re.compile("([;,\t\r\n])(?=[=+@\uff1d\uff0b\uff0d\uff20-])")
"""Where a spreadsheet that ends cells by another sign than the file finds the start of one."""

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class CsvStyle:
    """What stands between the cells of a file, and within its numbers."""

    separator: str
    decimal: str


STYLES: Final = {"comma": CsvStyle(",", "."), "semicolon": CsvStyle(";", ",")}
"""The second is what spreadsheets read where 1,5 is a number, as in German and French."""


def csv_text(
    head: Sequence[str], rows: Iterable[Sequence[Cell]], style: CsvStyle = STYLES["comma"]
) -> Iterator[str]:
    """Yield a CSV file line by line: BOM, names of columns, rows; numbers stay numbers."""
    yield BOM + _line(head, style)
    for row in rows:
        yield _line(row, style)


def safe_cell(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet runs as a formula: such texts get an apostrophe."""
    if not isinstance(cell, str):
        return cell
    start = "'" if cell.startswith(_FORMULA_STARTS) else ""
    return start + _INNER_START.sub(r"\1'", cell)


def _line(cells: Sequence[Cell], style: CsvStyle) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=style.separator, lineterminator="\r\n")
    writer.writerow([_written(safe_cell(cell), style) for cell in cells])
    return text.getvalue()


def _written(cell: Cell, style: CsvStyle) -> Cell:
    return str(cell).replace(".", style.decimal) if isinstance(cell, float) else cell

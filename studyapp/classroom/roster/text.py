"""A pasted or decoded roster becomes names and pupil numbers; every bad line is named."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from studyapp.classroom.classes.seat_names import clean_text, code_fault, name_fault
from studyapp.classroom.roster.columns import Columns, titled_columns, untitled_columns
from studyapp.errors import BadInputError

LINES_MOST: Final = 10_000
SEPARATORS: Final = {"\t": "tab", ";": "semicolon", ",": "comma"}
NO_SEPARATOR: Final = "\x1f"
"""No name holds it, so that with it a line is one name."""
_QUOTED = re.compile(r'"[^"]*"')
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A pupil as a line of the file names them; lines count from 1."""

    line: int
    name: str
    pupil_code: str | None = None


@dataclass(frozen=True, slots=True)
class LineFault:
    """Why a line is not taken: what it says, and what to do."""

    line: int
    shown: str
    text: str


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file says.

    Attributes:
        separator: what stands between its cells; `NO_SEPARATOR` when a line is one name.
        columns: how its columns were read.
    """

    separator: str
    columns: Columns
    pupils: tuple[RosterLine, ...]
    faults: tuple[LineFault, ...]


@dataclass(frozen=True, slots=True)
class _Record:
    """The cells of one pupil, which a quoted cell may spread over several lines."""

    line: int
    raw: str
    cells: list[str]
    fault: str | None = None


def read_roster(text: str, separator: str | None = None) -> Roster:
    """Read names and pupil numbers; without a separator the one of most lines is taken.

    Raises:
        BadInputError: there are more than `LINES_MOST` lines.
    """
    lines = _lines_of(text)
    used = separator or _likely_separator(lines)
    records = list(_records(lines, used))
    titled = titled_columns(records[0].cells) if records else None
    columns = titled or untitled_columns((record.cells for record in records), used)
    pupils: list[RosterLine] = []
    faults: list[LineFault] = []
    for record in records[1 if columns.titles else 0 :]:
        unclear = None if separator else _other_separator(record, used)
        taken = record.fault or unclear or _pupil(record, columns)
        if isinstance(taken, str):
            faults.append(LineFault(record.line, _shown(record.raw), taken))
        else:
            pupils.append(taken)
    return Roster(used, columns, tuple(pupils), tuple(faults))


def _shown(raw: str) -> str:
    """Return the beginning of a line without signs that a page cannot hold."""
    return "".join(c if c.isprintable() else " " for c in raw[:_LONGEST_SHOWN])


def _lines_of(text: str) -> list[str]:
    joined = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip()
    lines = joined.split("\n")
    if len(lines) > LINES_MOST + 1:
        raise BadInputError(
            f"The list has {len(lines):,} lines. Import {LINES_MOST:,} at a time at most."
        )
    return lines


def _likely_separator(lines: list[str]) -> str:
    """Return the separator of most lines; in a draw a tab, then a semicolon."""
    told = lines[0].lower().removeprefix("sep=")
    if len(told) == 1 and told in SEPARATORS and told != lines[0]:
        return told
    found = Counter(s for line in lines for s in SEPARATORS if s in _QUOTED.sub("", line))
    return max(SEPARATORS, key=lambda s: found[s]) if found else NO_SEPARATOR


def _records(lines: list[str], separator: str) -> Iterator[_Record]:
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator, strict=True)
    while True:
        start, fault, cells = reader.line_num, None, list[str]()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            fault = _quoting_fault(str(error))
        raw = lines[start]
        is_setting = start == 0 and raw.lower() == f"sep={separator}"
        if fault or (any(cell.strip() for cell in cells) and not is_setting):
            yield _Record(start + 1, raw, cells, fault)


def _quoting_fault(error: str) -> str:
    if "unexpected end" in error:
        return (
            "a quotation mark opens here and is never closed, so nothing after it was read. "
            "Close it or take it out."
        )
    if "expected after" in error:
        return "text follows a closing quotation mark. Put all of the cell in quotation marks."
    return "a quotation mark opens here and the cell becomes too long. Close it or take it out."


def _other_separator(record: _Record, used: str) -> str | None:
    """Tell when a line seems to be parted by another sign than the rest."""
    if used == NO_SEPARATOR or len(record.cells) > 1:
        return None
    bare = _QUOTED.sub("", record.raw)
    other = next((word for sign, word in SEPARATORS.items() if sign in bare), None)
    if other is None:
        return None
    return (
        f"it has a {other} where other lines have a {SEPARATORS[used]}. Write it as they are, "
        "or put the name in quotation marks."
    )


def _pupil(record: _Record, columns: Columns) -> RosterLine | str:
    """Return the pupil of a line, or why it names none."""
    cells = [clean_text(cell) for cell in record.cells]
    filled = len([cell for cell in cells if cell])
    if filled > 2 and not columns.titles:
        return f"there are {filled} columns. Keep name and number, or write titles over them."
    name, code = columns.name_in(cells), columns.code_in(cells)
    fault = name_fault(name) or code_fault(code)
    return fault or RosterLine(record.line, name, code or None)

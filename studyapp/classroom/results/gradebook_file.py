"""The gradebook as a CSV file: the figures of the page, those who were removed at the end."""

from collections.abc import Iterator, Sequence

from studyapp.classroom.results.figures import points_figure
from studyapp.classroom.results.gradebook import Cell, Gradebook, Line
from studyapp.csv_text import Cell as FileCell
from studyapp.csv_text import CsvStyle, csv_text
from studyapp.percents import percent_or_none

Cells = list[FileCell]


def gradebook_file(book: Gradebook, style: CsvStyle) -> Iterator[str]:
    """Yield the book line by line: three columns a sitting, and the means as on the page."""
    head = ["Pupil", "Pupil number", "On the roster"]
    for number, column in enumerate(book.columns, start=1):
        head += [f"{number}. {column.title}: {what}" for what in ("points", "of", "percent")]
    return csv_text([*head, "Mean percent"], _lines(book), style)


def _lines(book: Gradebook) -> Iterator[Sequence[FileCell]]:
    for line in book.lines:
        yield _line(line, "yes")
    if book.lines:
        means: Cells = ["Mean of the class", None, None]
        for mean in book.means:
            means += [None, None, percent_or_none(mean)]
        yield [*means, None]
    for line in book.removed:
        yield _line(line, "no")


def _line(line: Line, on_roster: str) -> Cells:
    cells: Cells = [line.pupil.name, line.pupil.pupil_code, on_roster]
    for cell in line.cells:
        cells += _cell(cell)
    return [*cells, percent_or_none(line.mean)]


def _cell(cell: Cell | None) -> Cells:
    if cell is None:
        return [None, None, None]
    if cell.is_open:
        return ["open", None, None]
    return [points_figure(cell.points), points_figure(cell.possible), percent_or_none(cell.share)]

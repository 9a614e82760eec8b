"""The grid into which results on paper are typed: what its cells hold, and what is wrong there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from studyapp.bank.grading import Given
from studyapp.classroom.paper.answer import CellError, read_cell
from studyapp.classroom.paper.form import PaperForm, PaperItem


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What a row of the grid says.

    Attributes:
        answers: to printed items; empty for a row that says nothing.
        faults: one sentence each, by the number of the question; 0 is the form.
    """

    answers: list[tuple[PaperItem, Given]] = field(default_factory=list)
    faults: dict[int, str] = field(default_factory=dict)


def read_row(
    cells: Mapping[int, str], form: PaperForm | None, pupil: str, stored: Collection[int]
) -> ReadRow:
    """Read the cells of a pupil.

    An empty row says nothing. In one that says something, an empty cell is a question left out
    where there was an answer before, and nothing yet where there was none.

    Args:
        cells: as typed, by the number of the question.
        form: the form that was answered; None where none is chosen.
        pupil: whose row it is.
        stored: numbers of the questions of this form that have an answer already.
    """
    typed = {number: text.strip() for number, text in cells.items() if text.strip()}
    if not typed:
        return ReadRow()
    if form is None:
        return ReadRow(faults={0: f"{pupil}: choose the form that was answered."})
    row = ReadRow()
    for entry in form.items:
        text = typed.get(entry.number)
        try:
            if text is not None:
                row.answers.append((entry, read_cell(text, entry, pupil)))
            elif entry.number in stored:
                row.answers.append((entry, None))
        except CellError as error:
            row.faults[entry.number] = str(error)
    return row

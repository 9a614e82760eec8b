"""The grid into which results on paper are typed: what its cells hold, and what is wrong there."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from studyapp.bank.grading import Given
from studyapp.classroom.paper.answer import CellError, cell_text, read_cell
from studyapp.classroom.paper.form import PaperForm, PaperItem

MARK_LETTERS: Final = 16


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

    An empty row has no answers. In any other an empty cell is a question left out where there
    was an answer before, and nothing yet where there was none.

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


def row_mark(letter: str, cells: Mapping[int, str]) -> str:
    """Return what tells one content of a row from another; nothing for a row without answers.

    A page sends back what it showed, so that a row nobody has touched is left alone, and one
    that was changed elsewhere meanwhile is not overwritten.
    """
    typed = sorted((number, text.strip()) for number, text in cells.items() if text.strip())
    if not typed:
        return ""
    return hashlib.sha256(json.dumps([letter, typed]).encode()).hexdigest()[:MARK_LETTERS]


def stored_cells(form: PaperForm, given: Mapping[int, Given]) -> dict[int, str]:
    """Return stored answers, by the position of their item, as the cells of a form."""
    return {
        entry.number: cell_text(entry, given[entry.item.position])
        for entry in form.items
        if entry.item.position in given
    }

"""The page of the grid: a row a pupil, filled with what is stored or with what was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from studyapp.classroom.paper.answer import cell_text
from studyapp.classroom.paper.form import PaperForm
from studyapp.classroom.paper.grid import ReadRow, read_row
from studyapp.classroom.paper.operations import PaperResult
from studyapp.classroom.paper.queries import Paper, Pupil, with_responses

PUPILS_A_PAGE: Final = 40
"""With 100 questions each their cells stay below what a form may send."""
WRITTEN: Final = frozenset({"cloze", "short", "order", "match"})
"""Kinds whose answers are longer than a letter or a number."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A pupil's row.

    Attributes:
        letter: of the form; empty where none is chosen.
        cells: by the number of the question as printed.
        read: what was typed; nothing in a row that shows what is stored.
    """

    pupil: Pupil
    letter: str
    cells: Mapping[int, str]
    read: ReadRow = field(default_factory=ReadRow)

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Return what is wrong in the row, each with the name of its field."""
        return [
            (cell_field(self.pupil, number) if number else form_field(self.pupil), sentence)
            for number, sentence in self.read.faults.items()
        ]

    def result(self, paper: Paper) -> PaperResult | None:
        """Return what there is to save; None for a row that says nothing."""
        seat, form = self.pupil.seat, paper.forms.get(self.letter)
        if form is None or not self.read.answers:
            return None
        return PaperResult(seat.learner_id, seat.id, form, self.read.answers)


def page_of(pupils: Sequence[Pupil], number: int) -> list[Pupil]:
    """Return the pupils on a page of the grid, counted from 1."""
    shown = [pupil for pupil in pupils if pupil.is_shown]
    return shown[(number - 1) * PUPILS_A_PAGE : number * PUPILS_A_PAGE]


def count_pages(pupils: Sequence[Pupil]) -> int:
    """Return how many pages the grid has."""
    return max(-(-sum(pupil.is_shown for pupil in pupils) // PUPILS_A_PAGE), 1)


def stored_row(paper: Paper, pupil: Pupil, default: str) -> GridRow:
    """Return the row of what is stored; `default` is the form where nothing is."""
    pupil = with_responses(pupil)
    letter = (pupil.attempt.form if pupil.attempt is not None else None) or default
    form = paper.forms.get(letter)
    return GridRow(pupil, letter, _stored_cells(pupil, form) if form is not None else {})


def typed_rows(paper: Paper, pupils: Sequence[Pupil], filled: Mapping[str, str]) -> list[GridRow]:
    """Return the rows that were sent, read."""
    return [
        _typed_row(paper, with_responses(pupil), filled)
        for pupil in pupils
        if form_field(pupil) in filled
    ]


def form_field(pupil: Pupil) -> str:
    """Return the name of the field that holds a pupil's form."""
    return f"form-{pupil.seat.id}"


def cell_field(pupil: Pupil, number: int) -> str:
    """Return the name of the field that holds an answer of a pupil."""
    return f"cell-{pupil.seat.id}-{number}"


def columns(paper: Paper) -> list[tuple[int, bool]]:
    """Return the numbers of the questions, and whether their answers are longer ones."""
    kinds: dict[int, set[str]] = {}
    for form in paper.forms.values():
        for entry in form.items:
            kinds.setdefault(entry.number, set()).add(entry.item.question.kind)
    return [(number, bool(found & WRITTEN)) for number, found in sorted(kinds.items())]


def _typed_row(paper: Paper, pupil: Pupil, filled: Mapping[str, str]) -> GridRow:
    letter, numbers = filled[form_field(pupil)], [number for number, _ in columns(paper)]
    cells = {n: filled.get(cell_field(pupil, n), "") for n in numbers}
    form = paper.forms.get(letter)
    is_same = pupil.attempt is not None and pupil.attempt.form == letter
    stored = _stored_cells(pupil, form) if form is not None and is_same else {}
    row = GridRow(pupil, letter if form is not None else "", cells)
    return replace(row, read=read_row(cells, form, pupil.seat.name, stored))


def _stored_cells(pupil: Pupil, form: PaperForm) -> dict[int, str]:
    return {
        entry.number: cell_text(entry, pupil.responses[entry.item.position].given)
        for entry in form.items
        if entry.item.position in pupil.responses
    }

"""The page of the grid: a row a pupil, filled with what is stored or with what was typed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from studyapp.classroom.paper.grid import ReadRow, read_row, row_mark, stored_cells
from studyapp.classroom.paper.operations import PaperResult
from studyapp.classroom.paper.queries import Paper, Pupil, given_in, pupils_of, with_responses
from studyapp.classroom.results.figures import points_figure
from studyapp.counts import counted
from studyapp.paging import ListPage, page_of

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
        shown: the mark of what the page showed before anybody typed.
        read: what was typed; nothing in a row that shows what is stored.
        meanwhile: what is stored, in words, where that was changed since the page was loaded.
    """

    pupil: Pupil
    letter: str
    cells: Mapping[int, str]
    shown: str
    read: ReadRow = field(default_factory=ReadRow)
    meanwhile: str = ""

    @property
    def points(self) -> str:
        """Return what is stored of the pupil, as the results tell it."""
        attempt = self.pupil.attempt
        if attempt is None:
            return ""
        return f"{points_figure(attempt.points)} of {points_figure(attempt.possible)}"

    @property
    def is_changed(self) -> bool:
        """Tell whether the row says something else than the page showed."""
        return row_mark(self.letter, self.cells) != self.shown

    @property
    def is_emptied(self) -> bool:
        """Tell whether the page showed answers of which none is left."""
        return self.is_changed and not row_mark(self.letter, self.cells)

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Return what is wrong in the row, each with the name of its field."""
        return [
            (cell_field(self.pupil, number) if number else form_field(self.pupil), sentence)
            for number, sentence in self.read.faults.items()
        ]

    def result(self, paper: Paper) -> PaperResult | None:
        """Return what there is to save; None for a row that says nothing new."""
        seat, form = self.pupil.seat, paper.forms.get(self.letter)
        if self.is_emptied:
            return PaperResult(seat.learner_id, seat.id, self.shown, None, ())
        if form is None or not self.read.answers:
            return None
        return PaperResult(seat.learner_id, seat.id, self.shown, form, self.read.answers)


def grid_part(pupils: Sequence[Pupil], wanted: int) -> ListPage[Pupil]:
    """Return the pupils on a page of the grid."""
    return page_of([pupil for pupil in pupils if pupil.is_shown], PUPILS_A_PAGE, wanted)


def stored_row(paper: Paper, pupil: Pupil, default: str) -> GridRow:
    """Return the row of what is stored; `default` is the form where nothing is."""
    pupil = with_responses(pupil)
    letter = (pupil.attempt.form if pupil.attempt is not None else None) or default
    form = paper.forms.get(letter)
    cells = stored_cells(form, given_in(pupil.responses)) if form is not None else {}
    return GridRow(pupil, letter, cells, row_mark(letter, cells))


def typed_rows(paper: Paper, pupils: Sequence[Pupil], filled: Mapping[str, str]) -> list[GridRow]:
    """Return the rows that were sent, read."""
    return [
        _typed_row(paper, with_responses(pupil), filled)
        for pupil in pupils
        if form_field(pupil) in filled
    ]


def rows_after(paper: Paper, rows: Sequence[GridRow], stale: Collection[int]) -> list[GridRow]:
    """Return rows as they stand after a save: those that were not saved as they were typed.

    Args:
        paper: what was printed.
        rows: as they were sent.
        stale: ids of the seats whose results were changed elsewhere meanwhile.
    """
    pupils = {pupil.seat.id: pupil for pupil in pupils_of(paper)}
    after = []
    for row in rows:
        now = stored_row(paper, pupils.get(row.pupil.seat.id, row.pupil), row.letter)
        if row.pupil.seat.id in stale:
            now = replace(row, pupil=now.pupil, shown=now.shown, meanwhile=_meanwhile(row, now))
        after.append(now)
    return after


def saved_words(saved: int, taken_back: Sequence[str]) -> str:
    """Return what a save has done, with the names of those whose results were taken back."""
    said = []
    if saved:
        said.append(f"Saved the answers of {counted(saved, 'pupil')}.")
    if taken_back:
        names = " and ".join(filter(None, [", ".join(taken_back[:-1]), taken_back[-1]]))
        said.append(f"Took back the results of {names}.")
    return " ".join(said) or "Nothing was changed."


def form_field(pupil: Pupil) -> str:
    """Return the name of the field that holds a pupil's form."""
    return f"form-{pupil.seat.id}"


def cell_field(pupil: Pupil, number: int) -> str:
    """Return the name of the field that holds an answer of a pupil."""
    return f"cell-{pupil.seat.id}-{number}"


def shown_field(pupil: Pupil) -> str:
    """Return the name of the field that holds the mark of what a pupil's row showed."""
    return f"shown-{pupil.seat.id}"


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
    stored = stored_cells(form, given_in(pupil.responses)) if form is not None and is_same else {}
    shown = filled.get(shown_field(pupil), "")
    row = GridRow(pupil, letter if form is not None else "", cells, shown)
    if not row.is_changed:
        return row
    return replace(row, read=read_row(cells, form, pupil.seat.name, stored))


def _meanwhile(typed: GridRow, now: GridRow) -> str:
    """Return where what is stored differs from what was typed."""
    if not now.cells:
        return "the results were taken back"
    said = [f"form {now.letter}"] if now.letter != typed.letter else []
    for number in sorted(now.cells.keys() | typed.cells.keys()):
        text = now.cells.get(number, "")
        if text != typed.cells.get(number, "").strip():
            said.append(f"question {number} {text or 'is empty'}")
    return ", ".join(said)

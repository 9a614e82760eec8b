"""The gradebook: what counts in each cell, what is missing, and the file that says the same."""

import csv
import io
from datetime import timedelta

import pytest

from studyapp.classroom.assigned.counted import Counts
from studyapp.classroom.results.gradebook import (
    Cell,
    Column,
    CountedAttempt,
    Gradebook,
    Pupil,
    gradebook_of,
)
from studyapp.classroom.results.gradebook_file import gradebook_file
from studyapp.csv_text import STYLES
from tests.conftest import NOON

ADA = Pupil(1, 11, "Ada", "007", is_removed=False)
BEN = Pupil(2, 12, "Ben", None, is_removed=False)
CY = Pupil(3, 13, "Cy", None, is_removed=True)


def column(sitting_id: int = 1, counts: Counts = "best", late_percent: int = 100) -> Column:
    return Column(sitting_id, f"Quiz {sitting_id}", "assigned", NOON, counts, late_percent)


def attempt(
    pupil: Pupil,
    points: float,
    *,
    sitting_id: int = 1,
    number: int = 1,
    possible: float = 4,
    is_open: bool = False,
    is_late: bool = False,
) -> CountedAttempt:
    submitted_at = None if is_open else NOON + timedelta(minutes=number)
    return CountedAttempt(
        id=pupil.seat_id * 100 + sitting_id * 10 + number,
        sitting_id=sitting_id,
        learner_id=pupil.learner_id,
        seat_id=pupil.seat_id,
        number=number,
        submitted_at=submitted_at,
        is_late=is_late,
        points=points,
        possible=possible,
    )


def only_cell(attempts: list[CountedAttempt], of: Column) -> Cell | None:
    return gradebook_of([of], [ADA], attempts).lines[0].cells[0]


@pytest.mark.parametrize(
    ("counts", "attempt_id", "points"),
    [("best", 112, 4), ("last", 113, 2), ("first", 111, 1), ("mean", None, 7 / 3)],
)
def test_the_cell_shows_the_attempt_that_counts(
    counts: Counts, attempt_id: int | None, points: float
) -> None:
    tried = [attempt(ADA, 2, number=3), attempt(ADA, 1, number=1), attempt(ADA, 4, number=2)]

    cell = only_cell(tried, column(counts=counts))

    assert cell is not None
    assert cell.attempt_id == attempt_id
    assert cell.points == pytest.approx(points)
    assert cell.share == pytest.approx(points / 4)


def test_lateness_is_taken_off() -> None:
    cell = only_cell([attempt(ADA, 4, is_late=True)], column(late_percent=50))

    assert cell is not None
    assert (cell.points, cell.possible, cell.share) == (2, 4, 0.5)


def test_what_is_missing_or_open_is_no_zero_and_counts_in_no_mean() -> None:
    columns = [column(1), column(2), column(3)]
    attempts = [attempt(ADA, 3), attempt(ADA, 0, sitting_id=2, is_open=True), attempt(BEN, 1)]

    book = gradebook_of(columns, [ADA, BEN], attempts)

    ada = book.lines[0]
    assert [cell and cell.is_open for cell in ada.cells] == [False, True, None]
    assert ada.mean == 0.75
    assert book.means == (0.5, None, None)


def test_a_quiz_of_which_everything_was_dropped_has_no_percentage() -> None:
    cell = only_cell([attempt(ADA, 0, possible=0)], column())

    assert cell is not None
    assert (cell.points, cell.share) == (0, None)


def test_removed_pupils_with_results_are_listed_apart_and_are_in_no_mean() -> None:
    gone_without = Pupil(4, 14, "Dee", None, is_removed=True)

    book = gradebook_of([column()], [ADA, CY, gone_without], [attempt(ADA, 4), attempt(CY, 0)])

    assert [line.pupil.name for line in book.lines] == ["Ada"]
    assert [line.pupil.name for line in book.removed] == ["Cy"]
    assert book.means == (1.0,)


def test_an_attempt_without_a_seat_belongs_to_the_seat_its_learner_holds() -> None:
    back = Pupil(5, CY.learner_id, "Cy", None, is_removed=False)
    loose = CountedAttempt(9, 1, CY.learner_id, None, 1, NOON, False, 2, 4)
    stranger = CountedAttempt(10, 1, 99, None, 1, NOON, False, 4, 4)

    book = gradebook_of([column()], [CY, back], [loose, stranger])

    assert [line.mean for line in book.lines] == [0.5]
    assert book.removed == ()


def rows_of(book: Gradebook) -> list[list[str]]:
    text = "".join(gradebook_file(book, STYLES["comma"]))
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_file_says_what_the_page_says() -> None:
    columns = [column(1), column(2)]
    attempts = [attempt(ADA, 2.5), attempt(BEN, -1), attempt(CY, 1), attempt(BEN, 1, sitting_id=2)]

    rows = rows_of(gradebook_of(columns, [ADA, BEN, CY], attempts))

    assert rows[0][:6] == [
        *("Pupil", "Pupil number", "On the roster"),
        *("1. Quiz 1: points", "1. Quiz 1: of", "1. Quiz 1: percent"),
    ]
    assert rows[1] == ["Ada", "007", "yes", "2.5", "4", "63", "", "", "", "63"]
    assert rows[2] == ["Ben", "", "yes", "-1", "4", "-25", "1", "4", "25", "0"]
    assert rows[3] == ["Mean of the class", "", "", "", "", "19", "", "", "25", ""]
    assert rows[4] == ["Cy", "", "no", "1", "4", "25", "", "", "", "25"]


@pytest.mark.parametrize("name", ["=1+1", "+Ada", "-Ada", "@Ada", "\tAda", "\rAda"])
def test_a_name_is_no_formula_while_a_number_stays_a_number(name: str) -> None:
    pupil = Pupil(1, 11, name, "=2", is_removed=False)

    rows = rows_of(gradebook_of([column()], [pupil], [attempt(ADA, -2)]))

    assert rows[1][:6] == [f"'{name}", "'=2", "yes", "-2", "4", "-50"]

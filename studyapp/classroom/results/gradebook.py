"""The gradebook of a class: a row a pupil, a column a sitting, and what counts in each cell."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

from studyapp.classroom.assigned.counted import WHOLE, Counts, Worth, counted_points, worth_of


@dataclass(frozen=True, slots=True)
class Column:
    """A sitting of the class, and which attempt at it counts."""

    sitting_id: int
    title: str
    kind: str
    created_at: datetime
    counts: Counts = "best"
    late_percent: int = WHOLE


@dataclass(frozen=True, slots=True)
class Pupil:
    """A seat of the class."""

    seat_id: int
    learner_id: int
    name: str
    pupil_code: str | None
    is_removed: bool


@dataclass(frozen=True, slots=True)
class CountedAttempt:
    """What of an attempt is needed to count it; see `AttemptRow`."""

    id: int
    sitting_id: int
    learner_id: int
    seat_id: int | None
    number: int
    submitted_at: datetime | None
    is_late: bool
    points: float
    possible: float


@dataclass(frozen=True, slots=True)
class Cell:
    """What a pupil has at a sitting.

    Attributes:
        attempt_id: the attempt that counts, or the one that is open; None where several count.
        is_open: nothing is handed in yet.
        share: of what could be had; None while it is open, and where nothing could be had.
    """

    attempt_id: int | None
    is_open: bool
    points: float
    possible: float
    share: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """A pupil with a cell for each column; None is missing, which is not 0."""

    pupil: Pupil
    cells: tuple[Cell | None, ...]
    mean: float | None


@dataclass(frozen=True, slots=True)
class Gradebook:
    """The whole book.

    Attributes:
        lines: of those who are on the roster.
        removed: of those who are no more, but have results.
        means: of each column, over `lines` alone.
    """

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    removed: tuple[Line, ...]
    means: tuple[float | None, ...]


def gradebook_of(
    columns: Sequence[Column], pupils: Iterable[Pupil], attempts: Iterable[CountedAttempt]
) -> Gradebook:
    """Put every attempt in its cell; pupils come by name, attempts in any order."""
    pupils = list(pupils)
    held = _by_cell(pupils, attempts)
    lines = [_line(pupil, columns, held) for pupil in pupils]
    present = tuple(line for line in lines if not line.pupil.is_removed)
    removed = (line for line in lines if line.pupil.is_removed and any(line.cells))
    means = tuple(_mean([line.cells[n] for line in present]) for n in range(len(columns)))
    return Gradebook(tuple(columns), present, tuple(removed), means)


Held = dict[tuple[int, int], list[CountedAttempt]]
"""Attempts by seat and sitting."""


def _by_cell(pupils: Sequence[Pupil], attempts: Iterable[CountedAttempt]) -> Held:
    """Find the seat of each attempt: its own, else the one its learner holds."""
    seats = {pupil.seat_id for pupil in pupils}
    of_learner = {p.learner_id: p.seat_id for p in sorted(pupils, key=lambda p: not p.is_removed)}
    held: Held = defaultdict(list)
    for attempt in attempts:
        own = attempt.seat_id if attempt.seat_id in seats else of_learner.get(attempt.learner_id)
        if own is not None:
            held[own, attempt.sitting_id].append(attempt)
    return held


def _line(pupil: Pupil, columns: Sequence[Column], held: Held) -> Line:
    cells = tuple(
        _cell(column, held.get((pupil.seat_id, column.sitting_id), [])) for column in columns
    )
    return Line(pupil, cells, _mean(cells))


def _cell(column: Column, attempts: Sequence[CountedAttempt]) -> Cell | None:
    if not attempts:
        return None
    share = counted_points(attempts, column.counts, column.late_percent)
    if share is None:
        latest = max(attempts, key=lambda attempt: attempt.number)
        return Cell(latest.id, True, latest.points, latest.possible, None)
    worths = [
        (attempt, worth_of(attempt, column.late_percent))
        for attempt in sorted(attempts, key=lambda attempt: attempt.number)
        if attempt.submitted_at is not None
    ]
    if column.counts == "mean" and len(worths) > 1:
        points = fmean(worth.points for _, worth in worths)
        possible = fmean(worth.possible for _, worth in worths)
        return Cell(None, False, points, possible, share if possible else None)
    attempt, worth = _counting(column.counts, worths, share)
    return Cell(attempt.id, False, worth.points, worth.possible, share if worth.possible else None)


def _counting(
    counts: Counts, worths: Sequence[tuple[CountedAttempt, Worth]], share: float
) -> tuple[CountedAttempt, Worth]:
    """Return the attempt whose share counts; of equal ones the last where the last counts."""
    equal = [pair for pair in worths if pair[1].share == share]
    return equal[-1] if counts == "last" else equal[0]


def _mean(cells: Iterable[Cell | None]) -> float | None:
    shares = [cell.share for cell in cells if cell is not None and cell.share is not None]
    return fmean(shares) if shares else None

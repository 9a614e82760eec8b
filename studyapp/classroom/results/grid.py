"""The results of a sitting as a grid: a row a person, a cell an item, read off the marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from markupsafe import escape

from studyapp.classroom.assigned.counted import WHOLE, Worth, worth_of
from studyapp.classroom.items.report import SHARES_FROM
from studyapp.classroom.results.figures import points_figure
from studyapp.classroom.sittings.marks import DROPPED, NOT_ASKED, OPEN, PARTLY, RIGHT, WRONG
from studyapp.percents import percent_figure

LEGEND: Final = (
    (RIGHT, "✓", "right"),
    (WRONG, "✕", "wrong"),
    (PARTLY, "◐", "partly right"),
    (OPEN, "○", "no answer"),
    (NOT_ASKED, "–", "not asked"),
    (DROPPED, "⊘", "dropped, counts for nobody"),
)
WORDS: Final = {mark: words.partition(",")[0] for mark, _, words in LEGEND}
_CELLS: Final = str.maketrans(
    {mark: f"<td>{sign}" for mark, sign, _ in LEGEND} | {WRONG: "<td class=no>✕"}
)


class ResultRow(NamedTuple):
    """An attempt in the grid.

    Attributes:
        name: of the seat, else the nickname, else the account.
        points: before anything is taken off for lateness; see `worth`.
        is_out: was sent out of a live quiz.
        late_percent: what a late attempt is worth.
    """

    attempt_id: int
    learner_id: int
    seat_id: int | None
    name: str
    number: int
    marks: str
    points: float
    possible: float
    is_late: bool
    submitted_at: datetime | None
    is_out: bool
    late_percent: int = WHOLE

    @property
    def worth(self) -> Worth:
        """Return what the attempt is worth, as the gradebook counts it."""
        return worth_of(self, self.late_percent)

    @property
    def share(self) -> float | None:
        """Return what it is worth as a share of what could be had; None when nothing could."""
        return self.worth.share if self.possible else None

    @property
    def state(self) -> str:
        """Say what is unusual about the attempt."""
        if self.is_out:
            return "sent out"
        if self.submitted_at is None:
            return "not handed in"
        return "late" if self.is_late else ""


@dataclass(frozen=True, slots=True)
class Column:
    """How an item went.

    Attributes:
        right: how many got it wholly right, of those who answered it.
        share: right of answered; None while fewer have answered than a share is said of.
    """

    right: int
    answered: int
    share: float | None


def grid_body(rows: Iterable[ResultRow], attempts_url: str) -> str:
    """Return the rows of the grid as HTML; each name leads to its attempt.

    They are written here because a template takes four times as long for 300 rows.
    """
    return "".join(_row_html(row, attempts_url) for row in rows)


def _row_html(row: ResultRow, attempts_url: str) -> str:
    """Return a row; in HTML its cells need no end tags."""
    again = f", attempt {row.number}" if row.number > 1 else ""
    state = f" <small>{row.state}</small>" if row.state else ""
    percent = "" if row.share is None else percent_figure(row.share)
    return (
        f'<tr><th scope="row"><a href="{attempts_url}{row.attempt_id}">{escape(row.name)}{again}'
        f'</a>{state}</th><td class="n">{points_figure(row.worth.points)}<td class="n">{percent}'
        f"{row.marks.translate(_CELLS)}</tr>\n"
    )


def columns_of(rows: Sequence[ResultRow], count: int) -> list[Column]:
    """Return how each of `count` items went; who was sent out does not count."""
    joined = "".join(row.marks for row in rows if not row.is_out)
    return [_column(joined[place::count]) for place in range(count)]


def _column(marks: str) -> Column:
    right = marks.count(RIGHT)
    answered = right + marks.count(WRONG) + marks.count(PARTLY)
    return Column(right, answered, right / answered if answered >= SHARES_FROM else None)

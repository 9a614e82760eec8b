"""The figures of progress once more, in plain Python from the rows of the log."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt
from statistics import NormalDist

from sqlalchemy import select

from studyapp.database import db
from studyapp.review.models import ReviewLogRow

Z = NormalDist().inv_cdf(0.975)


def log_rows(learner_id: int) -> list[ReviewLogRow]:
    """Return every row of a learner's log in the order it was written."""
    statement = select(ReviewLogRow).where(ReviewLogRow.learner_id == learner_id)
    return sorted(db.session.scalars(statement), key=lambda row: row.id)


def standing(rows: list[ReviewLogRow]) -> list[ReviewLogRow]:
    """Return the answers that nobody took back."""
    undone = {row.undoes for row in rows if row.kind == "undo"}
    return [row for row in rows if row.kind == "answer" and row.id not in undone]


def waits(rows: list[ReviewLogRow]) -> dict[int, int]:
    """Return the days before each review that counts, by its id."""
    by_id = {row.id: row for row in rows}
    found = {}
    for row in standing(rows):
        if row.mode in {"retry", "cram", "class"} or row.follows is None:
            continue
        days = row.learner_day.toordinal() - by_id[row.follows].learner_day.toordinal()
        if days > 0:
            found[row.id] = days
    return found


def counted(
    rows: list[ReviewLogRow], first: date, least: int = 1, most: int = 10**6
) -> tuple[int, int]:
    """Return how many reviews from a day on, after so many days, were right, and how many not."""
    wait = waits(rows)
    results = [
        bool(row.right)
        for row in rows
        if least <= wait.get(row.id, 0) <= most and row.learner_day >= first
    ]
    return results.count(True), len(results)


def said(rows: list[ReviewLogRow], confidence: str, first: date) -> tuple[int, int]:
    """Return how many answers with a confidence from a day on were right, and of how many."""
    results = [
        bool(row.right)
        for row in standing(rows)
        if row.confidence == confidence and row.mode != "class" and row.learner_day >= first
    ]
    return results.count(True), len(results)


def latest(rows: list[ReviewLogRow], most: int) -> list[tuple[int, bool]]:
    """Return question and result of the latest reviews that count."""
    wait = waits(rows)
    newest = sorted(rows, key=lambda row: (row.learner_day, row.id), reverse=True)
    return [(row.question_id, bool(row.right)) for row in newest if row.id in wait][:most]


def tally(pairs: Iterable[tuple[object, bool]]) -> dict[object, tuple[int, int]]:
    """Return how many were right of how many, by the first of each pair."""
    found: dict[object, tuple[int, int]] = {}
    for name, right in pairs:
        before = found.get(name, (0, 0))
        found[name] = (before[0] + right, before[1] + 1)
    return found


def interval(right: int, of: int) -> tuple[int, int, int]:
    """Return a share in percent with the two shares that lie 1.96 errors of their own from it."""
    a, b, c = 1 + Z**2 / of, -(2 * right / of + Z**2 / of), (right / of) ** 2
    root = sqrt(max(b * b - 4 * a * c, 0.0))
    shares = right / of, (-b - root) / (2 * a), (-b + root) / (2 * a)
    low, high = max(shares[1], 0.0), min(shares[2], 1.0)
    return half_up(shares[0]), half_up(low), half_up(high)


def half_up(share: float) -> int:
    """Return a share in percent, of which a half goes up."""
    return int(Decimal(str(round(share * 100, 9))).quantize(Decimal(1), ROUND_HALF_UP))

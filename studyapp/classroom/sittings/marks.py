"""The marks of an attempt: one character an item, in the order of the frozen quiz."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from studyapp.classroom.sittings.scoring import Rule, points_of

RIGHT: Final = "1"
WRONG: Final = "0"
PARTLY: Final = "p"
OPEN: Final = "."
NOT_ASKED: Final = "-"
DROPPED: Final = "x"


@dataclass(frozen=True, slots=True)
class Scored:
    """What a response is worth under the rule in force, and how sure the learner was."""

    score: float
    certainty: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What an attempt amounts to.

    Attributes:
        points: the sum of what its items are worth; can be below 0 with certainty marks.
        possible: how many items could be had, those that were dropped left out.
    """

    marks: str
    points: float
    possible: float


def tally(
    rules: Mapping[int, Rule],
    count: int,
    asked: Iterable[int],
    responses: Mapping[int, Scored],
    *,
    marks_certainty: bool,
) -> Tally:
    """Add up an attempt at a quiz of `count` items under the rules in force.

    Full credit is one point for everybody who was asked, whatever they said or left open. Rules
    and responses are by position, which counts from 1.
    """
    dropped = {n for n, rule in rules.items() if rule.name == "dropped"}
    full_credit = {n for n, rule in rules.items() if rule.name == "full_credit"}
    held = list(asked)
    counted = [position for position in held if position not in dropped]
    points = float(sum(position in full_credit for position in counted)) + sum(
        points_of(entry.score, entry.certainty, marks_certainty=marks_certainty)
        for position in counted
        if position not in full_credit and (entry := responses.get(position)) is not None
    )
    marks = [NOT_ASKED] * count
    for position in counted:
        is_given = position in full_credit
        marks[position - 1] = RIGHT if is_given else _mark(responses.get(position))
    for position in set(held).intersection(dropped):
        marks[position - 1] = DROPPED
    return Tally("".join(marks), points, float(len(counted)))


def asked_in(marks: str) -> list[int]:
    """Return the positions of the items that an attempt was asked, by its marks."""
    return [n for n, mark in enumerate(marks, start=1) if mark != NOT_ASKED]


def answered_in(marks: str) -> tuple[int, int]:
    """Return how many items of an attempt are answered, and how many it asks."""
    asked = len(marks) - marks.count(NOT_ASKED)
    return asked - marks.count(OPEN), asked


def missed_text(marks: str) -> str:
    """Say how many items were not right, and how; empty when all were."""
    named = ((PARTLY, "partly right"), (WRONG, "wrong"), (OPEN, "not answered"))
    counts = ((marks.count(mark), words) for mark, words in named)
    return ", ".join(f"{count} {words}" for count, words in counts if count)


def _mark(entry: Scored | None) -> str:
    if entry is None:
        return OPEN
    if entry.score >= 1:
        return RIGHT
    return PARTLY if entry.score > 0 else WRONG

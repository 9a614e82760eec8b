"""What becomes of an attempt when one item is graded by another rule."""

from collections.abc import Mapping
from dataclasses import dataclass

from studyapp.bank.grading import Given
from studyapp.classroom.quizzes.frozen import FrozenItem
from studyapp.classroom.sittings.marks import Scored, Tally, asked_in, tally
from studyapp.classroom.sittings.scoring import (
    Rule,
    score_of,
)


@dataclass(frozen=True, slots=True)
class HeldResponse:
    """A stored response; `given` is read for the item that is regraded alone."""

    id: int
    given: Given
    scored: Scored


@dataclass(frozen=True, slots=True)
class HeldAttempt:
    """An attempt as it stands, with its responses by position."""

    id: int
    sitting_id: int
    tally: Tally
    marks_certainty: bool
    responses: Mapping[int, HeldResponse]


@dataclass(frozen=True, slots=True)
class Regraded:
    """What an attempt becomes.

    Attributes:
        score: of the response to the item; None when there is none.
    """

    attempt: HeldAttempt
    response_id: int | None
    score: float | None
    after: Tally

    @property
    def is_changed(self) -> bool:
        """Tell whether the learner notices: other points, or other points to be had."""
        before, after = self.attempt.tally, self.after
        return (before.points, before.possible) != (after.points, after.possible)


def regraded(attempt: HeldAttempt, item: FrozenItem, rules: Mapping[int, Rule]) -> Regraded:
    """Grade the response to an item anew and add up the attempt; rules by position.

    Raises:
        KeyMismatchError: the new key cannot be held against what was answered.
    """
    scored = {position: held.scored for position, held in attempt.responses.items()}
    held = attempt.responses.get(item.position)
    score = None
    if held is not None:
        score = score_of(item.question, held.given, rules.get(item.position))
        scored[item.position] = Scored(score, held.scored.certainty)
    after = tally(
        rules,
        len(attempt.tally.marks),
        asked_in(attempt.tally.marks),
        scored,
        marks_certainty=attempt.marks_certainty,
    )
    return Regraded(attempt, held.id if held is not None else None, score, after)

"""What becomes of an attempt when one item is graded by another rule."""

from collections.abc import Mapping
from dataclasses import dataclass

from studyapp.bank.grading import Given
from studyapp.bank.question import Question
from studyapp.classroom.quizzes.frozen import FrozenItem
from studyapp.classroom.sittings.marks import Scored, Tally, asked_in, tally
from studyapp.classroom.sittings.scoring import (
    NEED_KEY,
    KeyMismatchError,
    Rule,
    RuleName,
    given_under,
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


def why_not(name: RuleName, question: Question, key: Question | None) -> str | None:
    """Return why a rule is not possible; None when it is, as far as the questions tell."""
    if name not in NEED_KEY:
        return None
    if key is None:
        return "The bank has no newer version of this question. Change it there first."
    try:
        given_under(question, key, None)
    except KeyMismatchError as error:
        return str(error)
    return None

"""What is said of a question to its author, and in which order the questions stand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.question import Multiple, Single
from studyapp.review.figures.question_tally import QuestionTally

SHARE_FROM: Final = 10
"""A share of fewer answers is chance, and may be somebody's."""
NEVER_FROM: Final = 30
TIMES_FROM: Final = 10


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """What the answers to a question come to.

    Attributes:
        rights: answers that were right.
        insisted: answers that count as right because the learner insists.
        bad: how often it was reported as a bad question after a lapse.
        leeches: for how many learners it rests.
        choosers: answers to the present version that chose an option.
        never: its wrong options that none of them chose; None while they are too few, and for
            questions without options.
        seconds: median of the latest answers, of which there are `timed`; None while too few.
    """

    stored: StoredQuestion
    asked: int
    rights: int
    insisted: int
    bad: int
    leeches: int
    choosers: int
    never: tuple[str, ...] | None
    seconds: float | None
    timed: int

    @property
    def right(self) -> float | None:
        """Return the share of right answers, 0 to 1; None while there are too few."""
        return self.rights / self.asked if self.asked >= SHARE_FROM else None

    @property
    def doubts(self) -> int:
        """Return how often something speaks against the question."""
        return self.insisted + self.bad + self.leeches


def figures_of(
    stored: StoredQuestion,
    tally: QuestionTally,
    *,
    bad: int,
    leeches: int,
    time: tuple[float, int],
) -> QuestionFigures:
    """Return what is said of a question.

    Args:
        time: median seconds of the latest answers, and how many they are.
    """
    seconds, timed = time
    return QuestionFigures(
        stored,
        tally.asked,
        tally.right,
        tally.insisted,
        bad,
        leeches,
        tally.choosers[stored.version_id],
        _never(stored, tally),
        seconds if timed >= TIMES_FROM else None,
        timed,
    )


def _never(stored: StoredQuestion, tally: QuestionTally) -> tuple[str, ...] | None:
    question = stored.question
    if not isinstance(question, Single | Multiple):
        return None
    if tally.choosers[stored.version_id] < NEVER_FROM:
        return None
    return tuple(
        option.text
        for n, option in enumerate(question.options)
        if not option.correct and not tally.chosen[stored.version_id, n]
    )


Key = Callable[[QuestionFigures], Any]
ORDERS: Final[Mapping[str, Key | None]] = {
    "doubts": lambda one: -one.doubts,
    "bank": None,
    "asked": lambda one: -one.asked,
    "right": lambda one: (one.right is None, one.right),
    "insisted": lambda one: -one.insisted,
    "bad": lambda one: -one.bad,
    "leeches": lambda one: -one.leeches,
    "never": lambda one: -len(one.never or ()),
    "seconds": lambda one: -(one.seconds or 0.0),
}
"""What needs a look comes first; equal ones stand as in the bank."""
DEFAULT_ORDER: Final = "doubts"


def ordered(figures: Sequence[QuestionFigures], by: str) -> list[QuestionFigures]:
    """Return questions, given as they stand in the bank, in one of the `ORDERS`."""
    key = ORDERS[by]
    return sorted(figures, key=key) if key is not None else list(figures)

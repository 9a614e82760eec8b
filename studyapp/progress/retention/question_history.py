"""The answers of one learner to one question, as its page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from studyapp.bank.grading import Given
from studyapp.review.log.entry_ids import guess_of, insisted_of
from studyapp.review.modes import UNSCHEDULED, Mode
from studyapp.review.rating import Confidence

ANSWERS_SHOWN = 50
ROWS_READ = ANSWERS_SHOWN + 4
"""One where the page after this ended, and of older ones three: two may be what an answer was
before it was marked, as it can be twice."""


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """An answer as the log holds it; see `ReviewLogRow`.

    Attributes:
        waited: days since the answer that its memory built on; None where there was none.
        is_undone: taken back, or replaced by the same one marked.
    """

    log_id: int
    answer_id: str
    version_id: int
    mode: Mode
    given: Given
    right: bool
    confidence: Confidence | None
    disputed: bool
    milliseconds: int | None
    recorded_at: datetime
    day: date
    waited: int | None
    stability: float
    due_on: date
    is_undone: bool

    @property
    def moves_schedule(self) -> bool:
        """Tell whether the answer stands and its memory followed from it."""
        return not self.is_undone and self.mode not in UNSCHEDULED


@dataclass(frozen=True, slots=True)
class HistoryPart:
    """Some answers to a question, in the order they were given.

    Attributes:
        answers: without those that were marked and stand under another id.
        older_from: where the page of older ones starts; None when there are none.
    """

    answers: tuple[PastAnswer, ...]
    older_from: int | None


def history_part(logged: Sequence[PastAnswer], newest: int) -> HistoryPart:
    """Return a page of answers.

    Args:
        logged: ROWS_READ answers or all, newest first, from `newest` on.
        newest: the log id at which the page after this ended.
    """
    ids = {answer.answer_id for answer in logged}
    here = [answer for answer in logged if answer.log_id < newest]
    shown, older = here[:ANSWERS_SHOWN], _unmarked(here[ANSWERS_SHOWN:], ids)
    in_order = sorted(_unmarked(shown, ids), key=lambda a: (a.recorded_at, a.log_id))
    return HistoryPart(tuple(in_order), shown[-1].log_id if older else None)


def _unmarked(answers: Sequence[PastAnswer], ids: set[str]) -> list[PastAnswer]:
    """Leave out answers that were marked and stand, or stood, under one of the ids."""
    return [
        answer
        for answer in answers
        if not answer.is_undone
        or ids.isdisjoint({guess_of(answer.answer_id), insisted_of(answer.answer_id)})
    ]

"""The answers of one learner to one question, as its page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from studyapp.bank.grading import Given
from studyapp.review.entry_ids import guess_of, insisted_of
from studyapp.review.modes import UNSCHEDULED, Mode
from studyapp.review.rating import Confidence

ANSWERS_SHOWN = 50


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
        logged: newest first: the one at which the page after this ended if there is one, which
            tells what its answer was before it was marked; ANSWERS_SHOWN more; and one older.
        newest: the log id that this page starts after.
    """
    ids = {answer.answer_id for answer in logged}
    here = [answer for answer in logged if answer.log_id < newest]
    shown, older = here[:ANSWERS_SHOWN], here[ANSWERS_SHOWN:]
    standing = [a for a in shown if not (a.is_undone and _is_marked(a, ids))]
    standing.sort(key=lambda answer: (answer.recorded_at, answer.log_id))
    return HistoryPart(tuple(standing), shown[-1].log_id if older else None)


def _is_marked(answer: PastAnswer, ids: set[str]) -> bool:
    return guess_of(answer.answer_id) in ids or insisted_of(answer.answer_id) in ids

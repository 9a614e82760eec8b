"""Reads of what learners say about questions, for their author."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from sqlalchemy import func, select

from studyapp.database import db, table_of
from studyapp.review.log.queries import LOG, is_standing
from studyapp.review.models import LapseReasonRow, RestRow, ReviewLogRow

REASON = table_of(LapseReasonRow).c
REST = table_of(RestRow).c
_OTHER = table_of(ReviewLogRow).alias("other").c


@dataclass(slots=True)
class Remarks:
    """What learners say about one question.

    Attributes:
        insisted: typed answers that were counted as wrong and that learners call right.
        reasons: why answers slipped that were once known.
        leeches: for how many learners the question rests.
    """

    insisted: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    leeches: int = 0

    @property
    def weight(self) -> tuple[int, int]:
        """Return by what the questions are put in order, the most doubtful last."""
        doubts = self.insisted.total() + self.reasons["bad"] + self.leeches
        return doubts, self.reasons.total()


def remarks_by_question() -> dict[int, Remarks]:
    """Return question id -> remarks, the question most in doubt first."""
    found: dict[int, Remarks] = defaultdict(Remarks)
    disputed = select(LOG.question_id, LOG.given, LOG.learner_id).distinct()
    # Found first, by themselves: SQLite would walk the whole log by an index to tell them apart.
    are_disputed = LOG.id.in_(select(_OTHER.id).where(_OTHER.disputed.is_(True)))
    for question_id, given, _ in db.session.execute(disputed.where(are_disputed, is_standing())):
        found[question_id].insisted[_typed(given)] += 1
    for question_id, reasons in reasons_by_question().items():
        found[question_id].reasons = reasons
    for question_id, count in leeches_by_question().items():
        found[question_id].leeches = count
    return dict(sorted(found.items(), key=lambda entry: entry[1].weight, reverse=True))


def reasons_by_question() -> dict[int, Counter[str]]:
    """Return how often each reason was given for a lapse, by question."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    # Named by their ids, the few answers are looked up; SQLite would scan the whole log for them.
    have_one = LOG.id.in_(select(REASON.log_id))
    rows = db.session.execute(
        select(LOG.question_id, REASON.reason, func.count())
        .join(table_of(LapseReasonRow), REASON.log_id == LOG.id)
        .where(have_one, is_standing())
        .group_by(LOG.question_id, REASON.reason)
    )
    for question_id, reason, count in rows:
        found[question_id][reason] = count
    return found


def leeches_by_question() -> dict[int, int]:
    """Return for how many learners each question rests because it slips again and again."""
    resting = select(REST.question_id, func.count()).where(REST.reason == "leech")
    return {row[0]: row[1] for row in db.session.execute(resting.group_by(REST.question_id))}


def _typed(given: str) -> str:
    """Return a typed answer as one line: the blanks of a cloze with a bar between them."""
    answer = json.loads(given)
    return " | ".join(map(str, answer)) if isinstance(answer, list) else str(answer)

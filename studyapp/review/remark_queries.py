"""Reads of what learners say about questions, for their author."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from sqlalchemy import func, select

from studyapp.database import db, table_of
from studyapp.review.log_queries import LOG, is_standing
from studyapp.review.models import LapseReasonRow, RestRow

REASON = table_of(LapseReasonRow).c
REST = table_of(RestRow).c


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
    for question_id, given, _ in db.session.execute(
        disputed.where(LOG.disputed.is_(True), is_standing())
    ):
        found[question_id].insisted[_typed(given)] += 1
    reasons = (
        select(LOG.question_id, REASON.reason, func.count())
        .join(table_of(LapseReasonRow), REASON.log_id == LOG.id)
        .where(is_standing())
        .group_by(LOG.question_id, REASON.reason)
    )
    for question_id, reason, count in db.session.execute(reasons):
        found[question_id].reasons[reason] = count
    resting = select(REST.question_id, func.count()).where(REST.reason == "leech")
    for question_id, count in db.session.execute(resting.group_by(REST.question_id)):
        found[question_id].leeches = count
    return dict(sorted(found.items(), key=lambda entry: entry[1].weight, reverse=True))


def _typed(given: str) -> str:
    """Return a typed answer as one line: the blanks of a cloze with a bar between them."""
    answer = json.loads(given)
    return " | ".join(map(str, answer)) if isinstance(answer, list) else str(answer)

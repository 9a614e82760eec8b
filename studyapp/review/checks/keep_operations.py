"""A learner chooses which questions of a module are in their review."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from studyapp.database import write_transaction
from studyapp.review.checks.enrolment_operations import enrol, leave_queue
from studyapp.review.session.rest_operations import leave_out, take_back


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of questions, by id.

    Attributes:
        kept, left_out: of those asked already.
        taken, passed: of those not asked yet; `taken` in the order to ask them.
    """

    kept: Iterable[int] = ()
    left_out: Iterable[int] = ()
    taken: Iterable[int] = ()
    passed: Iterable[int] = ()


def keep(learner_id: int, choice: Choice, *, now: datetime) -> None:
    """Carry out a choice; no schedule moves, and the same choice again changes nothing."""
    with write_transaction(learner_id) as session:
        take_back(session, learner_id, [*choice.kept, *choice.taken])
        leave_out(session, learner_id, choice.left_out)
        enrol(session, learner_id, choice.taken, now)
        for question_id in choice.passed:
            leave_queue(session, learner_id, question_id)

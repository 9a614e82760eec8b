"""Questions are taken into a review before they are asked for the first time."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from studyapp.database import table_of
from studyapp.review.models import MemoryRow
from studyapp.review.plan.models import EnrolmentRow
from studyapp.storage.prepared import PreparedWrite

_ENROLMENT, _MEMORY = table_of(EnrolmentRow), table_of(MemoryRow)
_LEAVE = PreparedWrite(
    delete(_ENROLMENT).where(
        _ENROLMENT.c.learner_id == bindparam("of_learner"),
        _ENROLMENT.c.question_id == bindparam("of_question"),
    )
)


def enrol(session: Session, learner_id: int, question_ids: Iterable[int], now: datetime) -> None:
    """Let questions wait to be asked, in this order; those met or waiting already stay as is."""
    wanted = list(dict.fromkeys(question_ids))
    known: set[int] = set()
    for table in (_ENROLMENT, _MEMORY):
        is_known = (table.c.learner_id == learner_id) & table.c.question_id.in_(wanted)
        known.update(session.scalars(select(table.c.question_id).where(is_known)))
    rows = [
        {"learner_id": learner_id, "question_id": n, "added_at": now}
        for n in wanted
        if n not in known
    ]
    if rows:
        session.execute(insert(_ENROLMENT), rows)


def leave_queue(session: Session, learner_id: int, question_id: int) -> None:
    """Take a question out of those that wait: it has been asked."""
    _LEAVE.run(session, of_learner=learner_id, of_question=question_id)


def merge_enrolments(session: Session, guest_id: int, account_id: int) -> None:
    """Move what waits for a guest into an account; what either has met waits no more.

    The log of the guest has to be in the account already.
    """
    is_guests, is_accounts = (_ENROLMENT.c.learner_id == n for n in (guest_id, account_id))
    waiting = select(_ENROLMENT.c.question_id).where(is_accounts)
    met = select(_MEMORY.c.question_id).where(_MEMORY.c.learner_id == account_id)
    session.execute(delete(_ENROLMENT).where(is_guests, _ENROLMENT.c.question_id.in_(waiting)))
    session.execute(update(_ENROLMENT).where(is_guests).values(learner_id=account_id))
    session.execute(delete(_ENROLMENT).where(is_accounts, _ENROLMENT.c.question_id.in_(met)))

"""Reads of what came of single questions: the last answers to one, and why one slipped."""

from sqlalchemy import Integer, bindparam, func, select

from studyapp.database import db, table_of
from studyapp.review.asking.lapses import LapseReason, lapse_reason_named
from studyapp.review.log.queries import LOG, is_standing, moves_schedule
from studyapp.review.memory import Memory
from studyapp.review.models import LapseReasonRow
from studyapp.review.session.resting import Outcome
from studyapp.storage.prepared import AnySession, PreparedRead

_OF_LEARNER = LOG.learner_id == bindparam("learner_id")
_LATEST = PreparedRead(
    select(LOG.right, LOG.stability, LOG.difficulty, LOG.learner_day, LOG.due_on)
    .where(
        _OF_LEARNER,
        LOG.question_id == bindparam("question_id"),
        moves_schedule(),
        is_standing(),
    )
    .order_by(LOG.id.desc())
    .limit(bindparam("count", type_=Integer))
)
_LATEST_ID = PreparedRead(
    select(func.max(LOG.id)).where(
        _OF_LEARNER, LOG.question_id == bindparam("question_id"), is_standing()
    )
)
_LAPSE = table_of(LapseReasonRow).c
_REASON = PreparedRead(select(_LAPSE.reason).where(_LAPSE.log_id == bindparam("log_id")))


def latest_outcomes(
    session: AnySession, learner_id: int, question_id: int, count: int
) -> list[Outcome]:
    """Return the last answers to a question that moved its schedule, the latest first."""
    values = {"learner_id": learner_id, "question_id": question_id, "count": count}
    rows = _LATEST.all(session, **values)
    return [Outcome(row[0], Memory(row[1], row[2], row[3], row[4])) for row in rows]


def latest_answer_id(session: AnySession, learner_id: int, question_id: int) -> int | None:
    """Return the log id of the last standing answer to a question, in whatever mode."""
    found = _LATEST_ID.scalar(session, learner_id=learner_id, question_id=question_id)
    return int(found) if found is not None else None


def find_lapse_reason(log_id: int) -> LapseReason | None:
    """Return why a learner says that an answer slipped."""
    reason = _REASON.scalar(db.session, log_id=log_id)
    return lapse_reason_named(reason) if reason is not None else None

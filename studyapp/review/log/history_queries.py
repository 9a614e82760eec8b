"""Read of the whole history that a schedule follows from."""

from sqlalchemy import func, select

from studyapp.review.log.queries import LOG, moves_schedule
from studyapp.review.log.replay import LogEntry
from studyapp.review.memory import Rating
from studyapp.storage.prepared import AnySession


def extent_of(session: AnySession, learner_id: int) -> tuple[int, int | None]:
    """Return how many entries a learner's log has and the id of the latest.

    Whatever is added to it changes them, be it answers given here or those of a guest.
    """
    statement = select(func.count(), func.max(LOG.id)).where(LOG.learner_id == learner_id)
    count, latest = session.execute(statement).one()
    return count, latest


def log_of(session: AnySession, learner_id: int, question_id: int | None = None) -> list[LogEntry]:
    """Return what moves a learner's schedule, of one question or of all, in order."""
    statement = (
        select(
            LOG.id,
            LOG.question_id,
            LOG.kind,
            LOG.rating,
            LOG.learner_day,
            LOG.undoes,
            LOG.follows,
            LOG.due_on,
            LOG.recorded_at,
            LOG.received_at,
            LOG.stability,
        )
        .where(LOG.learner_id == learner_id, moves_schedule())
        .order_by(LOG.id)
    )
    if question_id is not None:
        statement = statement.where(LOG.question_id == question_id)
    return [
        LogEntry(
            id=row[0],
            question_id=row[1],
            kind="undo" if row[2] == "undo" else "answer",
            rating=Rating(row[3]) if row[3] is not None else None,
            learner_day=row[4],
            undoes=row[5],
            follows=row[6],
            due_on=row[7],
            at=row[8],
            is_late=row[9] is not None,
            stability=row[10],
        )
        for row in session.execute(statement)
    ]

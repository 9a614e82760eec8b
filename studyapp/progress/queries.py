"""Reads over the whole of what a learner has done."""

from datetime import date

from sqlalchemy import func, select

from studyapp.database import db
from studyapp.progress.overview import Learning
from studyapp.progress.sessions import TimedAnswer
from studyapp.reading.queries import readings_of
from studyapp.review.models import ReviewLogRow
from studyapp.review.queries import is_standing, memories_of

LATEST_ANSWERS = 5_000
"""The list of sessions is made of so many of the latest answers."""


def learning_of(learner_id: int | None, today: date) -> Learning:
    """Return what is known of a learner; of a new visitor nothing is."""
    if learner_id is None:
        return Learning(today, {}, {})
    return Learning(today, memories_of(learner_id), readings_of(learner_id))


def latest_answers(learner_id: int) -> list[TimedAnswer]:
    """Return the latest standing answers of a learner, oldest first."""
    firsts = (
        select(func.min(ReviewLogRow.id).label("id"))
        .where(ReviewLogRow.learner_id == learner_id, is_standing())
        .group_by(ReviewLogRow.question_id)
        .subquery()
    )
    rows = db.session.execute(
        select(ReviewLogRow.recorded_at, ReviewLogRow.right, firsts.c.id)
        .outerjoin(firsts, firsts.c.id == ReviewLogRow.id)
        .where(ReviewLogRow.learner_id == learner_id, is_standing())
        .order_by(ReviewLogRow.id.desc())
        .limit(LATEST_ANSWERS)
    ).all()
    return [TimedAnswer(row[0], bool(row[1]), row[2] is not None) for row in reversed(rows)]

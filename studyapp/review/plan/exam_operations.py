"""Changes to the exams of a learner."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, update
from sqlalchemy.orm import Session

from studyapp.database import write_transaction
from studyapp.errors import BadInputError, NotFoundError
from studyapp.review.plan.exam import EXAMS_LIMIT, ExamWish
from studyapp.review.plan.exam_queries import count_exams
from studyapp.review.plan.models import ExamRow


def make_exam(learner_id: int, wish: ExamWish, *, now: datetime) -> int:
    """Add an exam and return its id.

    Raises:
        BadInputError: the learner has as many exams as one can keep.
    """
    with write_transaction(learner_id) as session:
        if count_exams(session, learner_id) >= EXAMS_LIMIT:
            raise BadInputError(
                f"Your plan has {EXAMS_LIMIT} dates, which is the most that is kept."
                " Delete one first."
            )
        row = ExamRow(learner_id=learner_id, created_at=now, **_values(wish))
        session.add(row)
        session.flush()
        return row.id


def change_exam(learner_id: int, exam_id: int, wish: ExamWish) -> None:
    """Replace what an exam says; raise NotFoundError when there is none."""
    with write_transaction(learner_id) as session:
        statement = update(ExamRow).where(_is_this(learner_id, exam_id)).values(**_values(wish))
        if session.execute(statement.returning(ExamRow.id)).first() is None:
            raise NotFoundError("There is no such date in your plan any more.")


def delete_exam(learner_id: int, exam_id: int) -> None:
    """Take an exam out of the plan; one that is gone already stays gone."""
    with write_transaction(learner_id) as session:
        session.execute(delete(ExamRow).where(_is_this(learner_id, exam_id)))


def merge_exams(session: Session, guest_id: int, account_id: int) -> None:
    """Move a guest's exams into an account."""
    moved = update(ExamRow).where(ExamRow.learner_id == guest_id)
    session.execute(moved.values(learner_id=account_id))


def _is_this(learner_id: int, exam_id: int) -> ColumnElement[bool]:
    return and_(ExamRow.learner_id == learner_id, ExamRow.id == exam_id)


def _values(wish: ExamWish) -> dict[str, Any]:
    return {
        "title": wish.title,
        "held_on": wish.held_on,
        "covers": json.dumps(list(wish.covers), ensure_ascii=False),
        "minutes": wish.minutes,
    }

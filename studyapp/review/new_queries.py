"""Reads of the questions that wait to be asked for the first time."""

from collections.abc import Container
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from studyapp.bank.models import QuestionRow
from studyapp.database import db, table_of
from studyapp.review.models import RestRow
from studyapp.review.plan_models import EnrolmentRow
from studyapp.review.resting import LASTING
from studyapp.review.selection import Selection

LOOKED_AT = 50
"""Of so many that wait longest the first that does not follow its sibling is asked."""

_WAITS, _QUESTION = table_of(EnrolmentRow).c, table_of(QuestionRow).c
_REST = table_of(RestRow).c
_IN_QUEUE = (
    select(_WAITS.question_id)
    .join(table_of(QuestionRow), _QUESTION.id == _WAITS.question_id)
    .where(_WAITS.learner_id == bindparam("learner_id"), _QUESTION.retired_at.is_(None))
)
_IS_LEFT_OUT = (
    select(_REST.question_id)
    .where(
        _REST.learner_id == _WAITS.learner_id,
        _REST.question_id == _WAITS.question_id,
        _REST.reason.in_(LASTING),
    )
    .exists()
)
_WAITING = _IN_QUEUE.where(~_IS_LEFT_OUT)
_IS_AMONG = _WAITS.question_id.in_(bindparam("among", expanding=True))


def next_new(
    learner_id: int, *, rather_not: Container[int] = (), only: Selection | None = None
) -> int | None:
    """Return the question that has waited longest; one of `rather_not` only if all are."""
    statement, values = _limited(_WAITING.order_by(_WAITS.id).limit(LOOKED_AT), only)
    ids = list(db.session.scalars(statement, {"learner_id": learner_id} | values))
    return next((n for n in ids if n not in rather_not), ids[0] if ids else None)


def new_ids(learner_id: int, most: int) -> list[int]:
    """Return the questions that have waited longest, up to so many."""
    statement = _WAITING.order_by(_WAITS.id).limit(max(most, 0))
    return list(db.session.scalars(statement, {"learner_id": learner_id}))


def count_new(learner_id: int, most: int, only: Selection | None = None) -> int:
    """Count the questions that wait, up to so many."""
    if most <= 0:
        return 0
    statement, values = _limited(_WAITING.limit(most), only)
    counted = select(func.count()).select_from(statement.subquery())
    return db.session.scalar(counted, {"learner_id": learner_id} | values) or 0


def waits(learner_id: int, question_id: int) -> bool:
    """Tell whether a question waits to be asked for the first time, left out or not."""
    statement = _IN_QUEUE.where(_WAITS.question_id == question_id)
    return db.session.execute(statement, {"learner_id": learner_id}).first() is not None


def waiting_ids(learner_id: int) -> set[int]:
    """Return every question that waits to be asked for the first time."""
    return set(db.session.scalars(_WAITING, {"learner_id": learner_id}))


def _limited(
    statement: Select[Any], only: Selection | None
) -> tuple[Select[Any], dict[str, list[int]]]:
    if only is None or not only.heeds_plans:
        return statement, {}
    return statement.where(_IS_AMONG), {"among": sorted(only.question_ids or ())}

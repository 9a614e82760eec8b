"""Reads of the questions that wait to be asked for the first time."""

from collections.abc import Container
from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, bindparam, func, literal_column, select

from studyapp.bank.models import QuestionRow
from studyapp.database import db, table_of
from studyapp.review.log.queries import LOG, is_standing
from studyapp.review.models import RestRow
from studyapp.review.modes import NEW
from studyapp.review.plan.models import EnrolmentRow
from studyapp.review.session.due_queue import first_rather
from studyapp.review.session.resting import LASTING
from studyapp.review.session.selection import Selection
from studyapp.storage.prepared import PreparedRead, Values, is_listed, is_one_of

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
        is_one_of(_REST.reason, LASTING),
    )
    .exists()
)
_WAITING = _IN_QUEUE.where(~_IS_LEFT_OUT)
_OLDEST = _WAITING.order_by(_WAITS.id).limit(bindparam("most", type_=Integer))
_IS_AMONG = is_listed(_WAITS.question_id, "among")


def _counted(statement: Select[Any]) -> Select[Any]:
    return select(func.count()).select_from(statement.subquery())


_ALL = PreparedRead(_WAITING)
_IDS, _IDS_AMONG = PreparedRead(_OLDEST), PreparedRead(_OLDEST.where(_IS_AMONG))
_COUNT = PreparedRead(_counted(_OLDEST))
_COUNT_AMONG = PreparedRead(_counted(_OLDEST.where(_IS_AMONG)))
# The mode is written out: only so does the database see that the index of the new ones fits.
_COUNT_ASKED = PreparedRead(
    select(func.count()).where(
        LOG.learner_id == bindparam("learner_id"),
        LOG.learner_day == bindparam("day"),
        LOG.mode == literal_column(f"'{NEW}'"),
        is_standing(),
    )
)
_THIS = PreparedRead(_IN_QUEUE.where(_WAITS.question_id == bindparam("question_id")))


def next_new(
    learner_id: int, *, rather_not: Container[int] = (), only: Selection | None = None
) -> int | None:
    """Return the question that has waited longest; one of `rather_not` only if all are."""
    ids = [row[0] for row in _found(_IDS, _IDS_AMONG, learner_id, LOOKED_AT, only)]
    return first_rather(ids, rather_not)


def new_ids(learner_id: int, most: int) -> list[int]:
    """Return the questions that have waited longest, up to so many."""
    return [row[0] for row in _IDS.all(db.session, learner_id=learner_id, most=max(most, 0))]


def count_new(learner_id: int, most: int, only: Selection | None = None) -> int:
    """Count the questions that wait, up to so many."""
    if most <= 0:
        return 0
    ((count,),) = _found(_COUNT, _COUNT_AMONG, learner_id, most, only)
    return int(count)


def count_new_on(learner_id: int, day: date) -> int:
    """Count the questions that were asked for the first time on a learner's day."""
    return int(_COUNT_ASKED.scalar(db.session, learner_id=learner_id, day=day))


def waits(learner_id: int, question_id: int) -> bool:
    """Tell whether a question waits to be asked for the first time, left out or not."""
    row = _THIS.first(db.session, learner_id=learner_id, question_id=question_id)
    return row is not None


def waiting_ids(learner_id: int) -> set[int]:
    """Return every question that waits to be asked for the first time."""
    return {row[0] for row in _ALL.all(db.session, learner_id=learner_id)}


def _found(
    of_all: PreparedRead, among: PreparedRead, learner_id: int, most: int, only: Selection | None
) -> list[Values]:
    """Run one of two reads, of everything or of a selection."""
    values = {"learner_id": learner_id, "most": most}
    if only is None or not only.heeds_plans:
        return of_all.all(db.session, **values)
    return among.all(db.session, **values, among=only.question_ids or ())

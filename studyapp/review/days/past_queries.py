"""Read of what a learner held on an earlier day, from the log."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, and_, bindparam, or_, select

from studyapp.database import db, table_of
from studyapp.review.log.queries import Columns, is_standing, moves_schedule
from studyapp.review.memory import Memory
from studyapp.review.models import MemoryRow, ReviewLogRow
from studyapp.storage.prepared import PreparedRead

_MEMORY, _LEFT = table_of(MemoryRow), table_of(ReviewLogRow).alias("left_then")
_LAST, _LATER = (table_of(ReviewLogRow).alias(name) for name in ("last_then", "later_then"))


def _moved_it(log: Columns) -> ColumnElement[bool]:
    """Pick the answers, up to the day, that moved the schedule of the question of a memory."""
    return and_(
        log.learner_id == _MEMORY.c.learner_id,
        log.question_id == _MEMORY.c.question_id,
        log.learner_day <= bindparam("day"),
        moves_schedule(log),
        is_standing(log),
    )


# What came late stands at the end of the log, before answers that were given after it.
_IS_LAST = or_(
    _LAST.c.received_at.is_(None),
    ~select(_LATER.c.id)
    .where(_moved_it(_LATER.c), _LATER.c.recorded_at > _LAST.c.recorded_at)
    .correlate(_MEMORY, _LAST)
    .exists(),
)
_LAST_ID = (
    select(_LAST.c.id)
    .where(_moved_it(_LAST.c), _IS_LAST)
    .order_by(_LAST.c.id.desc())
    .limit(1)
    .correlate(_MEMORY)
    .scalar_subquery()
)
_CHANGED_SINCE = PreparedRead(
    select(
        _MEMORY.c.question_id,
        _LEFT.c.stability,
        _LEFT.c.difficulty,
        _LEFT.c.learner_day,
        _LEFT.c.due_on,
        _MEMORY.c.decay,
    )
    .select_from(_MEMORY.join(_LEFT, _LEFT.c.id == _LAST_ID))
    .where(
        _MEMORY.c.learner_id == bindparam("learner_id"), _MEMORY.c.reviewed_on > bindparam("day")
    )
)


def memories_on(learner_id: int, day: date, memories: Mapping[int, Memory]) -> dict[int, Memory]:
    """Return what a learner held of every question that they had met by the end of their `day`.

    A question counts as its last answer up to then had left it; no more of the log is read than
    what was answered since.

    Args:
        memories: what they hold now.
    """
    rows = _CHANGED_SINCE.all(db.session, learner_id=learner_id, day=day)
    unchanged = {n: memory for n, memory in memories.items() if memory.reviewed_on <= day}
    return unchanged | {row[0]: Memory(*row[1:]) for row in rows}

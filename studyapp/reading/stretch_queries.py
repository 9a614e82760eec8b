"""Reads of when a learner has read, and how much."""

from datetime import date

from sqlalchemy import Integer, bindparam, func, select

from studyapp.database import db, table_of
from studyapp.reading.models import ReadingStretchRow
from studyapp.reading.stretch import Stretch
from studyapp.storage.prepared import PreparedRead

_STRETCH = table_of(ReadingStretchRow).c
_BETWEEN = (
    _STRETCH.learner_id == bindparam("learner_id"),
    _STRETCH.day >= bindparam("first"),
    _STRETCH.day <= bindparam("last"),
)
_STRETCHES = PreparedRead(
    select(
        _STRETCH.article_key,
        _STRETCH.module_key,
        _STRETCH.day,
        _STRETCH.started_at,
        _STRETCH.ended_at,
        _STRETCH.words,
        _STRETCH.seconds,
    )
    .where(*_BETWEEN)
    .order_by(_STRETCH.started_at, _STRETCH.id)
)
_BY_DAY = PreparedRead(
    select(_STRETCH.day, func.sum(_STRETCH.words), func.sum(_STRETCH.seconds))
    .where(*_BETWEEN)
    .group_by(_STRETCH.day)
)
_LATEST_DAYS = PreparedRead(
    select(_STRETCH.day)
    .where(_STRETCH.learner_id == bindparam("learner_id"), _STRETCH.day < bindparam("before"))
    .distinct()
    .order_by(_STRETCH.day.desc())
    .limit(bindparam("most", type_=Integer))
)


def stretches_between(learner_id: int, first: date, last: date) -> list[Stretch]:
    """Return what was read on some of a learner's days, oldest first."""
    rows = _STRETCHES.all(db.session, learner_id=learner_id, first=first, last=last)
    return [Stretch((row[0], row[1]), *row[2:]) for row in rows]


def read_by_day(learner_id: int, first: date, last: date) -> list[tuple[date, int, float]]:
    """Return the words and the seconds read on each day on which any were."""
    rows = _BY_DAY.all(db.session, learner_id=learner_id, first=first, last=last)
    return [(day, int(words), float(seconds)) for day, words, seconds in rows]


def latest_days_read(learner_id: int, before: date, most: int) -> list[date]:
    """Return the latest days before one on which something was read, the latest first."""
    rows = _LATEST_DAYS.all(db.session, learner_id=learner_id, before=before, most=most)
    return [row[0] for row in rows]

"""What each day amounts to, kept at every answer and derivable from the log at any time.

One statement says what an entry of the log counts for; an answer adds it, an undo takes it off, and
a rebuild sums it over a day, so that they cannot disagree.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from studyapp.database import table_of
from studyapp.review.days.met_queries import is_first
from studyapp.review.days.models import DayTallyRow
from studyapp.review.log.queries import LOG, is_standing, moves_schedule
from studyapp.review.models import ReviewLogRow
from studyapp.review.modes import CLASS
from studyapp.storage.prepared import (
    AnySession,
    PreparedRead,
    PreparedWrite,
    days_between,
    is_one_of,
)

MATURE_DAYS = 21
"""A question is mature when it was remembered over three weeks; Anki draws the line there too."""

TALLY = table_of(DayTallyRow)
COUNTS = tuple(c.name for c in TALLY.c if c.name not in {"learner_id", "day"})
_BEFORE = table_of(ReviewLogRow).alias("before")
_IS_COUNTED = and_(LOG.kind == "answer", LOG.mode != CLASS)


def _counts() -> dict[str, ColumnElement[int]]:
    """Return what one answer counts for, by the name of the count."""
    is_scheduled = moves_schedule()
    waited = days_between(_BEFORE.c.learner_day, LOG.learner_day)
    is_right = _one_if(LOG.right)
    is_review = _one_if(and_(is_scheduled, waited >= 1))
    is_mature = _one_if(and_(is_scheduled, waited >= MATURE_DAYS))
    counts = {
        "answers": _one_if(LOG.id.is_not(None)),
        "correct": is_right,
        "met": _one_if(is_first()),
        "milliseconds": func.coalesce(LOG.milliseconds, 0),
        "reviews": is_review,
        "recalled": is_review * is_right,
        "mature": is_mature,
        "mature_recalled": is_mature * is_right,
    }
    for confidence in ("guessed", "fairly", "sure"):
        said = _one_if(is_one_of(LOG.confidence, [confidence]))
        counts |= {confidence: said, f"{confidence}_right": said * is_right}
    return counts


def _one_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Count a condition; figures are written out: psycopg keeps no statement of 4,096 signs."""
    return case((condition, literal_column("1", Integer)), else_=literal_column("0", Integer))


def _of_answers(counts: Mapping[str, ColumnElement[int]]) -> Select[*tuple[Any, ...]]:
    columns = [counts[name].label(name) for name in COUNTS]
    joined = LOG.id.table.outerjoin(_BEFORE, _BEFORE.c.id == LOG.follows)
    return select(LOG.learner_id, LOG.learner_day, *columns).select_from(joined).where(_IS_COUNTED)


_SUMS = {name: func.sum(count) for name, count in _counts().items()}
_DAYS = PreparedRead(
    _of_answers(_SUMS)
    .where(LOG.learner_id == bindparam("learner_id"), is_standing())
    .group_by(LOG.learner_id, LOG.learner_day)
)
_INSERT = insert(TALLY).from_select(
    ["learner_id", "day", *COUNTS],
    _of_answers(_counts()).where(LOG.id == bindparam("entry_id")),
)
_COUNT = PreparedWrite(
    _INSERT.on_conflict_do_update(
        index_elements=["learner_id", "day"],
        set_={
            name: TALLY.c[name]
            + bindparam("times", type_=TALLY.c[name].type) * _INSERT.excluded[name]
            for name in COUNTS
        },
    )
)
_MET = (
    select(func.count(LOG.id))
    .where(
        LOG.learner_id == bindparam("whose"),
        LOG.learner_day == bindparam("on_day"),
        _IS_COUNTED,
        is_standing(),
        is_first(),
    )
    .scalar_subquery()
)
_COUNT_MET = (
    update(TALLY)
    .where(TALLY.c.learner_id == bindparam("whose"), TALLY.c.day == bindparam("on_day"))
    .values(met=_MET)
)
_DROP_EMPTY = delete(TALLY).where(TALLY.c.learner_id == bindparam("whose"), TALLY.c.answers == 0)


def count_answer(session: Session, entry_id: int) -> None:
    """Add an answer, just logged, to the tally of its day."""
    _COUNT.run(session, entry_id=entry_id, times=1)


def discount_answer(session: Session, learner_id: int, entry_id: int) -> None:
    """Take an answer that was undone off the tally of its day."""
    _COUNT.run(session, entry_id=entry_id, times=-1)
    session.execute(_DROP_EMPTY, {"whose": learner_id})


def recount_met(session: Session, learner_id: int, days: Iterable[date]) -> None:
    """Count anew what was met on some days, where another answer has become the first."""
    for day in sorted(days):
        session.execute(_COUNT_MET, {"whose": learner_id, "on_day": day})


def rebuild_tallies(session: Session, learner_id: int) -> list[date]:
    """Store what the log says of every day where the table says otherwise; return those days."""
    differing = differing_days(session, learner_id)
    if differing:
        is_such = (TALLY.c.learner_id == learner_id, TALLY.c.day.in_(differing))
        session.execute(delete(TALLY).where(*is_such))
        rows = [
            {"learner_id": learner_id, "day": day} | dict(zip(COUNTS, counts, strict=True))
            for day, counts in differing.items()
            if counts is not None
        ]
        if rows:
            session.execute(insert(TALLY), rows)
    return sorted(differing)


def differing_days(session: AnySession, learner_id: int) -> dict[date, tuple[Any, ...] | None]:
    """Return what the log says of each day of which the table says otherwise."""
    wanted = {row[1]: tuple(row[2:]) for row in _DAYS.all(session, learner_id=learner_id)}
    stored_rows = session.execute(
        select(TALLY.c.day, *(TALLY.c[n] for n in COUNTS)).where(TALLY.c.learner_id == learner_id)
    )
    stored = {row[0]: tuple(row[1:]) for row in stored_rows}
    return {
        day: wanted.get(day)
        for day in wanted.keys() | stored.keys()
        if wanted.get(day) != stored.get(day)
    }

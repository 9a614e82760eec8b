"""Reads of what the answers of everybody come to, by question.

The log is never changed, so each process keeps what it has counted and reads on from there. Where
rows are gone, because a person was erased, it counts from the beginning: half a second a million.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from flask import current_app
from sqlalchemy import FromClause, and_, bindparam, case, func, select

from studyapp.bank.catalogue import Catalogue
from studyapp.bank.queries import catalogue
from studyapp.database import db, table_of
from studyapp.review.figures.question_tally import AnswerGroup, QuestionTally, counted_on
from studyapp.review.log.queries import LOG, is_standing
from studyapp.review.models import ReviewLogRow
from studyapp.review.modes import CLASS, RETRY
from studyapp.storage.prepared import PreparedRead, is_listed, is_one_of

COUNTED = "studyapp_question_tallies"
LATEST_ENTRIES = 20_000
"""Times are taken from so many of the latest entries of the log."""

_TABLE = table_of(ReviewLogRow)
_UNDO = _TABLE.alias("undo")
_IS_COUNTED = and_(LOG.kind == "answer", ~is_one_of(LOG.mode, (CLASS, RETRY)))
_CHOSEN = case((is_listed(LOG.version_id, "choices"), LOG.given)).label("chosen")


def _groups(entries: FromClause, source: FromClause) -> PreparedRead:
    """Return a read of the answers that a stretch of the log gives, or takes back."""
    return PreparedRead(
        select(
            LOG.question_id,
            LOG.version_id,
            _CHOSEN,
            func.count(),
            func.sum(case((LOG.right, 1), else_=0)),
            func.sum(case((LOG.disputed, 1), else_=0)),
        )
        .select_from(source)
        .where(
            _IS_COUNTED,
            entries.c.id > bindparam("after"),
            entries.c.id <= bindparam("until"),
        )
        .group_by(LOG.question_id, LOG.version_id, "chosen")
    )


_GIVEN = _groups(_TABLE, _TABLE)
_UNDONE = _groups(_UNDO, _UNDO.join(_TABLE, LOG.id == _UNDO.c.undoes))
_LAST = PreparedRead(select(func.max(LOG.id)))
_SIZE = PreparedRead(select(func.count(), func.max(LOG.id)))
_SINCE = PreparedRead(select(func.count()).where(LOG.id > bindparam("after")))
_ENTRY = PreparedRead(select(LOG.entry_uuid).where(LOG.id == bindparam("log_id")))
_TIMES = PreparedRead(
    select(LOG.question_id, LOG.milliseconds).where(
        _IS_COUNTED, LOG.id > bindparam("after"), LOG.milliseconds > 0, is_standing()
    )
)


@dataclass(frozen=True, slots=True)
class Counted:
    """How far the log has been counted.

    Attributes:
        content_hash: of the content whose choice questions were looked into.
        rows: how many entries of the log that was.
        last: the id of the latest of them, with the id that its client gave it: numbers of rows
            that are gone can come again.
    """

    content_hash: str
    rows: int
    last: int
    last_uuid: str | None
    tallies: Mapping[int, QuestionTally]


def question_tallies() -> Mapping[int, QuestionTally]:
    """Return what all standing answers from studying alone come to, by question.

    Second tries of a day and what was missed in class are left out.
    """
    served = catalogue()
    rows, last = _SIZE.all(db.session)[0]
    counted: Counted | None = current_app.extensions.get(COUNTED)
    if counted is None or not _holds(counted, served, rows):
        counted = Counted(served.content_hash, 0, 0, None, {})
    if counted.rows < rows:
        counted = _counted_on(counted, served, rows, last)
        current_app.extensions[COUNTED] = counted
    return counted.tallies


def median_seconds() -> dict[int, tuple[float, int]]:
    """Return the median time of the latest answers and of how many it is, by question."""
    last = _LAST.scalar(db.session) or 0
    times: dict[int, list[int]] = defaultdict(list)
    for question_id, milliseconds in _TIMES.all(db.session, after=last - LATEST_ENTRIES):
        times[question_id].append(milliseconds)
    return {n: (median(found) / 1000, len(found)) for n, found in times.items()}


def _holds(counted: Counted, served: Catalogue, rows: int) -> bool:
    """Tell whether everything that was counted is still in the log."""
    return (
        counted.content_hash == served.content_hash
        and counted.last_uuid == _ENTRY.scalar(db.session, log_id=counted.last)
        and counted.rows + _SINCE.scalar(db.session, after=counted.last) == rows
    )


def _counted_on(counted: Counted, served: Catalogue, rows: int, last: int) -> Counted:
    choices = {
        stored.version_id
        for stored in served.questions.values()
        if stored.question.kind in {"single", "multiple"}
    }
    stretch = {"after": counted.last, "until": last}
    given = _GIVEN.all(db.session, choices=choices, **stretch)
    undone = _UNDONE.all(db.session, choices=choices, **stretch)
    tallies = counted_on(
        counted.tallies, map(AnswerGroup._make, given), map(AnswerGroup._make, undone)
    )
    last_uuid = _ENTRY.scalar(db.session, log_id=last)
    return Counted(counted.content_hash, rows, last, last_uuid, tallies)

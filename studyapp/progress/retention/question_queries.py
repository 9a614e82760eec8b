"""Reads of one learner's answers to one question."""

import json

from sqlalchemy import bindparam, select

from studyapp.database import db, table_of
from studyapp.progress.retention.question_history import (
    ROWS_READ,
    HistoryPart,
    PastAnswer,
    history_part,
)
from studyapp.review.log.queries import LOG, is_standing
from studyapp.review.models import ReviewLogRow
from studyapp.review.modes import mode_named
from studyapp.review.rating import confidence_named
from studyapp.storage.prepared import PreparedRead, Values, days_between

_BEFORE = table_of(ReviewLogRow).alias("before").c
_ANSWERS = PreparedRead(
    select(
        LOG.id,
        LOG.entry_uuid,
        LOG.version_id,
        LOG.mode,
        LOG.given,
        LOG.right,
        LOG.confidence,
        LOG.disputed,
        LOG.milliseconds,
        LOG.recorded_at,
        LOG.learner_day,
        days_between(_BEFORE.learner_day, LOG.learner_day),
        LOG.stability,
        LOG.due_on,
        ~is_standing(),
    )
    .select_from(LOG.id.table.outerjoin(_BEFORE.id.table, _BEFORE.id == LOG.follows))
    .where(
        LOG.learner_id == bindparam("learner_id"),
        LOG.question_id == bindparam("question_id"),
        LOG.kind == "answer",
        LOG.id <= bindparam("newest"),
    )
    .order_by(LOG.id.desc())
    .limit(ROWS_READ)
)


def answers_to(learner_id: int, question_id: int, newest: int) -> HistoryPart:
    """Return a page of a learner's answers to a question, those logged before `newest`."""
    values = {"learner_id": learner_id, "question_id": question_id, "newest": newest}
    logged = list(map(_as_answer, _ANSWERS.all(db.session, **values)))
    return history_part(logged, newest)


def _as_answer(row: Values) -> PastAnswer:
    return PastAnswer(
        log_id=row[0],
        answer_id=row[1],
        version_id=row[2],
        mode=mode_named(row[3]),
        given=json.loads(row[4]),
        right=row[5],
        confidence=confidence_named(row[6]),
        disputed=bool(row[7]),
        milliseconds=row[8],
        recorded_at=row[9],
        day=row[10],
        waited=row[11],
        stability=row[12],
        due_on=row[13],
        is_undone=bool(row[14]),
    )

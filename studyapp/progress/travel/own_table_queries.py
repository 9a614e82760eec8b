"""Tables of a learner's study for people with a spreadsheet, read a few rows at a time."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select

from studyapp.accounts.models import LearnerRow
from studyapp.bank.catalogue import Catalogue, module_of
from studyapp.bank.grading import key_text
from studyapp.bank.models import QuestionRow, QuestionVersionRow
from studyapp.bank.queries import IS_LATEST_VERSION, catalogue, parsed
from studyapp.classroom.results.given_words import given_words
from studyapp.clock import utc_now
from studyapp.csv_text import Cell, csv_text
from studyapp.database import db, table_of
from studyapp.progress.sessions.queries import sessions_before
from studyapp.review.learner_day import learner_day
from studyapp.review.log.queries import LOG
from studyapp.review.memory import Memory, recall
from studyapp.review.models import MemoryRow, ReviewLogRow
from studyapp.zones import zone_named

ROWS_AT_ONCE = 200
_QUESTION, _VERSION = table_of(QuestionRow), table_of(QuestionVersionRow)
_MEMORY = table_of(MemoryRow)
_UNDO = table_of(ReviewLogRow).alias("undo").c

ANSWERS_HEAD = (
    *("when", "question", "stem", "kind", "source", "module", "given", "key", "right", "share"),
    *("how sure", "seconds", "mode", "undone"),
)
SCHEDULE_HEAD = (
    *("question", "stem", "module", "stability in days", "difficulty", "recall today"),
    *("last review", "due", "reps", "lapses"),
)
SESSIONS_HEAD = (*("start", "end", "minutes", "answered", "right", "new questions", "words read"),)
Table = Callable[[int], Iterator[str]]


def sessions_csv(learner_id: int) -> Iterator[str]:
    """Yield the sessions of a learner as CSV, the latest first; see `sessions.study_sessions`."""
    return csv_text(SESSIONS_HEAD, _sessions(learner_id))


def answers_csv(learner_id: int) -> Iterator[str]:
    """Yield every answer of a learner as CSV, the oldest first, undone ones marked as such."""
    return csv_text(ANSWERS_HEAD, _answers(learner_id))


def schedule_csv(learner_id: int) -> Iterator[str]:
    """Yield where a learner stands with every question they have answered, as CSV."""
    return csv_text(SCHEDULE_HEAD, _schedule(learner_id))


TABLES: Mapping[str, Table] = {
    "sessions": sessions_csv,
    "answers": answers_csv,
    "schedule": schedule_csv,
}
"""Each table by the name of its file."""


def own_tables(learner_id: int) -> list[tuple[str, Iterator[str]]]:
    """Return the tables as files: names and texts in pieces."""
    return [(f"{name}.csv", table(learner_id)) for name, table in TABLES.items()]


def _sessions(learner_id: int) -> Iterator[Sequence[Cell]]:
    zone = _zone_of(learner_id)
    before: date | None = date.max
    while before is not None:
        sessions, before = sessions_before(learner_id, before)
        for one in sessions:
            yield (
                *(_moment(one.started_at, zone), _moment(one.ended_at, zone), one.minutes),
                *(one.answered, one.right, one.met, one.words),
            )


def _answers(learner_id: int) -> Iterator[Sequence[Cell]]:
    served, zone = catalogue(), _zone_of(learner_id)
    statement = (
        select(
            *(LOG.recorded_at, _VERSION.c.content, _QUESTION.c.key, _QUESTION.c.module, LOG.given),
            *(LOG.right, LOG.score, LOG.confidence, LOG.milliseconds, LOG.mode, _UNDO.id),
        )
        .join(_QUESTION, _QUESTION.c.id == LOG.question_id)
        .join(_VERSION, _VERSION.c.id == LOG.version_id)
        .outerjoin(_UNDO.id.table, _UNDO.undoes == LOG.id)
        .where(LOG.learner_id == learner_id, LOG.kind == "answer")
        .order_by(LOG.id)
    )
    for at, content, key, module, given, right, share, sure, ms, mode, undo in _rows(statement):
        question = parsed(content)
        source, title = _names_of(served, module)
        yield (
            *(_moment(at, zone), key, question.stem, question.kind, source, title),
            *(given_words(question, json.loads(given)), "; ".join(key_text(question))),
            *(_yes_or_no(right), share, sure, None if ms is None else ms / 1000, mode),
            _yes_or_no(undo is not None),
        )


def _schedule(learner_id: int) -> Iterator[Sequence[Cell]]:
    served = catalogue()
    today = learner_day(utc_now(), _zone_of(learner_id))
    memory = _MEMORY.c
    statement = (
        select(
            *(_QUESTION.c.key, _QUESTION.c.module, _VERSION.c.content, memory.reps, memory.lapses),
            *(memory.stability, memory.difficulty, memory.reviewed_on, memory.due_on, memory.decay),
        )
        .join(_QUESTION, _QUESTION.c.id == memory.question_id)
        .join(_VERSION, IS_LATEST_VERSION)
        .where(memory.learner_id == learner_id)
        .order_by(_QUESTION.c.position, _QUESTION.c.id)
    )
    for key, module, content, reps, lapses, *values in _rows(statement):
        held = Memory(*values)
        yield (
            *(key, parsed(content).stem, _names_of(served, module)[1]),
            *(round(held.stability, 2), round(held.difficulty, 2), round(recall(held, today), 4)),
            *(held.reviewed_on.isoformat(), held.due_on.isoformat(), reps, lapses),
        )


def _names_of(served: Catalogue, module: str) -> tuple[str, str]:
    """Return the source and the title of a module; of one that is served no more, its key."""
    found = module_of(served, module)
    if found is None:
        return "", module
    article, part = found
    return article.label, part.title


def _zone_of(learner_id: int) -> ZoneInfo:
    name = db.session.scalar(select(LearnerRow.zone).where(LearnerRow.id == learner_id))
    return zone_named(name or "UTC") or ZoneInfo("UTC")


def _moment(at: datetime, zone: ZoneInfo) -> str:
    """Return a moment as a spreadsheet takes it for one."""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


def _yes_or_no(value: bool | None) -> str:
    return "yes" if value else "no"


def _rows(statement: Select[Any]) -> Iterator[Any]:
    return iter(db.session.execute(statement.execution_options(yield_per=ROWS_AT_ONCE)))

"""Reads of what goes into a learner's Anki package, a few rows at a time."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, literal, null, select

from studyapp.bank.models import QuestionRow, QuestionVersionRow
from studyapp.bank.queries import IS_LATEST_VERSION, catalogue
from studyapp.bank.question import from_json
from studyapp.database import db, table_of
from studyapp.progress.anki.collection import Settings
from studyapp.progress.anki.note import anki_note
from studyapp.progress.anki.package import AnkiCard, AnkiMemory, AnkiReview, package_pieces
from studyapp.review.learner_day import learner_day
from studyapp.review.log.queries import LOG, is_standing, moves_schedule
from studyapp.review.models import MemoryRow, RestRow
from studyapp.review.plan.habit_queries import scheduling_of
from studyapp.review.plan.models import EnrolmentRow
from studyapp.review.session.resting import LASTING
from studyapp.storage.prepared import is_one_of

ROWS_AT_ONCE = 200
_QUESTION, _VERSION = table_of(QuestionRow), table_of(QuestionVersionRow)
_MEMORY, _REST, _ENROLMENT = (table_of(row) for row in (MemoryRow, RestRow, EnrolmentRow))
_SCHEDULE = (
    *(_MEMORY.c.stability, _MEMORY.c.difficulty, _MEMORY.c.decay, _MEMORY.c.reviewed_on),
    *(_MEMORY.c.due_on, _MEMORY.c.reps, _MEMORY.c.lapses),
)


def anki_pieces(learner_id: int, zone: ZoneInfo, now: datetime) -> Iterator[bytes]:
    """Yield the Anki package of a learner: what they have answered, or will be asked next.

    Questions that they have not met are left out: the package holds the answers.
    """
    scheduling = scheduling_of(db.session, learner_id)
    settings = Settings(
        begun_on=_first_day(learner_id) or learner_day(now, zone),
        zone=zone,
        made_at=now,
        retention=scheduling.habits.retention,
        parameters=scheduling.parameters,
    )
    return package_pieces(settings, _cards(learner_id), _reviews(learner_id))


def _first_day(learner_id: int) -> date | None:
    first: date | None = db.session.scalar(
        select(func.min(LOG.learner_day)).where(LOG.learner_id == learner_id)
    )
    return first


def _cards(learner_id: int) -> Iterator[AnkiCard]:
    served = catalogue()
    for statement in (_answered(learner_id), _kept(learner_id)):
        for row in _rows(statement):
            question_id, module, retired_at, content, changed_at, rest, reviewed_at, *memory = row
            note = anki_note(question_id, from_json(content), module, changed_at, served)
            held = _as_memory(memory, reviewed_at) if reviewed_at is not None else None
            yield AnkiCard(note, held, is_suspended=bool(rest or retired_at))


def _as_memory(row: list[Any], reviewed_at: datetime) -> AnkiMemory:
    stability, difficulty, decay, reviewed_on, due_on, reps, lapses = row
    interval = (due_on - reviewed_on).days
    return AnkiMemory(stability, difficulty, decay, reviewed_at, interval, due_on, reps, lapses)


def _reviews(learner_id: int) -> Iterator[AnkiReview]:
    last_days: dict[int, int] = {}
    for question_id, at, rating, day, due_on, difficulty, milliseconds in _rows(
        select(
            *(LOG.question_id, LOG.recorded_at, LOG.rating, LOG.learner_day, LOG.due_on),
            *(LOG.difficulty, LOG.milliseconds),
        )
        .where(LOG.learner_id == learner_id, is_standing(), moves_schedule())
        .order_by(LOG.recorded_at, LOG.id)
    ):
        interval = max((due_on - day).days, 1)
        yield AnkiReview(
            number=question_id,
            at=at,
            ease=rating,
            interval_days=interval,
            last_days=last_days.get(question_id, 0),
            difficulty=difficulty,
            milliseconds=milliseconds or 0,
        )
        last_days[question_id] = interval


def _answered(learner_id: int) -> Select[Any]:
    return (
        _of_questions(_MEMORY.c.question_id, learner_id, LOG.recorded_at, *_SCHEDULE)
        .join(LOG.id.table, LOG.id == _MEMORY.c.last_answer_id)
        .where(_MEMORY.c.learner_id == learner_id)
        .order_by(_QUESTION.c.position, _QUESTION.c.id)
    )


def _kept(learner_id: int) -> Select[Any]:
    nothing = (null() for _ in _SCHEDULE)
    return (
        _of_questions(_ENROLMENT.c.question_id, learner_id, literal(None), *nothing)
        .where(_ENROLMENT.c.learner_id == learner_id, _QUESTION.c.retired_at.is_(None))
        .order_by(_ENROLMENT.c.id)
    )


def _of_questions(
    named: ColumnElement[int], learner_id: int, *columns: ColumnElement[Any]
) -> Select[Any]:
    """Return the reading of the questions that a table names, and whether they rest for good."""
    rests = and_(
        _REST.c.question_id == _QUESTION.c.id,
        _REST.c.learner_id == learner_id,
        is_one_of(_REST.c.reason, LASTING),
    )
    return (
        select(
            *(_QUESTION.c.id, _QUESTION.c.module, _QUESTION.c.retired_at),
            *(_VERSION.c.content, _VERSION.c.created_at, _REST.c.reason, *columns),
        )
        .select_from(named.table.join(_QUESTION, _QUESTION.c.id == named))
        .join(_VERSION, IS_LATEST_VERSION)
        .outerjoin(_REST, rests)
    )


def _rows(statement: Select[Any]) -> Iterator[Any]:
    found = db.session.execute(statement.execution_options(yield_per=ROWS_AT_ONCE))
    return iter(found)

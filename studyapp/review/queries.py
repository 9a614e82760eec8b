"""Reads of the review log and of what learners hold."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, select
from sqlalchemy.orm import Session, aliased, scoped_session

from studyapp.bank.grading import Given
from studyapp.bank.models import QuestionRow
from studyapp.database import db
from studyapp.errors import NotFoundError
from studyapp.review.due_queue import DueCard, most_urgent_first
from studyapp.review.memory import Memory, Rating
from studyapp.review.models import MemoryRow, ReviewLogRow
from studyapp.review.replay import CardState, LogEntry

AnySession = Session | scoped_session[Any]
AnyRow = Row[*tuple[Any, ...]]
LOOKED_AT = 50
"""Of so many longest due questions the one most at risk is asked."""


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """An answer as the log holds it; see `ReviewLogRow`."""

    log_id: int
    answer_id: str
    question_id: int
    version_id: int
    mode: str
    run_id: str | None
    given: Given
    shown: tuple[int, ...]
    right: bool
    score: float
    guessed: bool
    memory: Memory
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class AskedAnswer:
    """The bare result of a standing answer."""

    question_id: int
    answer_id: str
    right: bool
    due_on: date


_UNDO = aliased(ReviewLogRow)
_ANSWER_COLUMNS = (
    ReviewLogRow.id,
    ReviewLogRow.entry_uuid,
    ReviewLogRow.question_id,
    ReviewLogRow.version_id,
    ReviewLogRow.mode,
    ReviewLogRow.run_id,
    ReviewLogRow.given,
    ReviewLogRow.shown,
    ReviewLogRow.right,
    ReviewLogRow.score,
    ReviewLogRow.guessed,
    ReviewLogRow.stability,
    ReviewLogRow.difficulty,
    ReviewLogRow.learner_day,
    ReviewLogRow.due_on,
    ReviewLogRow.recorded_at,
)
_STATE_COLUMNS = (
    MemoryRow.question_id,
    MemoryRow.stability,
    MemoryRow.difficulty,
    MemoryRow.reviewed_on,
    MemoryRow.due_on,
    MemoryRow.reps,
    MemoryRow.passes,
    MemoryRow.lapses,
    MemoryRow.last_answer_id,
)


def is_standing() -> ColumnElement[bool]:
    """Pick the answers of the log that have not been undone."""
    undone = select(_UNDO.id).where(_UNDO.undoes == ReviewLogRow.id).exists()
    return and_(ReviewLogRow.kind == "answer", ~undone)


def find_answer(session: AnySession, learner_id: int, answer_id: str) -> RecordedAnswer | None:
    """Return an answer of a learner by its id, undone or not."""
    row = session.execute(
        select(*_ANSWER_COLUMNS).where(
            ReviewLogRow.learner_id == learner_id,
            ReviewLogRow.entry_uuid == answer_id,
            ReviewLogRow.kind == "answer",
        )
    ).first()
    return _as_answer(row) if row is not None else None


def get_standing_answer(session: AnySession, learner_id: int, answer_id: str) -> RecordedAnswer:
    """Return an answer that has not been undone; raise NotFoundError otherwise."""
    row = session.execute(
        select(*_ANSWER_COLUMNS).where(
            ReviewLogRow.learner_id == learner_id,
            ReviewLogRow.entry_uuid == answer_id,
            is_standing(),
        )
    ).first()
    if row is None:
        raise NotFoundError("There is no such answer of yours, or it has been undone.")
    return _as_answer(row)


def find_last_answer(
    session: AnySession, learner_id: int, day: date, mode: str, run_id: str | None
) -> RecordedAnswer | None:
    """Return the last standing answer of a learner's day in a review or in one check."""
    row = session.execute(
        select(*_ANSWER_COLUMNS)
        .where(
            ReviewLogRow.learner_id == learner_id,
            ReviewLogRow.learner_day == day,
            ReviewLogRow.mode == mode,
            ReviewLogRow.run_id == run_id if run_id else ReviewLogRow.run_id.is_(None),
            is_standing(),
        )
        .order_by(ReviewLogRow.id.desc())
        .limit(1)
    ).first()
    return _as_answer(row) if row is not None else None


def answers_in_run(learner_id: int, run_id: str) -> list[AskedAnswer]:
    """Return the standing answers of one check in the order they were given."""
    statement = _asked().where(ReviewLogRow.learner_id == learner_id, ReviewLogRow.run_id == run_id)
    return _as_asked(statement)


def reviews_of_day(learner_id: int, day: date) -> list[AskedAnswer]:
    """Return the standing review answers of a learner's day in the order they were given."""
    statement = _asked().where(
        ReviewLogRow.learner_id == learner_id,
        ReviewLogRow.learner_day == day,
        ReviewLogRow.mode == "review",
    )
    return _as_asked(statement)


def met_before(learner_id: int, question_ids: Iterable[int], run_id: str) -> set[int]:
    """Return which questions a learner had met when a check began."""
    started = select(func.min(ReviewLogRow.id)).where(
        ReviewLogRow.learner_id == learner_id, ReviewLogRow.run_id == run_id
    )
    start = db.session.scalar(started)
    statement = select(ReviewLogRow.question_id).where(
        ReviewLogRow.learner_id == learner_id,
        ReviewLogRow.question_id.in_(list(question_ids)),
        is_standing(),
    )
    if start is not None:
        statement = statement.where(ReviewLogRow.id < start)
    return set(db.session.scalars(statement))


def next_due(learner_id: int, today: date) -> int | None:
    """Return the id of the due question most at risk of being forgotten."""
    rows = db.session.execute(
        select(*_STATE_COLUMNS)
        .where(MemoryRow.learner_id == learner_id, MemoryRow.due_on <= today, _is_asked())
        .order_by(MemoryRow.due_on, MemoryRow.question_id)
        .limit(LOOKED_AT)
    )
    cards = [DueCard(row[0], _as_state(row).memory) for row in rows]
    return next((card.question_id for card in most_urgent_first(cards, today)), None)


def count_due(learner_id: int, today: date) -> int:
    """Count the questions due on a learner's day."""
    statement = (
        select(func.count())
        .select_from(MemoryRow)
        .where(MemoryRow.learner_id == learner_id, MemoryRow.due_on <= today, _is_asked())
    )
    return db.session.scalar(statement) or 0


def due_by_day(learner_id: int, until: date) -> dict[date, int]:
    """Return how many questions come due on each day up to `until`, overdue ones included."""
    rows = db.session.execute(
        select(MemoryRow.due_on, func.count())
        .where(MemoryRow.learner_id == learner_id, MemoryRow.due_on <= until, _is_asked())
        .group_by(MemoryRow.due_on)
    )
    return {row[0]: row[1] for row in rows}


def memories_of(learner_id: int) -> dict[int, Memory]:
    """Return what a learner holds of every question they have met."""
    rows = db.session.execute(select(*_STATE_COLUMNS).where(MemoryRow.learner_id == learner_id))
    return {row[0]: _as_state(row).memory for row in rows}


def find_state(session: AnySession, learner_id: int, question_id: int) -> CardState | None:
    """Return where a learner stands with a question."""
    row = session.execute(
        select(*_STATE_COLUMNS).where(
            MemoryRow.learner_id == learner_id, MemoryRow.question_id == question_id
        )
    ).first()
    return _as_state(row) if row is not None else None


def states_of(session: AnySession, learner_id: int) -> dict[int, CardState]:
    """Return where a learner stands with every question they have met."""
    rows = session.execute(select(*_STATE_COLUMNS).where(MemoryRow.learner_id == learner_id))
    return {row[0]: _as_state(row) for row in rows}


def log_of(session: AnySession, learner_id: int, question_id: int | None = None) -> list[LogEntry]:
    """Return a learner's log, or its entries about one question, in order."""
    statement = (
        select(
            ReviewLogRow.id,
            ReviewLogRow.question_id,
            ReviewLogRow.kind,
            ReviewLogRow.rating,
            ReviewLogRow.learner_day,
            ReviewLogRow.undoes,
        )
        .where(ReviewLogRow.learner_id == learner_id)
        .order_by(ReviewLogRow.id)
    )
    if question_id is not None:
        statement = statement.where(ReviewLogRow.question_id == question_id)
    return [
        LogEntry(
            id=row[0],
            question_id=row[1],
            kind="undo" if row[2] == "undo" else "answer",
            rating=Rating(row[3]) if row[3] is not None else None,
            learner_day=row[4],
            undoes=row[5],
        )
        for row in session.execute(statement)
    ]


def _asked() -> Select[int, str, bool | None, date | None]:
    return (
        select(
            ReviewLogRow.question_id,
            ReviewLogRow.entry_uuid,
            ReviewLogRow.right,
            ReviewLogRow.due_on,
        )
        .where(is_standing())
        .order_by(ReviewLogRow.id)
    )


def _is_asked() -> ColumnElement[bool]:
    """Leave out what a learner holds of questions that are retired."""
    return (
        select(QuestionRow.id)
        .where(QuestionRow.id == MemoryRow.question_id, QuestionRow.retired_at.is_(None))
        .exists()
    )


def _as_asked(statement: Select[int, str, bool | None, date | None]) -> list[AskedAnswer]:
    return [
        AskedAnswer(question_id, answer_id, bool(right), due_on)
        for question_id, answer_id, right, due_on in db.session.execute(statement)
        if due_on is not None
    ]


def _as_answer(row: AnyRow) -> RecordedAnswer:
    return RecordedAnswer(
        log_id=row[0],
        answer_id=row[1],
        question_id=row[2],
        version_id=row[3],
        mode=row[4],
        run_id=row[5],
        given=json.loads(row[6]),
        shown=tuple(json.loads(row[7])),
        right=row[8],
        score=row[9],
        guessed=row[10],
        memory=Memory(row[11], row[12], row[13], row[14]),
        recorded_at=row[15],
    )


def _as_state(row: AnyRow) -> CardState:
    memory = Memory(row[1], row[2], row[3], row[4])
    return CardState(memory, reps=row[5], passes=row[6], lapses=row[7], last_answer_id=row[8])

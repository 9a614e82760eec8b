"""Reads of what a learner holds of each question."""

from datetime import date

from sqlalchemy import and_, select

from studyapp.api.study_shapes import HeldQuestion, Rest
from studyapp.bank.models import QuestionRow
from studyapp.database import db, table_of
from studyapp.review.memory import Memory, recall
from studyapp.review.models import MemoryRow, RestRow
from studyapp.review.session.resting import UNTIL_WOKEN
from studyapp.review.session.resting_queries import is_in_force
from studyapp.storage.prepared import AnyRow

_MEMORY, _QUESTION, _REST = table_of(MemoryRow), table_of(QuestionRow), table_of(RestRow)


def held_questions(learner_id: int, today: date, *, after: int, limit: int) -> list[HeldQuestion]:
    """Return what a learner holds of the questions met whose ids come after one, by id."""
    is_its_rest = and_(
        _REST.c.learner_id == _MEMORY.c.learner_id,
        _REST.c.question_id == _MEMORY.c.question_id,
        _REST.c.until > today,
        is_in_force(_REST.c),
    )
    statement = (
        select(_MEMORY, _QUESTION.c.key, _QUESTION.c.module, _QUESTION.c.retired_at, _REST.c.until)
        .add_columns(_REST.c.reason)
        .select_from(_MEMORY.join(_QUESTION).outerjoin(_REST, is_its_rest))
        .where(_MEMORY.c.learner_id == learner_id, _MEMORY.c.question_id > after)
        .order_by(_MEMORY.c.question_id)
        .limit(limit)
    )
    return [_as_held(row, today) for row in db.session.execute(statement)]


def _as_held(row: AnyRow, today: date) -> HeldQuestion:
    memory = Memory(row.stability, row.difficulty, row.reviewed_on, row.due_on, row.decay)
    until = row.until if row.until != UNTIL_WOKEN else None
    return HeldQuestion(
        question_id=row.question_id,
        question_key=row.key,
        module=row.module,
        stability=memory.stability,
        difficulty=memory.difficulty,
        reviewed_on=memory.reviewed_on,
        due_on=memory.due_on,
        recall=recall(memory, today),
        reps=row.reps,
        lapses=row.lapses,
        retired=row.retired_at is not None,
        rest=Rest(reason=row.reason, until=until) if row.reason is not None else None,
    )

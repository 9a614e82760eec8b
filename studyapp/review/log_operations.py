"""Entries of the review log and the memory they leave, written within one transaction."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, insert, update
from sqlalchemy.orm import Session

from studyapp.bank.grading import Given, Grade
from studyapp.database import table_of
from studyapp.errors import ConflictError
from studyapp.review.entry_ids import undo_of
from studyapp.review.learner_day import learner_day
from studyapp.review.log_queries import RecordedAnswer, is_answered_since, log_of
from studyapp.review.memory import SCHEDULER_VERSION
from studyapp.review.models import MemoryRow, ReviewLogRow
from studyapp.review.queries import find_state
from studyapp.review.rating import Confidence, rating_for
from studyapp.review.replay import CardState, LogEntry, advance, replay
from studyapp.review.rest_operations import rest_if_leech, rest_siblings, wake_after_undo
from studyapp.review.retries import RETRY, Mode

LONGEST_MILLISECONDS = 60_000
_APPEND = insert(table_of(ReviewLogRow)).returning(table_of(ReviewLogRow).c.id)
_MEMORY = table_of(MemoryRow)
_IS_THIS = (_MEMORY.c.learner_id == bindparam("of_learner")) & (
    _MEMORY.c.question_id == bindparam("of_question")
)
_KEEP = insert(_MEMORY)
_CHANGE = update(_MEMORY).where(_IS_THIS).returning(_MEMORY.c.question_id)
_FORGET = delete(_MEMORY).where(_IS_THIS)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer on its way into the log.

    Attributes:
        answer_id: made by the client; the same id again changes nothing.
        given: positions of the bank file, or text.
        shown: the order in which choices were shown.
        milliseconds: from showing to answering, as the page measured it.
        confidence: how sure the learner was; None when they did not say.
        disputed: graded as right because the learner insists.
        recalled: the learner said that they know it before the choices were shown.
    """

    answer_id: str
    question_id: int
    version_id: int
    given: Given
    shown: tuple[int, ...]
    mode: Mode
    run_id: str | None = None
    milliseconds: int | None = None
    confidence: Confidence | None = None
    disputed: bool = False
    recalled: bool | None = None


def append_answer(
    session: Session,
    learner_id: int,
    answer: GivenAnswer,
    grade: Grade,
    *,
    zone: ZoneInfo,
    now: datetime,
) -> None:
    """Add an answer to the log and store the memory that it leaves; a retry leaves it alone.

    Raises:
        ConflictError: a retry of a question that was never answered.
    """
    day = learner_day(now, zone)
    rating = rating_for(grade.right, answer.confidence)
    before = find_state(session, learner_id, answer.question_id)
    if answer.mode != RETRY:
        # The id comes with the row, and the memory it leaves is part of the row.
        state = advance(before, LogEntry(0, answer.question_id, "answer", rating, day, None))
    elif before is None:
        raise ConflictError("This question was not answered before, so it cannot be tried again.")
    else:
        state = before
    entry = _entry(learner_id, answer.answer_id, answer.question_id, answer.version_id, zone, now)
    entry |= {
        "kind": "answer",
        "mode": answer.mode,
        "run_id": answer.run_id,
        "given": json.dumps(answer.given, ensure_ascii=False),
        "shown": json.dumps(answer.shown),
        "right": grade.right,
        "score": grade.score,
        "confidence": answer.confidence,
        "disputed": answer.disputed,
        "recalled": answer.recalled,
        "rating": int(rating),
        "milliseconds": _capped(answer.milliseconds),
        "stability": state.memory.stability,
        "difficulty": state.memory.difficulty,
        "due_on": state.memory.due_on,
    }
    entry_id = session.execute(_APPEND, entry).scalar_one()
    if answer.mode != RETRY:
        state = replace(state, last_answer_id=entry_id)
        store_state(session, learner_id, answer.question_id, state)
        rest_siblings(session, learner_id, answer.question_id, entry_id, day)
        if not grade.right:
            rest_if_leech(session, learner_id, answer.question_id, entry_id, state.lapses, day)


def take_back(
    session: Session, learner_id: int, answer: RecordedAnswer, zone: ZoneInfo, now: datetime
) -> None:
    """Add the undoing of an answer and store the memory that stood before it.

    Raises:
        ConflictError: the same question was answered again since.
    """
    if is_answered_since(session, learner_id, answer):
        raise ConflictError("This question has been answered again since, so this stays.")
    undo_id = undo_of(answer.answer_id)
    entry = _entry(learner_id, undo_id, answer.question_id, answer.version_id, zone, now)
    session.execute(
        insert(ReviewLogRow).values(
            entry
            | {
                "kind": "undo",
                "undoes": answer.log_id,
                "mode": answer.mode,
                "run_id": answer.run_id,
            }
        )
    )
    wake_after_undo(session, answer.log_id)
    if answer.mode != RETRY:
        states = replay(log_of(session, learner_id, answer.question_id))
        store_state(session, learner_id, answer.question_id, states.get(answer.question_id))


def _entry(
    learner_id: int,
    entry_uuid: str,
    question_id: int,
    version_id: int,
    zone: ZoneInfo,
    now: datetime,
) -> dict[str, Any]:
    return {
        "learner_id": learner_id,
        "entry_uuid": entry_uuid,
        "question_id": question_id,
        "version_id": version_id,
        "recorded_at": now,
        "learner_day": learner_day(now, zone),
        "zone": zone.key,
        "scheduler": SCHEDULER_VERSION,
    }


def _capped(milliseconds: int | None) -> int | None:
    return None if milliseconds is None else min(max(milliseconds, 0), LONGEST_MILLISECONDS)


def store_state(
    session: Session, learner_id: int, question_id: int, state: CardState | None
) -> None:
    """Store where a learner stands with a question; None takes the row away."""
    of_this = {"of_learner": learner_id, "of_question": question_id}
    if state is None:
        session.execute(_FORGET, of_this)
        return
    values = _state_values(state)
    if session.execute(_CHANGE, of_this | values).first() is None:
        keys = {"learner_id": learner_id, "question_id": question_id}
        session.execute(_KEEP, keys | values)


def _state_values(state: CardState) -> dict[str, Any]:
    return {
        "stability": state.memory.stability,
        "difficulty": state.memory.difficulty,
        "reviewed_on": state.memory.reviewed_on,
        "due_on": state.memory.due_on,
        "reps": state.reps,
        "passes": state.passes,
        "lapses": state.lapses,
        "last_answer_id": state.last_answer_id,
    }

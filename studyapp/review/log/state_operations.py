"""Where a learner stands with a question, stored within one transaction."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, insert, update
from sqlalchemy.orm import Session

from studyapp.database import table_of
from studyapp.review.log.replay import CardState
from studyapp.review.models import MemoryRow
from studyapp.storage.prepared import PreparedWrite

_MEMORY = table_of(MemoryRow)
_IS_THIS = (_MEMORY.c.learner_id == bindparam("of_learner")) & (
    _MEMORY.c.question_id == bindparam("of_question")
)
_KEEP = PreparedWrite(insert(_MEMORY), sets=_MEMORY.columns.keys())
_CHANGE = PreparedWrite(
    update(_MEMORY).where(_IS_THIS).returning(_MEMORY.c.question_id),
    sets=set(_MEMORY.columns.keys()) - {"learner_id", "question_id"},
)
_FORGET = PreparedWrite(delete(_MEMORY).where(_IS_THIS))


def store_state(
    session: Session, learner_id: int, question_id: int, state: CardState | None
) -> None:
    """Store where a learner stands with a question; None takes the row away."""
    of_this = _named(learner_id, question_id)
    if state is None:
        _FORGET.run(session, **of_this)
        return
    values = _state_values(state)
    if _CHANGE.run(session, **of_this, **values) is None:
        _KEEP.run(session, learner_id=learner_id, question_id=question_id, **values)


def store_states(session: Session, learner_id: int, states: Mapping[int, CardState | None]) -> None:
    """Store where a learner stands with many questions; None takes a row away."""
    if not states:
        return
    session.execute(delete(_MEMORY).where(_IS_THIS), [_named(learner_id, n) for n in states])
    rows = [
        {"learner_id": learner_id, "question_id": question_id, **_state_values(state)}
        for question_id, state in states.items()
        if state is not None
    ]
    if rows:
        session.execute(insert(_MEMORY), rows)


def _named(learner_id: int, question_id: int) -> dict[str, int]:
    return {"of_learner": learner_id, "of_question": question_id}


def _state_values(state: CardState) -> dict[str, Any]:
    return {
        "stability": state.memory.stability,
        "difficulty": state.memory.difficulty,
        "decay": state.memory.decay,
        "reviewed_on": state.memory.reviewed_on,
        "due_on": state.memory.due_on,
        "reps": state.reps,
        "passes": state.passes,
        "lapses": state.lapses,
        "last_answer_id": state.last_answer_id,
    }

"""Entries of the review log and the memory they leave, written within one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlalchemy.orm import Session

from studyapp.bank.catalogue import siblings
from studyapp.bank.grading import Grade
from studyapp.bank.queries import catalogue
from studyapp.database import table_of
from studyapp.errors import ConflictError
from studyapp.review.checks.enrolment_operations import enrol, leave_queue
from studyapp.review.days.operations import count_answer, discount_answer, recount_met
from studyapp.review.log.entry_ids import undo_of
from studyapp.review.log.history_queries import log_of
from studyapp.review.log.queries import RecordedAnswer, is_answered_since
from studyapp.review.log.replay import CardState, LogEntry, advance, replay, standing_answers
from studyapp.review.log.state_operations import store_state
from studyapp.review.log.values import (
    GivenAnswer,
    answer_values,
    entry_values,
    log_entry_of,
    memory_values,
)
from studyapp.review.memory import Memory, due_next_day
from studyapp.review.models import ReviewLogRow
from studyapp.review.modes import NEW, UNSCHEDULED
from studyapp.review.plan.habit_queries import scheduling_of
from studyapp.review.plan.put_off_operations import wake_put_off
from studyapp.review.queries import find_state, states_among
from studyapp.review.session.rest_operations import rest_if_leech, rest_siblings, wake_after_undo
from studyapp.review.session.spread_queries import spread
from studyapp.serving.metrics import note_answer
from studyapp.storage.prepared import PreparedWrite

_LOG = table_of(ReviewLogRow)
_APPEND = PreparedWrite(
    insert(_LOG).returning(_LOG.c.id), sets=set(_LOG.columns.keys()) - {"id", "undoes"}
)
LAST_ID = 2**63 - 1
"""Stands for the id of an entry that will be the last one."""


def append_answer(
    session: Session,
    learner_id: int,
    answer: GivenAnswer,
    grade: Grade,
    *,
    zone: ZoneInfo,
    now: datetime,
    received_at: datetime | None = None,
) -> RecordedAnswer:
    """Add an answer to the log and store the memory that it leaves; return it as it stands there.

    Args:
        now: when it was given.
        received_at: when it came, where that was later and the answer moves no schedule.

    Raises:
        ConflictError: the mode moves no schedule and the question was never answered.
    """
    note_answer(session)
    before = find_state(session, learner_id, answer.question_id)
    if answer.mode in UNSCHEDULED:
        came_at = {"received_at": received_at}
        entry = answer_values(learner_id, answer, grade, zone, now) | came_at
        return _append_unscheduled(session, answer, grade, before, entry)
    beside = states_among(learner_id, siblings(catalogue(session), answer.question_id), session)
    entry = answer_values(learner_id, answer, grade, zone, now)
    state = _state_after(session, entry, before, beside)
    entry |= memory_values(state.memory)
    entry["follows"] = before.last_answer_id if before is not None else None
    entry_id = _appended(session, entry)
    state = replace(state, last_answer_id=entry_id)
    store_state(session, learner_id, answer.question_id, state)
    if before is None:
        leave_queue(session, learner_id, answer.question_id)
    else:
        wake_put_off(session, learner_id, answer.question_id, entry_id)
    day = entry["learner_day"]
    rest_siblings(session, learner_id, beside, entry_id, day)
    if not grade.right:
        rest_if_leech(session, learner_id, answer.question_id, entry_id, state.lapses, day)
    return _recorded(entry_id, answer, grade, state.memory, entry)


def _state_after(
    session: Session,
    entry: Mapping[str, Any],
    before: CardState | None,
    beside: Mapping[int, CardState],
) -> CardState:
    """Return where a learner stands with a question after an answer, due on the day chosen for it.

    Args:
        entry: the columns of the answer; its id comes with the row.
        before: where the learner stood.
        beside: where they stand with the questions of the same passages.
    """
    scheduling = scheduling_of(session, entry["learner_id"], entry["learner_day"])
    state = advance(
        before,
        log_entry_of(entry),
        retention=scheduling.habits.retention,
        parameters=scheduling.parameters,
    )
    if entry["confidence"] == "sure" and not entry["right"]:
        return replace(state, memory=due_next_day(state.memory))
    memory = spread(
        session,
        entry["learner_id"],
        entry["question_id"],
        state.memory,
        scheduling,
        was_due_on=before.memory.due_on if before is not None else None,
        sibling_days={other.memory.due_on for other in beside.values()},
    )
    return replace(state, memory=memory)


def insert_late_answer(
    session: Session,
    learner_id: int,
    answer: GivenAnswer,
    grade: Grade,
    *,
    zone: ZoneInfo,
    answered_at: datetime,
    now: datetime,
) -> None:
    """Add an answer that was given before others to the same question, and derive the memory anew.

    Nothing rests by it: what was asked since is past.
    """
    note_answer(session)
    question_id = answer.question_id
    parameters = scheduling_of(session, learner_id).parameters
    entry = answer_values(learner_id, answer, grade, zone, answered_at) | {"received_at": now}
    late = replace(log_entry_of(entry), id=LAST_ID, at=answered_at, is_late=True)
    log = log_of(session, learner_id, question_id)
    answers = standing_answers([*log, late])
    earlier = answers[: answers.index(late)]
    before = replay(earlier, parameters=parameters).get(question_id)
    entry["follows"] = before.last_answer_id if before is not None else None
    beside = states_among(learner_id, siblings(catalogue(session), question_id), session)
    entry |= memory_values(_state_after(session, entry, before, beside).memory)
    _appended(session, entry)
    states = replay(log_of(session, learner_id, question_id), parameters=parameters)
    store_state(session, learner_id, question_id, states[question_id])
    if before is None:
        _recount_met(session, learner_id, answers)


def _append_unscheduled(
    session: Session,
    answer: GivenAnswer,
    grade: Grade,
    held: CardState | None,
    entry: Mapping[str, Any],
) -> RecordedAnswer:
    if held is None:
        raise ConflictError("This question was not answered before, so it cannot be tried again.")
    entry_id = _appended(session, {**entry, **memory_values(held.memory)})
    return _recorded(entry_id, answer, grade, held.memory, entry)


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
    entry = entry_values(learner_id, undo_id, answer.question_id, answer.version_id, zone, now)
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
    discount_answer(session, learner_id, answer.log_id)
    wake_after_undo(session, answer.log_id)
    if answer.mode in UNSCHEDULED:
        return
    parameters = scheduling_of(session, learner_id).parameters
    log = log_of(session, learner_id, answer.question_id)
    state = replay(log, parameters=parameters).get(answer.question_id)
    store_state(session, learner_id, answer.question_id, state)
    if state is not None and any(e.id == answer.log_id and e.follows is None for e in log):
        _recount_met(session, learner_id, standing_answers(log))
    if state is None and answer.mode == NEW:
        enrol(session, learner_id, [answer.question_id], now)


def _recount_met(session: Session, learner_id: int, answers: Iterable[LogEntry]) -> None:
    """Count anew what was met on the days of the answers that followed no other."""
    recount_met(session, learner_id, {a.learner_day for a in answers if a.follows is None})


def _appended(session: Session, entry: Mapping[str, Any]) -> int:
    """Add an answer to the log and to the tally of its day; return its id."""
    (entry_id,) = _APPEND.run(session, **entry) or ()
    count_answer(session, int(entry_id))
    return int(entry_id)


def _recorded(
    log_id: int, answer: GivenAnswer, grade: Grade, memory: Memory, entry: Mapping[str, Any]
) -> RecordedAnswer:
    return RecordedAnswer(
        log_id=log_id,
        answer_id=answer.answer_id,
        question_id=answer.question_id,
        version_id=answer.version_id,
        mode=answer.mode,
        run_id=answer.run_id,
        given=answer.given,
        shown=answer.shown,
        right=grade.right,
        score=grade.score,
        confidence=answer.confidence,
        disputed=answer.disputed,
        recalled=bool(answer.recalled),
        memory=Memory(memory.stability, memory.difficulty, entry["learner_day"], memory.due_on),
        recorded_at=entry["recorded_at"],
        is_late=entry["received_at"] is not None,
        zone=entry["zone"],
        milliseconds=entry["milliseconds"],
    )

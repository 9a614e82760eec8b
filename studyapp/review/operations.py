"""Changes to the review log and to what follows from it."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from studyapp.accounts.models import LearnerRow
from studyapp.bank.grading import Given, Grade
from studyapp.database import write_transaction
from studyapp.errors import ConflictError
from studyapp.reading.operations import note_reading
from studyapp.reading.reading_place import ModuleKey
from studyapp.review.learner_day import learner_day
from studyapp.review.memory import SCHEDULER_VERSION, Rating
from studyapp.review.models import MemoryRow, ReviewLogRow
from studyapp.review.queries import (
    RecordedAnswer,
    find_answer,
    find_state,
    get_standing_answer,
    log_of,
    states_of,
)
from studyapp.review.rating import rating_for
from studyapp.review.replay import CardState, LogEntry, advance, replay

LONGEST_MILLISECONDS = 60_000
GUESS = "guess"
UNDO = "undo"


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer on its way into the log.

    Attributes:
        answer_id: made by the client; the same id again changes nothing.
        given: positions of the bank file, or text.
        shown: the order in which choices were shown.
        milliseconds: from showing to answering, as the page measured it.
    """

    answer_id: str
    question_id: int
    version_id: int
    given: Given
    shown: tuple[int, ...]
    mode: Literal["check", "review"]
    run_id: str | None = None
    milliseconds: int | None = None


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found: learners looked at, and each (learner, question) that differed."""

    learners: int
    differed: tuple[tuple[int, int], ...]


def record_answer(
    learner_id: int,
    answer: GivenAnswer,
    grade: Grade,
    *,
    zone: ZoneInfo,
    now: datetime,
    module: ModuleKey | None = None,
) -> RecordedAnswer:
    """Log an answer and move the schedule; the same answer id again changes nothing.

    With `module`, the check of that module also counts it as read.
    """
    with write_transaction() as session:
        earlier = find_answer(session, learner_id, answer.answer_id)
        if earlier is not None:
            return earlier
        _append_answer(session, learner_id, answer, grade, guessed=False, zone=zone, now=now)
        if module is not None:
            note_reading(session, learner_id, module, None, finished=True, now=now)
        return get_standing_answer(session, learner_id, answer.answer_id)


def undo_answer(
    learner_id: int, answer_id: str, *, zone: ZoneInfo, now: datetime
) -> RecordedAnswer:
    """Take an answer back by adding an undo; the question stands where it stood before.

    Raises:
        NotFoundError: there is no such answer, or it was undone already.
        ConflictError: the same question was answered again since.
    """
    with write_transaction() as session:
        answer = get_standing_answer(session, learner_id, answer_id)
        _take_back(session, learner_id, answer, zone, now)
        return answer


def mark_as_guess(
    learner_id: int, answer_id: str, *, zone: ZoneInfo, now: datetime
) -> RecordedAnswer:
    """Replace a right answer by the same one marked as a guess; a second call changes nothing."""
    marked_id = derived_id(answer_id, GUESS)
    with write_transaction() as session:
        earlier = find_answer(session, learner_id, marked_id)
        if earlier is not None:
            return earlier
        answer = get_standing_answer(session, learner_id, answer_id)
        if not answer.right:
            raise ConflictError("Only a right answer can be marked as a guess.")
        _take_back(session, learner_id, answer, zone, now)
        again = GivenAnswer(
            answer_id=marked_id,
            question_id=answer.question_id,
            version_id=answer.version_id,
            given=answer.given,
            shown=answer.shown,
            mode="check" if answer.mode == "check" else "review",
            run_id=answer.run_id,
        )
        grade = Grade("right", answer.score)
        _append_answer(session, learner_id, again, grade, guessed=True, zone=zone, now=now)
        return get_standing_answer(session, learner_id, marked_id)


def rebuild_memory() -> Rebuilt:
    """Derive every learner's memory from the log anew and store what differed."""
    differed: list[tuple[int, int]] = []
    with write_transaction() as session:
        learner_ids = session.scalars(select(LearnerRow.id).order_by(LearnerRow.id)).all()
        for learner_id in learner_ids:
            differed += [(learner_id, question) for question in _rebuild(session, learner_id)]
    return Rebuilt(len(learner_ids), tuple(differed))


def merge_reviews(session: Session, guest_id: int, account_id: int) -> None:
    """Move a guest's log into an account and derive the memory of both histories together."""
    taken = select(ReviewLogRow.entry_uuid).where(ReviewLogRow.learner_id == account_id)
    doubled = set(session.scalars(taken)) & set(
        session.scalars(select(ReviewLogRow.entry_uuid).where(ReviewLogRow.learner_id == guest_id))
    )
    for entry_uuid in doubled:
        fresh = update(ReviewLogRow).where(
            ReviewLogRow.learner_id == guest_id, ReviewLogRow.entry_uuid == entry_uuid
        )
        session.execute(fresh.values(entry_uuid=derived_id(entry_uuid, str(guest_id))))
    session.execute(delete(MemoryRow).where(MemoryRow.learner_id == guest_id))
    moved = update(ReviewLogRow).where(ReviewLogRow.learner_id == guest_id)
    session.execute(moved.values(learner_id=account_id))
    _rebuild(session, account_id)


def derived_id(answer_id: str, purpose: str) -> str:
    """Return the id of an entry that follows from an answer, the same at every try."""
    return str(uuid.uuid5(uuid.UUID(answer_id), purpose))


def _append_answer(
    session: Session,
    learner_id: int,
    answer: GivenAnswer,
    grade: Grade,
    *,
    guessed: bool,
    zone: ZoneInfo,
    now: datetime,
) -> None:
    day = learner_day(now, zone)
    rating = rating_for(grade.right, guessed)
    before = find_state(session, learner_id, answer.question_id)
    # The id comes with the row, and the memory it leaves is part of the row.
    preview = _after(before, answer.question_id, rating, day, entry_id=0)
    entry_id = session.execute(
        insert(ReviewLogRow)
        .values(
            _entry(learner_id, answer.answer_id, answer.question_id, answer.version_id, zone, now)
            | {
                "kind": "answer",
                "mode": answer.mode,
                "run_id": answer.run_id,
                "given": json.dumps(answer.given, ensure_ascii=False),
                "shown": json.dumps(answer.shown),
                "right": grade.right,
                "score": grade.score,
                "guessed": guessed,
                "rating": int(rating),
                "milliseconds": _capped(answer.milliseconds),
                "stability": preview.memory.stability,
                "difficulty": preview.memory.difficulty,
                "due_on": preview.memory.due_on,
            }
        )
        .returning(ReviewLogRow.id)
    ).scalar_one()
    state = _after(before, answer.question_id, rating, day, entry_id=entry_id)
    _store_state(session, learner_id, answer.question_id, state)


def _after(
    before: CardState | None, question_id: int, rating: Rating, day: date, *, entry_id: int
) -> CardState:
    return advance(before, LogEntry(entry_id, question_id, "answer", rating, day, None))


def _take_back(
    session: Session, learner_id: int, answer: RecordedAnswer, zone: ZoneInfo, now: datetime
) -> None:
    state = find_state(session, learner_id, answer.question_id)
    if state is None or state.last_answer_id != answer.log_id:
        raise ConflictError("This question has been answered again since, so this stays.")
    undo_id = derived_id(answer.answer_id, UNDO)
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
    states = replay(log_of(session, learner_id, answer.question_id))
    _store_state(session, learner_id, answer.question_id, states.get(answer.question_id))


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


def _store_state(
    session: Session, learner_id: int, question_id: int, state: CardState | None
) -> None:
    is_this = (MemoryRow.learner_id == learner_id) & (MemoryRow.question_id == question_id)
    if state is None:
        session.execute(delete(MemoryRow).where(is_this))
        return
    values = _state_values(state)
    changed = session.execute(
        update(MemoryRow).where(is_this).values(values).returning(MemoryRow.question_id)
    ).first()
    if changed is None:
        keys = {"learner_id": learner_id, "question_id": question_id}
        session.execute(insert(MemoryRow).values(keys | values))


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


def _rebuild(session: Session, learner_id: int) -> Iterable[int]:
    """Store what the log says where the table says otherwise; return those question ids."""
    wanted = replay(log_of(session, learner_id))
    stored = states_of(session, learner_id)
    differing = [q for q in wanted.keys() | stored.keys() if wanted.get(q) != stored.get(q)]
    for question_id in differing:
        _store_state(session, learner_id, question_id, wanted.get(question_id))
    return sorted(differing)

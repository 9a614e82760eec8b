"""Changes to the review log and to what follows from it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from studyapp.accounts.models import LearnerRow
from studyapp.bank.grading import Grade
from studyapp.database import db, write_transaction
from studyapp.errors import ConflictError
from studyapp.reading.operations import note_reading
from studyapp.reading.reading_place import ModuleKey
from studyapp.review.asking.lapses import LapseReason
from studyapp.review.asking.outcome_queries import latest_answer_id
from studyapp.review.days.models import DayTallyRow
from studyapp.review.days.operations import differing_days, rebuild_tallies
from studyapp.review.log.entry_ids import guess_of, insisted_of, merged_id
from studyapp.review.log.history_queries import log_of
from studyapp.review.log.operations import append_answer, take_back
from studyapp.review.log.queries import (
    RecordedAnswer,
    find_answer,
    find_current_answer,
    get_answer,
    get_standing_answer,
    is_answered_in_run,
)
from studyapp.review.log.replay import CardState, replay
from studyapp.review.log.state_operations import store_states
from studyapp.review.log.values import GivenAnswer
from studyapp.review.memory import Parameters
from studyapp.review.models import LapseReasonRow, MemoryRow, ReviewLogRow
from studyapp.review.modes import NEW, UNSCHEDULED
from studyapp.review.plan.habit_queries import scheduling_of
from studyapp.review.queries import states_of
from studyapp.review.session.rest_operations import merge_rests
from studyapp.storage.prepared import AnySession
from studyapp.zones import zone_named


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Where what is kept was not what the log says.

    Attributes:
        learners: how many were looked at.
        differed: each (learner, question) with another memory.
        days: each (learner, day) with another tally.
    """

    learners: int
    differed: tuple[tuple[int, int], ...]
    days: tuple[tuple[int, date], ...]


def record_answer(
    learner_id: int,
    answer: GivenAnswer,
    grade: Grade,
    *,
    zone: ZoneInfo,
    now: datetime,
    module: ModuleKey | None = None,
    last_seen: int | None = None,
) -> RecordedAnswer:
    """Log an answer and move the schedule; the same answer id again changes nothing.

    With `module`, the check of that module also counts it as read. `last_seen` is the log id of
    the last answer to the question when it was found due.

    Raises:
        ConflictError: the id is that of an undo in the same log, another answer to the question
            stands in the same check, or one came since `last_seen`.
    """
    try:
        with write_transaction(learner_id) as session:
            earlier = find_answer(session, learner_id, answer.answer_id)
            if earlier is not None:
                return earlier
            _require_new_in_run(session, learner_id, answer)
            _require_none_since(session, learner_id, answer, last_seen)
            if module is not None:
                note_reading(session, learner_id, module, None, finished=True, now=now)
            return append_answer(session, learner_id, answer, grade, zone=zone, now=now)
    except IntegrityError as error:
        raise ConflictError("The id of this answer belongs to another entry of yours.") from error


def undo_answer(
    learner_id: int, answer_id: str, *, zone: ZoneInfo, now: datetime
) -> RecordedAnswer:
    """Take an answer back by adding an undo; the question stands where it stood before.

    An answer that is undone already stays undone, and nothing is added.

    Raises:
        NotFoundError: there is no such answer.
        ConflictError: the same question was answered again since.
    """
    with write_transaction(learner_id) as session:
        standing = find_current_answer(session, learner_id, answer_id)
        if standing is None:
            return get_answer(session, learner_id, answer_id)
        take_back(session, learner_id, standing, zone, now)
        return standing


def mark_as_guess(
    learner_id: int, answer_id: str, *, zone: ZoneInfo, now: datetime
) -> RecordedAnswer:
    """Replace a right answer by the same one marked as a guess; a second call changes nothing."""

    def marked(answer: RecordedAnswer) -> tuple[GivenAnswer, Grade]:
        if answer.mode in UNSCHEDULED:
            raise ConflictError("This answer does not move the schedule, guessed or not.")
        if not answer.right:
            raise ConflictError("Only a right answer can be marked as a guess.")
        again = replace(_given_again(answer, guess_of(answer_id)), confidence="guessed")
        return again, Grade("right", answer.score)

    return _replace_answer(learner_id, answer_id, guess_of(answer_id), marked, zone, now)


def insist_on_answer(
    learner_id: int, answer_id: str, *, zone: ZoneInfo, now: datetime
) -> RecordedAnswer:
    """Count a wrong answer as right because the learner insists; a second call changes nothing."""

    def insisted(answer: RecordedAnswer) -> tuple[GivenAnswer, Grade]:
        if answer.right or answer.given is None:
            raise ConflictError("Only an answer that was counted as wrong can be disputed.")
        again = replace(_given_again(answer, insisted_of(answer_id)), disputed=True)
        return again, Grade("right", 1.0)

    return _replace_answer(learner_id, answer_id, insisted_of(answer_id), insisted, zone, now)


def note_lapse_reason(
    learner_id: int, answer_id: str, reason: LapseReason, *, now: datetime
) -> None:
    """Keep why a learner says that an answer slipped; what they said before is replaced.

    Raises:
        NotFoundError: there is no such answer, or it was undone.
    """
    with write_transaction(learner_id) as session:
        answer = get_standing_answer(session, learner_id, answer_id)
        if answer.right:
            raise ConflictError("A right answer has not slipped, so there is no reason to give.")
        row = session.get(LapseReasonRow, answer.log_id)
        if row is None:
            session.add(LapseReasonRow(log_id=answer.log_id, reason=reason, given_at=now))
        else:
            row.reason, row.given_at = reason, now


def _replace_answer(
    learner_id: int,
    answer_id: str,
    new_id: str,
    changed: Callable[[RecordedAnswer], tuple[GivenAnswer, Grade]],
    zone: ZoneInfo,
    now: datetime,
) -> RecordedAnswer:
    """Take an answer back and add what it becomes, once.

    It keeps its moment: a change made days later must not look like a recall after those days.
    """
    with write_transaction(learner_id) as session:
        earlier = find_answer(session, learner_id, new_id)
        if earlier is not None:
            return earlier
        answer = get_standing_answer(session, learner_id, answer_id)
        again, grade = changed(answer)
        take_back(session, learner_id, answer, zone, now)
        given_in = zone_named(answer.zone) or zone
        return append_answer(
            session, learner_id, again, grade, zone=given_in, now=answer.recorded_at
        )


def _given_again(answer: RecordedAnswer, new_id: str) -> GivenAnswer:
    return GivenAnswer(
        answer_id=new_id,
        question_id=answer.question_id,
        version_id=answer.version_id,
        given=answer.given,
        shown=answer.shown,
        mode=answer.mode,
        run_id=answer.run_id,
        milliseconds=answer.milliseconds,
        confidence=answer.confidence,
        disputed=answer.disputed,
        recalled=answer.recalled,
    )


def rebuild_memory() -> Rebuilt:
    """Derive every learner's memory and days from the log anew and store what differed.

    One transaction a learner: all in one would keep the answers of a running server out.
    """

    def rebuilt(learner_id: int) -> tuple[Iterable[int], Iterable[date]]:
        with write_transaction(learner_id) as session:
            return rebuild_learner(session, learner_id), rebuild_tallies(session, learner_id)

    return _of_everybody(rebuilt)


def compare_memory() -> Rebuilt:
    """Say what a rebuild would put right; nothing is changed."""

    def compared(learner_id: int) -> tuple[Iterable[int], Iterable[date]]:
        db.session.rollback()
        states = differing_states(db.session, learner_id)
        return sorted(states), sorted(differing_days(db.session, learner_id))

    return _of_everybody(compared)


def _of_everybody(differing: Callable[[int], tuple[Iterable[int], Iterable[date]]]) -> Rebuilt:
    differed: list[tuple[int, int]] = []
    days: list[tuple[int, date]] = []
    learner_ids = db.session.scalars(select(LearnerRow.id).order_by(LearnerRow.id)).all()
    for learner_id in learner_ids:
        questions, tallies = differing(learner_id)
        differed += [(learner_id, question) for question in questions]
        days += [(learner_id, day) for day in tallies]
    return Rebuilt(len(learner_ids), tuple(differed), tuple(days))


def merge_reviews(session: Session, guest_id: int, account_id: int) -> None:
    """Move a guest's log into an account and derive the memory of both histories together."""
    taken = select(ReviewLogRow.entry_uuid).where(ReviewLogRow.learner_id == account_id)
    doubled = select(ReviewLogRow.entry_uuid).where(
        ReviewLogRow.learner_id == guest_id, ReviewLogRow.entry_uuid.in_(taken)
    )
    for entry_uuid in session.scalars(doubled).all():
        fresh = update(ReviewLogRow).where(
            ReviewLogRow.learner_id == guest_id, ReviewLogRow.entry_uuid == entry_uuid
        )
        session.execute(fresh.values(entry_uuid=merged_id(entry_uuid, guest_id)))
    session.execute(delete(MemoryRow).where(MemoryRow.learner_id == guest_id))
    merge_rests(session, guest_id, account_id)
    moved = update(ReviewLogRow).where(ReviewLogRow.learner_id == guest_id)
    session.execute(moved.values(learner_id=account_id))
    rebuild_learner(session, account_id)
    session.execute(delete(DayTallyRow).where(DayTallyRow.learner_id == guest_id))
    rebuild_tallies(session, account_id)


def _require_new_in_run(session: Session, learner_id: int, answer: GivenAnswer) -> None:
    run_id = answer.run_id
    if run_id and is_answered_in_run(session, learner_id, run_id, answer.question_id):
        raise ConflictError("This question was answered already in this check.")


def _require_none_since(
    session: Session, learner_id: int, answer: GivenAnswer, last_seen: int | None
) -> None:
    """Refuse the second of two answers that were sent at once for one asking."""
    if last_seen is None and answer.mode != NEW:
        return
    if latest_answer_id(session, learner_id, answer.question_id) != last_seen:
        raise ConflictError("This question was answered elsewhere meanwhile; that answer counts.")


def rebuild_learner(session: Session, learner_id: int) -> Iterable[int]:
    """Store what the log says where the table says otherwise; return those question ids."""
    differing = differing_states(session, learner_id)
    store_states(session, learner_id, differing)
    return sorted(differing)


def differing_states(
    session: AnySession, learner_id: int, parameters: Parameters | None = None
) -> dict[int, CardState | None]:
    """Return what the log says of each question of which the table says otherwise.

    Args:
        parameters: what memory is reckoned with; None for what the learner's is.
    """
    parameters = parameters or scheduling_of(session, learner_id).parameters
    wanted = replay(log_of(session, learner_id), parameters=parameters)
    stored = states_of(session, learner_id)
    return {
        question_id: wanted.get(question_id)
        for question_id in wanted.keys() | stored.keys()
        if wanted.get(question_id) != stored.get(question_id)
    }

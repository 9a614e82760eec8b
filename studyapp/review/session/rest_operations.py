"""Questions are laid to rest and woken, within the transaction of an answer or on their own."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from studyapp.database import table_of, write_transaction
from studyapp.review.asking.outcome_queries import latest_outcomes
from studyapp.review.learner_day import ONE_DAY
from studyapp.review.log.replay import CardState
from studyapp.review.models import MemoryRow, RestRow
from studyapp.review.session.resting import (
    FIRST_LOOK,
    LASTING,
    LOOKED_BACK,
    UNTIL_WOKEN,
    is_leech,
    may_be_leech,
    may_wait,
)
from studyapp.review.session.resting_queries import is_in_force
from studyapp.storage.prepared import PreparedRead, PreparedWrite

REST = table_of(RestRow)
_MEMORY = table_of(MemoryRow).c
_OF_LEARNER = REST.c.learner_id == bindparam("of_learner")
_IS_THIS = _OF_LEARNER & (REST.c.question_id == bindparam("of_question"))
_RESTS = PreparedRead(
    select(REST.c.until).where(_IS_THIS, REST.c.until > bindparam("day"), is_in_force(REST.c))
)
_WAKE = delete(REST).where(_IS_THIS)
_COLUMNS = ("learner_id", "question_id", "until", "reason", "log_id")
_RESTING = insert(REST)
_AS_SENT = {name: _RESTING.excluded[name] for name in ("until", "reason", "log_id", "put_off_id")}
_LAY = PreparedWrite(
    _RESTING.on_conflict_do_update(index_elements=["learner_id", "question_id"], set_=_AS_SENT),
    sets=_COLUMNS,
)
_LAY_AWAKE = PreparedWrite(
    _RESTING.on_conflict_do_update(
        index_elements=["learner_id", "question_id"],
        set_=_AS_SENT,
        where=or_(REST.c.until <= bindparam("day"), ~is_in_force(REST.c)),
    ),
    sets=_COLUMNS,
)


def rest_siblings(
    session: Session,
    learner_id: int,
    held: Mapping[int, CardState],
    log_id: int,
    today: date,
) -> None:
    """Let the due questions of the same passages wait until the next day.

    One of which too much would be forgotten by then stays due; one that rests already stays so.

    Args:
        held: where the learner stands with the questions of the same passages.
    """
    for question_id, state in held.items():
        if state.memory.due_on <= today and may_wait(state.memory, today):
            ids = {"learner_id": learner_id, "question_id": question_id, "log_id": log_id}
            _LAY_AWAKE.run(session, **ids, until=today + ONE_DAY, reason="sibling", day=today)


def rest_if_leech(
    session: Session, learner_id: int, question_id: int, log_id: int, lapses: int, today: date
) -> None:
    """Lay a question to rest that was missed once too often; one that rests already stays so."""
    this = {"of_learner": learner_id, "of_question": question_id, "day": today}
    if _RESTS.first(session, **this) is not None:
        return
    latest = latest_outcomes(session, learner_id, question_id, FIRST_LOOK)
    if not may_be_leech(lapses, latest):
        return
    latest = latest_outcomes(session, learner_id, question_id, LOOKED_BACK)
    if is_leech(lapses, latest):
        _rest_until_woken(session, learner_id, question_id, "leech", log_id)


def wake_after_undo(session: Session, log_id: int) -> None:
    """Take back what an answer laid to rest, and put off again what it has ended."""
    is_its = REST.c.log_id == log_id
    is_put_off = REST.c.reason == "put_off"
    session.execute(delete(REST).where(is_its, ~is_put_off))
    session.execute(update(REST).where(is_its, is_put_off).values(log_id=None))


def wake(learner_id: int, question_id: int) -> None:
    """Ask a question again that rests; one that does not rest stays as it is."""
    with write_transaction(learner_id) as session:
        session.execute(_WAKE, {"of_learner": learner_id, "of_question": question_id})


def leave_out(session: Session, learner_id: int, question_ids: Iterable[int]) -> None:
    """Lay questions to rest until they are taken back, within a transaction.

    Those that were never asked have no schedule to rest from and stay as they are.
    """
    is_met = (_MEMORY.learner_id == learner_id) & _MEMORY.question_id.in_(list(question_ids))
    for question_id in session.scalars(select(_MEMORY.question_id).where(is_met)).all():
        _rest_until_woken(session, learner_id, question_id, "left_out", None)


def take_back(session: Session, learner_id: int, question_ids: Iterable[int]) -> None:
    """Ask questions again that were left out, within a transaction; a leech goes on resting."""
    is_one = (REST.c.learner_id == learner_id) & REST.c.question_id.in_(list(question_ids))
    session.execute(delete(REST).where(is_one, REST.c.reason == "left_out"))


def merge_rests(session: Session, guest_id: int, account_id: int) -> None:
    """Move what rests until it is woken into an account; what waits a day is asked there.

    A rest that lasts takes the place of one that does not, whichever side it is on.
    """
    is_guests, is_accounts = REST.c.learner_id == guest_id, REST.c.learner_id == account_id
    lasting = select(REST.c.question_id).where(is_guests, REST.c.reason.in_(LASTING))
    passing = REST.c.reason.not_in(LASTING)
    moved = list(session.scalars(lasting))
    session.execute(delete(REST).where(is_accounts, passing, REST.c.question_id.in_(moved)))
    known = set(session.scalars(select(REST.c.question_id).where(is_accounts)))
    doubled = REST.c.question_id.in_(known) | (REST.c.reason == "sibling")
    session.execute(delete(REST).where(is_guests, doubled))
    session.execute(update(REST).where(is_guests).values(learner_id=account_id))


def _rest_until_woken(
    session: Session,
    learner_id: int,
    question_id: int,
    reason: Literal["leech", "left_out"],
    log_id: int | None,
) -> None:
    ids = {"learner_id": learner_id, "question_id": question_id, "log_id": log_id}
    _LAY.run(session, **ids, until=UNTIL_WOKEN, reason=reason)

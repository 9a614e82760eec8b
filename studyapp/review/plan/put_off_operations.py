"""Days off and backlogs: questions are laid to rest by a plan, and the plan can be undone."""

from datetime import date, datetime

from sqlalchemy import bindparam, delete, insert, update
from sqlalchemy.orm import Session

from studyapp.database import table_of, write_transaction
from studyapp.errors import ConflictError
from studyapp.review.models import RestRow
from studyapp.review.plan.exam import MINUTES_DEFAULT, per_day
from studyapp.review.plan.models import PutOffRow
from studyapp.review.plan.put_off_plan import DaysOff, PutOffPlan
from studyapp.review.plan.put_off_queries import (
    backlog_plan,
    days_off_plan,
    find_backlog,
    find_overlap,
    held_by,
    return_plan,
)
from studyapp.storage.prepared import PreparedWrite

REST = table_of(RestRow)
_END = PreparedWrite(
    update(REST).where(
        REST.c.learner_id == bindparam("of_learner"),
        REST.c.question_id == bindparam("of_question"),
        REST.c.reason == "put_off",
        REST.c.log_id.is_(None),
    ),
    sets={"log_id"},
)


def take_days_off(learner_id: int, wish: DaysOff, *, today: date, now: datetime) -> PutOffPlan:
    """Put what would be asked on some days off until after them.

    Raises:
        ConflictError: one of the days is off already.
    """
    with write_transaction(learner_id) as session:
        if find_overlap(session, learner_id, wish) is not None:
            raise ConflictError("Some of these days are off already.")
        plan = days_off_plan(session, learner_id, wish, today)
        row = PutOffRow(kind="days_off", first_day=wish.first_day, last_day=wish.last_day)
        _store(session, learner_id, row, plan, now)
    return plan


def spread_backlog(
    learner_id: int, minutes: int, a_day: int, *, today: date, now: datetime
) -> PutOffPlan:
    """Leave what fits into today and spread the rest of what is due over the days that follow.

    A backlog that is being spread already is spread anew.

    Args:
        minutes: what the learner means to give on a day.
        a_day: how many questions fit into that.

    Raises:
        ConflictError: all that is due fits into today.
    """
    with write_transaction(learner_id) as session:
        plan = backlog_plan(session, learner_id, a_day, today)
        if plan.last_day is None:
            raise ConflictError("All that is due fits into today, so there is nothing to spread.")
        old = (PutOffRow.learner_id == learner_id) & (PutOffRow.kind == "backlog")
        session.execute(delete(PutOffRow).where(old))
        row = PutOffRow(kind="backlog", first_day=today, last_day=plan.last_day, minutes=minutes)
        _store(session, learner_id, row, plan, now)
    return plan


def undo_put_off(learner_id: int, put_off_id: int, *, seconds: float, today: date) -> None:
    """Undo days off or a spread backlog: what it laid to rest is asked again when it is due.

    What days off had taken out of a backlog that is being spread goes back into it.

    Args:
        seconds: what the learner takes for a question.
    """
    is_this = (PutOffRow.learner_id == learner_id) & (PutOffRow.id == put_off_id)
    with write_transaction(learner_id) as session:
        held = held_by(session, learner_id, put_off_id, today)
        undone = delete(PutOffRow).where(is_this).returning(PutOffRow.kind)
        if session.scalar(undone) != "days_off" or not held:
            return
        backlog = find_backlog(session, learner_id, today)
        if backlog is None:
            return
        a_day = per_day(backlog.minutes or MINUTES_DEFAULT, seconds)
        plan = return_plan(session, learner_id, backlog, held, a_day, today)
        last_day = max(plan.last_day or today, backlog.last_day)
        lasts = update(PutOffRow).where(PutOffRow.id == backlog.id).values(last_day=last_day)
        session.execute(lasts)
        _lay(session, learner_id, backlog.id, plan)


def wake_put_off(session: Session, learner_id: int, question_id: int, log_id: int) -> None:
    """Ask a question no later for being put off, within the transaction of an answer to it.

    It has just been asked after all, and what the answer left decides when it comes again. An undo
    of the answer puts it off again.
    """
    _END.run(session, of_learner=learner_id, of_question=question_id, log_id=log_id)


def merge_put_offs(session: Session, guest_id: int, account_id: int) -> None:
    """Move a guest's days off and spread backlog into an account."""
    moved = update(PutOffRow).where(PutOffRow.learner_id == guest_id)
    session.execute(moved.values(learner_id=account_id))


def _store(
    session: Session, learner_id: int, row: PutOffRow, plan: PutOffPlan, now: datetime
) -> None:
    row.learner_id, row.made_at = learner_id, now
    session.add(row)
    session.flush()
    _lay(session, learner_id, row.id, plan)


def _lay(session: Session, learner_id: int, put_off_id: int, plan: PutOffPlan) -> None:
    ids = list(plan.until)
    of_learner = REST.c.learner_id == learner_id
    session.execute(delete(REST).where(of_learner, REST.c.question_id.in_(ids)))
    common = {"learner_id": learner_id, "reason": "put_off", "put_off_id": put_off_id}
    rests = [common | {"question_id": n, "until": until} for n, until in plan.until.items()]
    if rests:
        session.execute(insert(REST), rests)

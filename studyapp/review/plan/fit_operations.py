"""Fit the schedule to a learner, keep the attempt, and go back to the standard."""

import json
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from studyapp.database import db, write_transaction
from studyapp.review.log.history_queries import extent_of, log_of
from studyapp.review.log.state_operations import store_states
from studyapp.review.memory import PARAMETERS, SCHEDULER_VERSION, Parameters
from studyapp.review.operations import differing_states, rebuild_learner
from studyapp.review.plan.fit_queries import parameters_of
from studyapp.review.plan.fitting import Fit, fit
from studyapp.review.plan.models import MemoryFitRow

REPLAYS = 3


def fit_learner(learner_id: int, *, now: datetime) -> tuple[Fit, bool]:
    """Fit the schedule to a learner's answers and use it if it foresaw better.

    The attempt is kept either way. Also tells whether the standard was in use before.

    Raises:
        ConflictError: it cannot be fitted; see `fit`.
    """
    used = parameters_of(db.session, learner_id)
    # Fitting takes up to seconds, so the database is not held meanwhile.
    found = fit(log_of(db.session, learner_id), used)
    fit_id = _keep(learner_id, found, now)
    if found.is_better:
        _use(learner_id, fit_id, found.parameters)
    return found, used is None


def use_standard(learner_id: int) -> None:
    """Reckon a learner's memory with the standard parameters again; the attempts are kept."""
    _use(learner_id, None, PARAMETERS)


def _keep(learner_id: int, found: Fit, now: datetime) -> int:
    with write_transaction(learner_id) as session:
        row = MemoryFitRow(
            learner_id=learner_id,
            fitted_at=now,
            reviews=found.reviews,
            parameters=json.dumps(found.parameters),
            scheduler=SCHEDULER_VERSION,
            loss_before=found.loss_before,
            loss_after=found.loss_after,
            used=False,
        )
        session.add(row)
        session.flush()
        return row.id


def _use(learner_id: int, fit_id: int | None, parameters: Parameters) -> None:
    """Reckon a learner's memory with one of their fits, or with the standard.

    Due days stay as they were chosen; the next answer to a question moves its own.

    A long log takes seconds to replay, and others would wait meanwhile: so it is replayed before,
    and again when an answer came in between. Only who never pauses is replayed while others wait.
    """
    for _ in range(REPLAYS):
        db.session.rollback()
        extent = extent_of(db.session, learner_id)
        states = differing_states(db.session, learner_id, parameters)
        with write_transaction(learner_id) as session:
            if extent_of(session, learner_id) == extent:
                _mark(session, learner_id, fit_id)
                store_states(session, learner_id, states)
                return
    with write_transaction(learner_id) as session:
        _mark(session, learner_id, fit_id)
        rebuild_learner(session, learner_id)


def _mark(session: Session, learner_id: int, fit_id: int | None) -> None:
    is_used = (MemoryFitRow.id == fit_id) if fit_id is not None else False
    of_learner = update(MemoryFitRow).where(MemoryFitRow.learner_id == learner_id)
    session.execute(of_learner.values(used=is_used))

"""Fit the schedule to a learner, keep the attempt, and go back to the standard."""

import json
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from studyapp.database import db, write_transaction
from studyapp.review.fit_queries import parameters_of
from studyapp.review.fitting import Fit, fit
from studyapp.review.history_queries import log_of
from studyapp.review.memory import SCHEDULER_VERSION
from studyapp.review.operations import rebuild_learner
from studyapp.review.plan_models import MemoryFitRow


def fit_learner(learner_id: int, *, now: datetime) -> tuple[Fit, bool]:
    """Fit the schedule to a learner's answers and use it if it foresaw better.

    The attempt is kept either way. Also tells whether the standard was in use before.

    Raises:
        ConflictError: it cannot be fitted; see `fit`.
    """
    used = parameters_of(db.session, learner_id)
    # Fitting takes up to seconds, so the database is not held meanwhile.
    found = fit(log_of(db.session, learner_id), used)
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
        if found.is_better:
            _use(session, learner_id, row.id)
    return found, used is None


def use_standard(learner_id: int) -> None:
    """Reckon a learner's memory with the standard parameters again; the attempts are kept."""
    with write_transaction(learner_id) as session:
        _use(session, learner_id, None)


def _use(session: Session, learner_id: int, fit_id: int | None) -> None:
    """Reckon a learner's memory with one of their fits, or with the standard.

    Due days stay as they were chosen; the next answer to a question moves its own.
    """
    is_used = (MemoryFitRow.id == fit_id) if fit_id is not None else False
    of_learner = update(MemoryFitRow).where(MemoryFitRow.learner_id == learner_id)
    session.execute(of_learner.values(used=is_used))
    rebuild_learner(session, learner_id)

"""Reads of the parameters that were fitted to learners."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from studyapp.accounts.models import LearnerRow
from studyapp.database import db, table_of
from studyapp.review.log.queries import LOG, is_standing, moves_schedule
from studyapp.review.models import ReviewLogRow
from studyapp.review.plan.fitting import REVIEWS_NEEDED
from studyapp.review.plan.models import MemoryFitRow
from studyapp.storage.prepared import AnySession

FIT, LEARNER = table_of(MemoryFitRow).c, table_of(LearnerRow).c
_OF_LEARNER = FIT.learner_id == bindparam("learner_id")
_USED = select(FIT.parameters).where(_OF_LEARNER, FIT.used)
_LATEST = (
    select(FIT.fitted_at, FIT.reviews, FIT.loss_before, FIT.loss_after, FIT.used)
    .where(_OF_LEARNER)
    .order_by(FIT.id.desc())
    .limit(1)
)
_MOVES_SCHEDULE = (moves_schedule(), is_standing())
_COUNT = select(func.count()).where(LOG.learner_id == bindparam("learner_id"), *_MOVES_SCHEDULE)
_WITH_ENOUGH = (
    select(LEARNER.id, LEARNER.name)
    .join(table_of(ReviewLogRow), LOG.learner_id == LEARNER.id)
    .where(*_MOVES_SCHEDULE)
    .group_by(LEARNER.id)
    .having(func.count() >= REVIEWS_NEEDED)
    .order_by(LEARNER.id)
)


@dataclass(frozen=True, slots=True)
class StoredFit:
    """The latest attempt to fit a learner's schedule; see `MemoryFitRow`."""

    fitted_at: datetime
    reviews: int
    loss_before: float
    loss_after: float
    used: bool


def parameters_of(session: AnySession, learner_id: int) -> tuple[float, ...] | None:
    """Return the fitted parameters that a learner's memory is reckoned with; None for standard."""
    stored = session.execute(_USED, {"learner_id": learner_id}).scalar()
    return tuple(json.loads(stored)) if stored is not None else None


def find_latest_fit(learner_id: int) -> StoredFit | None:
    """Return the latest attempt to fit a learner's schedule, used or not."""
    row = db.session.execute(_LATEST, {"learner_id": learner_id}).first()
    return StoredFit(*row) if row is not None else None


def count_fit_answers(learner_id: int) -> int:
    """Count the answers that a fit would use."""
    return db.session.execute(_COUNT, {"learner_id": learner_id}).scalar_one()


def learners_to_fit() -> list[tuple[int, str]]:
    """Return id and name of every learner with answers enough for a fit."""
    rows = db.session.execute(_WITH_ENOUGH)
    return [(row[0], row[1] or f"guest {row[0]}") for row in rows]

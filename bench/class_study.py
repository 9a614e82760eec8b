"""What the pupils of a large class have studied by themselves; they share all of it."""

import random
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from studyapp.bank.catalogue import StoredQuestion
from studyapp.classroom.classes.models import SeatRow
from studyapp.clock import utc_now
from studyapp.review.memory import DECAY_AT, PARAMETERS, SCHEDULER_VERSION
from studyapp.review.models import MemoryRow, ReviewLogRow

DAYS = 60


def study_alone(
    session: Session, learners: Sequence[int], questions: Sequence[StoredQuestion]
) -> None:
    """Let every pupil hold every one of some questions since some day of the last two months."""
    chance, now = random.Random(2), utc_now()  # noqa: S311 -- made-up answers
    session.execute(update(SeatRow).values(shares_study=True))
    days = [now.date() - timedelta(days=n) for n in range(DAYS)]
    log = [
        {
            "learner_id": learner_id,
            "entry_uuid": f"{learner_id}-{stored.id}",
            "kind": "answer",
            "question_id": stored.id,
            "version_id": stored.version_id,
            "mode": "review",
            "right": True,
            "rating": 3,
            "recorded_at": now,
            "learner_day": chance.choice(days),
            "zone": "UTC",
            "scheduler": SCHEDULER_VERSION,
        }
        for learner_id in learners
        for stored in questions
    ]
    made = insert(ReviewLogRow).returning(ReviewLogRow.id, sort_by_parameter_order=True)
    memories = [
        {
            "learner_id": entry["learner_id"],
            "question_id": entry["question_id"],
            "stability": chance.uniform(1, 200),
            "difficulty": 5.0,
            "decay": PARAMETERS[DECAY_AT],
            "reviewed_on": entry["learner_day"],
            "due_on": now.date() + timedelta(days=chance.randint(-5, DAYS)),
            "reps": 1,
            "passes": 1,
            "lapses": 0,
            "last_answer_id": log_id,
        }
        for entry, log_id in zip(log, session.scalars(made, log), strict=True)
    ]
    session.execute(insert(MemoryRow), memories)

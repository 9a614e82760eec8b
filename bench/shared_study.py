"""What every pupil of a class knows from studying alone, and shows to the teacher."""

from collections.abc import Sequence
from datetime import UTC, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from studyapp.bank.catalogue import StoredQuestion
from studyapp.classroom.class_models import SeatRow
from studyapp.clock import utc_now
from studyapp.review.learner_day import learner_day
from studyapp.review.memory import DECAY_AT, PARAMETERS, SCHEDULER_VERSION
from studyapp.review.models import MemoryRow, ReviewLogRow
from studyapp.review.tally_operations import rebuild_tallies

AGO, LASTS = timedelta(days=9), timedelta(days=20)


def share_study(session: Session, questions: Sequence[StoredQuestion]) -> None:
    """Let each pupil have answered every question once, some days ago."""
    session.execute(update(SeatRow).values(shares_study=True))
    for learner_id in session.scalars(select(SeatRow.learner_id)).all():
        rows = [_entry(learner_id, stored, n) for n, stored in enumerate(questions)]
        answers = session.scalars(insert(ReviewLogRow).returning(ReviewLogRow.id), rows)
        held = zip(questions, answers, strict=True)
        session.execute(insert(MemoryRow), [_memory(learner_id, q, n) for q, n in held])
        rebuild_tallies(session, learner_id)


def _entry(learner_id: int, stored: StoredQuestion, number: int) -> dict[str, object]:
    moment = utc_now() - AGO
    day = learner_day(moment, UTC)
    return {
        "learner_id": learner_id,
        "entry_uuid": f"{learner_id:08x}-0000-4000-8000-{number:012x}",
        "kind": "answer",
        "question_id": stored.id,
        "version_id": stored.version_id,
        "mode": "review",
        "given": "0",
        "shown": "[0, 1, 2, 3]",
        "right": True,
        "score": 1.0,
        "rating": 3,
        "milliseconds": 9000,
        "recorded_at": moment,
        "learner_day": day,
        "zone": "UTC",
        "scheduler": SCHEDULER_VERSION,
        "stability": 20.0,
        "difficulty": 5.0,
        "due_on": day + LASTS,
    }


def _memory(learner_id: int, stored: StoredQuestion, answer_id: int) -> dict[str, object]:
    day = learner_day(utc_now() - AGO, UTC)
    return {
        "learner_id": learner_id,
        "question_id": stored.id,
        "stability": 20.0,
        "difficulty": 5.0,
        "decay": PARAMETERS[DECAY_AT],
        "reviewed_on": day,
        "due_on": day + LASTS,
        "reps": 1,
        "passes": 1,
        "lapses": 0,
        "last_answer_id": answer_id,
    }

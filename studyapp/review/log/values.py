"""What an answer becomes as a row of the review log."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from studyapp.bank.grading import Given, Grade
from studyapp.review.learner_day import learner_day
from studyapp.review.log.replay import LogEntry
from studyapp.review.memory import SCHEDULER_VERSION, Memory, Rating
from studyapp.review.modes import Mode
from studyapp.review.rating import Confidence, rating_for

LONGEST_MILLISECONDS = 60_000


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer on its way into the log.

    Attributes:
        answer_id: made by the client; the same id again changes nothing.
        given: positions of the bank file, or text.
        shown: the order in which choices were shown.
        milliseconds: from showing to answering, as the page measured it.
        confidence: how sure the learner was; None when they did not say.
        disputed: graded as right because the learner insists.
        recalled: the learner said that they know it before the choices were shown.
    """

    answer_id: str
    question_id: int
    version_id: int
    given: Given
    shown: tuple[int, ...]
    mode: Mode
    run_id: str | None = None
    milliseconds: int | None = None
    confidence: Confidence | None = None
    disputed: bool = False
    recalled: bool | None = None


def answer_values(
    learner_id: int, answer: GivenAnswer, grade: Grade, zone: ZoneInfo, at: datetime
) -> dict[str, Any]:
    """Return the columns of an answer, but for those of the memory that it leaves."""
    rating = rating_for(grade.right, answer.confidence, recalled=bool(answer.recalled))
    entry = entry_values(
        learner_id, answer.answer_id, answer.question_id, answer.version_id, zone, at
    )
    return entry | {
        "kind": "answer",
        "mode": answer.mode,
        "run_id": answer.run_id,
        "given": json.dumps(answer.given, ensure_ascii=False),
        "shown": json.dumps(answer.shown),
        "right": grade.right,
        "score": grade.score,
        "confidence": answer.confidence,
        "disputed": answer.disputed,
        "recalled": answer.recalled,
        "rating": int(rating),
        "milliseconds": _capped(answer.milliseconds),
        "received_at": None,
        "follows": None,
    }


def memory_values(memory: Memory) -> dict[str, Any]:
    """Return the columns of the memory that an answer leaves."""
    return {
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "due_on": memory.due_on,
    }


def log_entry_of(entry: Mapping[str, Any]) -> LogEntry:
    """Return what moves the schedule of the values of an answer that has no id yet."""
    rating = Rating(entry["rating"])
    return LogEntry(0, entry["question_id"], "answer", rating, entry["learner_day"], None)


def entry_values(
    learner_id: int,
    entry_uuid: str,
    question_id: int,
    version_id: int,
    zone: ZoneInfo,
    now: datetime,
) -> dict[str, Any]:
    """Return the columns that answers and undos have in common."""
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

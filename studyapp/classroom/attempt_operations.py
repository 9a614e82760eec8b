"""Attempts are opened, answered and handed in; every form of a quiz goes through here.

Each function takes the session of the write transaction that its caller holds, because what may
be done, and when, differs between an assigned, a live and a paper quiz.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from studyapp.bank.grading import Given, grade
from studyapp.classroom.attempt_order import shown_in
from studyapp.classroom.frozen import FrozenItem, FrozenQuiz
from studyapp.classroom.marks import Scored
from studyapp.classroom.quiz_queries import rules_in_force
from studyapp.classroom.rule_tally import tally_under
from studyapp.classroom.scoring import Rule, score_of
from studyapp.classroom.sitting_models import AttemptRow, ResponseRow
from studyapp.classroom.sitting_queries import Attempt, Sitting, get_attempt, marks_certainty

Sender = Literal["learner", "deadline", "teacher", "end"]


@dataclass(frozen=True, slots=True)
class NewResponse:
    """An answer to an item on its way into an attempt.

    Attributes:
        entry_uuid: made by the client for this one answer.
        certainty: 1, 2 or 3, where certainty is marked.
    """

    item: FrozenItem
    given: Given
    entry_uuid: str
    certainty: int | None = None
    milliseconds: int | None = None


def open_attempt(
    session: Session,
    sitting: Sitting,
    quiz: FrozenQuiz,
    learner_id: int,
    *,
    now: datetime,
    seat_id: int | None = None,
    number: int = 1,
    seed: str | None = None,
    form: str | None = None,
) -> int:
    """Begin an attempt and return its id; raise IntegrityError when this number was begun."""
    row = AttemptRow(
        sitting_id=sitting.id,
        learner_id=learner_id,
        seat_id=seat_id,
        number=number,
        seed=seed or secrets.token_hex(8),
        form=form,
        started_at=now,
        is_late=False,
        marks="",
        points=0.0,
        possible=0.0,
    )
    session.add(row)
    session.flush()
    retally(session, get_attempt(row.id, session), quiz)
    return row.id


def put_response(
    session: Session, attempt: Attempt, quiz: FrozenQuiz, new: NewResponse, *, now: datetime
) -> int:
    """Let an answer stand for an item, in place of an earlier one; return its revision."""
    rules = rules_in_force(session, quiz.version_id)
    row = session.scalar(
        select(ResponseRow).where(
            ResponseRow.attempt_id == attempt.id, ResponseRow.position == new.item.position
        )
    )
    if row is None:
        row = ResponseRow(attempt_id=attempt.id, position=new.item.position, revision=0)
        session.add(row)
    result = grade(new.item.question, new.given)
    row.question_version_id = new.item.question_version_id
    row.given = json.dumps(new.given, ensure_ascii=False)
    row.shown = json.dumps(shown_in(attempt.seed, new.item))
    row.certainty, row.milliseconds = new.certainty, new.milliseconds
    row.verdict, row.share = result.verdict, result.score
    row.score = score_of(new.item.question, new.given, rules.get(new.item.position))
    row.entry_uuid, row.answered_at = new.entry_uuid, now
    row.revision += 1
    session.flush()
    retally(session, attempt, quiz, rules)
    return row.revision


def retally(
    session: Session,
    attempt: Attempt,
    quiz: FrozenQuiz,
    rules: Mapping[int, Rule] | None = None,
) -> None:
    """Derive marks and points of an attempt from its responses anew."""
    rules = rules_in_force(session, quiz.version_id) if rules is None else rules
    stored = session.execute(
        select(ResponseRow.position, ResponseRow.score, ResponseRow.certainty).where(
            ResponseRow.attempt_id == attempt.id
        )
    )
    result = tally_under(
        rules,
        quiz,
        attempt.seed,
        {position: Scored(score, certainty) for position, score, certainty in stored},
        marks_certainty=marks_certainty(session, attempt.sitting_id),
    )
    session.execute(
        update(AttemptRow)
        .where(AttemptRow.id == attempt.id)
        .values(marks=result.marks, points=result.points, possible=result.possible)
    )


def hand_in(
    session: Session, attempt_id: int, by: Sender, *, at: datetime, is_late: bool = False
) -> None:
    """Close an attempt; one that was handed in already stays as it was."""
    session.execute(
        update(AttemptRow)
        .where(AttemptRow.id == attempt_id, AttemptRow.submitted_at.is_(None))
        .values(submitted_at=at, submitted_by=by, is_late=is_late)
    )

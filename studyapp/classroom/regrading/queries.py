"""Reads for regrading: every attempt at a version of a quiz, and the rule in force."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from studyapp.accounts.models import LearnerRow
from studyapp.bank.grading import Given
from studyapp.bank.queries import find_question
from studyapp.classroom.assigned.counted import WHOLE
from studyapp.classroom.classes.models import SeatRow
from studyapp.classroom.quizzes.frozen import FrozenItem
from studyapp.classroom.quizzes.models import RegradeRow
from studyapp.classroom.quizzes.queries import rules_in_force
from studyapp.classroom.regrading.effect import HeldAttempt, HeldResponse, Regraded, regraded
from studyapp.classroom.results.queries import NAMELESS
from studyapp.classroom.sittings.marks import Scored, Tally
from studyapp.classroom.sittings.models import (
    AssignmentRow,
    AttemptRow,
    PlayerRow,
    ResponseRow,
    SittingRow,
)
from studyapp.classroom.sittings.scoring import RULES, Rule, RuleName
from studyapp.database import db
from studyapp.storage.prepared import AnySession


@dataclass(frozen=True, slots=True)
class Regrade:
    """How an item is graded instead; see `RegradeRow`."""

    id: int
    rule: RuleName
    key_version_id: int | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose attempt it is, and at which sitting.

    Attributes:
        percent: how much of its points it is worth; less than 100 only where it was late.
    """

    name: str
    sitting: str
    host_id: int
    percent: int


def find_regrade(session: AnySession, version_id: int, position: int) -> Regrade | None:
    """Return the rule in force for an item."""
    row = session.scalar(
        select(RegradeRow).where(
            RegradeRow.version_id == version_id,
            RegradeRow.position == position,
            RegradeRow.undone_at.is_(None),
        )
    )
    if row is None:
        return None
    return Regrade(row.id, RULES[row.rule], row.key_version_id, row.made_at)


def newer_version_id(item: FrozenItem) -> int | None:
    """Return the version of a question that the bank asks now; None when it is the frozen one."""
    stored = find_question(item.question_id)
    is_newer = stored is not None and stored.version_id != item.question_version_id
    return stored.version_id if stored is not None and is_newer else None


def preview(version_id: int, item: FrozenItem, rule: Rule | None) -> list[Regraded]:
    """Return what every attempt becomes if an item follows a rule, or its own key again.

    Raises:
        KeyMismatchError: the new key cannot be held against what was answered.
    """
    rules = rules_in_force(db.session, version_id)
    others = {n: kept for n, kept in rules.items() if n != item.position}
    wanted = others | ({item.position: rule} if rule is not None else {})
    return regrade_all(db.session, version_id, item, wanted)


def regrade_all(
    session: AnySession, version_id: int, item: FrozenItem, rules: Mapping[int, Rule]
) -> list[Regraded]:
    """Return what every attempt at a version becomes under rules, with an item graded anew."""
    held = held_attempts(session, version_id, item.position)
    return [regraded(attempt, item, rules) for attempt in held]


def held_attempts(session: AnySession, version_id: int, position: int) -> list[HeldAttempt]:
    """Return every attempt with what stands in it; the answers alone of the item at a position."""
    responses = _responses(session, version_id, position)
    rows = session.execute(
        select(
            AttemptRow.id,
            AttemptRow.sitting_id,
            AttemptRow.marks,
            AttemptRow.points,
            AttemptRow.possible,
            func.coalesce(AssignmentRow.certainty, False),
        )
        .join(SittingRow, SittingRow.id == AttemptRow.sitting_id)
        .outerjoin(AssignmentRow, AssignmentRow.sitting_id == SittingRow.id)
        .where(SittingRow.version_id == version_id)
        .order_by(AttemptRow.id)
    )
    return [
        HeldAttempt(row[0], row[1], Tally(*row[2:5]), row[5], responses[row[0]]) for row in rows
    ]


def owners(version_id: int) -> dict[int, Owner]:
    """Return whose each attempt at a version is, by its id."""
    rows = db.session.execute(
        select(
            AttemptRow.id,
            func.coalesce(SeatRow.name, PlayerRow.nickname, LearnerRow.name, NAMELESS),
            SittingRow.title,
            SittingRow.host_id,
            case((AttemptRow.is_late, AssignmentRow.late_percent), else_=WHOLE),
        )
        .join(SittingRow, SittingRow.id == AttemptRow.sitting_id)
        .outerjoin(AssignmentRow, AssignmentRow.sitting_id == SittingRow.id)
        .join(LearnerRow, LearnerRow.id == AttemptRow.learner_id)
        .outerjoin(SeatRow, SeatRow.id == AttemptRow.seat_id)
        .outerjoin(PlayerRow, PlayerRow.attempt_id == AttemptRow.id)
        .where(SittingRow.version_id == version_id)
    )
    return {row[0]: Owner(*row[1:]) for row in rows}


def _responses(
    session: AnySession, version_id: int, position: int
) -> defaultdict[int, dict[int, HeldResponse]]:
    rows = session.execute(
        select(
            ResponseRow.attempt_id,
            ResponseRow.id,
            ResponseRow.position,
            ResponseRow.given,
            ResponseRow.score,
            ResponseRow.certainty,
        )
        .join(AttemptRow, AttemptRow.id == ResponseRow.attempt_id)
        .join(SittingRow, SittingRow.id == AttemptRow.sitting_id)
        .where(SittingRow.version_id == version_id)
    )
    held: defaultdict[int, dict[int, HeldResponse]] = defaultdict(dict)
    for attempt_id, response_id, of_item, text, score, certainty in rows:
        given: Given = json.loads(text) if of_item == position else None
        held[attempt_id][of_item] = HeldResponse(response_id, given, Scored(score, certainty))
    return held

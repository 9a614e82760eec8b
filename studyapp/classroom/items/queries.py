"""Reads for item statistics: the first attempt of every learner at a version of a quiz."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from studyapp.classroom.items.statistics import ItemSums, Work
from studyapp.classroom.items.work import Answered, is_of_one_item, work_of
from studyapp.classroom.quizzes.frozen import FrozenQuiz
from studyapp.classroom.quizzes.models import ItemTallyRow
from studyapp.classroom.sittings.models import STUDY, AttemptRow, PlayerRow, ResponseRow, SittingRow
from studyapp.classroom.sittings.scoring import Rule
from studyapp.storage.prepared import AnySession


@dataclass(frozen=True, slots=True)
class FirstAttempt:
    """The first attempt of a learner at a version of a quiz, wherever it was used."""

    attempt_id: int
    learner_id: int
    marks: str


def first_attempts(
    session: AnySession, version_id: int, *, without: Collection[int] = ()
) -> list[FirstAttempt]:
    """Return what each learner handed in first; who was sent out of a live quiz is left out.

    Args:
        session: reads.
        version_id: of the quiz.
        without: ids of attempts to pass over.
    """
    rows = session.execute(
        select(AttemptRow.id, AttemptRow.learner_id, AttemptRow.marks)
        .join(SittingRow, SittingRow.id == AttemptRow.sitting_id)
        .outerjoin(PlayerRow, PlayerRow.attempt_id == AttemptRow.id)
        .where(
            SittingRow.version_id == version_id,
            AttemptRow.submitted_at.is_not(None),
            PlayerRow.kicked_at.is_(None),
        )
        .order_by(AttemptRow.learner_id, AttemptRow.started_at, AttemptRow.number, AttemptRow.id)
    )
    firsts: dict[int, FirstAttempt] = {}
    for attempt_id, learner_id, marks in rows:
        if attempt_id not in without:
            firsts.setdefault(learner_id, FirstAttempt(attempt_id, learner_id, marks))
    return list(firsts.values())


def works_of(session: AnySession, quiz: FrozenQuiz, rules: Mapping[int, Rule]) -> dict[int, Work]:
    """Return the work of each first attempt by its id.

    Who joined a live quiz for one question alone is left out: nothing says how they would have
    done on the others.
    """
    firsts = first_attempts(session, quiz.version_id)
    responses: dict[int, dict[int, Answered]] = {first.attempt_id: {} for first in firsts}
    rows = session.execute(
        select(ResponseRow.attempt_id, ResponseRow.position, ResponseRow.given, ResponseRow.score)
        .join(AttemptRow, AttemptRow.id == ResponseRow.attempt_id)
        .join(SittingRow, SittingRow.id == AttemptRow.sitting_id)
        .where(SittingRow.version_id == quiz.version_id)
    )
    for attempt_id, position, given, score in rows:
        if attempt_id in responses:
            responses[attempt_id][position] = Answered(json.loads(given), score)
    return {
        first.attempt_id: work_of(quiz, first.marks, responses[first.attempt_id], rules)
        for first in firsts
        if not is_of_one_item(first.marks)
    }


def tallies_of(session: AnySession, version_id: int) -> dict[int, ItemSums]:
    """Return what erased attempts have left, by the position of the item."""
    rows = session.scalars(select(ItemTallyRow).where(ItemTallyRow.version_id == version_id))
    return {row.position: sums_in(row) for row in rows}


def sums_in(row: ItemTallyRow) -> ItemSums:
    """Return the sums that a row holds."""
    choices = Counter({int(n): count for n, count in json.loads(row.choices).items()})
    return ItemSums(row.people, row.sum_x, row.sum_xx, row.sum_r, row.sum_rr, row.sum_xr, choices)


def count_sittings(session: AnySession, version_id: int) -> int:
    """Return how often a version of a quiz was used with results."""
    found = select(func.count()).select_from(SittingRow)
    is_counted = (SittingRow.version_id == version_id, SittingRow.kind != STUDY)
    return session.scalar(found.where(*is_counted)) or 0

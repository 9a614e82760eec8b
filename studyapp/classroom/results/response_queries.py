"""Every response of a class or of a sitting, one after another, however many there are."""

import json
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import aliased, join

from studyapp.accounts.models import LearnerRow
from studyapp.bank.models import QuestionRow, QuestionVersionRow
from studyapp.bank.question import Question, from_json
from studyapp.classroom.classes.models import SeatRow
from studyapp.classroom.classes.seat_names import name_order
from studyapp.classroom.quizzes.models import QuizVersionRow, RegradeRow
from studyapp.classroom.results.files import FiledResponse
from studyapp.classroom.results.queries import NAMELESS
from studyapp.classroom.sittings.models import AttemptRow, PlayerRow, ResponseRow, SittingRow
from studyapp.classroom.sittings.scoring import RULES, Rule, is_usable
from studyapp.database import db

ATTEMPTS_AT_A_TIME = 50
_NAME = func.coalesce(SeatRow.name, PlayerRow.nickname, LearnerRow.name, NAMELESS)
_NAMED = (
    join(AttemptRow, SittingRow, SittingRow.id == AttemptRow.sitting_id)
    .join(LearnerRow, LearnerRow.id == AttemptRow.learner_id)
    .outerjoin(SeatRow, SeatRow.id == AttemptRow.seat_id)
    .outerjoin(PlayerRow, PlayerRow.attempt_id == AttemptRow.id)
)
_KEY = aliased(QuestionVersionRow)
_IN_FORCE = and_(
    RegradeRow.version_id == SittingRow.version_id,
    RegradeRow.position == ResponseRow.position,
    RegradeRow.undone_at.is_(None),
)


def responses_of_class(class_id: int) -> Iterator[FiledResponse]:
    """Yield every response of a class, sitting by sitting."""
    return _read(SittingRow.class_id == class_id)


def responses_at(sitting_id: int) -> Iterator[FiledResponse]:
    """Yield every response at a sitting."""
    return _read(SittingRow.id == sitting_id)


def _read(wanted: ColumnElement[bool]) -> Iterator[FiledResponse]:
    questions: dict[str, Question] = {}
    attempts = _in_order_of_names(wanted)

    def parsed(content_hash: str, content: str) -> Question:
        if content_hash not in questions:
            questions[content_hash] = from_json(content)
        return questions[content_hash]

    for row in _rows_of(attempts):
        content_hash, content, given = row[8:11]
        name, key_hash, key = row[-3:]
        rule = Rule(RULES[name], parsed(key_hash, key) if key_hash else None) if name else None
        question = parsed(content_hash, content)
        rule = rule if rule is not None and is_usable(question, rule) else None
        values = (*row[:8], content_hash, question, json.loads(given), *row[11:-3], rule)
        yield FiledResponse(*values)


def _in_order_of_names(wanted: ColumnElement[bool]) -> list[int]:
    """Return attempts sitting by sitting, by names as pages sort them."""
    rows = db.session.execute(
        select(AttemptRow.sitting_id, _NAME, AttemptRow.learner_id, AttemptRow.id)
        .select_from(_NAMED)
        .where(wanted)
    )
    ordered = sorted(rows, key=lambda row: (row[0], name_order(row[1]), *row[2:]))
    return [row[3] for row in ordered]


def _rows_of(attempts: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """Yield the responses of attempts in their order, a few attempts at a time."""
    for first in range(0, len(attempts), ATTEMPTS_AT_A_TIME):
        some = attempts[first : first + ATTEMPTS_AT_A_TIME]
        found: dict[int, list[tuple[Any, ...]]] = {attempt: [] for attempt in some}
        for attempt, *row in db.session.execute(_statement(some)):
            found[attempt].append(tuple(row))
        yield from chain.from_iterable(found.values())


def _statement(attempts: Sequence[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            AttemptRow.id,
            _NAME,
            SeatRow.pupil_code,
            SittingRow.title,
            QuizVersionRow.number,
            SittingRow.kind,
            AttemptRow.number,
            ResponseRow.position,
            QuestionRow.key,
            QuestionVersionRow.content_hash,
            QuestionVersionRow.content,
            ResponseRow.given,
            ResponseRow.verdict,
            ResponseRow.score,
            ResponseRow.certainty,
            ResponseRow.answered_at,
            AttemptRow.submitted_at,
            RegradeRow.rule,
            _KEY.content_hash,
            _KEY.content,
        )
        .select_from(_NAMED)
        .join(ResponseRow, ResponseRow.attempt_id == AttemptRow.id)
        .join(QuizVersionRow, QuizVersionRow.id == SittingRow.version_id)
        .join(QuestionVersionRow, QuestionVersionRow.id == ResponseRow.question_version_id)
        .join(QuestionRow, QuestionRow.id == QuestionVersionRow.question_id)
        .outerjoin(RegradeRow, _IN_FORCE)
        .outerjoin(_KEY, _KEY.id == RegradeRow.key_version_id)
        .where(AttemptRow.id.in_(attempts))
        .order_by(ResponseRow.position)
    )

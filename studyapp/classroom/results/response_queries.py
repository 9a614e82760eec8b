"""Every response of a class or of a sitting, one after another, however many there are."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import aliased

from studyapp.accounts.models import LearnerRow
from studyapp.bank.models import QuestionRow, QuestionVersionRow
from studyapp.bank.question import Question, from_json
from studyapp.classroom.classes.models import SeatRow
from studyapp.classroom.quizzes.models import QuizVersionRow, RegradeRow
from studyapp.classroom.results.files import FiledResponse
from studyapp.classroom.results.queries import NAMELESS
from studyapp.classroom.sittings.models import AttemptRow, PlayerRow, ResponseRow, SittingRow
from studyapp.classroom.sittings.scoring import RULES, Rule
from studyapp.database import db

AT_A_TIME = 500
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

    def parsed(content_hash: str, content: str) -> Question:
        if content_hash not in questions:
            questions[content_hash] = from_json(content)
        return questions[content_hash]

    rows = db.session.execute(_statement(wanted).execution_options(yield_per=AT_A_TIME))
    for row in rows:
        content_hash, content, given = row[8:11]
        name, key_hash, key = row[-3:]
        rule = Rule(RULES[name], parsed(key_hash, key) if key_hash else None) if name else None
        question = parsed(content_hash, content)
        values = (*row[:8], content_hash, question, json.loads(given), *row[11:-3], rule)
        yield FiledResponse(*values)


def _statement(wanted: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    name = func.coalesce(SeatRow.name, PlayerRow.nickname, LearnerRow.name, NAMELESS)
    return (
        select(
            name,
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
        .join_from(ResponseRow, AttemptRow, AttemptRow.id == ResponseRow.attempt_id)
        .join(SittingRow, SittingRow.id == AttemptRow.sitting_id)
        .join(QuizVersionRow, QuizVersionRow.id == SittingRow.version_id)
        .join(QuestionVersionRow, QuestionVersionRow.id == ResponseRow.question_version_id)
        .join(QuestionRow, QuestionRow.id == QuestionVersionRow.question_id)
        .join(LearnerRow, LearnerRow.id == AttemptRow.learner_id)
        .outerjoin(SeatRow, SeatRow.id == AttemptRow.seat_id)
        .outerjoin(PlayerRow, PlayerRow.attempt_id == AttemptRow.id)
        .outerjoin(RegradeRow, _IN_FORCE)
        .outerjoin(_KEY, _KEY.id == RegradeRow.key_version_id)
        .where(wanted)
        .order_by(SittingRow.id, name, AttemptRow.id, ResponseRow.position)
    )

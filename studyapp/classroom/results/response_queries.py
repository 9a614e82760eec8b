"""Every response of a class or of a sitting, one after another, however many there are."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from studyapp.accounts.models import LearnerRow
from studyapp.bank.models import QuestionRow, QuestionVersionRow
from studyapp.bank.question import Question, from_json
from studyapp.classroom.classes.models import SeatRow
from studyapp.classroom.quizzes.models import QuizVersionRow
from studyapp.classroom.results.files import FiledResponse
from studyapp.classroom.results.queries import NAMELESS
from studyapp.classroom.sittings.models import AttemptRow, PlayerRow, ResponseRow, SittingRow
from studyapp.database import db

AT_A_TIME = 500


def responses_of_class(class_id: int) -> Iterator[FiledResponse]:
    """Yield every response of a class, sitting by sitting."""
    return _read(SittingRow.class_id == class_id)


def responses_at(sitting_id: int) -> Iterator[FiledResponse]:
    """Yield every response at a sitting."""
    return _read(SittingRow.id == sitting_id)


def _read(wanted: ColumnElement[bool]) -> Iterator[FiledResponse]:
    questions: dict[str, Question] = {}
    rows = db.session.execute(_statement(wanted).execution_options(yield_per=AT_A_TIME))
    for row in rows:
        content_hash, content, given = row[8:11]
        if content_hash not in questions:
            questions[content_hash] = from_json(content)
        question = questions[content_hash]
        values = (*row[:8], content_hash, question, json.loads(given), *row[11:])
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
        )
        .join_from(ResponseRow, AttemptRow, AttemptRow.id == ResponseRow.attempt_id)
        .join(SittingRow, SittingRow.id == AttemptRow.sitting_id)
        .join(QuizVersionRow, QuizVersionRow.id == SittingRow.version_id)
        .join(QuestionVersionRow, QuestionVersionRow.id == ResponseRow.question_version_id)
        .join(QuestionRow, QuestionRow.id == QuestionVersionRow.question_id)
        .join(LearnerRow, LearnerRow.id == AttemptRow.learner_id)
        .outerjoin(SeatRow, SeatRow.id == AttemptRow.seat_id)
        .outerjoin(PlayerRow, PlayerRow.attempt_id == AttemptRow.id)
        .where(wanted)
        .order_by(SittingRow.id, name, AttemptRow.id, ResponseRow.position)
    )

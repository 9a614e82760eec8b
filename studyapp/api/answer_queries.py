"""Read what a program sent as an answer, and say what became of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError

from studyapp.api.answer_shapes import AnswerResult, SentAnswer
from studyapp.api.forms import first_fault
from studyapp.bank.grading import AnswerShapeError, Given, Grade, parse_given
from studyapp.bank.presentation import shown_order
from studyapp.bank.queries import find_question, get_version, question_version
from studyapp.bank.question import Question
from studyapp.database import db
from studyapp.errors import BadInputError
from studyapp.review.asking.card import first_value
from studyapp.review.asking.form_answer import answer_in
from studyapp.review.asking.grade_queries import graded
from studyapp.review.log.queries import RecordedAnswer, find_answer, find_current_answer
from studyapp.review.log.values import GivenAnswer
from studyapp.review.queries import find_state
from studyapp.zones import zone_named

LONGEST_WAIT = timedelta(days=60)
_UUID = TypeAdapter(UUID)


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """An answer that can be recorded."""

    answer: GivenAnswer
    grade: Grade
    zone: ZoneInfo
    answered_at: datetime


def read_sent(raw: object) -> SentAnswer:
    """Return one entry of a batch as an answer; raise BadInputError when it is none."""
    try:
        return SentAnswer.model_validate(raw)
    except ValidationError as error:
        raise BadInputError(first_fault(error)) from error


def find_known(learner_id: int, sent: SentAnswer) -> RecordedAnswer | None:
    """Return the answer that is stored under the same id, as it stands now."""
    answer_id = str(sent.answer_id)
    known = find_answer(db.session, learner_id, answer_id)
    current = find_current_answer(db.session, learner_id, answer_id) if known else None
    return current or known


def grade_sent(sent: SentAnswer, *, zone: ZoneInfo, now: datetime) -> ReadAnswer:
    """Grade an answer by the version that was asked.

    Args:
        zone: the time zone to assume where the answer names none that is known.

    Raises:
        BadInputError: it is too old, or no answer to its question.
        NotFoundError: there is no such question, or it has no such version.
    """
    if sent.answered_at < now - LONGEST_WAIT:
        raise BadInputError(
            f"An answer can be sent up to {LONGEST_WAIT.days} days after it was given; "
            "this one is older."
        )
    question = get_version(sent.question_id, sent.version_id)
    try:
        given = _given_in(sent, question)
        grade = graded(find_question(sent.question_id), question, given)
    except AnswerShapeError as error:
        raise BadInputError(str(error)) from error
    answer = _as_given_answer(sent, question, given)
    return ReadAnswer(answer, grade, zone_named(sent.zone or "") or zone, sent.answered_at)


def result_of(learner_id: int, sent: SentAnswer, answer: RecordedAnswer) -> dict[str, Any]:
    """Return what a stored answer was worth and when its question is due."""
    return {
        "answer_id": sent.answer_id,
        "verdict": "right" if answer.right else _verdict(answer),
        "right": answer.right,
        "score": answer.score,
        "due_on": due_on(learner_id, answer.question_id),
    }


def refusal(raw: object, sentence: str) -> AnswerResult:
    """Return that an entry of a batch was refused, under its id if it has one."""
    answer_id = raw.get("answer_id") if isinstance(raw, dict) else None
    try:
        known_as = _UUID.validate_python(answer_id) if isinstance(answer_id, str) else None
    except ValidationError:
        known_as = None
    return AnswerResult(answer_id=known_as, status="refused", detail=sentence)


def due_on(learner_id: int, question_id: int) -> date | None:
    """Return when a question is due; None if the learner was never asked."""
    state = find_state(db.session, learner_id, question_id)
    return state.memory.due_on if state is not None else None


def _verdict(answer: RecordedAnswer) -> str:
    question = question_version(answer.version_id)
    # A paragraph that was chosen may be shown no more; it was when the answer was taken.
    return "near" if graded(None, question, answer.given).verdict == "near" else "wrong"


def _given_in(sent: SentAnswer, question: Question) -> Given:
    if sent.fields is None:
        return parse_given(question, sent.given)
    if first_value(sent.fields, "act") == "unsure":
        return None
    return answer_in(question, sent.fields, str(sent.answer_id))


def _as_given_answer(sent: SentAnswer, question: Question, given: Given) -> GivenAnswer:
    answer_id = str(sent.answer_id)
    return GivenAnswer(
        answer_id=answer_id,
        question_id=sent.question_id,
        version_id=sent.version_id,
        given=given,
        shown=tuple(shown_order(question, answer_id)),
        mode="review",
        milliseconds=sent.milliseconds,
        confidence=sent.confidence,
        recalled=sent.recalled,
    )

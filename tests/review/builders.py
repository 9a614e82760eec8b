"""Answers on their way into the log, and a look at what the tables hold afterwards."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from studyapp.bank.catalogue import Catalogue, StoredQuestion, build_catalogue
from studyapp.bank.grading import Given, grade
from studyapp.bank.presentation import shown_order
from studyapp.bank.queries import catalogue
from studyapp.bank.question import (
    Cloze,
    Locate,
    Match,
    Multiple,
    Number,
    Order,
    Question,
    Short,
    Single,
)
from studyapp.database import db
from studyapp.review.log.queries import RecordedAnswer
from studyapp.review.log.values import GivenAnswer
from studyapp.review.modes import Mode
from studyapp.review.operations import record_answer, undo_answer
from tests.bank import make_question
from tests.bank.builders import make_library
from tests.conftest import NOON

ZONE = ZoneInfo("UTC")
MILL = "oak-1950/mill"
KINDS = ("single", "multiple", "cloze", "short", "number", "order", "match", "locate")


def make_oak(folder: Path) -> Catalogue:
    """Return two short made-up articles with a question of each kind on the first module.

    Question n of `KINDS`, counted from 1, has the id n and is proved by paragraph oak-1950:3.
    """
    evidence = [{"paragraph": "oak-1950:3", "quote": "paid his rent in flour"}]
    questions = [make_question(kind, evidence=evidence) for kind in KINDS]
    stored = [StoredQuestion(n, 100 + n, MILL, q) for n, q in enumerate(questions, start=1)]
    return build_catalogue("hash of oak", make_library(folder).articles, stored)


def answer_id(number: int = 1) -> str:
    """Return an id as a client makes it, another for each number."""
    return str(uuid.UUID(int=number))


def stored_of(kind: str = "single") -> StoredQuestion:
    """Return the first question of a kind in the shipped bank."""
    return next(s for s in catalogue().questions.values() if s.question.kind == kind)


def right_given(question: Question) -> Given:
    """Return the key of a question as an answer."""
    match question:
        case Single() | Multiple():
            right = [n for n, option in enumerate(question.options) if option.correct]
            return right[0] if isinstance(question, Single) else right
        case Cloze():
            return [variants[0] for variants in question.answers]
        case Short():
            return question.answers[0]
        case Number():
            return f"{question.answer:f}"
        case Order():
            return list(range(len(question.items)))
        case Match():
            return list(range(len(question.pairs)))
        case Locate():
            return question.targets[0]


def wrong_given(question: Question) -> Given:
    """Return an answer that is plainly wrong."""
    match question:
        case Single() | Multiple():
            wrong = [n for n, option in enumerate(question.options) if not option.correct]
            return wrong[0] if isinstance(question, Single) else wrong[:1]
        case Cloze():
            return ["Zanzibar"] * len(question.answers)
        case Short():
            return "Zanzibar"
        case Number():
            return f"{question.answer + question.tolerance + Decimal(1):f}"
        case Order():
            return list(reversed(range(len(question.items))))
        case Match():
            return [*range(1, len(question.pairs)), 0]
        case Locate():
            return "no-such-source:1"


def make_answer(
    stored: StoredQuestion, number: int = 1, *, right: bool = True, **changes: Any
) -> GivenAnswer:
    """Return a right or wrong answer of a review; `changes` replace what it holds."""
    question = stored.question
    answer = GivenAnswer(
        answer_id=answer_id(number),
        question_id=stored.id,
        version_id=stored.version_id,
        given=right_given(question) if right else wrong_given(question),
        shown=tuple(shown_order(question, answer_id(number))),
        mode="review",
    )
    return replace(answer, **changes)


def give(
    learner_id: int,
    stored: StoredQuestion,
    number: int = 1,
    *,
    right: bool = True,
    now: datetime = NOON,
    zone: ZoneInfo = ZONE,
    mode: Mode = "review",
    **changes: Any,
) -> RecordedAnswer:
    """Record a right or wrong answer; `changes` replace what it holds."""
    answer = make_answer(stored, number, right=right, mode=mode, **changes)
    graded = grade(stored.question, answer.given)
    return record_answer(learner_id, answer, graded, zone=zone, now=now.astimezone(UTC))


def undo(learner_id: int, number: int = 1) -> None:
    """Undo the answer of that number."""
    undo_answer(learner_id, answer_id(number), zone=ZONE, now=NOON)


def rows_of(table: str) -> list[tuple[Any, ...]]:
    """Return a table as it is stored, in the order of its first columns."""
    # The tables are named by the tests themselves.
    statement = text(f"SELECT * FROM {table} ORDER BY 1, 2")  # noqa: S608
    rows = [tuple(row) for row in db.session.execute(statement)]
    db.session.rollback()
    return rows

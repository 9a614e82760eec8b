"""Reads of quizzes, as they are edited and as they were frozen."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import bindparam, select

from studyapp.bank.catalogue import Catalogue
from studyapp.bank.models import QuestionRow, QuestionVersionRow
from studyapp.bank.queries import question_version
from studyapp.classroom.quizzes.frozen import FrozenItem, FrozenQuiz
from studyapp.classroom.quizzes.models import (
    QuizItemRow,
    QuizRow,
    QuizVersionRow,
    RegradeRow,
    VersionItemRow,
)
from studyapp.classroom.sittings.scoring import RULES, Rule, is_usable
from studyapp.database import db, table_of
from studyapp.errors import NotFoundError
from studyapp.storage.prepared import AnySession, PreparedRead

FROZEN = "studyapp_frozen_quizzes"
FROZEN_KEPT = 100
_REGRADE = table_of(RegradeRow).c
_IN_FORCE = PreparedRead(
    select(_REGRADE.position, _REGRADE.rule, _REGRADE.key_version_id).where(
        _REGRADE.version_id == bindparam("version_id"), _REGRADE.undone_at.is_(None)
    )
)


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz as it is edited; `question_ids` in its order."""

    id: int
    owner_id: int
    title: str
    draw_count: int | None
    shuffles: bool
    archived_at: datetime | None
    question_ids: tuple[int, ...]


def get_quiz(quiz_id: int, session: AnySession | None = None) -> Quiz:
    """Return a quiz; raise NotFoundError when there is none."""
    session = session or db.session
    row = session.get(QuizRow, quiz_id)
    if row is None:
        raise NotFoundError("There is no such quiz.")
    ids = session.scalars(
        select(QuizItemRow.question_id)
        .where(QuizItemRow.quiz_id == quiz_id)
        .order_by(QuizItemRow.position, QuizItemRow.question_id)
    )
    return Quiz(
        row.id,
        row.owner_id,
        row.title,
        row.draw_count,
        row.shuffles,
        row.archived_at,
        tuple(ids),
    )


def asked_versions(quiz: Quiz, served: Catalogue) -> list[int]:
    """Return the versions that a quiz would ask now; retired questions are left out."""
    return [served.questions[n].version_id for n in quiz.question_ids if n in served.questions]


def get_frozen(version_id: int) -> FrozenQuiz:
    """Return a frozen quiz; raise NotFoundError when there is none.

    It never changes, so each process keeps those that it has read last.
    """
    kept: dict[int, FrozenQuiz] = current_app.extensions.setdefault(FROZEN, {})
    if (quiz := kept.get(version_id)) is None:
        quiz = _read_frozen(version_id)
        if len(kept) >= FROZEN_KEPT:
            kept.clear()
        kept[version_id] = quiz
    return quiz


def get_item(version_id: int, position: int) -> FrozenItem:
    """Return an item of a frozen quiz, counted from 1; raise NotFoundError when there is none."""
    items = get_frozen(version_id).items
    if not 1 <= position <= len(items):
        raise NotFoundError("This quiz has no such question.")
    return items[position - 1]


def rules_in_force(session: AnySession, version_id: int) -> dict[int, Rule]:
    """Return how items of a frozen quiz are graded instead, by position.

    A rule that cannot be used counts as none, so that the question's own key holds.
    """
    stored = {
        position: Rule(RULES[name], question_version(key) if key is not None else None)
        for position, name, key in _IN_FORCE.all(session, version_id=version_id)
    }
    items = get_frozen(version_id).items if stored else ()
    return {n: rule for n, rule in stored.items() if is_usable(items[n - 1].question, rule)}


def _read_frozen(version_id: int) -> FrozenQuiz:
    row = db.session.get(QuizVersionRow, version_id)
    if row is None:
        raise NotFoundError("There is no such quiz.")
    found = db.session.execute(
        select(
            VersionItemRow.position,
            VersionItemRow.question_version_id,
            QuestionRow.id,
            QuestionRow.key,
            QuestionRow.module,
        )
        .join(QuestionVersionRow, QuestionVersionRow.id == VersionItemRow.question_version_id)
        .join(QuestionRow, QuestionRow.id == QuestionVersionRow.question_id)
        .where(VersionItemRow.version_id == version_id)
        .order_by(VersionItemRow.position)
    ).all()
    items = tuple(FrozenItem(*entry, question_version(entry[1])) for entry in found)
    return FrozenQuiz(
        row.id, row.quiz_id, row.number, row.title, row.draw_count, row.shuffles, items
    )

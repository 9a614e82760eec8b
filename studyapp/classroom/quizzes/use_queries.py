"""Reads of a teacher's quizzes: how large they are, where they were used, in which versions."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from studyapp.bank.catalogue import Catalogue, StoredQuestion
from studyapp.bank.models import QuestionRow, QuestionVersionRow
from studyapp.bank.queries import IS_LATEST_VERSION
from studyapp.bank.question import from_json
from studyapp.classroom.classes.models import ClassRow
from studyapp.classroom.quizzes.frozen import content_hash
from studyapp.classroom.quizzes.models import QuizItemRow, QuizRow, QuizVersionRow, RegradeRow
from studyapp.classroom.quizzes.queries import Quiz, asked_versions
from studyapp.classroom.sittings.models import STUDY, SittingRow
from studyapp.classroom.sittings.scoring import RULES, RuleName
from studyapp.database import db


@dataclass(frozen=True, slots=True)
class QuizLine:
    """A quiz in the list of its teacher.

    Attributes:
        questions: how many it holds.
        uses: how often it was used.
    """

    id: int
    title: str
    archived_at: datetime | None
    questions: int
    uses: int


@dataclass(frozen=True, slots=True)
class Use:
    """One sitting with a quiz; `version` is the number of what was frozen for it."""

    sitting_id: int
    kind: str
    class_name: str | None
    version: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class CarriedRegrade:
    """A rule that the next use of a quiz takes over, because it asks the same version again.

    Attributes:
        position: of the question in that version.
        sitting_id: a sitting with it, at which the rule can be undone; None when none is left.
    """

    version_id: int
    position: int
    rule: RuleName
    made_at: datetime
    sitting_id: int | None


def quizzes_of(owner_id: int) -> list[QuizLine]:
    """Return the quizzes of a teacher, the latest changed first, those put away last."""
    questions = select(func.count()).where(QuizItemRow.quiz_id == QuizRow.id)
    uses = (
        select(func.count(SittingRow.id))
        .join(QuizVersionRow, QuizVersionRow.id == SittingRow.version_id)
        .where(QuizVersionRow.quiz_id == QuizRow.id)
    )
    rows = db.session.execute(
        select(
            QuizRow.id,
            QuizRow.title,
            QuizRow.archived_at,
            questions.correlate(QuizRow).scalar_subquery(),
            uses.correlate(QuizRow).scalar_subquery(),
        )
        .where(QuizRow.owner_id == owner_id)
        .order_by(QuizRow.archived_at.is_not(None), QuizRow.changed_at.desc(), QuizRow.id.desc())
    )
    return [QuizLine(*row) for row in rows]


def uses_of(quiz_id: int) -> list[Use]:
    """Return the sittings with a quiz, the latest first."""
    rows = db.session.execute(
        select(
            SittingRow.id,
            SittingRow.kind,
            ClassRow.name,
            QuizVersionRow.number,
            SittingRow.created_at,
        )
        .join(QuizVersionRow, QuizVersionRow.id == SittingRow.version_id)
        .outerjoin(ClassRow, ClassRow.id == SittingRow.class_id)
        .where(QuizVersionRow.quiz_id == quiz_id)
        .order_by(SittingRow.created_at.desc(), SittingRow.id.desc())
    )
    return [Use(*row) for row in rows]


def next_version(quiz: Quiz, served: Catalogue) -> int:
    """Return the number of the version that the next use of a quiz asks, known or new."""
    name = _next_hash(quiz, served)
    rows = db.session.execute(
        select(QuizVersionRow.number, QuizVersionRow.content_hash).where(
            QuizVersionRow.quiz_id == quiz.id
        )
    ).all()
    known = [number for number, stored in rows if stored == name]
    return max(known) if known else max((number for number, _ in rows), default=0) + 1


def carried_regrades(quiz: Quiz, served: Catalogue) -> list[CarriedRegrade]:
    """Return the rules that hold for the next use of a quiz as it stands, by position."""
    sitting_id = (
        select(func.max(SittingRow.id))
        .where(
            SittingRow.version_id == QuizVersionRow.id,
            SittingRow.host_id == quiz.owner_id,
            SittingRow.kind != STUDY,
        )
        .correlate(QuizVersionRow)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            *(RegradeRow.version_id, RegradeRow.position, RegradeRow.rule, RegradeRow.made_at),
            sitting_id,
        )
        .join(QuizVersionRow, QuizVersionRow.id == RegradeRow.version_id)
        .where(
            QuizVersionRow.quiz_id == quiz.id,
            QuizVersionRow.content_hash == _next_hash(quiz, served),
            RegradeRow.undone_at.is_(None),
        )
        .order_by(RegradeRow.position)
    )
    return [CarriedRegrade(row[0], row[1], RULES[row[2]], *row[3:]) for row in rows]


def _next_hash(quiz: Quiz, served: Catalogue) -> str:
    """Return what tells apart the version that the next use of a quiz asks."""
    versions = asked_versions(quiz, served)
    return content_hash(quiz.title, quiz.draw_count, quiz.shuffles, versions)


def retired_in(quiz: Quiz, served: Catalogue) -> dict[int, StoredQuestion]:
    """Return the questions of a quiz that have left the bank, as they were last asked, by id."""
    gone = [n for n in quiz.question_ids if n not in served.questions]
    if not gone:
        return {}
    rows = db.session.execute(
        select(
            QuestionRow.id, QuestionVersionRow.id, QuestionRow.module, QuestionVersionRow.content
        )
        .join(QuestionVersionRow, IS_LATEST_VERSION)
        .where(QuestionRow.id.in_(gone))
    )
    return {row[0]: StoredQuestion(row[0], row[1], row[2], from_json(row[3])) for row in rows}

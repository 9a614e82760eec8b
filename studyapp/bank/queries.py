"""Reads of the stored bank."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from flask import current_app
from sqlalchemy import and_, bindparam, select

from studyapp.bank.catalogue import Catalogue, StoredQuestion, build_catalogue
from studyapp.bank.models import ContentStateRow, QuestionRow, QuestionVersionRow
from studyapp.bank.question import Question, from_json
from studyapp.database import db, table_of
from studyapp.errors import GoneError, NotFoundError
from studyapp.reading.queries import stored_articles
from studyapp.storage.prepared import AnySession, PreparedRead, is_listed

CATALOGUE = "studyapp_catalogue"
IS_LATEST_VERSION = and_(
    QuestionVersionRow.question_id == QuestionRow.id,
    QuestionVersionRow.content_hash == QuestionRow.content_hash,
)
"""Joins a question with the version that is asked, or was asked last."""
_CONTENT_HASH = PreparedRead(select(table_of(ContentStateRow).c.content_hash))
_VERSION = PreparedRead(
    select(table_of(QuestionVersionRow).c.content).where(
        table_of(QuestionVersionRow).c.id == bindparam("version_id")
    )
)
_VERSIONS = PreparedRead(
    select(table_of(QuestionVersionRow).c.id, table_of(QuestionVersionRow).c.content).where(
        is_listed(table_of(QuestionVersionRow).c.id, "version_ids")
    )
)


@dataclass(frozen=True, slots=True)
class ContentState:
    """What is served and what was refused since; see `ContentStateRow`."""

    files_hash: str
    content_hash: str
    synced_at: datetime
    refused_hash: str | None
    refused_faults: tuple[str, ...]


def find_content_state() -> ContentState | None:
    """Return the state of the content; None before the first sync."""
    row = db.session.execute(
        select(
            ContentStateRow.files_hash,
            ContentStateRow.content_hash,
            ContentStateRow.synced_at,
            ContentStateRow.refused_hash,
            ContentStateRow.refused_faults,
        )
    ).first()
    if row is None:
        return None
    return ContentState(row[0], row[1], row[2], row[3], tuple((row[4] or "").splitlines()))


def catalogue(session: AnySession | None = None) -> Catalogue:
    """Return what is served, read again only after a sync; `session` is the one that writes."""
    content_hash = _CONTENT_HASH.scalar(session or db.session) or ""
    kept: Catalogue | None = current_app.extensions.get(CATALOGUE)
    if kept is None or kept.content_hash != content_hash:
        kept = build_catalogue(content_hash, stored_articles(), _stored_questions())
        current_app.extensions[CATALOGUE] = kept
    return kept


def get_question(question_id: int) -> StoredQuestion:
    """Return a question that may be asked.

    Raises:
        GoneError: it is retired.
        NotFoundError: there was never such a question.
    """
    stored = catalogue().questions.get(question_id)
    if stored is not None:
        return stored
    if db.session.scalar(select(QuestionRow.id).where(QuestionRow.id == question_id)):
        raise GoneError("This question has been taken out of the bank, so it takes no answer.")
    raise NotFoundError("There is no such question in the bank.")


def find_question(question_id: int) -> StoredQuestion | None:
    """Return a question that may be asked; None when it is retired or unknown."""
    return catalogue().questions.get(question_id)


@lru_cache(maxsize=2048)
def parsed(content: str) -> Question:
    """Return the question in the content of a version; those read lately are kept."""
    return from_json(content)


def question_version(version_id: int) -> Question:
    """Return the question as it was in a stored version."""
    content = _VERSION.scalar(db.session, version_id=version_id)
    if content is None:
        raise NotFoundError("This version of the question is not stored.")
    return parsed(content)


def question_versions(version_ids: Collection[int]) -> dict[int, Question]:
    """Return questions as they were in stored versions, by the id of the version."""
    rows = _VERSIONS.all(db.session, version_ids=version_ids)
    return {row[0]: parsed(row[1]) for row in rows}


def get_version(question_id: int, version_id: int) -> Question:
    """Return a version of a question; raise NotFoundError when it is another question's."""
    stored = find_question(question_id)
    if stored is not None and stored.version_id == version_id:
        return stored.question
    owner = db.session.scalar(
        select(QuestionVersionRow.question_id).where(QuestionVersionRow.id == version_id)
    )
    if owner != question_id:
        raise NotFoundError("The question has no such version.")
    return question_version(version_id)


def _stored_questions() -> list[StoredQuestion]:
    rows = db.session.execute(
        select(
            QuestionRow.id,
            QuestionVersionRow.id,
            QuestionRow.module,
            QuestionVersionRow.content,
        )
        .join(QuestionVersionRow, IS_LATEST_VERSION)
        .where(QuestionRow.retired_at.is_(None))
        .order_by(QuestionRow.position)
    )
    return [StoredQuestion(row[0], row[1], row[2], parsed(row[3])) for row in rows]

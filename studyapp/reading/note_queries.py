"""Reads of notes; each gives those of one learner alone."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import bindparam, func, select

from studyapp.database import db, table_of
from studyapp.errors import NotFoundError
from studyapp.reading.models import NoteRow
from studyapp.reading.note import Note
from studyapp.reading.note_selector import Selector
from studyapp.storage.prepared import AnySession, PreparedRead, is_listed

_NOTE = table_of(NoteRow).c
_NOTES = (
    select(
        _NOTE.note_uuid,
        _NOTE.paragraph_id,
        _NOTE.exact,
        _NOTE.prefix,
        _NOTE.suffix,
        _NOTE.body,
        _NOTE.created_at,
        _NOTE.updated_at,
    )
    .where(_NOTE.learner_id == bindparam("learner_id"))
    .order_by(_NOTE.id)
)
_ON_PARAGRAPHS = PreparedRead(_NOTES.where(is_listed(_NOTE.paragraph_id, "paragraph_ids")))
_UNDER_ID = _NOTES.where(_NOTE.note_uuid == bindparam("note_uuid"))
_COUNT = select(func.count()).where(_NOTE.learner_id == bindparam("learner_id"))
_COUNT_IN_ARTICLE = _COUNT.where(_NOTE.article_key == bindparam("article_key"))


def notes_of(learner_id: int) -> list[Note]:
    """Return every note of a learner, the oldest first."""
    return [_note(row) for row in db.session.execute(_NOTES, {"learner_id": learner_id})]


def notes_on(learner_id: int, paragraph_ids: Collection[str]) -> dict[str, list[Note]]:
    """Return a learner's notes on some paragraphs, by the paragraph that they are on."""
    found: dict[str, list[Note]] = defaultdict(list)
    values = {"learner_id": learner_id, "paragraph_ids": paragraph_ids}
    for note in map(_note, _ON_PARAGRAPHS.all(db.session, **values)):
        found[note.paragraph_id].append(note)
    return dict(found)


def find_note(session: AnySession, learner_id: int, note_uuid: str) -> Note | None:
    """Return a note of a learner by its id; None where the learner has no such note."""
    values = {"learner_id": learner_id, "note_uuid": note_uuid}
    row = session.execute(_UNDER_ID, values).first()
    return _note(row) if row is not None else None


def get_note(session: AnySession, learner_id: int, note_uuid: str) -> Note:
    """Return a note of a learner; raise NotFoundError where the learner has no such note."""
    note = find_note(session, learner_id, note_uuid)
    if note is None:
        raise NotFoundError("There is no such note of yours.")
    return note


def is_kept(session: AnySession, learner_id: int, note: Note) -> bool:
    """Tell whether a learner has a note that says the same on the same words."""
    values = {"learner_id": learner_id, "paragraph_ids": [note.paragraph_id]}
    rows = _ON_PARAGRAPHS.all(session, **values)
    return any(_note(row).says_the_same(note) for row in rows)


def count_notes(session: AnySession, learner_id: int) -> int:
    """Return how many notes a learner has."""
    return session.scalar(_COUNT, {"learner_id": learner_id}) or 0


def count_notes_in(learner_id: int, article_key: str) -> int:
    """Return how many notes a learner has in an article."""
    values = {"learner_id": learner_id, "article_key": article_key}
    return db.session.scalar(_COUNT_IN_ARTICLE, values) or 0


def _note(row: Sequence[Any]) -> Note:
    note_uuid, paragraph_id, exact, prefix, suffix, body, created_at, updated_at = row
    return Note(
        note_uuid=note_uuid,
        paragraph_id=paragraph_id,
        selector=Selector(exact, prefix, suffix) if exact else None,
        body=body,
        created_at=created_at,
        updated_at=updated_at,
    )

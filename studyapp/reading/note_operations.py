"""Notes are kept, reworded and deleted, and move with a guest into an account."""

import uuid
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from studyapp.database import write_transaction
from studyapp.errors import BadInputError, ConflictError
from studyapp.reading.models import NoteRow
from studyapp.reading.note import NOTES_LIMIT, Note
from studyapp.reading.note_queries import count_notes, find_note, get_note, is_kept


def keep_note(learner_id: int, note: Note) -> None:
    """Keep a note; the same words on the same place again change nothing.

    Raises:
        ConflictError: the learner has a note under this id that says something else.
        BadInputError: the learner has as many notes as one can keep.
    """
    with write_transaction(learner_id) as session:
        known = find_note(session, learner_id, note.note_uuid)
        if known is not None and not known.says_the_same(note):
            raise ConflictError(
                "A note was saved from this page before. Save again to keep this one beside it."
            )
        if not is_kept(session, learner_id, note):
            _require_room(session, learner_id)
            session.add(_row(learner_id, note))


def reword_note(learner_id: int, note_uuid: str, body: str, *, now: datetime) -> None:
    """Change what a note says; its place stays.

    Raises:
        NotFoundError: the learner has no such note.
    """
    with write_transaction(learner_id) as session:
        if get_note(session, learner_id, note_uuid).body != body:
            statement = update(NoteRow).where(_is_note(learner_id, note_uuid))
            session.execute(statement.values(body=body, updated_at=now))


def delete_note(learner_id: int, note_uuid: str) -> Note:
    """Delete a note and return what it was, so that it can be kept again.

    Raises:
        NotFoundError: the learner has no such note.
    """
    with write_transaction(learner_id) as session:
        note = get_note(session, learner_id, note_uuid)
        session.execute(delete(NoteRow).where(_is_note(learner_id, note_uuid)))
    return note


def merge_notes(session: Session, guest_id: int, account_id: int) -> None:
    """Move a guest's notes into an account; none is lost, and the same one is kept once."""
    taken = select(NoteRow.note_uuid).where(NoteRow.learner_id == account_id)
    is_guests = NoteRow.learner_id == guest_id
    doubled = select(NoteRow).where(is_guests, NoteRow.note_uuid.in_(taken))
    for row in session.scalars(doubled).all():
        kept = get_note(session, account_id, row.note_uuid)
        if kept.says_the_same(get_note(session, guest_id, row.note_uuid)):
            session.delete(row)
        else:
            row.note_uuid = str(uuid.uuid5(uuid.UUID(row.note_uuid), str(guest_id)))
    session.flush()
    session.execute(update(NoteRow).where(is_guests).values(learner_id=account_id))


def _is_note(learner_id: int, note_uuid: str) -> ColumnElement[bool]:
    return (NoteRow.learner_id == learner_id) & (NoteRow.note_uuid == note_uuid)


def _require_room(session: Session, learner_id: int) -> None:
    if count_notes(session, learner_id) >= NOTES_LIMIT:
        raise BadInputError(
            f"You have {NOTES_LIMIT:,} notes, which is the most that is kept. Delete one first."
        )


def _row(learner_id: int, note: Note) -> NoteRow:
    selector = note.selector
    return NoteRow(
        learner_id=learner_id,
        note_uuid=note.note_uuid,
        article_key=note.article_key,
        paragraph_id=note.paragraph_id,
        exact=selector.exact if selector is not None else "",
        prefix=selector.prefix if selector is not None else "",
        suffix=selector.suffix if selector is not None else "",
        body=note.body,
        created_at=note.created_at,
        updated_at=note.updated_at,
    )

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import insert

from studyapp.accounts.operations import ensure_learner
from studyapp.database import db, write_transaction
from studyapp.errors import BadInputError, ConflictError, NotFoundError
from studyapp.reading.models import NoteRow
from studyapp.reading.note import NOTES_LIMIT, Note
from studyapp.reading.note_operations import delete_note, keep_note, merge_notes, reword_note
from studyapp.reading.note_queries import (
    count_notes,
    count_notes_in,
    find_note,
    notes_of,
    notes_on,
)
from studyapp.reading.note_selector import Selector
from tests.conftest import NOON

LATER = NOON + timedelta(days=1)


def make_note(body: str = "", **changes: object) -> Note:
    values: dict[str, object] = {
        "note_uuid": str(uuid4()),
        "paragraph_id": "oak:5",
        "selector": Selector("nine", "kept ", " geese"),
        "body": body,
        "created_at": NOON,
        "updated_at": NOON,
    }
    return Note(**(values | changes))  # type: ignore[arg-type]


def merge(guest_id: int, account_id: int) -> None:
    with write_transaction() as session:
        merge_notes(session, guest_id, account_id)


def test_a_note_is_kept_as_it_was_made(learner_id: int) -> None:
    notes = [make_note("Why?"), make_note(selector=None)]

    for note in notes:
        keep_note(learner_id, note)

    assert notes_of(learner_id) == notes


def test_the_same_note_again_changes_nothing(learner_id: int) -> None:
    note = make_note("Why?")
    keep_note(learner_id, note)

    keep_note(learner_id, make_note("Why?", note_uuid=note.note_uuid, created_at=LATER))

    assert notes_of(learner_id) == [note]


@pytest.mark.parametrize("body", ["", "Why?"])
def test_the_same_words_on_the_same_place_are_kept_once_whatever_their_id(
    learner_id: int, body: str
) -> None:
    note = make_note(body)
    keep_note(learner_id, note)

    keep_note(learner_id, make_note(body))
    keep_note(learner_id, make_note(body, selector=Selector("nine", "sold ", " geese")))

    assert [kept.body for kept in notes_of(learner_id)] == [body, body]
    assert notes_of(learner_id)[0] == note


def test_another_note_under_the_same_id_is_refused_and_not_lost_in_silence(
    learner_id: int,
) -> None:
    note = make_note("Why?")
    keep_note(learner_id, note)

    with pytest.raises(ConflictError, match="Save again to keep this one beside it"):
        keep_note(learner_id, make_note("Because.", note_uuid=note.note_uuid))

    assert notes_of(learner_id) == [note]


def test_two_learners_may_use_the_same_id(learner_id: int, other_id: int) -> None:
    mine, theirs = make_note("Mine."), make_note("Theirs.")
    keep_note(learner_id, mine)

    keep_note(other_id, make_note("Theirs.", note_uuid=mine.note_uuid))

    assert [note.body for note in notes_of(other_id)] == [theirs.body]
    assert notes_of(learner_id) == [mine]


def test_no_more_notes_than_the_limit_are_kept(learner_id: int) -> None:
    last = make_note("The last one.")
    values = {
        "learner_id": learner_id,
        "article_key": "oak",
        "paragraph_id": "oak:5",
        **dict.fromkeys(("exact", "prefix", "suffix", "body"), ""),
        **dict.fromkeys(("created_at", "updated_at"), NOON),
    }
    rows = [values | {"note_uuid": str(uuid4())} for _ in range(NOTES_LIMIT - 1)]
    with write_transaction() as session:
        session.execute(insert(NoteRow), rows)
    keep_note(learner_id, last)

    with pytest.raises(BadInputError, match=r"You have 5,000 notes, .* Delete one first"):
        keep_note(learner_id, make_note())
    keep_note(learner_id, last)

    assert count_notes(db.session, learner_id) == NOTES_LIMIT


def test_new_words_leave_the_place_and_the_beginning(learner_id: int) -> None:
    note = make_note("Why?")
    keep_note(learner_id, note)

    reword_note(learner_id, note.note_uuid, "Because.", now=LATER)

    found = find_note(db.session, learner_id, note.note_uuid)
    assert found == make_note("Because.", note_uuid=note.note_uuid, updated_at=LATER)


def test_the_same_words_change_nothing(learner_id: int) -> None:
    note = make_note("Why?")
    keep_note(learner_id, note)

    reword_note(learner_id, note.note_uuid, "Why?", now=LATER)

    assert notes_of(learner_id) == [note]


def test_a_deleted_note_is_given_back_and_can_be_kept_again(learner_id: int) -> None:
    note = make_note("Why?")
    keep_note(learner_id, note)

    deleted = delete_note(learner_id, note.note_uuid)

    assert notes_of(learner_id) == []
    keep_note(learner_id, deleted)
    assert notes_of(learner_id) == [note]


def test_nobody_changes_the_note_of_another(learner_id: int, other_id: int) -> None:
    note = make_note("Mine.")
    keep_note(learner_id, note)

    with pytest.raises(NotFoundError, match="no such note of yours"):
        reword_note(other_id, note.note_uuid, "Theirs.", now=LATER)
    with pytest.raises(NotFoundError, match="no such note of yours"):
        delete_note(other_id, note.note_uuid)

    assert notes_of(learner_id) == [note]


def test_notes_are_found_by_their_paragraphs_and_counted_by_article(
    learner_id: int, other_id: int
) -> None:
    here, there = make_note("Here."), make_note("There.", paragraph_id="oak:7")
    elsewhere = make_note("Elsewhere.", paragraph_id="elm:5")
    for note in (here, there, elsewhere):
        keep_note(learner_id, note)
    keep_note(other_id, make_note("Not mine."))

    assert notes_on(learner_id, ["oak:7", "elm:5"]) == {"oak:7": [there], "elm:5": [elsewhere]}
    assert count_notes_in(learner_id, "oak") == 2


def test_the_notes_of_a_guest_move_into_the_account(learner_id: int, other_id: int) -> None:
    old, new = make_note("Old."), make_note("New.")
    keep_note(learner_id, old)
    keep_note(other_id, new)

    merge(other_id, learner_id)

    assert notes_of(learner_id) == [old, new]
    assert notes_of(other_id) == []


def test_the_same_note_on_both_sides_is_kept_once(learner_id: int, other_id: int) -> None:
    note = make_note("Both.")
    keep_note(learner_id, note)
    keep_note(other_id, note)

    merge(other_id, learner_id)

    assert notes_of(learner_id) == [note]


def test_different_notes_under_one_id_are_both_kept(learner_id: int, other_id: int) -> None:
    note = make_note("Mine.")
    keep_note(learner_id, note)
    keep_note(other_id, make_note("The guest's.", note_uuid=note.note_uuid))

    merge(other_id, learner_id)

    assert [n.body for n in notes_of(learner_id)] == ["Mine.", "The guest's."]
    assert len({n.note_uuid for n in notes_of(learner_id)}) == 2


def test_notes_go_with_their_learner(app_context: None) -> None:
    gone = ensure_learner("token of who goes", "UTC", now=NOON).id
    keep_note(gone, make_note())

    with write_transaction() as session:
        session.execute(db.text("DELETE FROM learner WHERE id = :id"), {"id": gone})

    assert notes_of(gone) == []

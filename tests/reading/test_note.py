from datetime import timedelta

import pytest

from studyapp.errors import BadInputError
from studyapp.reading.note import Note, highlights_in, notes_beside
from studyapp.reading.note_seal import seal, unseal
from studyapp.reading.note_selector import Selector, make_selector
from studyapp.reading.paragraph_html import paragraph_html
from tests.conftest import NOON, SECRET_KEY
from tests.reading.builders import make_paragraph

PARAGRAPH = make_paragraph()
LOST = Selector("nine ducks", "kept ", ".")


def make_note(words: str | None = None, body: str = "", name: str = "a", **changes: object) -> Note:
    selector = None
    if words is not None:
        at = PARAGRAPH.text.index(words)
        selector = make_selector(PARAGRAPH.text, (at, at + len(words)))
    values: dict[str, object] = {
        "note_uuid": name,
        "paragraph_id": PARAGRAPH.id,
        "selector": selector,
        "body": body,
        "created_at": NOON,
        "updated_at": NOON,
    }
    return Note(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("notes", "html"),
    [
        pytest.param([], "The miller kept nine geese.", id="none"),
        pytest.param([make_note("nine")], "The miller kept <u>nine</u> geese.", id="highlight"),
        pytest.param([make_note("nine", "Why?")], "The miller kept <u>nine</u> geese.", id="note"),
        pytest.param([make_note()], "<u>The miller kept nine geese.</u>", id="all highlighted"),
        pytest.param([make_note(None, "Why?")], "The miller kept nine geese.", id="note on all"),
        pytest.param([make_note(None, selector=LOST)], "The miller kept nine geese.", id="changed"),
        pytest.param(
            [make_note("nine geese"), make_note("kept nine")],
            "The miller <u>kept nine geese</u>.",
            id="overlapping",
        ),
        pytest.param(
            [make_note("geese"), make_note("The")],
            "<u>The</u> miller kept nine <u>geese</u>.",
            id="apart",
        ),
    ],
)
def test_highlights_are_drawn_where_the_notes_are(notes: list[Note], html: str) -> None:
    assert paragraph_html(PARAGRAPH, (), highlights_in(PARAGRAPH, notes)) == html


def test_notes_stand_in_the_order_of_the_text_and_changed_ones_last() -> None:
    notes = [
        make_note(None, "changed", "c", selector=LOST),
        make_note("geese", "later", "b"),
        make_note("The", "first", "a"),
    ]

    shown = notes_beside(PARAGRAPH, notes)

    assert [(note.body, note.changed) for note in shown] == [
        ("first", False),
        ("later", False),
        ("changed", True),
    ]
    assert [note.quote for note in shown] == ["The", "geese", "nine ducks"]


def test_a_sealed_note_comes_back_as_it_was() -> None:
    for note in (make_note("nine", "Why?\n“Geese”"), make_note()):
        assert unseal(seal(note, SECRET_KEY), SECRET_KEY) == note


@pytest.mark.parametrize("text", ["", "nonsense", "a.b", "é", "\x00", "x" * 20_000])
def test_a_text_that_was_not_sealed_here_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="none is put back"):
        unseal(text, SECRET_KEY)


def test_a_note_sealed_under_another_key_is_refused() -> None:
    with pytest.raises(BadInputError, match="none is put back"):
        unseal(seal(make_note(), "another key"), SECRET_KEY)


def test_the_same_words_and_place_are_the_same_note_whenever_it_was_written() -> None:
    later = make_note("nine", created_at=NOON + timedelta(days=1))

    assert make_note("nine").says_the_same(later)
    assert not make_note("nine").says_the_same(make_note("geese"))
    assert not make_note("nine").says_the_same(make_note("nine", "Why?"))

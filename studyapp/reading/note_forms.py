"""The forms of notes: a new one, its words, the search, and one that was deleted."""

import uuid

from wtforms import Field, HiddenField, StringField, TextAreaField, validators

from studyapp.reading.note import BODY_LIMIT
from studyapp.web import PageForm


def tidy(text: str | None) -> str:
    """Return what was typed with plain line breaks, and nothing around it."""
    return (text or "").replace("\r\n", "\n").replace("\x00", "").strip()


class WayBackForm(PageForm):
    """The page to go back to; empty for the place of the note."""

    next = HiddenField()


class NoteForm(WayBackForm):
    """What a note says."""

    body = TextAreaField(
        "Your note",
        filters=[tidy],
        validators=[
            validators.Length(
                max=BODY_LIMIT, message=f"A note holds at most {BODY_LIMIT:,} characters."
            )
        ],
    )


class NewNoteForm(NoteForm):
    """A note on a paragraph, or on words of it."""

    note_uuid = HiddenField()
    paragraph = HiddenField()
    exact = TextAreaField("Words to mark", filters=[tidy])
    start = HiddenField()
    whole = HiddenField()

    def validate_note_uuid(self, field: Field) -> None:
        """Accept a UUID and keep it in its one usual spelling."""
        try:
            field.data = str(uuid.UUID(field.data or ""))
        except ValueError:
            message = "The note has no usable id. Save it again."
            raise validators.ValidationError(message) from None

    def validate_body(self, field: Field) -> None:
        """Refuse a note that neither says nor marks anything."""
        if not field.data and not self.exact.data and not self.marks_all:
            raise validators.ValidationError("Write a note, or give the words to mark.")

    @property
    def marks_all(self) -> bool:
        """Tell whether the paragraph as a whole is to be highlighted."""
        return bool(self.whole.data == "1")

    @property
    def start_offset(self) -> int | None:
        """Return where in the paragraph the words were selected; nonsense counts as unknown."""
        text = self.start.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class SearchForm(PageForm):
    """Words to look for among the notes."""

    q = StringField("Search your notes")


class SealedNoteForm(WayBackForm):
    """A note that was deleted, sealed by this server, to be kept again."""

    sealed = HiddenField()

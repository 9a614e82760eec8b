"""A learner's note on a paragraph or on words of it, and how it meets the text as it is now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from studyapp.reading.article import Paragraph
from studyapp.reading.note_selector import Selector, find_span
from studyapp.reading.paragraph_html import Span

BODY_LIMIT = 5_000
NOTES_LIMIT = 5_000
"""How many notes one learner can keep."""


@dataclass(frozen=True, slots=True)
class Note:
    """A learner's own mark in a text.

    Attributes:
        note_uuid: made by the page, so that sending it twice keeps one note.
        selector: the words it is on; None for the paragraph as a whole.
        body: what the learner wrote; empty for a plain highlight.
    """

    note_uuid: str
    paragraph_id: str
    selector: Selector | None
    body: str
    created_at: datetime
    updated_at: datetime

    @property
    def article_key(self) -> str:
        """Return the article that the paragraph belongs to."""
        return self.paragraph_id.partition(":")[0]

    @property
    def quote(self) -> str:
        """Return the words it is on, on one line; empty for the paragraph as a whole."""
        return self.selector.exact.replace("\n", " ") if self.selector is not None else ""

    def span_in(self, paragraph: Paragraph) -> Span | None:
        """Return the stretch of the paragraph that it is on; None when that has changed."""
        if self.selector is None:
            return 0, len(paragraph.text)
        return find_span(paragraph.text, self.selector)

    def says_the_same(self, other: "Note") -> bool:
        """Tell whether another note is on the same words and says the same."""
        return (self.paragraph_id, self.selector, self.body) == (
            other.paragraph_id,
            other.selector,
            other.body,
        )


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note as it stands beside its paragraph.

    Attributes:
        changed: its words do not stand in the paragraph any more.
    """

    note_uuid: str
    quote: str
    body: str
    changed: bool


def highlights_in(paragraph: Paragraph, notes: Iterable[Note]) -> tuple[Span, ...]:
    """Return what the notes on a paragraph highlight in it.

    A note on the paragraph as a whole highlights it only if it says nothing else.
    """
    marking = (note for note in notes if note.selector is not None or not note.body)
    return tuple(span for note in marking if (span := note.span_in(paragraph)) is not None)


def notes_beside(paragraph: Paragraph, notes: Iterable[Note]) -> list[ShownNote]:
    """Return the notes on a paragraph in the order of its text, those on changed words last."""
    placed = [(note.span_in(paragraph), note) for note in notes]
    in_order = sorted(placed, key=lambda pair: (pair[0] is None, pair[0] or (0, 0)))
    return [
        ShownNote(note.note_uuid, note.quote, note.body, changed=span is None)
        for span, note in in_order
    ]

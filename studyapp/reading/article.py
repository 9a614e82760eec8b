"""What a parsed source is: an article, its modules and its paragraphs."""

import math
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Literal

from studyapp.unspaced import count_words

STUDY_WORDS_PER_MINUTE = 180
"""A slow, attentive pace; silent reading of non-fiction averages 238 (Brysbaert 2019)."""

ParagraphKind = Literal["prose", "quotation", "letter", "dialogue", "list", "epigraph", "note"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of the text as it is served.

    Attributes:
        id: lasting name, `<article key>:<number>`.
        number: given once; the seed line on which the paragraph first stood.
        section: the source's own heading over it, or None before the first one.
        text: words of the seed, whitespace folded; a line break separates the lines of a block.
        emphasis: start and end offsets in `text` of what the seed emphasises.
        caption: a picture caption that the seed has glued to the paragraph.
        language: of its words, as BCP 47 names it.
        first_line, last_line: where it stands in the seed file, counted from 1.
    """

    id: str
    number: int
    section: str | None
    kind: ParagraphKind
    text: str
    emphasis: tuple[tuple[int, int], ...] = ()
    caption: str | None = None
    language: str = "en"
    first_line: int = 0
    last_line: int = 0

    @property
    def words(self) -> int:
        """Return the number of words in the text."""
        return _count_words(self.text)


def section_anchor(number: int) -> str:
    """Return the anchor of a section on the page of its module, counted from 1."""
    return f"s-{number}"


@lru_cache(maxsize=8192)
def _count_words(text: str) -> int:
    """Count once: lists of modules ask for every paragraph of an article."""
    return count_words(text)


@dataclass(frozen=True, slots=True)
class Module:
    """A part of an article that is read and checked in one sitting."""

    key: str
    title: str
    editorial_title: bool
    part: int
    paragraphs: tuple[Paragraph, ...]

    @property
    def words(self) -> int:
        """Return the number of words in all paragraphs."""
        return sum(paragraph.words for paragraph in self.paragraphs)

    @property
    def sections(self) -> tuple[tuple[Paragraph, ...], ...]:
        """Return the paragraphs parted by the headings over them."""
        groups = groupby(self.paragraphs, key=lambda paragraph: paragraph.section)
        return tuple(tuple(group) for _, group in groups)

    @property
    def minutes(self) -> int:
        """Return the reading time at a study pace, rounded up."""
        return math.ceil(self.words / STUDY_WORDS_PER_MINUTE)


@dataclass(frozen=True, slots=True)
class Article:
    """A source: what it says of itself, and its modules in reading order.

    Attributes:
        language: of the text and of the questions about it, as BCP 47 names it.
        author, publisher, date: as the text states them; None where it does not.
        author_note, date_note: what the text only implies, in our words.
        note: a line of the source about itself that is not part of its body.
        tendency: where the text places itself, in its own terms.
        parts: titles of the source's parts by number, for a text that has parts.
    """

    key: str
    file: str
    label: str
    title: str
    subtitle: str | None
    author: str | None
    publisher: str | None
    date: str | None
    date_text: str | None
    author_note: str | None
    date_note: str | None
    note: str | None
    tendency: str
    language: str = "en"
    parts: dict[int, str | None] = field(default_factory=dict)
    modules: tuple[Module, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return every paragraph in reading order."""
        return tuple(p for module in self.modules for p in module.paragraphs)

    @property
    def minutes(self) -> int:
        """Return the reading time of all modules together."""
        return sum(module.minutes for module in self.modules)

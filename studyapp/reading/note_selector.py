"""Name a stretch of a paragraph so that it is found again: a W3C TextQuoteSelector."""

from dataclasses import dataclass

from studyapp.errors import BadInputError
from studyapp.reading.paragraph_html import Span

CONTEXT = 32
QUOTE_LIMIT = 1_000
# Signs that a keyboard writes otherwise than a printed text; each stands for one sign.
_AS_TYPED = str.maketrans(
    "\n\u00a0\u2018\u2019\u201b\u201c\u201d\u201e\u2010\u2011\u2012\u2013\u2014",
    "  '''\"\"\"-----",
)


class WordsError(BadInputError):
    """The words to mark cannot be found in the paragraph."""


@dataclass(frozen=True, slots=True)
class Selector:
    """Words of a paragraph with the text around them.

    Attributes:
        exact: the words themselves, as served.
        prefix, suffix: up to `CONTEXT` characters before and after, less at the ends of the
            paragraph; more only where so few would fit a second place.
    """

    exact: str
    prefix: str
    suffix: str


def make_selector(text: str, span: Span) -> Selector:
    """Return the selector of a stretch of a text; the stretch must hold something."""
    length = CONTEXT
    selector = _cut(text, span, length)
    while _place_in_context(text, selector) is None:
        length *= 2
        selector = _cut(text, span, length)
    return selector


def find_span(text: str, selector: Selector) -> Span | None:
    """Return where the words of a selector stand; None rather than a look-alike.

    They are sought with what stood around them, then, as the text may have changed, alone; either
    way they must fit one place.
    """
    start = _place_in_context(text, selector)
    if start is None:
        start = _only(occurrences(text, selector.exact))
    return (start, start + len(selector.exact)) if start is not None else None


def span_of_words(text: str, words: str, start: int | None = None) -> Span:
    """Return where words that somebody typed or selected stand in a text.

    Spaces, line breaks and the shape of quotation marks and dashes do not count.

    Args:
        text: the paragraph as served.
        words: what was typed or selected.
        start: the offset at which the words were selected, to tell equal words apart.

    Raises:
        WordsError: the words are too long, do not stand there, or stand there several times.
    """
    typed = " ".join(words.split()).translate(_AS_TYPED)
    if len(typed) > QUOTE_LIMIT:
        raise WordsError(f"Mark at most {QUOTE_LIMIT:,} characters; these are {len(typed):,}.")
    starts = occurrences(text.translate(_AS_TYPED), typed)
    if not starts:
        raise WordsError(
            "These words do not stand in the paragraph. Copy them as they are printed there."
        )
    if start in starts:
        starts = [start]
    if len(starts) > 1:
        raise WordsError(
            f"These words stand in the paragraph {len(starts)} times. "
            "Add a few of the words before or after them."
        )
    return starts[0], starts[0] + len(typed)


def occurrences(text: str, words: str) -> list[int]:
    """Return every offset at which words start in a text, overlapping ones too; none of none."""
    starts = []
    at = text.find(words) if words else -1
    while at >= 0:
        starts.append(at)
        at = text.find(words, at + 1)
    return starts


def _cut(text: str, span: Span, length: int) -> Selector:
    start, end = span
    return Selector(text[start:end], text[max(start - length, 0) : start], text[end : end + length])


def _place_in_context(text: str, selector: Selector) -> int | None:
    """Return where the words start that have the same text around them, if it is one place."""
    if not selector.exact:
        return None
    start = _only(occurrences(text, selector.prefix + selector.exact + selector.suffix))
    return start + len(selector.prefix) if start is not None else None


def _only(starts: list[int]) -> int | None:
    return starts[0] if len(starts) == 1 else None

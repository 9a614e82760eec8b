"""The text of a paragraph as safe HTML: emphasis, marked quotes, highlights, lines of a block."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from markupsafe import Markup, escape

from studyapp.reading.article import Paragraph
from studyapp.reading.language import spoken_in

Span = tuple[int, int]
OWN_MARK = re.compile(r"(?:[-*\u2013\u2014\u2022\u2023\u25aa\u25e6]|\(?(?:\d{1,3}|[^\W\d_])[.)])\s")
"""How a line of a list begins that has a mark or number of its own: "2. ", "(b) ", "• "."""
Layer = tuple[str, Sequence[Span]]
"""The name of an element, and the stretches of the text that it wraps."""


@lru_cache(maxsize=4096)
def paragraph_html(
    paragraph: Paragraph, marks: tuple[Span, ...] = (), highlights: tuple[Span, ...] = ()
) -> Markup:
    """Return the inner HTML of a paragraph.

    Prose is plain inline HTML, or a line in its language; the lines of other kinds are list items
    or spans.

    Args:
        paragraph: what is written.
        marks: offsets in its text of the quotes that answer a question.
        highlights: offsets of what a reader has highlighted; where they overlap they are one.
    """
    layers: list[Layer] = [
        ("mark", marks),
        ("u", united(highlights)),
        ("em", paragraph.emphasis),
    ]
    spoken = spoken_in(paragraph.language)
    if paragraph.kind == "prose" or "\n" not in paragraph.text:
        words = _inline(paragraph.text, layers, (0, len(paragraph.text)))
        return _line(words, spoken) if spoken else words
    lines = [_inline(paragraph.text, layers, span) for span in _line_spans(paragraph.text)]
    if paragraph.kind == "list":
        items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
        is_marked = all(map(OWN_MARK.match, paragraph.text.split("\n")))
        kind = Markup(' class="own-marks"') if is_marked else Markup("")
        return Markup("<ul{}{}>{}</ul>").format(kind, spoken, items)
    return Markup("").join(_line(line, spoken) for line in lines)


def united(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that overlap or meet as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _line(words: Markup, spoken: Markup) -> Markup:
    return Markup('<span class="line"{}>{}</span>').format(spoken, words)


def _line_spans(text: str) -> list[Span]:
    spans = []
    start = 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _inline(text: str, layers: Sequence[Layer], within: Span) -> Markup:
    """Escape one stretch of text and wrap what lies in a span of a layer, the first outermost."""
    if not layers:
        return escape(text[within[0] : within[1]])
    (element, spans), *inner = layers
    html = Markup("")
    for a, b, wrapped in _stretches(spans, within):
        piece = _inline(text, inner, (a, b))
        html += Markup("<{0}>{1}</{0}>").format(element, piece) if wrapped else piece
    return html


def _stretches(spans: Sequence[Span], within: Span) -> Iterator[tuple[int, int, bool]]:
    """Cut a stretch where spans start or end; say of each piece whether it lies in one."""
    start, end = within
    cuts = {start, end}
    for span in spans:
        cuts.update(min(max(offset, start), end) for offset in span)
    for a, b in pairwise(sorted(cuts)):
        yield a, b, any(first <= a < last for first, last in spans)

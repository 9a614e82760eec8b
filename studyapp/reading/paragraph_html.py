"""The text of a paragraph as safe HTML: emphasis, marked quotes, lines of a block."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from markupsafe import Markup, escape

from studyapp.reading.article import Paragraph

Span = tuple[int, int]


@lru_cache(maxsize=4096)
def paragraph_html(paragraph: Paragraph, marks: tuple[Span, ...] = ()) -> Markup:
    """Return the inner HTML of a paragraph; `marks` are offsets of its text to be marked.

    Prose is plain inline HTML; the lines of other kinds are list items or spans.
    """
    if paragraph.kind == "prose" or "\n" not in paragraph.text:
        return _inline(paragraph, marks, (0, len(paragraph.text)))
    lines = [_inline(paragraph, marks, span) for span in _line_spans(paragraph.text)]
    if paragraph.kind == "list":
        items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
        return Markup("<ul>{}</ul>").format(items)
    return Markup("").join(Markup('<span class="line">{}</span>').format(line) for line in lines)


def _line_spans(text: str) -> list[Span]:
    spans = []
    start = 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _inline(paragraph: Paragraph, marks: Sequence[Span], within: Span) -> Markup:
    """Escape one stretch of text and wrap what is emphasised or marked."""
    html = Markup("")
    for a, b, marked in _stretches(marks, within):
        inner = Markup("")
        for c, d, emphasised in _stretches(paragraph.emphasis, (a, b)):
            piece = escape(paragraph.text[c:d])
            inner += Markup("<em>{}</em>").format(piece) if emphasised else piece
        html += Markup("<mark>{}</mark>").format(inner) if marked else inner
    return html


def _stretches(spans: Sequence[Span], within: Span) -> Iterator[tuple[int, int, bool]]:
    """Cut a stretch where spans start or end; say of each piece whether it lies in one."""
    start, end = within
    cuts = {start, end}
    for span in spans:
        cuts.update(min(max(offset, start), end) for offset in span)
    for a, b in pairwise(sorted(cuts)):
        yield a, b, any(first <= a < last for first, last in spans)

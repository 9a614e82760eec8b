"""From the characters of seed lines to the text of a paragraph."""

import re

EMPHASIS = re.compile(r"\*([^*\n]+)\*")


def fold_spaces(text: str) -> str:
    """Make every run of white space one space; non-breaking spaces count as white space."""
    return " ".join(text.split())


def joined(lines: list[str]) -> str:
    """Put the halves that a page break parted back together; no word is added."""
    return fold_spaces(" ".join(lines))


def stacked(lines: list[str]) -> str:
    """Keep each line of a block on a line of its own; blank lines go."""
    return "\n".join(folded for line in lines if (folded := fold_spaces(line)))


def without_emphasis_marks(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Take out `*…*` and return the plain text with the offsets of what stood between."""
    spans: list[tuple[int, int]] = []
    plain = ""
    end = 0
    for match in EMPHASIS.finditer(text):
        plain += text[end : match.start()]
        spans.append((len(plain), len(plain) + len(match[1])))
        plain += match[1]
        end = match.end()
    return plain + text[end:], tuple(spans)

"""Find a quote in a paragraph, and say what stands in the way where it is nearly there."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import combinations, pairwise

from studyapp.reading.note_selector import occurrences
from studyapp.unspaced import UNSPACED

QUOTATION_MARKS = (
    "\"'`\u00b4\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a"
)
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"

QUOTES_DIFFER = "quotation marks"
DASHES_DIFFER = "dashes"
CASE_DIFFERS = "capital letters"
SPACES_DIFFER = "spaces"
SIGNS_DIFFER = "invisible signs or the way an accent is stored"
DIFFERENCES = (QUOTES_DIFFER, DASHES_DIFFER, CASE_DIFFERS, SPACES_DIFFER)


@dataclass(frozen=True, slots=True)
class NearQuote:
    """Words of a paragraph that a quote meant but did not copy.

    Attributes:
        words: what the paragraph says.
        differences: in what the quote departs from it, such as "capital letters and spaces".
    """

    words: str
    differences: str


def quote_span(text: str, quote: str) -> tuple[int, int] | None:
    """Return start and end of a quote in a text; None unless it stands there exactly once."""
    starts = quote_starts(text, quote)
    return (starts[0], starts[0] + len(quote)) if len(starts) == 1 else None


def quote_starts(text: str, quote: str) -> list[int]:
    """Return every offset at which a quote starts; the end of a line counts as a space."""
    return occurrences(_one_line(text), quote)


def cuts_word(text: str, span: tuple[int, int]) -> bool:
    """Tell whether a span of a text starts or ends inside a word."""
    around = [text[at - 1 : at + 1] for at in span if 0 < at < len(text)]
    return any(pair.isalnum() and not UNSPACED.search(pair) for pair in around)


def nearly_quoted(text: str, quote: str) -> NearQuote | None:
    """Return what a quote comes close to, with as few differences as will do."""
    line = _one_line(text)
    seen, origins = _as_seen(line)
    quote_seen = _as_seen(quote)[0]
    looks_otherwise = seen != line or quote_seen != quote
    for size in range(len(DIFFERENCES) + 1):
        for allowed in combinations(DIFFERENCES, size):
            if found := _pattern(quote, allowed).search(line):
                return NearQuote(found[0], " and ".join(allowed))
            if looks_otherwise and (found := _pattern(quote_seen, allowed).search(seen)):
                words = line[origins[found.start()] : origins[found.end()]]
                return NearQuote(words, " and ".join((*allowed, SIGNS_DIFFER)))
    return None


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _as_seen(line: str) -> tuple[str, list[int]]:
    """Return what a reader sees of a line, and where in it each sign of that begins, and its end.

    Soft hyphens and the like go; a letter and its accents are one sign, however they are stored.
    """
    starts = [at for at, sign in enumerate(line) if not at or not _goes_on(sign)]
    seen: list[str] = []
    origins: list[int] = []
    for start, end in pairwise([*starts, len(line)]):
        signs = unicodedata.normalize("NFC", line[start:end])
        shown = [sign for sign in signs if unicodedata.category(sign) != "Cf"]
        seen += shown
        origins += [start] * len(shown)
    return "".join(seen), [*origins, len(line)]


def _goes_on(sign: str) -> bool:
    """Tell whether a sign belongs to the letter before it: an accent, or a part of a syllable."""
    return unicodedata.combining(sign) > 0 or "\u1160" <= sign <= "\u11ff"


def _pattern(quote: str, allowed: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for the quote in which the allowed differences do not count."""
    between = ""
    if SPACES_DIFFER in allowed:
        quote = "".join(quote.split())
        between = r"\s*"
    signs = [_sign_pattern(sign, allowed) for sign in quote]
    return re.compile(between.join(signs), re.IGNORECASE if CASE_DIFFERS in allowed else 0)


def _sign_pattern(sign: str, allowed: tuple[str, ...]) -> str:
    if sign in QUOTATION_MARKS and QUOTES_DIFFER in allowed:
        return f"[{re.escape(QUOTATION_MARKS)}]"
    if sign in DASHES and DASHES_DIFFER in allowed:
        return f"[{re.escape(DASHES)}]"
    return re.escape(sign)

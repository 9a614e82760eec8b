"""What an option is: a year, a date, a figure, a range, a name or a phrase."""

import re
from dataclasses import dataclass
from functools import lru_cache
from math import inf, nextafter

from studyapp.bank.answer_text import as_number
from studyapp.bank.rules.figures import figures, is_spoken_figure

YEAR, DATE, FIGURE = "a year", "a date", "a figure"
NAME, PHRASE, SENTENCE = "a name", "a phrase", "a sentence"
FIGURES = frozenset({YEAR, DATE, FIGURE})

_MONTHS = re.findall(
    r"\w+",
    "january february march april may june july august september october november december",
)
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\b", re.IGNORECASE)
_LEAD = re.compile(r"\A(?:(?:about|around|at|by|from|in|nearly|on|since|some|the|until)\s+)+", re.I)
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_DECADE_OR_YEAR = re.compile(r"(?:early |mid-?|late )?(?:1\d{3}|20\d{2})s?", re.I)
_DAY = re.compile(r"\b([1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b(?!\d)")
_NUMERAL = r"(\d[\d,.]*\d|\d)"
_UNIT = r"(?:\s*(thousand|million|billion)\b)?(?:\s*(?:%|[^\W\d_]+)){0,3}"
_BETWEEN = re.compile(
    rf"(?:from |between )?{_NUMERAL}\s*(?:-|\u2013|to|and)\s*{_NUMERAL}{_UNIT}", re.I
)
_AT_LEAST = re.compile(rf"(?:(more than|over|above)|at least|from)\s+{_NUMERAL}{_UNIT}", re.I)
_AT_MOST = re.compile(
    rf"(?:(less than|fewer than|under|below)|at most|up to)\s+{_NUMERAL}{_UNIT}", re.I
)
_DIGIT = re.compile(r"\d")
_SMALL_WORDS = frozenset({"and", "de", "in", "la", "of", "on", "the", "von"})


@dataclass(frozen=True, slots=True)
class Range:
    """Every figure from `low` to `high`, both included."""

    low: float
    high: float


@lru_cache(maxsize=256)
def type_of(text: str) -> str:
    """Return what an option is, with its article, as messages say it."""
    bare = _LEAD.sub("", text.strip().rstrip("."))
    if _DECADE_OR_YEAR.fullmatch(bare):
        return YEAR
    if _MONTH.search(bare) and len(bare.split()) <= 4 and _DIGIT.search(bare):
        return DATE
    if as_number(bare) is not None or _is_figure(bare) or as_range(text) is not None:
        return FIGURE
    words = [word for word in bare.split() if word.casefold() not in _SMALL_WORDS]
    if words and all(word.strip("\"'\u2018\u201c(")[:1].isupper() for word in words):
        return NAME
    return PHRASE if bare[:1].islower() else SENTENCE


@lru_cache(maxsize=256)
def as_range(text: str) -> Range | None:
    """Read "1920-1925", "more than 10" or "up to 5 percent"; None if a text is none of these."""
    if not _DIGIT.search(text):
        return None
    bare = text.strip().rstrip(".")
    if found := _BETWEEN.fullmatch(bare):
        low, high = sorted((_number(found[1], found[3]), _number(found[2], found[3])))
        return Range(low, high)
    if found := _AT_LEAST.fullmatch(bare):
        low = _number(found[2], found[3])
        return Range(nextafter(low, inf) if found[1] else low, inf)
    if found := _AT_MOST.fullmatch(bare):
        high = _number(found[2], found[3])
        return Range(-inf, nextafter(high, -inf) if found[1] else high)
    return None


def overlap(first: Range, second: Range) -> bool:
    """Tell whether two ranges have a figure in common."""
    return first.low <= second.high and second.low <= first.high


def order_key(text: str) -> tuple[float, ...] | None:
    """Return by what options are put in order: year, month, day, or a figure; None for words."""
    kind = type_of(text)
    if kind in {YEAR, DATE}:
        return _date_key(text)
    if (span := as_range(text)) is not None:
        return (span.low, span.high)
    if kind == FIGURE:
        return (max(figures(text), default=0.0),)
    return None


def _is_figure(text: str) -> bool:
    """Tell whether a text is a figure, in words or with its unit, as in "40 percent"."""
    words = text.split()
    return (len(words) <= 3 and text[:1].isdigit()) or is_spoken_figure(text)


def _date_key(text: str) -> tuple[float, ...]:
    year = _YEAR.search(text)
    month = _MONTH.search(text)
    day = _DAY.search(_YEAR.sub("", text))
    return (
        float(year[0]) if year else 0.0,
        float(_MONTHS.index(month[0].casefold()) + 1) if month else 0.0,
        float(day[1]) if day else 0.0,
    )


def _number(numeral: str, power: str | None) -> float:
    return max(figures(f"{numeral} {power or ''}"), default=0.0)

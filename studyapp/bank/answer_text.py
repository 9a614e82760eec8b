"""Compare what a learner typed with what is accepted, and read numbers as people write them."""

import re
import unicodedata
from decimal import Decimal
from importlib import import_module

from studyapp.plain_letters import ACCENTS, plain_letters

DISTANCE = "rapidfuzz.distance.OSA"
"""What takes memory to import, and what only a misspelt answer needs."""

NEAR_LIKENESS = 0.8
"""Likeness that makes a near word: one letter wrong, missing, added or swapped in every five."""

NEAR_LETTERS = 5
"""A shorter word is never near: one letter turns it into another word."""

LONGEST_NUMBER = 60
LARGEST_NUMBER = 10**15
COMMAS_FROM = 10_000

_PLAIN_MARKS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u02b9\u02ba\u02bb\u02bc", "'")
    | {"&": " and ", "\u066b": ".", "\u066c": ","}
)
_LEADING_ARTICLE = re.compile(r"\A\W*(?:the|an?)\s+")
_THOUSANDS_SEPARATOR = re.compile(r"(?<=\d)[ ,.](?=\d{3}(?!\d))")
_PUNCTUATION = re.compile(r"[\W_]+")
_SPACE_OUTSIDE_NUMBERS = re.compile(r"(?<!\d) | (?!\d)")

_NUMERAL_AMONG_WORDS = re.compile(r"([^0-9]*?)([-+]?)([0-9., ]*[0-9])([^0-9]*)")
_WORD = re.compile(r"%|[^\s.,%]+")
_GROUPED = re.compile(r"([1-9][0-9]{0,2}([ ,.])[0-9]{3}(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]+))?")
_PLAIN = re.compile(r"([0-9]*)(?:[.,]([0-9]+))?")
_PERCENT_WORDS = {"%", "percent", "per", "cent"}
_POWERS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9}


def normalise(text: str) -> str:
    """Return the words of `text` without what does not count in an answer.

    Case, accents and strokes (ø, ł), a leading article, thousands separators and punctuation go;
    punctuation leaves a space, so that 1936-38 stays two numbers.
    """
    words = _THOUSANDS_SEPARATOR.sub("", _LEADING_ARTICLE.sub("", _fold(text)))
    if words.isascii():
        return _PUNCTUATION.sub(" ", words).strip()
    return " ".join("".join(sign if _counts(sign) else " " for sign in words).split())


def same_text(given: str, accepted: str) -> bool:
    """Tell whether both say the same: equal numbers, or equal words however spaced."""
    numbers = as_number(given), as_number(accepted)
    if None not in numbers:
        return numbers[0] == numbers[1]
    return _joined(normalise(given)) == _joined(normalise(accepted))


def near_text(given: str, accepted: str) -> bool:
    """Tell whether `given` is `accepted` mistyped: not the same, but word for word alike.

    A near word keeps its first letter: slips are rare there, and "evolution" is no mistyped
    "revolution". Nothing with a digit is near. Names one letter apart (Kamenev, Kamenov) are near
    even if they are different people: list such a name among the wrong answers, which go first.
    """
    if same_text(given, accepted) or re.search(r"\d", _fold(given + accepted)):
        return False
    ours, theirs = normalise(given).split(), normalise(accepted).split()
    if len(ours) != len(theirs):
        return _alike("".join(ours), "".join(theirs))
    return all(map(_alike, ours, theirs))


def as_number(given: str, unit: str | None = None) -> Decimal | None:
    """Read a number as people write it; None if `given` is no single number up to 10**15.

    Three digits after a separator are thousands (1,500, 1 500, 1.500), other digits after one
    separator are decimals (1.5, 1,5), as they are in "1.125 million". Percent signs and the
    words of `unit` are passed over.
    """
    match = _NUMERAL_AMONG_WORDS.fullmatch(_fold(given)) if len(given) <= LONGEST_NUMBER else None
    if match is None:
        return None
    before, sign, numeral, after = match.groups()
    ignored = _PERCENT_WORDS.union(_singular_words(unit or ""))
    powers = [word for word in _singular_words(after) if word not in ignored]
    if not ignored.issuperset(_singular_words(before)) or not _POWERS.keys() >= set(powers):
        return None
    value = _read_numeral(numeral.strip(), point_is_decimal=bool(powers))
    if value is None:
        return None
    value = value.scaleb(sum(_POWERS[word] for word in powers))
    if value > LARGEST_NUMBER:
        return None
    return -value if sign == "-" else value


def number_text(value: Decimal, unit: str | None) -> str:
    """Return a figure with its unit: 1936 without a comma, 10,000 with one."""
    figure = f"{value.normalize():{',' if abs(value) >= COMMAS_FROM else ''}f}"
    return f"{figure}%" if unit == "%" else f"{figure} {unit or ''}".rstrip()


def _fold(text: str) -> str:
    if text.isascii():
        return text.casefold().translate(_PLAIN_MARKS).strip()
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    if letters.isascii():
        return letters.translate(_PLAIN_MARKS).strip()
    bare = "".join(map(_plain_sign, ACCENTS.sub("", letters)))
    plain = plain_letters(unicodedata.normalize("NFKC", bare))
    return plain.translate(_PLAIN_MARKS).strip()


def _plain_sign(sign: str) -> str:
    """Write the digits of every script as 0 to 9, and what cannot be seen as nothing."""
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    return "" if unicodedata.category(sign) == "Cf" else sign


def _counts(sign: str) -> bool:
    """Tell letters, digits and the marks that belong to them from punctuation."""
    return sign.isalnum() or unicodedata.category(sign).startswith("M")


def _joined(words: str) -> str:
    """Join the words, so that "anti-Semitism" is "antisemitism"; "5 6" does not become 56."""
    return _SPACE_OUTSIDE_NUMBERS.sub("", words)


def _alike(given: str, accepted: str) -> bool:
    if given == accepted:
        return True
    if min(len(given), len(accepted)) < NEAR_LETTERS or given[0] != accepted[0]:
        return False
    distance = import_module(DISTANCE)
    return bool(distance.normalized_similarity(given, accepted) >= NEAR_LIKENESS)


def _singular_words(text: str) -> list[str]:
    return [word.removesuffix("s") for word in _WORD.findall(_fold(text))]


def _read_numeral(numeral: str, *, point_is_decimal: bool) -> Decimal | None:
    grouped = _GROUPED.fullmatch(numeral)
    if grouped is not None and not (point_is_decimal and grouped[2] == "."):
        return Decimal(f"{re.sub('[ ,.]', '', grouped[1])}.{grouped[3] or 0}")
    plain = _PLAIN.fullmatch(numeral)
    return Decimal(f"{plain[1]}.{plain[2] or 0}") if plain is not None else None

"""Answers on paper as they are typed into a grid: letters, texts, numbers of paragraphs.

single: "B"; multiple: "A C"; order: "CABD"; match: "1B 2A 3C" or "BAC"; cloze: a text for each
blank with a semicolon between; short, number: the text; locate: the number of the paragraph.
"""

import re
from typing import Final, cast

from studyapp.bank.grading import AnswerShapeError, Given
from studyapp.bank.presentation import to_canonical
from studyapp.bank.question import (
    Cloze,
    Locate,
    Match,
    Multiple,
    Number,
    Order,
    Question,
    Short,
    Single,
)
from studyapp.classroom.paper.form import PaperItem

LEFT_OUT: Final = "-"
OPTION_LETTERS: Final = "ABCDEF"
BLANKS_APART: Final = ";"

_BETWEEN = re.compile(r"[\s,.;:()=-]+")
_NUMBERED = re.compile(r"(?:[1-9][A-Z])+")
_PARAGRAPH = re.compile(r"[Pp¶]?\s*([1-9][0-9]{0,6})")
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")


class CellError(ValueError):
    """What stands in a cell is no answer; the message is one sentence that says where."""


def read_cell(text: str, printed: PaperItem, pupil: str) -> Given:
    """Return a cell as an answer in the positions of the bank file; None is left out.

    Raises:
        CellError: it is none; the message names the pupil and the question.
    """
    typed = text.strip()
    if typed in _DASHES:
        return None
    try:
        return _read(typed, printed)
    except AnswerShapeError as error:
        raise CellError(f"{pupil}, question {printed.number}: {error}") from error


def cell_text(printed: PaperItem, given: Given) -> str:
    """Return an answer as it is typed into a cell; `read_cell` reads the same back."""
    question = printed.item.question
    if given is None:
        return LEFT_OUT
    if isinstance(question, Single | Multiple | Order):
        places = [printed.shown.index(n) for n in _positions(given)]
        if isinstance(question, Multiple):
            places.sort()
        return ("" if isinstance(question, Order) else " ").join(OPTION_LETTERS[n] for n in places)
    if isinstance(question, Match):
        letters = [OPTION_LETTERS[printed.shown.index(n)] for n in _positions(given)]
        return " ".join(f"{number}{letter}" for number, letter in enumerate(letters, start=1))
    if isinstance(question, Locate):
        return str(given).partition(":")[2]
    return f"{BLANKS_APART} ".join(map(str, given)) if isinstance(given, list) else str(given)


def key_given(question: Question) -> Given:
    """Return the key of a question as an answer."""
    match question:
        case Single() | Multiple():
            right = [n for n, option in enumerate(question.options) if option.correct]
            return right[0] if isinstance(question, Single) else right
        case Cloze():
            return [variants[0] for variants in question.answers]
        case Short():
            return question.answers[0]
        case Number():
            return f"{question.answer:f}"
        case Order():
            return list(range(len(question.items)))
        case Match():
            return list(range(len(question.pairs)))
        case Locate():
            return question.targets[0]


def _read(typed: str, printed: PaperItem) -> Given:
    question = printed.item.question
    match question:
        case Single():
            return _read_single(typed, printed)
        case Multiple():
            places: object = sorted(_once(_places(typed, printed)))
        case Order():
            places = _read_order(typed, printed)
        case Match():
            places = _read_pairs(typed, printed)
        case Cloze():
            places = _read_blanks(typed, len(question.answers))
        case Locate():
            places = _read_paragraph(typed, printed)
        case _:
            places = typed
    return to_canonical(question, printed.shown, places)


def _read_single(typed: str, printed: PaperItem) -> Given:
    places = _places(typed, printed)
    if len(places) != 1:
        raise AnswerShapeError(
            f"It takes one letter; if more than one is marked, type {LEFT_OUT} instead."
        )
    return to_canonical(printed.item.question, printed.shown, places[0])


def _read_order(typed: str, printed: PaperItem) -> list[int]:
    places, size = _once(_places(typed, printed)), len(printed.shown)
    if len(places) != size:
        raise AnswerShapeError(
            f"It takes all {size} letters in their order; "
            f"if one is missing, type {LEFT_OUT} for the question."
        )
    return places


def _read_pairs(typed: str, printed: PaperItem) -> list[int]:
    """Read a letter for each number, with the numbers or in their order."""
    letters, size = _BETWEEN.sub("", typed).upper(), len(printed.shown)
    if _NUMBERED.fullmatch(letters):
        pairs = sorted(zip(letters[::2], letters[1::2], strict=True))
        numbers = "".join(number for number, _ in pairs)
        letters = "".join(letter for _, letter in pairs) if numbers == "12345"[:size] else ""
    if len(letters) != size:
        raise AnswerShapeError(
            f"It takes a letter for each of the numbers 1 to {size}, such as 1B 2A; "
            f"if one is missing, type {LEFT_OUT} for the question."
        )
    return _places(letters, printed)


def _places(typed: str, printed: PaperItem) -> list[int]:
    """Return which printed choices are meant, counted from 0."""
    letters, known = _BETWEEN.sub("", typed).upper(), OPTION_LETTERS[: len(printed.shown)]
    for letter in letters:
        if letter not in known:
            last = known[-1]
            raise AnswerShapeError(f"There is no “{letter}”; its letters are A to {last}.")
    return [known.index(letter) for letter in letters]


def _once(places: list[int]) -> list[int]:
    if len(set(places)) < len(places):
        raise AnswerShapeError("It takes each letter only once.")
    return places


def _read_blanks(typed: str, count: int) -> list[str]:
    texts = [text.strip() for text in typed.split(BLANKS_APART)] if count > 1 else [typed]
    if len(texts) != count or not all(texts):
        raise AnswerShapeError(
            f"It takes {count} texts with a semicolon between; "
            f"if one is missing, type {LEFT_OUT} for the question."
        )
    return texts


def _read_paragraph(typed: str, printed: PaperItem) -> str:
    found = _PARAGRAPH.fullmatch(typed)
    if found is None:
        raise AnswerShapeError("It takes the number of a paragraph, such as 12.")
    question = cast("Locate", printed.item.question)
    return f"{question.targets[0].partition(':')[0]}:{found[1]}"


def _positions(given: Given) -> list[int]:
    return [given] if isinstance(given, int) else [int(n) for n in cast("list[int]", given)]

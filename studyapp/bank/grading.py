"""Check the shape of an answer, grade it, and say the right one: one small function per kind."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Literal

from studyapp.bank.answer_text import as_number, near_text, normalise, number_text, same_text
from studyapp.bank.question import (
    Cloze,
    Locate,
    Match,
    Multiple,
    Number,
    Option,
    Order,
    Question,
    Short,
    Single,
    WrongAnswer,
)

Given = int | str | list[int] | list[str] | None
"""An answer: texts, or positions in the bank file counted from 0; None is "I don't know".

single: the option; multiple: the options; order: the items as put; match: for each left its right;
cloze: a text for each blank; short, number: the text; locate: the paragraph id.
"""

LONGEST_TEXT = 500

_PARAGRAPH = re.compile("[a-z0-9-]+:[1-9][0-9]*")
_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")


class AnswerShapeError(ValueError):
    """What was given is no answer to this question; the message tells the learner why."""


@dataclass(frozen=True, slots=True)
class Grade:
    """What an answer is worth.

    Attributes:
        score: 0 to 1; a near answer has 0.
        reasons: what the author says about the wrong choices that were made.
    """

    verdict: Literal["right", "near", "wrong"]
    score: float
    reasons: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Tell whether the answer passes."""
        return self.verdict == "right"


def parse_given(question: Question, raw: object) -> Given:
    """Return `raw`, such as read from JSON, as an answer; raise AnswerShapeError if it is none."""
    if raw is None:
        return None
    match question:
        case Single():
            return _read_position(raw, len(question.options))
        case Multiple() | Order() | Match():
            return _read_positions(question, raw)
        case Cloze():
            return _read_blanks(question, raw)
        case Short():
            return _read_text(raw)
        case Number():
            return _read_number(question, raw)[0]
        case Locate():
            return _read_paragraph(raw)


def grade(question: Question, given: Given, *, neighbours: Collection[str] = ()) -> Grade:
    """Grade an answer, near if it is in `neighbours`; raise AnswerShapeError if it is none."""
    if given is None:
        return Grade("wrong", 0.0)
    match question:
        case Single():
            return _grade_single(question, _read_position(given, len(question.options)))
        case Multiple():
            return _grade_multiple(question, _read_positions(question, given))
        case Cloze():
            return _grade_texts(question.answers, _read_blanks(question, given), question.wrong)
        case Short():
            return _grade_texts([question.answers], [_read_text(given)], question.wrong)
        case Number():
            return _grade_number(question, _read_number(question, given)[1])
        case Order():
            return _grade_order(_read_positions(question, given))
        case Match():
            return _grade_match(question, _read_positions(question, given))
        case Locate():
            return _grade_locate(question, _read_paragraph(given), neighbours)


def key_text(question: Question) -> list[str]:
    """Return the right answer in words: what was to be chosen, typed, found or put in order."""
    match question:
        case Single() | Multiple():
            return [option.text for option in question.options if option.correct]
        case Cloze():
            return [variants[0] for variants in question.answers]
        case Short():
            return question.answers[:1]
        case Number():
            return [number_text(question.answer, question.unit)]
        case Order():
            return list(question.items)
        case Match():
            return [f"{pair.left}: {pair.right}" for pair in question.pairs]
        case Locate():
            return [f"Paragraph {target.partition(':')[2]}" for target in question.targets]


def _read_positions(question: Multiple | Order | Match, raw: object) -> list[int]:
    match question:
        case Multiple():
            size, needed, when_short = len(question.options), 1, "Choose an answer first."
        case Order():
            size = needed = len(question.items)
            when_short = "Put all items in order first."
        case Match():
            size = needed = len(question.pairs)
            when_short = "Match every item first."
    if raw == "" or (isinstance(raw, list) and (len(raw) < needed or None in raw or "" in raw)):
        raise AnswerShapeError(when_short)
    if not isinstance(raw, list) or len(raw) > size:
        raise AnswerShapeError(f"The answer should be a list of at most {size} numbers.")
    positions = [_read_position(entry, size) for entry in raw]
    if not isinstance(question, Match) and len(set(positions)) < len(positions):
        raise AnswerShapeError("Use each answer only once.")
    return positions


def _read_position(raw: object, size: int) -> int:
    if raw == "":
        raise AnswerShapeError("Choose an answer first.")
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise AnswerShapeError("The answer should be given by its number.")
    if not 0 <= raw < size:
        raise AnswerShapeError("There is no such answer to choose.")
    return raw


def _read_blanks(question: Cloze, raw: object) -> list[str]:
    if not isinstance(raw, list) or len(raw) != len(question.answers):
        raise AnswerShapeError("The answer should be a list with a text for each blank.")
    return [_read_text(text, "Fill in every blank first.") for text in raw]


def _read_text(raw: object, when_empty: str = "Type an answer first.") -> str:
    if not isinstance(raw, str):
        raise AnswerShapeError("The answer should be a text.")
    if len(raw) > LONGEST_TEXT:
        raise AnswerShapeError(f"Type an answer of at most {LONGEST_TEXT} characters.")
    if _NOT_STORABLE.search(raw):
        raise AnswerShapeError("The answer holds a character that is not text.")
    if not normalise(raw):
        raise AnswerShapeError(when_empty)
    return raw.strip()


def _read_number(question: Number, raw: object) -> tuple[str, Decimal]:
    """Return the number as typed and as read."""
    text = _read_text(raw)
    value = as_number(text, question.unit)
    if value is None:
        raise AnswerShapeError("Type the answer as a number, such as 1936 or 1,500.")
    return text, value


def _read_paragraph(raw: object) -> str:
    text = _read_text(raw, "Choose a paragraph first.")
    if _PARAGRAPH.fullmatch(text) is None:
        raise AnswerShapeError("There is no such paragraph to choose.")
    return text


def _grade_single(question: Single, chosen: int) -> Grade:
    option = question.options[chosen]
    return Grade("right", 1.0) if option.correct else Grade("wrong", 0.0, _reasons([option]))


def _grade_multiple(question: Multiple, chosen: Sequence[int]) -> Grade:
    """Take a wrong choice off a right one, so that choosing everything gains nothing."""
    wrong = [question.options[n] for n in chosen if not question.options[n].correct]
    gained = max(0, len(chosen) - 2 * len(wrong))
    return _by_share(gained, sum(option.correct for option in question.options), _reasons(wrong))


def _grade_texts(
    accepted: Sequence[Sequence[str]], given: Sequence[str], wrong: Sequence[WrongAnswer]
) -> Grade:
    """Grade typed texts, all of which must be right; a listed wrong answer is never near."""
    missed = [
        (text, variants)
        for text, variants in zip(given, accepted, strict=True)
        if not any(same_text(text, variant) for variant in variants)
    ]
    if not missed:
        return Grade("right", 1.0)
    known = [entry for entry in wrong if any(same_text(text, entry.answer) for text, _ in missed)]
    if not known and all(any(near_text(text, v) for v in variants) for text, variants in missed):
        return Grade("near", 0.0)
    return Grade("wrong", 0.0, _reasons(known))


def _grade_number(question: Number, value: Decimal) -> Grade:
    if abs(value - question.answer) <= question.tolerance:
        return Grade("right", 1.0)
    known = [entry for entry in question.wrong if as_number(entry.answer, question.unit) == value]
    return Grade("wrong", 0.0, _reasons(known))


def _grade_order(items: Sequence[int]) -> Grade:
    """Count the pairs of items, neighbours or not, that stand in the right order."""
    pairs = list(combinations(items, 2))
    return _by_share(sum(first < second for first, second in pairs), len(pairs))


def _grade_match(question: Match, partners: Sequence[int]) -> Grade:
    """Count the right pairs; of two rights with the same words either will do."""
    rights = [pair.right for pair in question.pairs]
    paired = zip((rights[n] for n in partners), rights, strict=True)
    return _by_share(sum(chosen == right for chosen, right in paired), len(rights))


def _grade_locate(question: Locate, paragraph: str, neighbours: Collection[str]) -> Grade:
    if paragraph in question.targets:
        return Grade("right", 1.0)
    return Grade("near" if paragraph in neighbours else "wrong", 0.0)


def _by_share(gained: int, possible: int, reasons: tuple[str, ...] = ()) -> Grade:
    """Pass only what is all right."""
    return Grade("right" if gained == possible else "wrong", gained / possible, reasons)


def _reasons(wrong: Iterable[Option | WrongAnswer]) -> tuple[str, ...]:
    return tuple(entry.why for entry in wrong if entry.why is not None)

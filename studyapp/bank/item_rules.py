"""Rules of item writing: what lets a learner guess, or leaves a claim without its source.

Source: Haladyna, Downing and Rodriguez 2002, Applied Measurement in Education 15(3).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from studyapp.bank.answer_rules import BLANK
from studyapp.bank.answer_text import normalise
from studyapp.bank.bank_file import PlacedQuestion
from studyapp.bank.question import (
    COMPARE,
    Cloze,
    Match,
    Multiple,
    Option,
    Order,
    Question,
    Short,
    Single,
)
from studyapp.faults import Fault, shown
from studyapp.reading.library import Library
from studyapp.yaml_document import Path

LONGEST_KEY_RATIO = 1.4
ITEMS_THAT_SHOW_A_HABIT = 6

_WORD = re.compile(r"[^\W\d_]+")
_ABOVE = re.compile(r"\b(all|none|both|neither|any|either) of the above\b", re.IGNORECASE)
_SHOUTED_NEGATION = re.compile(r"\b(NOT|EXCEPT)\b")
_NEGATED_CHOICE = re.compile(
    r"\bwhich( of (these|those|them|the following|the \w+))?"
    r" (is|are|was|were|does|do|did|has|have|had) not\b",
    re.IGNORECASE,
)


def check_items(questions: Sequence[PlacedQuestion], library: Library) -> list[Fault]:
    """Return what a careful writer of questions would change, sorted."""
    names = source_names(library)
    faults = list(_long_key_habit(questions))
    for placed in questions:
        faults += _odd_skill(placed)
        faults += _unnamed_source(placed, names)
        faults += _negated_stem(placed)
        faults += _given_away(placed)
        if isinstance(placed.question, Single | Multiple):
            faults += _tell_tale_options(placed, placed.question.options)
    return sorted(faults)


def source_names(library: Library) -> dict[str, set[str]]:
    """Return the words that name each article: those of its label and of its key, folded."""
    return {a.key: _words(f"{a.label} {a.key}") for a in library.articles}


def _odd_skill(placed: PlacedQuestion) -> Iterator[Fault]:
    if (placed.question.skill == "place") != (placed.question.kind == "locate"):
        message = "the skill `place` belongs to questions of the kind `locate`, and to all of them"
        yield placed.fault(("skill",), "skill-differs", message, "warning")


def _unnamed_source(placed: PlacedQuestion, names: Mapping[str, set[str]]) -> Iterator[Fault]:
    """Ask for the name of the article; a question that compares may name one in its answers."""
    question = placed.question
    wanted = names.get(placed.module.partition("/")[0], set())
    given = [question.stem, question.text if isinstance(question, Cloze) else ""]
    if placed.module == COMPARE:
        wanted = {name for each in names.values() for name in each}
        given = [question.stem, *_other_texts(question)]
    if wanted and wanted.isdisjoint(_words(" ".join(given))):
        message = f"the stem does not name its source: {', '.join(sorted(wanted))}"
        yield placed.fault(("stem",), "source-not-named", message, "warning")


def _words(text: str) -> set[str]:
    """Return the words of a text, folded; a possessive s is a word of its own."""
    return set(_WORD.findall(text.casefold()))


def _other_texts(question: Question) -> list[str]:
    """Return what a learner sees besides the stem."""
    match question:
        case Single() | Multiple():
            return [option.text for option in question.options]
        case Cloze():
            return [question.text]
        case Order():
            return question.items
        case Match():
            return [text for pair in question.pairs for text in (pair.left, pair.right)]
        case _:
            return []


def _negated_stem(placed: PlacedQuestion) -> Iterator[Fault]:
    stem = placed.question.stem
    if found := _SHOUTED_NEGATION.search(stem) or _NEGATED_CHOICE.search(stem):
        message = f"{shown(found[0])} makes the stem negative; ask for what is the case"
        yield placed.fault(("stem",), "stem-negative", message, "warning")


def _given_away(placed: PlacedQuestion) -> Iterator[Fault]:
    """Look for what is to be typed among the words that are shown."""
    question = placed.question
    if isinstance(question, Short):
        texts = [question.stem]
        accepted: dict[Path, str] = {("answers", n): t for n, t in enumerate(question.answers)}
    elif isinstance(question, Cloze):
        texts = [question.stem, *BLANK.sub("\n", question.text).split("\n")]
        accepted = {
            ("answers", n, m): text
            for n, variants in enumerate(question.answers)
            for m, text in enumerate(variants)
        }
    else:
        return
    shown_words = [f" {normalise(text)} " for text in texts]
    for path, text in accepted.items():
        if any(f" {normalise(text)} " in words for words in shown_words):
            message = f"the accepted answer {shown(text)} stands in the question"
            yield placed.fault(path, "answer-given-away", message, "warning")


def _tell_tale_options(placed: PlacedQuestion, options: list[Option]) -> Iterator[Fault]:
    for n, option in enumerate(options):
        if found := _ABOVE.search(option.text):
            message = f"{shown(found[0])} is no option: options are shuffled"
            yield placed.fault(("options", n, "text"), "option-above", message)
    right, wrong = _lengths(options, correct=True), _lengths(options, correct=False)
    if right and wrong and max(right) > LONGEST_KEY_RATIO * max(wrong):
        message = f"a correct option has {max(right)} characters, the longest wrong one "
        message += f"{max(wrong)}: its length gives it away"
        n = next(n for n, o in enumerate(options) if o.correct and len(o.text) == max(right))
        yield placed.fault(("options", n, "text"), "key-too-long", message, "warning")


def _lengths(options: Iterable[Option], *, correct: bool) -> list[int]:
    return [len(option.text) for option in options if option.correct is correct]


def _long_key_habit(questions: Sequence[PlacedQuestion]) -> Iterator[Fault]:
    """Report each file in which the longest option is mostly the right one.

    Only items with one right option count: of several, one is often the longest by chance.
    """
    for file, group in groupby(questions, key=lambda placed: placed.file):
        items = [(p, p.question.options) for p in group if isinstance(p.question, Single)]
        long = sum(_key_is_longest(options) for _, options in items)
        if len(items) >= ITEMS_THAT_SHOW_A_HABIT and 2 * long > len(items):
            message = f"the correct option is the longest in {long} of {len(items)} items"
            place = items[0][0].module_place
            yield Fault(file, *place, "key-often-longest", message, "warning")


def _key_is_longest(options: list[Option]) -> bool:
    right, wrong = _lengths(options, correct=True), _lengths(options, correct=False)
    return bool(right and wrong) and max(right) > max(wrong)

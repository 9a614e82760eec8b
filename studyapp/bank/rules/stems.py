"""Rules of a stem: it names its source, asks for what is the case, and is its own sentence."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set

from studyapp.bank.bank_file import PlacedQuestion
from studyapp.bank.question import COMPARE, Cloze, Multiple, Single
from studyapp.bank.rules.evidence import Passages
from studyapp.bank.rules.words import folded_words, shown_texts
from studyapp.reading.library import Library
from studyapp.unspaced import count_words
from studyapp.yaml_files.faults import Fault, shown

MOST_WORDS = 60
COPIED_WORDS = 8
LONG_NAME, LONGEST_ENDING = 4, 3
"""From so many letters on a name is known with an ending of so many to it, as in Kowalskiego."""
_OTHER_WORD = {"ism", "ist", "ian", "ern", "man", "изм", "ист"}
"""Endings with which a name is the word for something else, as in Marxism and northern."""

_SHOUTED_NEGATION = re.compile(r"\b(NOT|EXCEPT|NEVER)\b")
_NEGATED_CHOICE = re.compile(
    r"(?:\A|[.,;:?!]\s)(?i:which)\b[^,.;:?]*\b(?:not|never|except|neither|incorrect|untrue|false)\b"
    r"|(?:\A|[.,;:?!]\s)(?i:who|whom|what|where|when)(?: [\w'\u2019]+){0,4}"
    r" (?:is|are|was|were|does|do|did|has|have|had|can) not\b"
    r"|(?:\A|[.,;:?!]\s)(?i:which|what|who|whom)\b[^,.;:?]*n['\u2019]t\b"
    r"|\b(?i:all|each|every)\b[^.;:?]*\bexcept\b"
)
_NEGATION = re.compile(
    r"\b(not(?! only\b)|never|except|neither|nobody|none|nothing|no|without|un(?:less|true))\b"
    r"|n['\u2019]t\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"\u201c][^\"\u201d]*[\"\u201d]")
_CLAUSE_END = re.compile(r"[.?!,;:]\s|\b(?:and|but|or|nor|yet|because|while|that)\b")


def source_names(library: Library) -> dict[str, set[str]]:
    """Return the words that name each article: those of its label and of its key, folded."""
    return {a.key: name_words(f"{a.label} {a.key}") for a in library.articles}


def name_words(label: str) -> set[str]:
    """Return the words of a label that name its article, folded; a year names none."""
    return {word for word in folded_words(label) if word.isalpha()}


def is_named_in(texts: Iterable[str], names: Set[str]) -> bool:
    """Tell whether a name stands in texts: alone, with an ending, or in an unspaced script."""
    words = folded_words(" ".join(texts))
    return any(_is_named_by(word, name) for word in words for name in names)


def _is_named_by(word: str, name: str) -> bool:
    if word == name:
        return True
    if name.upper() == name:
        # Scripts without capitals put no space between words, or write an article to the name.
        return name in word
    ending = word.removeprefix(name)
    has_ending = len(ending) <= LONGEST_ENDING and ending != word and ending not in _OTHER_WORD
    return has_ending and (len(name) >= LONG_NAME or not name.isascii())


def stem_faults(
    placed: PlacedQuestion, names: Mapping[str, set[str]], passages: Passages | None
) -> Iterator[Fault]:
    """Yield what is wrong with a stem; without the texts, what shows without them."""
    yield from _unnamed_source(placed, names)
    yield from _negation(placed)
    words = count_words(placed.question.stem)
    if words > MOST_WORDS:
        message = f"the stem has {words} words; ask in at most {MOST_WORDS}"
        yield placed.fault(("stem",), "stem-long", message, "warning")
    if passages is not None and not isinstance(placed.question, Cloze):
        yield from _copied(placed, passages)


def _unnamed_source(placed: PlacedQuestion, names: Mapping[str, set[str]]) -> Iterator[Fault]:
    """Ask for the name of the article; a question that compares may name one in its answers."""
    question = placed.question
    wanted = names.get(placed.module.partition("/")[0], set())
    given = [question.stem, question.text if isinstance(question, Cloze) else ""]
    if placed.module == COMPARE:
        wanted = {name for each in names.values() for name in each}
        given = [question.stem, *shown_texts(question)]
    if wanted and not is_named_in(given, wanted):
        message = f"the stem does not name its source: {', '.join(sorted(wanted))}"
        yield placed.fault(("stem",), "source-not-named", message)


def _negation(placed: PlacedQuestion) -> Iterator[Fault]:
    """Ask for what is the case; where that cannot be, for a NOT that nobody overlooks."""
    question = placed.question
    stem = _QUOTED.sub('""', question.stem)
    options = question.options if isinstance(question, Single | Multiple) else []
    plain = _NEGATED_CHOICE.search(stem)
    is_negated = plain is not None or _SHOUTED_NEGATION.search(stem) is not None
    if any(len(_NEGATION.findall(clause)) > 1 for clause in _CLAUSE_END.split(stem)) or (
        is_negated and any(_NEGATION.search(_QUOTED.sub("", o.text)) for o in options)
    ):
        message = "one negation meets another here; ask for what is the case"
        yield placed.fault(("stem",), "double-negative", message)
    elif plain is not None:
        message = f"{shown(plain[0])} asks for what is not so and is easily overlooked; "
        message += "ask for what is the case, or write NOT in capitals"
        yield placed.fault(("stem",), "stem-negative", message, "warning")


def _copied(placed: PlacedQuestion, passages: Passages) -> Iterator[Fault]:
    words = folded_words(placed.question.stem)
    count = len(words) - COPIED_WORDS + 1
    runs = [" ".join(words[n : n + COPIED_WORDS]) for n in range(count)]
    for paragraph_id in placed.question.paragraphs:
        theirs = passages.runs.get(paragraph_id, "")
        copied = next((run for run in runs if f" {run} " in theirs), None)
        if copied is not None:
            message = f"{shown(copied)} is copied from {paragraph_id}: "
            message += "who has not understood the passage finds it by its words"
            yield placed.fault(("stem",), "stem-copied", message, "warning")

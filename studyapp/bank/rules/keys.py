"""Rules of the key: the cited paragraphs hold what it names, and no other stem gives it away."""

import re
from collections.abc import Iterable, Iterator, Sequence

from studyapp.bank.answer_text import normalise
from studyapp.bank.bank_file import PlacedQuestion
from studyapp.bank.question import (
    Cloze,
    Match,
    Multiple,
    Number,
    Order,
    Question,
    Short,
    Single,
)
from studyapp.bank.rules.answers import BLANK
from studyapp.bank.rules.evidence import Passages
from studyapp.bank.rules.figures import figure_runs, figures
from studyapp.bank.rules.words import WordCounts, base, folded_words, word_run, word_set
from studyapp.yaml_files.document import Path
from studyapp.yaml_files.faults import Fault, shown

SMALLEST_FIGURE = 3
SHORTEST_KEY = 4

_NAME = re.compile(r"\b[^\W\d_a-z][^\W\d_]{2,}")


def key_faults(placed: PlacedQuestion, passages: Passages, sources: set[str]) -> Iterator[Fault]:
    """Yield each name, year or number of a key that no cited paragraph holds.

    What the stem gives is not asked for; `sources` are the words that name the articles.
    """
    cited = {name for name in placed.question.paragraphs if name in passages.paragraphs}
    if not cited:
        return
    held = _Held(cited, passages, placed.question.stem, sources)
    for path, variants in _keys(placed.question):
        missing = [held.lacks(text) for text in variants]
        if all(missing):
            message = f"{shown(missing[0])} of the key stands in no cited paragraph; cite the one "
            yield placed.fault(path, "key-not-in-evidence", f"{message}that says it")


def own_answer_faults(placed: PlacedQuestion) -> Iterator[Fault]:
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


class ModuleKeys:
    """The keys of each module that a stem of the same module could give away."""

    def __init__(self, questions: Iterable[PlacedQuestion], words: WordCounts) -> None:
        self._keys: dict[str, list[tuple[str, str, str]]] = {}
        for placed in questions:
            own = self._keys.setdefault(placed.module, [])
            for text in _short_keys(placed.question):
                run = word_run(text)
                if len(run) - 2 >= SHORTEST_KEY and any(map(words.is_rare, folded_words(text))):
                    own.append((placed.question.id, text, run))

    def faults(self, placed: PlacedQuestion) -> Iterator[Fault]:
        """Yield a fault for each question of the module whose key this stem shows."""
        question = placed.question
        stem = f"{question.stem} {question.text}" if isinstance(question, Cloze) else question.stem
        visible = word_run(stem)
        for question_id, text, run in self._keys.get(placed.module, ()):
            if run in visible and question_id != question.id:
                message = f"this stem shows {shown(text)}, the answer to {question_id}"
                yield placed.fault(("stem",), "answer-in-stem", message, "warning")


class _Held:
    """What the cited paragraphs of a question hold, and what its stem gives."""

    def __init__(
        self, cited: Iterable[str], passages: Passages, stem: str, sources: set[str]
    ) -> None:
        texts = [passages.paragraphs[paragraph_id].text for paragraph_id in cited]
        self._figures = figures(stem).union(*map(figures, texts))
        self._words = word_set(stem).union(sources, *map(word_set, texts))
        self._names = passages.names

    def lacks(self, text: str) -> str:
        """Return the first name or figure of a text that is not held; empty if there is none."""
        for found in _NAME.finditer(text):
            name = found[0].casefold()
            if {name, base(name)} & self._names and not self._holds(name):
                return found[0]
        for run in figure_runs(text):
            if run[-1] >= SMALLEST_FIGURE and self._figures.isdisjoint(run):
                return f"{run[-1]:.15g}"
        return ""

    def _holds(self, name: str) -> bool:
        """Tell whether a form of a name is held: Germans of German, Khrushchov of Khrushchev."""
        if name in self._words:
            return True
        stem = name[: max(4, len(name) - 3)]
        return len(name) >= 4 and any(word.startswith(stem) for word in self._words)


def _keys(question: Question) -> list[tuple[Path, Sequence[str]]]:
    """Return each part of the key with its path and the variants that are accepted for it."""
    match question:
        case Single() | Multiple():
            texts = [(("options", n, "text"), o) for n, o in enumerate(question.options)]
            return [(path, [option.text]) for path, option in texts if option.correct]
        case Short():
            return [(("answers",), question.answers)]
        case Cloze():
            return [(("answers", n), variants) for n, variants in enumerate(question.answers)]
        case Number():
            return [(("answer",), [str(question.answer)])]
        case Order():
            return [(("items", n), [text]) for n, text in enumerate(question.items)]
        case Match():
            pairs = enumerate(question.pairs)
            return [(("pairs", n), [f"{pair.left}; {pair.right}"]) for n, pair in pairs]
        case _:
            return []


def _short_keys(question: Question) -> list[str]:
    """Return what a stem elsewhere could give away; orders and pairs are not given by a word."""
    match question:
        case Single() | Multiple():
            return [option.text for option in question.options if option.correct]
        case Short():
            return question.answers[:1]
        case Cloze():
            return [variants[0] for variants in question.answers]
        case Number():
            return [str(question.answer)]
        case _:
            return []

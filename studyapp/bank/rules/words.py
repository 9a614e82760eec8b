"""The words of questions and texts: folded, and counted over the bank."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from studyapp.bank.question import Cloze, Match, Multiple, Order, Question, Single

CONTENT_LETTERS = 5
RARE_SHARE = 50
RARE_AT_LEAST = 3
_WORD = re.compile(r"[^\W_]+")
_FUNCTION_WORDS = frozenset(
    _WORD.findall(
        "about above according after again against among another because before being below "
        "between could during either every first having might neither other others rather shall "
        "should since something still their theirs themselves there these thing things those "
        "though through under until where whether which while whose within without would"
    )
)


def folded_words(text: str) -> list[str]:
    """Return the words of a text in lower case; a possessive s is a word of its own."""
    return _WORD.findall(text.casefold())


@lru_cache(maxsize=2048)
def word_set(text: str) -> frozenset[str]:
    """Return the different words of a text; those of a paragraph are asked for again and again."""
    return frozenset(folded_words(text))


def word_run(text: str) -> str:
    """Return the words of a text with a space around each, so that `in` finds whole words."""
    return f" {' '.join(folded_words(text))} "


def base(word: str) -> str:
    """Return a word without the s of a plural."""
    return word[:-1] if len(word) > CONTENT_LETTERS and word[-1] == "s" != word[-2] else word


def shown_texts(question: Question) -> list[str]:
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


class WordCounts:
    """In how many questions of a bank each word is shown."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._counts: Counter[str] = Counter()
        total = 0
        for question in questions:
            total += 1
            texts = " ".join([question.stem, *shown_texts(question)])
            self._counts.update({base(word) for word in folded_words(texts)})
        self._limit = max(RARE_AT_LEAST, total // RARE_SHARE)

    def is_rare(self, word: str) -> bool:
        """Tell whether a word stands in at most 1 in RARE_SHARE questions, or RARE_AT_LEAST."""
        return self._counts.get(base(word), 0) <= self._limit

    def content_words(self, text: str) -> set[str]:
        """Return the rare words of a text, of CONTENT_LETTERS or more, without plural s."""
        return {
            base(word)
            for word in folded_words(text)
            if len(word) >= CONTENT_LETTERS
            and word not in _FUNCTION_WORDS
            and word.isalpha()
            and self.is_rare(word)
        }

"""The figures of a text, in numerals and in words."""

import re
from functools import lru_cache

from studyapp.bank.answer_text import LARGEST_NUMBER

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"\d[\d.,]*|[^\W\d_]+")
_SPACED = re.compile(r"\b\d{1,3}(?: \d{3})+\b")
_POINTED = re.compile(
    r"(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3})+(?![.,]?\d)(?! (?:hundred|thousand|million|billion)\b)"
)
"""Points between thousands, as in 1.500; "1.125 million" has a decimal point."""
_YEARS = re.compile(r"\b(\d\d)(\d\d)[-\u2013](\d\d)\b")
_ONES = _WORD.findall(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = _WORD.findall("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = _WORD.findall(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_NUMBER_WORDS = (
    {word: n for n, word in enumerate(_ONES)}
    | {word: 10 * (n + 2) for n, word in enumerate(_TENS)}
    | {word: n + 1 for n, word in enumerate(_ORDINALS)}
)
_GROWING = frozenset(_ONES) | frozenset(_TENS)
_POWERS = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_READ_ON = _NUMBER_WORDS.keys() | _POWERS.keys() | {"half", "and", "a"}
"""The words of a figure; any other word ends it."""


@lru_cache(maxsize=2048)
def figures(text: str) -> frozenset[float]:
    """Return every figure of a text, in numerals and in words: "27 million" is 27 and 27000000."""
    return frozenset(value for run in figure_runs(text) for value in run)


def figure_runs(text: str) -> list[list[float]]:
    """Return each figure of a text as the values read on the way to it: "twenty-one" is 20, 21."""
    plain = _SPACED.sub(lambda found: found[0].replace(" ", ""), text.casefold())
    plain = _POINTED.sub(lambda found: found[0].replace(".", ""), plain)
    reader = _Reader()
    for word in _TOKEN.findall(_YEARS.sub(r"\1\2 \1\3", plain)):
        if word in _READ_ON or word[0].isdecimal():
            reader.take(word)
        else:
            reader.end()
    reader.end()
    return reader.runs


class _Reader:
    """Reads figures word by word: what is under a power of ten grows, then is multiplied."""

    def __init__(self) -> None:
        self.runs: list[list[float]] = []
        self._run: list[float] = []
        self._done = 0.0
        self._part = 0.0

    def take(self, word: str) -> None:
        """Read a word on."""
        value = _value(word)
        if word == "hundred":
            self._go_on((self._part or 1) * _POWERS[word])
        elif word in _POWERS:
            self._done += (self._part or 1) * _POWERS[word]
            self._go_on(0)
        elif value is not None:
            # "twenty-one" and "two hundred and five" go on; "1905 1917" does not.
            grows = bool(self._run) and word in _GROWING and self._has_room_for(value)
            if not grows:
                self.end()
            self._go_on(self._part + value)
        elif word == "half":
            self.end()
            self._part = 0.5
        elif word != "and" and not (word == "a" and self._part == 0.5):
            self.end()

    def end(self) -> None:
        """Close the figure that is being read."""
        if self._run:
            self.runs.append(self._run)
        self._run, self._done, self._part = [], 0.0, 0.0

    def _has_room_for(self, value: float) -> bool:
        size = 10 if value < 10 else 100
        return self._part % size == 0

    def _go_on(self, part: float) -> None:
        self._part = part
        # 4.1 million is 4100000, whatever binary fractions make of it.
        self._run.append(min(round(self._done + part, 3), LARGEST_NUMBER))


def is_spoken_figure(text: str) -> bool:
    """Tell whether a text is nothing but a figure in words, such as "ten million"."""
    words = _WORD.findall(text.casefold())
    return bool(words) and all(word in _NUMBER_WORDS or word in _POWERS for word in words)


def _value(word: str) -> float | None:
    if not word[0].isdecimal():
        return _NUMBER_WORDS.get(word)
    numeral = re.sub(r",(?=\d{3}(?!\d))", "", word).strip(".,").replace(",", ".")
    return min(float(numeral), LARGEST_NUMBER) if numeral.count(".") < 2 else None

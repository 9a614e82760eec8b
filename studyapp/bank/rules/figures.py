"""The figures of a text, in numerals and in words."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"\d[\d.,]*|[^\W\d_]+")
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
_POWERS = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}


@lru_cache(maxsize=2048)
def figures(text: str) -> frozenset[float]:
    """Return every figure of a text, in numerals and in words: "27 million" is 27 and 27000000."""
    return frozenset(value for run in figure_runs(text) for value in run)


def figure_runs(text: str) -> list[list[float]]:
    """Return each figure of a text as the values read on the way to it: "twenty-one" is 20, 21."""
    runs: list[list[float]] = []
    run: list[float] = []
    for word in _TOKEN.findall(_YEARS.sub(r"\1\2 \1\3", text.casefold())):
        value = _value(word)
        if word in _POWERS:
            run.append((run[-1] if run else 1) * _POWERS[word])
        elif value is not None:
            # "twenty-one" and "two hundred and five" go on; "1905 1917" does not.
            goes_on = bool(run) and word in _ONES and run[-1] % 10 == 0
            if not goes_on:
                runs.append(run)
                run = []
            run += [run[-1] + value] if goes_on else [value]
        elif word != "and":
            runs.append(run)
            run = []
    return [found for found in [*runs, run] if found]


def is_spoken_figure(text: str) -> bool:
    """Tell whether a text is nothing but a figure in words, such as "ten million"."""
    words = _WORD.findall(text.casefold())
    return bool(words) and all(word in _NUMBER_WORDS or word in _POWERS for word in words)


def _value(word: str) -> float | None:
    if not word[0].isdigit():
        return _NUMBER_WORDS.get(word)
    numeral = re.sub(r",(?=\d{3})", "", word).strip(".,")
    return float(numeral) if numeral.count(".") < 2 and "," not in numeral else None

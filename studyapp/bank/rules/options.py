"""Rules of options: what lets a learner pick the right one without having read.

Source: Haladyna, Downing and Rodriguez 2002, Applied Measurement in Education 15(3).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from studyapp.bank.answer_text import normalise
from studyapp.bank.bank_file import PlacedQuestion
from studyapp.bank.question import Multiple, Option, Single
from studyapp.bank.rules.evidence import Passages
from studyapp.bank.rules.option_types import (
    FIGURES,
    NAME,
    PHRASE,
    Range,
    as_range,
    order_key,
    overlap,
    type_of,
)
from studyapp.bank.rules.words import WordCounts, word_run
from studyapp.unspaced import count_words
from studyapp.yaml_files.faults import Fault, Level, shown

MOST_WORDS = 25
LONGEST_KEY_RATIO = 1.25
SHORT_PHRASE = 3

_ABOVE = re.compile(
    r"\b(all|none|both|neither|any|either|some) of (the )?"
    r"(above|below|these|them|others|options)\b"
    r"|\A(both |either |neither )?(options? |answers? )?"
    r"\(?[A-F]\)? (and|or|nor|&) \(?[A-F]\)?\W*\Z",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(always|never|all|none|only|every|everyone|everybody|everything|everywhere|nobody|no one"
    r"|nothing|nowhere|completely|entirely|totally|wholly|absolutely|exclusively|solely"
    r"|invariably)\b",
    re.IGNORECASE,
)
_NOT_ABSOLUTE = re.compile(
    r"\b((above|after|at|first of) all|not only|all the (more|same)|nothing but)\b", re.IGNORECASE
)
_FINAL_MARK = re.compile(r"[.?!;:,]\Z")
_PLURALS = frozenset({"men", "women", "people", "children"})
_NO_PLURAL = ("ss", "us", "is")
_STEM_ARTICLE = re.compile(r"\b(an?)[\s_\u2026.:]*\Z", re.IGNORECASE)


def option_faults(
    placed: PlacedQuestion,
    question: Single | Multiple,
    words: WordCounts,
    passages: Passages | None,
) -> Iterator[Fault]:
    """Yield what is wrong with the options of a question."""
    options = question.options
    for rule in (_above, _too_long, _cues, _overlaps, _unordered):
        yield from rule(placed, options)
    right = sum(option.correct for option in options)
    if right == 1 or (isinstance(question, Multiple) and 0 < right < len(options)):
        for rule in (_long_key, _absolutes, _odd_type):
            yield from rule(placed, options)
        yield from _echo(placed, options, words)
        if passages is not None:
            yield from _quoted_distractors(placed, options, passages)


def _fault(
    placed: PlacedQuestion, n: int, code: str, message: str, level: Level = "warning"
) -> Fault:
    return placed.fault(("options", n, "text"), code, message, level)


def _above(placed: PlacedQuestion, options: Sequence[Option]) -> Iterator[Fault]:
    for n, option in enumerate(options):
        if found := _ABOVE.search(option.text):
            message = f"{shown(found[0])} is no option: options are shuffled"
            yield _fault(placed, n, "option-above", message, "error")


def _too_long(placed: PlacedQuestion, options: Sequence[Option]) -> Iterator[Fault]:
    for n, option in enumerate(options):
        count = count_words(option.text)
        if count > MOST_WORDS:
            message = f"the option has {count} words; say it in at most {MOST_WORDS}"
            yield _fault(placed, n, "option-long", message)


def _long_key(placed: PlacedQuestion, options: Sequence[Option]) -> Iterator[Fault]:
    right = [len(option.text) for option in options if option.correct]
    wrong = [len(option.text) for option in options if not option.correct]
    ratio = (sum(right) / len(right)) / (sum(wrong) / len(wrong))
    if ratio >= LONGEST_KEY_RATIO:
        message = f"the key has {ratio:.2f} times the length of the wrong options "
        message += f"({sum(right) / len(right):.0f} characters to {sum(wrong) / len(wrong):.0f}): "
        yield _fault(placed, _key(options), "key-too-long", f"{message}it gives itself away")


def _absolutes(placed: PlacedQuestion, options: Sequence[Option]) -> Iterator[Fault]:
    found = [_ABSOLUTE.search(_NOT_ABSOLUTE.sub("", option.text)) for option in options]
    sides = {option.correct for option, word in zip(options, found, strict=True) if word}
    if len(sides) != 1:
        return
    where = "the key" if True in sides else "the wrong options"
    for n, word in enumerate(found):
        if word is not None:
            message = f"{shown(word[0])} stands in {where} only, which tells one from the other"
            yield _fault(placed, n, "absolute-word", message)
            return


def _cues(placed: PlacedQuestion, options: Sequence[Option]) -> Iterator[Fault]:
    """Look for the one option that differs from all the others in form."""
    stem_article = _STEM_ARTICLE.search(placed.question.stem.rstrip("?"))
    features: dict[str, Callable[[str], bool | None]] = {
        "its first letter is a capital or is not": _has_capital,
        "it ends in a mark or does not": _has_final_mark,
        "it is singular or plural": _is_plural,
        "it begins with a or an or does not": _has_article,
    }
    if stem_article is not None:
        features["it fits the article before it or does not"] = _starts_with_vowel
    for difference, feature in features.items():
        n = _odd_one([feature(option.text) for option in options])
        if n is not None:
            message = f"{shown(options[n].text)} is unlike the other options: {difference}"
            yield _fault(placed, n, "grammar-cue", message)


def _odd_one(values: Sequence[bool | None]) -> int | None:
    """Return which value is the only one of its kind; None where a value is not known."""
    for value in (True, False):
        if values.count(value) == 1 and values.count(not value) == len(values) - 1:
            return values.index(value)
    return None


def _has_capital(text: str) -> bool | None:
    return text[0].isupper() if text[0].isalpha() else None


def _has_final_mark(text: str) -> bool:
    return _FINAL_MARK.search(text) is not None


def _is_plural(text: str) -> bool | None:
    """Tell the number of a short phrase by its last word; names and sentences are not judged."""
    words = text.split()
    last = words[-1]
    if len(words) > SHORT_PHRASE or not last.isalpha() or last[0].isupper():
        return None
    return last in _PLURALS or (last.endswith("s") and not last.endswith(_NO_PLURAL))


def _has_article(text: str) -> bool | None:
    """Tell whether a short phrase begins with a or an; in a sentence it is no cue."""
    if len(text.split()) > SHORT_PHRASE:
        return None
    return text.casefold().startswith(("a ", "an "))


def _starts_with_vowel(text: str) -> bool:
    return text[0].casefold() in "aeiou"


def _odd_type(placed: PlacedQuestion, options: Sequence[Option]) -> Iterator[Fault]:
    """Report a key that is alone in its type, such as one year among names."""
    right = {type_of(option.text) for option in options if option.correct}
    wrong = {type_of(option.text) for option in options if not option.correct}
    if (right <= FIGURES and not wrong & FIGURES) or (wrong <= FIGURES and not right & FIGURES):
        is_odd = True
    else:
        is_odd = (right, wrong) in (({NAME}, {PHRASE}), ({PHRASE}, {NAME}))
    if is_odd:
        message = f"the key is {min(right)}, a wrong option {min(wrong)}; give all options one type"
        yield _fault(placed, _key(options), "key-alone-in-type", message, "error")


def _overlaps(placed: PlacedQuestion, options: Sequence[Option]) -> Iterator[Fault]:
    """Report the options of which one contains another, and ranges that have figures in common."""
    runs = [f" {normalise(option.text)} " for option in options]
    ranges = [as_range(option.text) for option in options]
    for (n, first), (m, second) in combinations(enumerate(runs), 2):
        small, large = sorted((first, second), key=len)
        if first != second and _contains(large, small):
            message = f"this option and {shown(options[n].text)} contain one another"
            yield _fault(placed, m, "options-overlap", message, "error")
        elif _share_figures(ranges[n], ranges[m]):
            message = f"this range and {shown(options[n].text)} overlap"
            yield _fault(placed, m, "ranges-overlap", message, "error")


def _contains(large: str, small: str) -> bool:
    """Tell whether one run of words stands in another; not where it only owns something there."""
    return bool(small.strip()) and small in large.replace(f"{small}s ", " ")


def _share_figures(first: Range | None, second: Range | None) -> bool:
    return first is not None and second is not None and overlap(first, second)


def _unordered(placed: PlacedQuestion, options: Sequence[Option]) -> Iterator[Fault]:
    keys = [order_key(option.text) for option in options]
    known = [key for key in keys if key is not None]
    if len(known) == len(keys) and known not in (sorted(known), sorted(known, reverse=True)):
        message = "figures and dates are found faster in ascending order"
        yield placed.fault(("options",), "options-unordered", message, "info")


def _echo(placed: PlacedQuestion, options: Sequence[Option], words: WordCounts) -> Iterator[Fault]:
    """Look for a rare word that leads from the stem to the key."""
    sides: Mapping[bool, set[str]] = {
        side: {w for o in options if o.correct is side for w in words.content_words(o.text)}
        for side in (True, False)
    }
    echoed = (words.content_words(placed.question.stem) & sides[True]) - sides[False]
    if echoed:
        message = f"{shown(min(echoed))} stands in the stem, in the key and in no wrong option"
        yield _fault(placed, _key(options), "stem-echo", message)


def _quoted_distractors(
    placed: PlacedQuestion, options: Sequence[Option], passages: Passages
) -> Iterator[Fault]:
    cited = {name: passages.runs.get(name, "") for name in placed.question.paragraphs}
    for n, option in enumerate(options):
        if option.correct:
            continue
        run = word_run(option.text)
        found = next((paragraph for paragraph, words in cited.items() if run in words), None)
        if found is not None:
            message = f"this wrong option stands word for word in {found}, which is cited as proof"
            yield _fault(placed, n, "distractor-in-evidence", message)


def _key(options: Sequence[Option]) -> int:
    """Return which option is right, the first one of several."""
    return next(n for n, option in enumerate(options) if option.correct)

"""Hard rules for the answers of a question, kind by kind; the texts are not needed for them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from studyapp.bank.answer_text import as_number, normalise, same_text
from studyapp.bank.bank_file import PlacedQuestion
from studyapp.bank.question import (
    Cloze,
    Locate,
    Match,
    Multiple,
    Number,
    Option,
    Order,
    Short,
    Single,
    WrongAnswer,
)
from studyapp.yaml_files.document import Path
from studyapp.yaml_files.faults import Fault, shown

BLANK = re.compile(r"\{([1-9])\}")


def answer_faults(placed: PlacedQuestion) -> Iterator[Fault]:
    """Yield what is wrong with the answers of a question."""
    question = placed.question
    match question:
        case Single() | Multiple():
            yield from _options(placed, question)
        case Cloze():
            yield from _blanks(placed, question)
            yield from _wrong_answers(placed, question.wrong, question.answers)
        case Short():
            yield from _variants(placed, ("answers",), question.answers)
            yield from _wrong_answers(placed, question.wrong, [question.answers])
        case Number():
            yield from _number(placed, question)
        case Order():
            yield from _repeats(placed, _numbered(("items",), question.items), "item-twice")
        case Match():
            yield from _pairs(placed, question)
        case Locate():
            yield from _repeats(placed, _numbered(("targets",), question.targets), "target-twice")


def _options(placed: PlacedQuestion, question: Single | Multiple) -> Iterator[Fault]:
    right = sum(option.correct for option in question.options)
    if isinstance(question, Single) and right != 1:
        message = f"exactly one option must be correct, but {right} are"
        yield placed.fault(("options",), "not-one-correct", message)
    if isinstance(question, Multiple) and not 2 <= right < len(question.options):
        message = f"at least two options must be correct and one wrong, but {right} of "
        message += f"{len(question.options)} are correct"
        yield placed.fault(("options",), "not-some-correct", message)
    for n, option in enumerate(question.options):
        yield from _reason(placed, n, option)
    texts = _numbered(("options",), [option.text for option in question.options], "text")
    yield from _repeats(placed, texts, "option-twice")


def _reason(placed: PlacedQuestion, n: int, option: Option) -> Iterator[Fault]:
    if option.correct and option.why is not None:
        message = "a correct option has no `why`; what it teaches belongs in `explanation`"
        yield placed.fault(("options", n, "why"), "why-not-needed", message)
    if not option.correct and option.why is None:
        message = f"the wrong option {shown(option.text)} needs a `why` that says what makes it so"
        yield placed.fault(("options", n), "why-missing", message)


def _blanks(placed: PlacedQuestion, question: Cloze) -> Iterator[Fault]:
    wanted = [str(n) for n in range(1, len(question.answers) + 1)]
    if sorted(BLANK.findall(question.text)) != wanted:
        blanks = " and ".join(f"{{{n}}}" for n in wanted)
        message = f"the text must hold {blanks} once each and no other blank"
        yield placed.fault(("text",), "blanks-differ", message)
    if re.search(r"[{}]", BLANK.sub("", question.text)):
        message = "a brace stands in the text only around the number of a blank, as in {1}"
        yield placed.fault(("text",), "stray-brace", message)
    for n, variants in enumerate(question.answers):
        yield from _variants(placed, ("answers", n), variants)


def _variants(placed: PlacedQuestion, path: Path, variants: list[str]) -> Iterator[Fault]:
    yield from _repeats(placed, _numbered(path, variants), "variant-twice", str.casefold)


def _wrong_answers(
    placed: PlacedQuestion, wrong: list[WrongAnswer], accepted: list[list[str]]
) -> Iterator[Fault]:
    """Check typed wrong answers; what is right in one blank may still be wrong in the other."""
    for n, entry in enumerate(wrong):
        if all(any(same_text(entry.answer, text) for text in blank) for blank in accepted):
            yield _accepted_too(placed, n, entry)
    yield from _wrong_repeats(placed, wrong)


def _number(placed: PlacedQuestion, question: Number) -> Iterator[Fault]:
    typed = as_number(str(question.answer), question.unit or "")
    if typed != question.answer:
        message = f"who types {question.answer} is read as {typed}; give a number that can be typed"
        yield placed.fault(("answer",), "number-not-typable", message)
    for n, entry in enumerate(question.wrong):
        value = as_number(entry.answer, question.unit or "")
        if value is None:
            message = f"{shown(entry.answer)} is no number"
            yield placed.fault(("wrong", n, "answer"), "wrong-not-a-number", message)
        elif abs(value - question.answer) <= question.tolerance:
            yield _accepted_too(placed, n, entry)
    yield from _wrong_repeats(placed, question.wrong)


def _accepted_too(placed: PlacedQuestion, n: int, entry: WrongAnswer) -> Fault:
    message = f"the wrong answer {shown(entry.answer)} is also accepted as right"
    return placed.fault(("wrong", n, "answer"), "wrong-but-accepted", message)


def _wrong_repeats(placed: PlacedQuestion, wrong: list[WrongAnswer]) -> Iterator[Fault]:
    texts = _numbered(("wrong",), [entry.answer for entry in wrong], "answer")
    yield from _repeats(placed, texts, "wrong-twice")


def _pairs(placed: PlacedQuestion, question: Match) -> Iterator[Fault]:
    lefts = _numbered(("pairs",), [pair.left for pair in question.pairs], "left")
    yield from _repeats(placed, lefts, "left-twice")
    rights = _numbered(("pairs",), [pair.right for pair in question.pairs], "right")
    yield from _repeats(placed, rights, "right-twice")


def _numbered(path: Path, texts: Iterable[str], *key: str) -> dict[Path, str]:
    """Return each text by its path: the list at `path`, its number, and the key in the entry."""
    return {(*path, n, *key): text for n, text in enumerate(texts)}


def _repeats(
    placed: PlacedQuestion,
    texts: Mapping[Path, str],
    code: str,
    fold: Callable[[str], str] = normalise,
) -> Iterator[Fault]:
    """Yield a fault for each text that, folded, equals an earlier one."""
    first: dict[str, Path] = {}
    for path, text in texts.items():
        earlier = first.setdefault(fold(text) or text, path)
        if earlier != path:
            message = f"{shown(text)} says the same as {shown(texts[earlier])} above it"
            yield placed.fault(path, code, message)

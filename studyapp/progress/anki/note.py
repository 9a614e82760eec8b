"""Turn a question into a note of Anki: its fields as HTML, its tags, its deck."""

import html
from collections.abc import Iterable, Sequence
from datetime import datetime

from studyapp.bank.catalogue import Catalogue, Place, module_of
from studyapp.bank.grading import key_text
from studyapp.bank.presentation import shown_order
from studyapp.bank.question import (
    COMPARE,
    Cloze,
    Locate,
    Match,
    Multiple,
    Number,
    Order,
    Question,
    Single,
)
from studyapp.bank.rules.answers import BLANK
from studyapp.progress.anki.package import AnkiNote

BLANK_SHOWN = "[ … ]"
COMPARISONS, NOT_SERVED = "Comparisons", "Not served any more"
ASKS = {
    "multiple": "Choose all that apply.",
    "order": "Put these in order.",
    "match": "Match each of these with one of the list below.",
    "locate": "Find the paragraph.",
}


def anki_note(
    number: int, question: Question, module: str, changed_at: datetime, catalogue: Catalogue
) -> AnkiNote:
    """Return a question as a note.

    Args:
        number: names the question within the package.
        question: the version to show.
        module: `article/module` in which the bank has it, or `compare`.
        changed_at: when this version was stored.
        catalogue: where the source and its passages are looked up.
    """
    fields = (
        _text(question.stem, *_sentences(question)),
        _choices(question),
        _answer(question),
        _why(question),
        _text(*(f"“{entry.quote}”" for entry in question.evidence)),
        _text(*_sources(question, catalogue)),
        _text(question.id),
    )
    here = module_of(catalogue, module)
    if here is not None:
        deck = here[0].label.replace("::", ":")
    else:
        deck = COMPARISONS if module == COMPARE else NOT_SERVED
    source, _, part = module.partition("/")
    tags = [f"source::{source}", *([f"module::{part}"] if part else [])]
    tags += [f"kind::{question.kind}", *question.tags]
    return AnkiNote(number, guid_of(question.id), fields, tuple(tags), deck, changed_at)


def guid_of(key: str) -> str:
    """Return what names a question in every package, however its words change."""
    return f"studyapp:{key}"


def _text(*lines: str) -> str:
    return "<br>".join(html.escape(line, quote=False).replace("\n", "<br>") for line in lines)


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{_text(item)}</li>' for item in items)}</ul>"


def _sentences(question: Question) -> list[str]:
    """Return what belongs to the question beside its stem."""
    if isinstance(question, Cloze):
        return [BLANK.sub(BLANK_SHOWN, question.text)]
    if isinstance(question, Number) and question.unit:
        return [f"(in {question.unit})"]
    return []


def _choices(question: Question) -> str:
    """Return what there is to choose from, in an order that is the same in every package."""
    ask = ASKS.get(question.kind)
    shown = shown_order(question, question.id)
    lists: list[Sequence[str]] = []
    match question:
        case Single() | Multiple():
            lists = [[question.options[n].text for n in shown]]
        case Order():
            lists = [[question.items[n] for n in shown]]
        case Match():
            lists = [
                [pair.left for pair in question.pairs],
                [question.pairs[n].right for n in shown],
            ]
    asked = f"<p>{_text(ask)}</p>" if ask else ""
    return asked + "".join(map(_list, lists))


def _answer(question: Question) -> str:
    lines = key_text(question)
    if isinstance(question, Order):
        return f"<ol>{''.join(f'<li>{_text(line)}</li>' for line in lines)}</ol>"
    if isinstance(question, Locate):
        return _text(" or ".join(lines))
    return _text(*lines) if len(lines) == 1 else _list(lines)


def _why(question: Question) -> str:
    reasons = []
    if isinstance(question, Single | Multiple):
        wrong = [option for option in question.options if not option.correct and option.why]
        reasons = [f"{option.text}: {option.why}" for option in wrong]
    return f"<p>{_text(question.explanation)}</p>" + (_list(reasons) if reasons else "")


def _sources(question: Question, catalogue: Catalogue) -> list[str]:
    places = (catalogue.places.get(paragraph) for paragraph in question.paragraphs)
    return [_source(place) for place in places if place is not None]


def _source(place: Place) -> str:
    return f"{place.article.label}, {place.module.title}, paragraph {place.paragraph.number}"

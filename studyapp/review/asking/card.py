"""A question as a learner meets it: shuffled, with what they typed, without its key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from studyapp.bank.catalogue import Catalogue, StoredQuestion, language_in, module_of
from studyapp.bank.presentation import shown_order
from studyapp.bank.question import (
    Cloze,
    Locate,
    Match,
    Multiple,
    Number,
    Order,
    Question,
    Short,
    Single,
)
from studyapp.bank.rules.answers import BLANK
from studyapp.reading.language import PAGE_LANGUAGE
from studyapp.reading.paragraph_html import paragraph_html

Filled = Mapping[str, Sequence[str]]
"""What the form held when it was sent: field name -> values."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose; `value` is its place as shown."""

    value: str
    text: str
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Input:
    """Something to fill in beside a text."""

    name: str
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence with blanks: words, or blank number `blank`."""

    text: str = ""
    blank: int = 0
    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph to choose."""

    value: str
    number: int
    html: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Face:
    """What of a question is shown before it is answered; each kind fills in its own fields."""

    kind: str
    stem: str
    options: list[Choice] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    value: str = ""
    unit: str | None = None
    items: list[Input] = field(default_factory=list)
    lefts: list[Input] = field(default_factory=list)
    rights: list[Choice] = field(default_factory=list)
    paragraphs: list[Passage] = field(default_factory=list)
    module_title: str = ""
    language: str = PAGE_LANGUAGE

    def shown(self) -> dict[str, Any]:
        """Return every field by its name, as templates take them."""
        return {part.name: getattr(self, part.name) for part in fields(self)}


def face_of(
    stored: StoredQuestion, question: Question, answer_id: str, filled: Filled, all_: Catalogue
) -> Face:
    """Return a question as it is shown; the answer id decides the order of its choices.

    Args:
        stored: where the question belongs.
        question: the version to show.
        answer_id: the id that the answer will have.
        filled: what was typed or chosen before, to be shown again.
        all_: the catalogue, for the language and for paragraphs to choose from.
    """
    face = _face_of_kind(stored, question, answer_id, filled, all_)
    return replace(face, language=language_in(all_, stored.module))


def _face_of_kind(
    stored: StoredQuestion, question: Question, answer_id: str, filled: Filled, all_: Catalogue
) -> Face:
    shown = shown_order(question, answer_id)
    match question:
        case Single() | Multiple():
            texts = [option.text for option in question.options]
            options = _choices(texts, shown, filled.get("choice", ()))
            return Face(question.kind, question.stem, options=options)
        case Cloze():
            return Face("cloze", question.stem, pieces=_pieces(question.text, filled))
        case Short():
            return Face("short", question.stem, value=first_value(filled, "text"))
        case Number():
            value = first_value(filled, "text")
            return Face("number", question.stem, value=value, unit=question.unit)
        case Order():
            items = [
                Input(f"place-{at}", question.items[n], first_value(filled, f"place-{at}"))
                for at, n in enumerate(shown)
            ]
            return Face("order", question.stem, items=items)
        case Match():
            lefts = [
                Input(f"right-{at}", pair.left, first_value(filled, f"right-{at}"))
                for at, pair in enumerate(question.pairs)
            ]
            rights = _choices([pair.right for pair in question.pairs], shown, ())
            return Face("match", question.stem, lefts=lefts, rights=rights)
        case Locate():
            return _locate_face(stored, question, filled, all_)


def _locate_face(stored: StoredQuestion, question: Locate, filled: Filled, all_: Catalogue) -> Face:
    here = module_of(all_, stored.module)
    paragraphs = here[1].paragraphs if here is not None else ()
    chosen = first_value(filled, "paragraph")
    passages = [
        Passage(paragraph.id, paragraph.number, paragraph_html(paragraph), paragraph.id == chosen)
        for paragraph in paragraphs
    ]
    title = here[1].title if here is not None else ""
    return Face("locate", question.stem, paragraphs=passages, module_title=title)


def _choices(texts: Sequence[str], shown: Sequence[int], chosen: Sequence[str]) -> list[Choice]:
    return [Choice(str(at), texts[n], str(at) in chosen) for at, n in enumerate(shown)]


def _pieces(text: str, filled: Filled) -> list[Piece]:
    pieces = []
    for at, part in enumerate(BLANK.split(text)):
        if at % 2:
            name = f"blank-{int(part) - 1}"
            pieces.append(Piece(blank=int(part), name=name, value=first_value(filled, name)))
        elif part:
            pieces.append(Piece(text=part))
    return pieces


def first_value(filled: Filled, name: str) -> str:
    """Return the first value of a field, empty when there is none."""
    values = filled.get(name, ())
    return values[0] if values else ""

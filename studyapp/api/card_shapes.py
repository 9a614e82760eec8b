"""A question as the API hands it out: what is shown, the key, and the passages that prove it."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from studyapp.api.exchange import Shape
from studyapp.api.query_texts import AS_NUMBER
from studyapp.review.modes import Mode

MOST_CARDS = 50

Kind = Literal["single", "multiple", "cloze", "short", "number", "order", "match", "locate"]


class CardsQuery(Shape):
    """How many questions to hand out, and whether with their HTML."""

    limit: Annotated[int, Field(ge=1, le=MOST_CARDS), AS_NUMBER] = 10
    html: Literal["0", "1"] = "0"


class Choice(Shape):
    """Something to choose, by its place in the bank file counted from 0."""

    position: int
    text: str


class ChoiceReason(Choice):
    """An option, whether it is right, and what makes a wrong one wrong."""

    correct: bool
    why: str | None


class Paragraph(Shape):
    """A paragraph to choose."""

    id: str
    number: int
    text: str


class KnownWrongAnswer(Shape):
    """A wrong answer that people type, and what makes it wrong."""

    answer: str
    why: str


class Figure(Shape):
    """The number that is right, and how far off still passes; both as decimal text."""

    value: str
    tolerance: str


class Key(Shape):
    """What is right, and why; each kind fills in its own parts.

    Attributes:
        in_words: the key as a page says it, a line a part.
        positions: single, multiple: the right options; order, match: those of the bank file.
        accepted: cloze: variants for each blank; short: one list of variants.
        paragraphs: locate: ids of which any passes.
    """

    in_words: list[str]
    positions: tuple[int, ...] = ()
    accepted: tuple[list[str], ...] = ()
    figure: Figure | None = None
    paragraphs: tuple[str, ...] = ()
    options: tuple[ChoiceReason, ...] = ()
    wrong: tuple[KnownWrongAnswer, ...] = ()
    explanation: str
    note: str | None


class Passage(Shape):
    """A paragraph that proves the key.

    Attributes:
        address: its place in the app.
        quotes: the words that prove it, verbatim; `html` has them marked.
    """

    id: str
    source: str
    number: int
    section: str | None
    address: str
    text: str
    quotes: list[str]
    html: str


class Card(Shape):
    """A question to ask.

    Attributes:
        answer_id: made for this card; it decides the order shown, and the answer must carry it.
        options, items, rights: in the order to show them.
        text: cloze: the sentence with its blanks `{1}` and perhaps `{2}`.
        card_html, answer_html: as the app shows them, if asked for.
    """

    answer_id: UUID
    question_id: int
    question_key: str
    version_id: int
    kind: Kind
    mode: Mode
    module: str
    due_on: date
    stem: str
    options: tuple[Choice, ...] = ()
    text: str | None = None
    items: tuple[Choice, ...] = ()
    lefts: tuple[str, ...] = ()
    rights: tuple[Choice, ...] = ()
    unit: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    answer: Key
    passages: list[Passage]
    card_html: str | None = None
    answer_html: str | None = None


class Cards(Shape):
    """The next questions, in the order to ask them.

    Attributes:
        today: the learner's own day that was reckoned with.
        waiting: how many questions wait in all.
    """

    today: date
    waiting: int
    cards: list[Card]

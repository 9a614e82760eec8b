"""Answers as programs send them, and what becomes of each."""

import re
from datetime import date
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import (
    AwareDatetime,
    BeforeValidator,
    Field,
    StrictBool,
    WithJsonSchema,
    model_validator,
)

from studyapp.api.exchange import LARGEST_ID, Shape
from studyapp.review.rating import Confidence

MOST_ANSWERS = 100

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


def _moment(text: object) -> object:
    """Refuse what the library would read as seconds since 1970, and a moment of no known zone."""
    if not isinstance(text, str) or _MOMENT.fullmatch(text) is None:
        raise ValueError("this must be a moment with its offset, such as 2026-03-05T12:00:00+01:00")
    return text


Moment = Annotated[AwareDatetime, BeforeValidator(_moment)]
Id = Annotated[int, Field(ge=1, le=LARGEST_ID, strict=True)]
Position = {"type": "integer", "minimum": 0}
AnyGiven = Annotated[
    Any,
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "null"},
                Position,
                {"type": "string"},
                {"type": "array", "items": Position},
                {"type": "array", "items": {"type": "string"}},
            ],
            "description": (
                "single: the position of the option in the bank file; multiple: positions; "
                "order: the positions of the items as put; match: for each left the position of "
                "its right; cloze: a text for each blank; short, number: the text; locate: the id "
                "of the paragraph; null: I don't know."
            ),
        }
    ),
]
"""What was given is checked against its question, which says in words what is wrong."""


class SentAnswer(Shape):
    """One answer, with either `given` or `fields`.

    Attributes:
        answer_id: of the card; the same id again changes nothing.
        answered_at: when it was given, with an offset; a moment to come counts as now.
        zone: IANA name of the time zone it was given in; an unknown one counts as not said.
        milliseconds: from showing to answering.
        recalled: the learner said that they know it before the choices were shown.
        fields: the fields of the card's form by name, instead of `given`.
    """

    answer_id: UUID
    question_id: Id
    version_id: Id
    answered_at: Moment
    zone: Annotated[str, Field(max_length=64)] | None = None
    milliseconds: Annotated[int, Field(ge=0, le=LARGEST_ID, strict=True)] | None = None
    confidence: Confidence | None = None
    recalled: StrictBool | None = None
    given: AnyGiven = None
    fields: dict[str, list[str]] | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if ("given" in self.model_fields_set) == (self.fields is not None):
            raise ValueError("send either given or fields")
        return self


EachAnswer = Annotated[
    Any,
    WithJsonSchema({"anyOf": [{"$ref": "#/components/schemas/SentAnswer"}, {}]}),
]
"""An answer is read on its own, so that a faulty one keeps no other out."""


class SentAnswers(Shape):
    """Answers in the order they were given; each is stored or refused on its own."""

    answers: Annotated[list[EachAnswer], Field(min_length=1, max_length=MOST_ANSWERS)]


class AnswerResult(Shape):
    """What became of one answer.

    Attributes:
        answer_id: as it was sent; null where none could be read.
        status: `recorded`; `known`, stored before, so nothing changed; or `refused`.
        detail: why it was refused, in one sentence.
        score: 0 to 1.
        due_on: the learner's own day on which the question is due now.
        feedback_url: the page that explains the answer.
    """

    answer_id: UUID | None
    status: Literal["recorded", "known", "refused"]
    detail: str | None = None
    verdict: Literal["right", "near", "wrong"] | None = None
    right: bool | None = None
    score: float | None = None
    due_on: date | None = None
    feedback_url: str | None = None


class AnswerResults(Shape):
    """A result for each answer, in the order they were sent."""

    results: list[AnswerResult]


class UndoneAnswer(Shape):
    """An answer that counts no more.

    Attributes:
        due_on: the learner's own day on which the question is due; null if it was never asked.
    """

    answer_id: UUID
    question_id: int
    due_on: date | None

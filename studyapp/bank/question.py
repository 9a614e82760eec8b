"""What a question is: the schema of a bank file and of a stored question, all eight kinds."""

import hashlib
import json
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from studyapp.bank.answer_text import LARGEST_NUMBER
from studyapp.patterns import KEY, MODULE, PARAGRAPH, VISIBLE

COMPARE = "compare"
"""The `module` of questions that span articles."""

Difficulty = Literal["easy", "medium", "hard"]
Skill = Literal["recall", "cause", "argument", "comparison", "attribution", "place"]

QuestionId = Annotated[str, Field(pattern=KEY, max_length=80)]
ParagraphId = Annotated[str, Field(pattern=PARAGRAPH, max_length=70)]
ModuleId = Annotated[str, Field(pattern=MODULE, max_length=130)]
Tag = Annotated[str, Field(pattern=KEY, max_length=40)]
FaultCode = Annotated[str, Field(pattern=KEY, max_length=40)]
Figure = Annotated[Decimal, Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER, decimal_places=6)]
Line = Annotated[str, Field(min_length=1, max_length=300, pattern=VISIBLE)]
Prose = Annotated[str, Field(min_length=1, max_length=1200, pattern=VISIBLE)]


class Strict(BaseModel):
    """A mapping that takes no unknown key and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Evidence(Strict):
    """The words of a paragraph that prove the answer: 3 to 15 of them, verbatim."""

    paragraph: ParagraphId
    quote: Line


class Option(Strict):
    """A choice; a wrong one says in `why` what makes it wrong."""

    text: Line
    correct: bool = False
    why: Prose | None = None


class WrongAnswer(Strict):
    """A wrong answer that people are likely to type, and what makes it wrong."""

    answer: Line
    why: Prose


class Pair(Strict):
    """What belongs together in a matching question."""

    left: Line
    right: Line


class Common(Strict):
    """What every question carries.

    Attributes:
        id: stable name that says what is asked; given once.
        explanation: two or three sentences that teach rather than repeat the key.
        note: a neutral remark where the text departs from itself or from standard accounts.
        accept: the warnings that are right to ignore here, each code with the reason.
    """

    id: QuestionId
    stem: Prose
    explanation: Prose
    evidence: Annotated[list[Evidence], Field(min_length=1, max_length=8)]
    difficulty: Difficulty
    skill: Skill
    tags: Annotated[list[Tag], Field(max_length=8)] = []
    note: Prose | None = None
    accept: dict[FaultCode, Prose] = {}

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs of the evidence, each once, in its order."""
        return list(dict.fromkeys(entry.paragraph for entry in self.evidence))


class Single(Common):
    """One of three or four options."""

    kind: Literal["single"]
    options: Annotated[list[Option], Field(min_length=3, max_length=4)]


class Multiple(Common):
    """All that apply of four to six options, at least two right and one wrong."""

    kind: Literal["multiple"]
    options: Annotated[list[Option], Field(min_length=4, max_length=6)]


class Cloze(Common):
    """A sentence with the blanks {1} and perhaps {2}; accepted variants for each."""

    kind: Literal["cloze"]
    text: Prose
    answers: Annotated[
        list[Annotated[list[Line], Field(min_length=1, max_length=12)]],
        Field(min_length=1, max_length=2),
    ]
    wrong: Annotated[list[WrongAnswer], Field(max_length=6)] = []


class Short(Common):
    """A name, title, place or term, typed; every fair variant is accepted."""

    kind: Literal["short"]
    answers: Annotated[list[Line], Field(min_length=1, max_length=12)]
    wrong: Annotated[list[WrongAnswer], Field(max_length=6)] = []


class Number(Common):
    """A year or figure, exact or within a stated tolerance."""

    kind: Literal["number"]
    answer: Figure
    tolerance: Annotated[Figure, Field(ge=0)] = Decimal(0)
    unit: Line | None = None
    wrong: Annotated[list[WrongAnswer], Field(max_length=6)] = []


class Order(Common):
    """Three to six events or steps, given here in the right order."""

    kind: Literal["order"]
    items: Annotated[list[Line], Field(min_length=3, max_length=6)]


class Match(Common):
    """Three to five pairs to be put together."""

    kind: Literal["match"]
    pairs: Annotated[list[Pair], Field(min_length=3, max_length=5)]


class Locate(Common):
    """Find the paragraph that says it; any listed one passes."""

    kind: Literal["locate"]
    targets: Annotated[list[ParagraphId], Field(min_length=1, max_length=4)]


Question = Annotated[
    Single | Multiple | Cloze | Short | Number | Order | Match | Locate,
    Field(discriminator="kind"),
]
QUESTION: TypeAdapter[Question] = TypeAdapter(Question)


def is_typed(question: Question) -> bool:
    """Tell whether the answer is typed, so that one that is right may be missing from the file."""
    return isinstance(question, Cloze | Short | Number)


class BankFile(Strict):
    """A whole bank file: the questions of one module, or those that compare sources.

    Attributes:
        not_asked: paragraphs that no question need ask about, each with the reason.
    """

    format: Literal["studyapp-bank/1"]
    module: ModuleId
    not_asked: dict[ParagraphId, Prose] = {}
    questions: Annotated[list[Question], Field(min_length=1, max_length=10_000)]


def as_json(question: Question) -> str:
    """Return the one JSON text of a question as it is asked: sorted keys, no needless spaces.

    What its author accepts is left out: it changes nothing for who is asked.
    """
    content = question.model_dump(mode="json", exclude={"accept"})
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(content: str) -> Question:
    """Read a question that `as_json` wrote."""
    return QUESTION.validate_json(content)


def content_hash(question_json: str) -> str:
    """Return 32 hexadecimal digits of the SHA-256 of a question's JSON text."""
    return hashlib.sha256(question_json.encode()).hexdigest()[:32]

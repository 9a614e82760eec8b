"""The sidecar of a seed text: what the source says of itself, and every editorial act."""

import re
from datetime import date as calendar_date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from studyapp.patterns import DATE, KEY, LANGUAGE, SHA256, TEXT_FILE

Key = Annotated[str, Field(pattern=KEY, max_length=60)]
Words = Annotated[str, Field(min_length=1, max_length=2000)]
LineNumber = Annotated[int, Field(ge=1)]


def _as_line_range(value: object) -> tuple[int, int]:
    """Read `7` or `24-26`; both ends count."""
    match = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("must be a line number or a range such as 24-26")
    first = int(match[1])
    last = int(match[2] or first)
    if not 1 <= first <= last:
        raise ValueError("must start at 1 or later and not run backwards")
    return first, last


def _as_real_date(value: str) -> str:
    """Refuse a year, month or day that no calendar has."""
    year, month, day = (*map(int, value.split("-")), 1, 1)[:3]
    try:
        calendar_date(year, month, day)
    except ValueError as error:
        raise ValueError(
            f"there is no such date as {value}; look at year, month and day"
        ) from error
    return value


LineRange = Annotated[tuple[int, int], BeforeValidator(_as_line_range)]


class Strict(BaseModel):
    """A mapping that takes no unknown key."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceData(Strict):
    """What the text says of itself; null where it does not say.

    Attributes:
        date: ISO form of what the text states: a year, a month or a day.
        date_text: the same as the text words it.
    """

    title: Words
    subtitle: Words | None = None
    author: Words | None
    author_note: Words | None = None
    publisher: Words | None
    date: Annotated[str, Field(pattern=DATE), AfterValidator(_as_real_date)] | None
    date_text: Words | None = None
    date_note: Words | None = None
    note: Words | None = None
    tendency: Words


class Metadata(Strict):
    """A line of the seed that states a value of the source data instead of body text."""

    line: LineNumber
    holds: Literal["title", "subtitle", "author", "date_text", "note"]


class Drop(Strict):
    """Lines that are not part of the article."""

    lines: LineRange
    reason: Words


class Join(Strict):
    """The halves of one paragraph that a page break has parted."""

    lines: LineRange
    reason: Words


class Caption(Strict):
    """A picture caption glued to the front of a paragraph."""

    line: LineNumber
    text: Words
    reason: Words


class Block(Strict):
    """Lines that are one paragraph of a kind other than prose; their line breaks stay."""

    lines: LineRange
    kind: Literal["quotation", "letter", "dialogue", "list", "epigraph", "note"]


class Part(Strict):
    """A part of a long text; `line` where its title stands on a line of its own."""

    number: Annotated[int, Field(ge=1, le=99)]
    title: Words | None = None
    line: LineNumber | None = None


class SidecarModule(Strict):
    """A reading module: which lines, and whose title."""

    key: Key
    title: Words
    editorial_title: bool = False
    part: Annotated[int, Field(ge=1, le=99)] = 1
    lines: LineRange


class Sidecar(Strict):
    """A whole sidecar file."""

    format: Literal["studyapp-source/1"]
    key: Key
    file: Annotated[str, Field(pattern=TEXT_FILE)]
    sha256: Annotated[str, Field(pattern=SHA256)]
    label: Annotated[str, Field(min_length=1, max_length=40)]
    language: Annotated[str, Field(pattern=LANGUAGE)] = "en"
    source: SourceData
    emphasis: Literal["none", "asterisks"] = "none"
    metadata: list[Metadata] = []
    drop: list[Drop] = []
    join: list[Join] = []
    captions: list[Caption] = []
    blocks: list[Block] = []
    headings: list[LineNumber] = []
    parts: list[Part] = []
    modules: Annotated[list[SidecarModule], Field(min_length=1)]

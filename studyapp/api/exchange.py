"""What is sent to an address of the API and what comes back, as types."""

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

LARGEST_ID = 2**31 - 1
"""What every database takes as a whole number."""


class Shape(BaseModel):
    """A JSON object of the API: no unknown names, no change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Problem(Shape):
    """What is wrong (RFC 9457).

    Attributes:
        title: the status in words.
        detail: what is wrong, in one sentence.
    """

    type: Literal["about:blank"]
    title: str
    status: int
    detail: str


class Document(Shape):
    """An OpenAPI document."""

    model_config = ConfigDict(extra="allow")

    openapi: Literal["3.1.0"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one address takes and gives.

    Attributes:
        result: the shape of what comes back.
        query: the shape of the part of the address after `?`; None takes nothing.
        body: the shape of the JSON that is sent; None takes nothing.
        errors: statuses that it may answer beside those that every address may.
    """

    result: type[Shape]
    query: type[Shape] | None = None
    body: type[Shape] | None = None
    errors: tuple[int, ...] = ()

"""What is sent to an address of the API and what comes back, as types."""

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """A JSON object of the API: no unknown names, no change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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

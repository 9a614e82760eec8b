"""What stands after `?` in an address is text; read it as what it must be, and nothing looser."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

_NUMBER = re.compile("0|[1-9][0-9]{0,18}")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _whole_number(text: Any) -> int:
    if not isinstance(text, str) or _NUMBER.fullmatch(text) is None:
        raise ValueError("this must be a whole number")
    return int(text)


def _day(text: Any) -> date:
    try:
        if isinstance(text, str) and _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError("this must be a day such as 2026-03-05")


AS_NUMBER = BeforeValidator(_whole_number)
"""It stands after the bounds of a number, which would be lost to its schema otherwise."""

Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]

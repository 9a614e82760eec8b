"""Which of the rests that are stored keep their question back."""

from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlalchemy.sql.base import ReadOnlyColumnCollection

Columns = ReadOnlyColumnCollection[str, Any]


def is_in_force(rest: Columns) -> ColumnElement[bool]:
    """Pick the rests that no answer has ended; an undo of that answer puts them in force again."""
    return or_(rest.reason != "put_off", rest.log_id.is_(None))

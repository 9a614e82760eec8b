"""A while of reading in one module, without a long pause."""

from datetime import date, datetime
from typing import NamedTuple

from studyapp.reading.reading_place import ModuleKey


class Stretch(NamedTuple):
    """What was read of a module in one go; see `ReadingStretchRow`."""

    module: ModuleKey
    day: date
    started_at: datetime
    ended_at: datetime
    words: int
    seconds: float

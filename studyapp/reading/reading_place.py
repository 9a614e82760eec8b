"""How far somebody has read a module."""

from dataclasses import dataclass
from datetime import datetime

ModuleKey = tuple[str, str]
"""Article key and module key."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a learner has read a module, and how fast.

    Attributes:
        place: number of the paragraph last read.
        words, seconds: what was read at a reading pace, and how long it took.
    """

    place: int
    updated_at: datetime
    finished: bool
    words: int = 0
    seconds: float = 0.0

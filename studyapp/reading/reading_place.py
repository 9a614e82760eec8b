"""How far somebody has read a module."""

from dataclasses import dataclass
from datetime import datetime

ModuleKey = tuple[str, str]
"""Article key and module key."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a learner has read a module; `place` is the paragraph number last read."""

    place: int
    updated_at: datetime
    finished: bool

"""How fast somebody reads, measured step by step, and how long what is left will take them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from studyapp.counts import counted
from studyapp.reading.article import STUDY_WORDS_PER_MINUTE, Module
from studyapp.reading.reading_place import Reading

SLOWEST, FASTEST = 60, 600
"""Words a minute between which a step counts as reading.

Adults read English prose silently at 175 to 300 (Brysbaert 2019, Journal of Memory and Language
109). A step of a paragraph or two scatters around its reader's pace, so a third of the slowest and
twice the fastest still count; what is faster is a jump, what is slower is a page left open.
"""

PRIOR_WORDS = 1800
"""So many words at the study pace stand beside what was measured: ten minutes of reading."""

LONGEST_STEP_SECONDS = 3600
"""No step takes longer: the longest module at the slowest pace takes half of it."""


@dataclass(frozen=True, slots=True)
class Step:
    """From one place to a later one.

    Attributes:
        since: number of the paragraph where the step began.
        words: how many lie between there and the paragraph where it ended.
        seconds: how long the reader was at it, pauses left out.
    """

    since: int
    words: int
    seconds: float

    @property
    def is_reading(self) -> bool:
        """Tell whether the words can have been read in the time."""
        minutes = self.seconds / 60
        return self.words > 0 and SLOWEST * minutes <= self.words <= FASTEST * minutes


def step_between(module: Module, since: int, place: int, seconds: float) -> Step:
    """Return the step from one paragraph to another; back, or from nowhere, it has no words."""
    numbers = [paragraph.number for paragraph in module.paragraphs]
    start = numbers.index(since) if since in numbers else len(numbers)
    passed = module.paragraphs[start : numbers.index(place)]
    return Step(since, sum(paragraph.words for paragraph in passed), seconds)


def words_per_minute(readings: Iterable[Reading]) -> float:
    """Return the pace of somebody who has read so much; without a word it is the study pace."""
    read = list(readings)
    words = PRIOR_WORDS + sum(reading.words for reading in read)
    seconds = PRIOR_WORDS / STUDY_WORDS_PER_MINUTE * 60 + sum(reading.seconds for reading in read)
    return words / seconds * 60


def words_left(module: Module, place: int | None) -> int:
    """Return the words from a paragraph on; all of them when there is no such paragraph."""
    numbers = [paragraph.number for paragraph in module.paragraphs]
    start = numbers.index(place) if place in numbers else 0
    return sum(paragraph.words for paragraph in module.paragraphs[start:])


def minutes_for(words: int, pace: float) -> int:
    """Return the minutes that words take at so many a minute, rounded up."""
    return math.ceil(words / pace)


def left_text(words: int, pace: float) -> str:
    """Say how long what is left takes at so many words a minute, rounded up as in lists."""
    if words < pace:
        return "under a minute left"
    return f"about {counted(minutes_for(words, pace), 'minute')} left"

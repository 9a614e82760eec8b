"""What a margin stroke shows: how well the questions of a paragraph are remembered."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from studyapp.review.memory import Memory, recall

Stroke = Literal["known", "fading", "new", ""]
STROKE_WORDS: Mapping[Stroke, str] = {
    "known": "remembered",
    "fading": "fading",
    "new": "not asked yet",
    "": "",
}
ONE_DAY = timedelta(days=1)
LASTING_DAYS = 21
SOON_DAYS = 1
"""A question due within so many days counts as fading: it is due now or soon."""


def stroke_of(memories: Sequence[Memory | None], today: date) -> Stroke:
    """Return the stroke of a paragraph from what is held of its questions; None is not asked.

    The weakest question asked decides; without questions there is no stroke.
    """
    asked = [memory for memory in memories if memory is not None]
    if not memories:
        return ""
    if not asked:
        return "new"
    soonest = min(memory.due_on for memory in asked)
    return "fading" if (soonest - today).days <= SOON_DAYS else "known"


def known_now(memories: Iterable[Memory], today: date) -> float:
    """Return how many of the questions met the learner would answer: the sum of recall.

    One that was asked today counts with its recall of tomorrow: an answer just seen is not yet
    an answer remembered.
    """
    return sum(recall(m, max(today, m.reviewed_on + ONE_DAY)) for m in memories)


def is_lasting(memory: Memory) -> bool:
    """Tell whether a question comes back only after three weeks or more."""
    return (memory.due_on - memory.reviewed_on).days >= LASTING_DAYS


def known_text(memories: Sequence[Memory], questions: int, today: date) -> str:
    """Say how much is known of all questions; empty when none was asked."""
    if not memories:
        return ""
    return f"about {round(known_now(memories, today))} of {questions}"


def strokes_sentence(strokes: Sequence[Stroke]) -> str:
    """Say a strip of strokes in words, for those who do not see it."""
    counts = Counter(strokes)
    parts = [f"{counts[s]} {STROKE_WORDS[s]}" for s in ("known", "fading", "new") if counts[s]]
    noun = "paragraph" if len(strokes) == 1 else "paragraphs"
    return f"{len(strokes)} {noun}" + (f": {', '.join(parts)}." if parts else ".")

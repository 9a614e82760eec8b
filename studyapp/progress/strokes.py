"""What a margin stroke shows: how well the questions of a paragraph are remembered."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from studyapp.counts import counted
from studyapp.review.learner_day import ONE_DAY
from studyapp.review.memory import Memory, recall

Stroke = Literal["known", "fading", "due", "new", ""]
STROKE_WORDS: Mapping[Stroke, str] = {
    "known": "remembered",
    "fading": "fading",
    "due": "due",
    "new": "not asked yet",
    "": "",
}
LASTING_DAYS = 21
FADING_BELOW = 0.93
"""A question is asked again at a recall of about 0.90, and this is passed after three fifths of the
wait: late enough to leave the margin calm, early enough to be seen before the question is due."""


def stroke_of(memories: Sequence[Memory | None], today: date, *, is_due: bool) -> Stroke:
    """Return the stroke of a paragraph; without questions there is none.

    The weakest question asked decides. One due by tomorrow fades whatever its recall: with a
    high wanted recall it comes back before it falls below FADING_BELOW.

    Args:
        memories: what is held of each of its questions; None is not asked yet.
        is_due: one of them is to be asked today.
    """
    asked = [memory for memory in memories if memory is not None]
    if not memories:
        return ""
    if not asked:
        return "new"
    if is_due:
        return "due"
    is_soon = min(memory.due_on for memory in asked) <= today + ONE_DAY
    is_weak = min(recall(memory, today) for memory in asked) < FADING_BELOW
    return "fading" if is_soon or is_weak else "known"


def known_now(memories: Iterable[Memory], today: date) -> float:
    """Return how many of the questions met the learner would answer: the sum of recall."""
    return sum(recall_now(memory, today) for memory in memories)


def recall_now(memory: Memory, today: date) -> float:
    """Return the chance of recall today, of what was asked today that of tomorrow.

    An answer just seen is not yet an answer remembered.
    """
    return recall(memory, max(today, memory.reviewed_on + ONE_DAY))


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
    parts = [f"{counts[s]} {words}" for s, words in STROKE_WORDS.items() if s and counts[s]]
    return counted(len(strokes), "paragraph") + (f": {', '.join(parts)}." if parts else ".")

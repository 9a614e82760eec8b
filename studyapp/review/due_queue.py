"""Choose which questions are due and say when the next one is."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from studyapp.review.memory import Memory, recall

# From how many days on a unit is used, and its length in days. The units change where the two
# roundings meet, so that a longer interval never sounds shorter.
UNITS = (
    (730, 365.25, "years"),
    (60, 30.4375, "months"),
    (14, 7, "weeks"),
    (2, 1, "days"),
)


@dataclass(frozen=True, slots=True)
class DueCard:
    """A question that a learner has answered before, with what the learner holds of it."""

    question_id: int
    memory: Memory


def most_urgent_first(cards: Iterable[DueCard], today: date) -> list[DueCard]:
    """Return the cards due by `today`, likeliest forgotten first, then longest due, then by id."""
    due = (card for card in cards if card.memory.due_on <= today)
    return sorted(
        due, key=lambda card: (recall(card.memory, today), card.memory.due_on, card.question_id)
    )


def first_rather(ids: Sequence[int], rather_not: Container[int]) -> int | None:
    """Return the first of some questions; one of `rather_not` only if all are, None if none is."""
    return next((n for n in ids if n not in rather_not), ids[0] if ids else None)


def next_interval_text(days: int) -> str:
    """Say in plain words how far off a review is, never wrong by more than a fifth.

    Args:
        days: whole days from the learner's today to the due day; 0 or less is due now.
    """
    for shortest, length, unit in UNITS:
        if days >= shortest:
            return f"in {round(days / length)} {unit}"
    return "tomorrow" if days == 1 else "today"

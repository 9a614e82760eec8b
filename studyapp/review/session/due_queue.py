"""Choose which questions are due and say when the next one is."""

from collections.abc import Container, Iterable, Sequence

from studyapp.review.memory import chance_of_recall

# From how many days on a unit is used, and its length in days. The units change where the two
# roundings meet, so that a longer interval never sounds shorter.
UNITS = (
    (730, 365.25, "years"),
    (60, 30.4375, "months"),
    (14, 7, "weeks"),
    (2, 1, "days"),
)


DueCard = tuple[int, float, float, int]
"""A due question: its id, the stability and decay of its memory, the days since its last review."""


def most_urgent_first(cards: Iterable[DueCard]) -> list[DueCard]:
    """Return due questions, likeliest forgotten first; of equal ones the first given."""
    return sorted(cards, key=_recall_of)


def _recall_of(card: DueCard) -> float:
    _, stability, decay, days = card
    return chance_of_recall(stability, decay, days)


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

"""The order in which questions are asked before a class."""

from collections.abc import Mapping
from datetime import date

from studyapp.review.memory import Memory, recall


def weakest_first(memories: Mapping[int, Memory], today: date) -> list[int]:
    """Return question ids by the chance of recall today, the lowest first."""
    return sorted(memories, key=lambda n: (recall(memories[n], today), n))

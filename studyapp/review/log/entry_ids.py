"""Ids of log entries that follow from an answer, the same at every try."""

import uuid


def undo_of(answer_id: str) -> str:
    """Return the id of the entry that takes an answer back."""
    return _derived(answer_id, "undo")


def guess_of(answer_id: str) -> str:
    """Return the id under which an answer stands once it is marked as a guess."""
    return _derived(answer_id, "guess")


def insisted_of(answer_id: str) -> str:
    """Return the id under which an answer stands once the learner insists that it was right."""
    return _derived(answer_id, "insisted")


def merged_id(entry_id: str, learner_id: int) -> str:
    """Return another id for an entry whose own id is taken in the account it moves to."""
    return _derived(entry_id, str(learner_id))


def _derived(entry_id: str, purpose: str) -> str:
    return str(uuid.uuid5(uuid.UUID(entry_id), purpose))

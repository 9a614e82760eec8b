"""The run of a module check: which questions, in which order."""

import hashlib
from collections.abc import Iterable, Sequence, Set

CHECK_LENGTH = 5


def questions_of_run(
    question_ids: Iterable[int], met: Set[int], run_id: str, answered: Sequence[int] = ()
) -> list[int]:
    """Return up to five questions of a module: those answered, then those never met first.

    Args:
        question_ids: every question of the module.
        met: those the learner had met before the run.
        run_id: decides the order of what is still to be asked.
        answered: those answered in this run, in the order they were.
    """
    given = list(dict.fromkeys(answered))
    ahead = sorted(
        set(question_ids) - set(given), key=lambda n: (n in met, place_in_run(n, run_id))
    )
    return (given + ahead)[: max(CHECK_LENGTH, len(given))]


def place_in_run(question_id: int, run_id: str) -> str:
    """Return by what the questions of a run are sorted: chance, but the same at every look."""
    return hashlib.sha256(f"{run_id}:{question_id}".encode()).hexdigest()

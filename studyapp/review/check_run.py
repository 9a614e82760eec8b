"""The run of a module check: which questions, in which order."""

import hashlib
from collections.abc import Iterable, Set

CHECK_LENGTH = 5


def questions_of_run(question_ids: Iterable[int], met: Set[int], run_id: str) -> list[int]:
    """Return up to five questions of a module, those never met first, the same for a run.

    Args:
        question_ids: every question of the module.
        met: those the learner had met before the run.
        run_id: decides the order within both groups.
    """
    chosen = sorted(question_ids, key=lambda n: (n in met, _shuffled(n, run_id)))
    return chosen[:CHECK_LENGTH]


def _shuffled(question_id: int, run_id: str) -> str:
    return hashlib.sha256(f"{run_id}:{question_id}".encode()).hexdigest()

"""The order in which questions are asked before a class: the weakest first, each once right."""

from collections.abc import Iterable, Mapping
from datetime import date

from studyapp.review.memory import Memory, recall


def weakest_first(
    question_ids: Iterable[int], memories: Mapping[int, Memory], today: date
) -> list[int]:
    """Return questions by their chance of recall today; those never met come first."""

    def chance(question_id: int) -> tuple[float, int]:
        memory = memories.get(question_id)
        return (0.0 if memory is None else recall(memory, today)), question_id

    return sorted(question_ids, key=chance)

"""What in a quiz may give another of its questions away: a passage or a stem that comes twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from studyapp.bank.answer_text import normalise
from studyapp.bank.catalogue import StoredQuestion


@dataclass(frozen=True, slots=True)
class Cue:
    """Questions that touch each other, by their ids, in the order of the quiz.

    Attributes:
        paragraph: the passage that proves all of them; None where they ask the same words.
    """

    question_ids: tuple[int, ...]
    paragraph: str | None


def cues_in(questions: Iterable[StoredQuestion]) -> list[Cue]:
    """Return what comes twice: the same stem first, then the same passage."""
    by_stem: dict[str, list[int]] = defaultdict(list)
    by_passage: dict[str, list[int]] = defaultdict(list)
    for stored in questions:
        by_stem[normalise(stored.question.stem)].append(stored.id)
        for paragraph in stored.question.paragraphs:
            by_passage[paragraph].append(stored.id)
    repeated = [Cue(tuple(ids), None) for ids in by_stem.values() if len(ids) > 1]
    shared = [Cue(tuple(ids), name) for name, ids in by_passage.items() if len(ids) > 1]
    return repeated + shared

"""Rebuild what a learner holds from the log of answers and undos, which is the truth."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Literal

from studyapp.review.memory import RETENTION_DEFAULT, Memory, Rating, remember


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of a learner's log.

    Attributes:
        id: place in the log; later entries have higher ids.
        rating: how the answer went; None for an undo.
        learner_day: the learner's own day of the entry.
        undoes: for an undo, the id of the answer it takes back; None for an answer.
    """

    id: int
    question_id: int
    kind: Literal["answer", "undo"]
    rating: Rating | None
    learner_day: date
    undoes: int | None


@dataclass(frozen=True, slots=True)
class CardState:
    """Where one learner stands with one question.

    Attributes:
        reps: answers counted, undone ones left out.
        passes: those of them rated better than AGAIN.
        lapses: those of them rated AGAIN after at least one pass.
        last_answer_id: log id of the last answer counted.
    """

    memory: Memory
    reps: int
    passes: int
    lapses: int
    last_answer_id: int


def replay(
    entries: Iterable[LogEntry], *, retention: float = RETENTION_DEFAULT
) -> dict[int, CardState]:
    """Return question id -> state after one learner's entries, given in any order.

    Questions without an answer left are absent. The entries of one question alone give the state
    that the whole log gives for it.

    Raises:
        ValueError: the log is corrupt: an answer without a rating, or an undo that names no
            earlier answer to the same question, or one already undone.
    """
    log = sorted(entries, key=attrgetter("id"))
    undone = _undone_answers(log)
    states: dict[int, CardState] = {}
    for entry in log:
        if entry.kind == "answer" and entry.id not in undone:
            before = states.get(entry.question_id)
            states[entry.question_id] = advance(before, entry, retention=retention)
    return states


def advance(
    state: CardState | None, entry: LogEntry, *, retention: float = RETENTION_DEFAULT
) -> CardState:
    """Return the state after one more answer; None stands for a question never answered.

    Raises:
        ValueError: `entry` is not an answer with a rating.
    """
    if entry.kind != "answer" or entry.rating is None:
        raise ValueError(f"Log entry {entry.id} is not an answer with a rating.")
    failed = entry.rating == Rating.AGAIN
    held = None if state is None else state.memory
    memory = remember(held, entry.rating, entry.learner_day, retention=retention)
    if state is None:
        return CardState(memory, reps=1, passes=int(not failed), lapses=0, last_answer_id=entry.id)
    return CardState(
        memory,
        reps=state.reps + 1,
        passes=state.passes + (not failed),
        lapses=state.lapses + (failed and state.passes > 0),
        last_answer_id=entry.id,
    )


def _undone_answers(log: Iterable[LogEntry]) -> set[int]:
    standing: dict[int, int] = {}
    undone: set[int] = set()
    for entry in log:
        if entry.kind == "answer":
            standing[entry.id] = entry.question_id
        elif entry.undoes is None or standing.pop(entry.undoes, None) != entry.question_id:
            raise ValueError(
                f"Log entry {entry.id} undoes {entry.undoes}, which is no standing answer"
                f" to question {entry.question_id}."
            )
        else:
            undone.add(entry.undoes)
    return undone

"""Rebuild what a learner holds from the log of answers and undos, which is the truth."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Literal

from studyapp.review.memory import (
    PARAMETERS,
    RETENTION_DEFAULT,
    Memory,
    Parameters,
    Rating,
    remember,
)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of a learner's log.

    Attributes:
        id: place in the log; later entries have higher ids.
        rating: how the answer went; None for an undo.
        learner_day: the learner's own day of the entry.
        undoes: for an undo, the id of the answer it takes back; None for an answer.
        follows: the answer that came before when the entry was made; None for a first answer.
        due_on: the day that was then chosen for the next review; None where none was.
        stability: what the answer left then.
        at: when the answer was given; every entry beside a late one has it.
        is_late: the answer reached the server after others that were given later.
    """

    id: int
    question_id: int
    kind: Literal["answer", "undo"]
    rating: Rating | None
    learner_day: date
    undoes: int | None
    follows: int | None = None
    due_on: date | None = None
    at: datetime | None = None
    is_late: bool = False
    stability: float | None = None


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
    entries: Iterable[LogEntry], *, parameters: Parameters = PARAMETERS
) -> dict[int, CardState]:
    """Return question id -> state after one learner's entries, given in any order.

    Questions without an answer left are absent. The entries of one question alone give the state
    that the whole log gives for it.

    Raises:
        ValueError: the log is corrupt: an answer without a rating, or an undo that names no
            earlier answer to the same question, or one already undone.
    """
    by_question: dict[int, list[LogEntry]] = defaultdict(list)
    for entry in entries:
        by_question[entry.question_id].append(entry)
    states: dict[int, CardState] = {}
    for question_id, log in by_question.items():
        is_as_thought = True
        for entry in standing_answers(log):
            before = states.get(question_id)
            follows = before.last_answer_id if before is not None else None
            is_as_thought = is_as_thought and entry.follows == follows
            states[question_id] = advance(
                before, entry, parameters=parameters, is_as_thought=is_as_thought
            )
    return states


def standing_answers(entries: Iterable[LogEntry]) -> list[LogEntry]:
    """Return the answers to one question that were not undone, in the order they were given.

    They stand in the order of the log, whatever the clocks said; one that came late goes before
    those at the end of the log that were given after it.
    """
    log = sorted(entries, key=attrgetter("id"))
    undone = _undone_answers(log)
    answers: list[LogEntry] = []
    for entry in log:
        if entry.kind == "answer" and entry.id not in undone:
            place = place_of(answers, entry.at) if entry.is_late and entry.at else len(answers)
            answers.insert(place, entry)
    return answers


def advance(
    state: CardState | None,
    entry: LogEntry,
    *,
    retention: float = RETENTION_DEFAULT,
    parameters: Parameters = PARAMETERS,
    is_as_thought: bool = True,
) -> CardState:
    """Return the state after one more answer; None stands for a question never answered.

    EASY counts as GOOD on the day of the answer before: what was just seen is easy to recall, and
    stability would grow with every answer of the day.

    The due day that was chosen for the entry holds while `is_as_thought`: all that comes before it
    was known when it was chosen. See `day_after_others` for when it does not.

    Raises:
        ValueError: `entry` is not an answer with a rating.
    """
    if entry.kind != "answer" or entry.rating is None:
        raise ValueError(f"Log entry {entry.id} is not an answer with a rating.")
    failed = entry.rating == Rating.AGAIN
    held = None if state is None else state.memory
    is_same_day = held is not None and entry.learner_day <= held.reviewed_on
    rating = min(entry.rating, Rating.GOOD) if is_same_day else entry.rating
    memory = remember(held, rating, entry.learner_day, retention=retention, parameters=parameters)
    if entry.due_on is not None:
        chosen = entry.due_on
        due_on = chosen if is_as_thought else day_after_others(entry, memory, chosen)
        memory = replace(memory, due_on=due_on)
    if state is None:
        return CardState(memory, reps=1, passes=int(not failed), lapses=0, last_answer_id=entry.id)
    return CardState(
        memory,
        reps=state.reps + 1,
        passes=state.passes + (not failed),
        lapses=state.lapses + (failed and state.passes > 0),
        last_answer_id=entry.id,
    )


def day_after_others(entry: LogEntry, memory: Memory, chosen: date) -> date:
    """Return when a question comes whose answer follows others than was thought then.

    The wait shrinks with the stability, so that the recall for which the day was chosen is kept;
    it never grows, since an exam or a sure mistake may have been the reason for the day.

    Args:
        entry: the answer.
        memory: what it leaves after those others.
        chosen: the day that was chosen for it before they were known.
    """
    wait = (chosen - entry.learner_day).days
    if entry.stability is not None:
        wait = int(wait * min(memory.stability / entry.stability, 1.0))
    day = min(chosen, memory.reviewed_on + timedelta(days=wait))
    return max(day, memory.reviewed_on + timedelta(days=1))


def place_of(answers: Sequence[LogEntry], at: datetime) -> int:
    """Return how many answers to a question come before one that was given at `at`, but late."""
    place = len(answers)
    while place and (answers[place - 1].at or at) > at:
        place -= 1
    return place


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

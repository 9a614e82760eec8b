"""The run of a check: what it is about, which questions it asks, in which order."""

import hashlib
import math
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from studyapp.bank.catalogue import Catalogue, StoredQuestion
from studyapp.bank.question import COMPARE

SHORTEST_CHECK, LONGEST_CHECK = 5, 8
SHORTEST_SECTION_CHECK, LONGEST_SECTION_CHECK = 2, 4
VERSION_BIT, OWN_LAYOUT = 76, 8
"""Where the version of a UUID stands, and that of one whose bits mean what its maker wants (RFC
9562, section 5.8)."""

LARGEST_SECTION = 255
SECTION_BITS, QUIZ_BITS, TAG_BITS = 8, 31, 22
"""The last byte of such a UUID names a section; where it is 0, a quiz is named before it."""


class QuizName(NamedTuple):
    """What a run names a quiz by: a number, which may come again, and bits that hardly do."""

    number: int
    tag: int


def check_size(module: str, questions: int) -> int:
    """Return how many of its questions a check asks: half of them, five to eight.

    Across sources it asks five.
    """
    longest = SHORTEST_CHECK if module == COMPARE else LONGEST_CHECK
    return _half(questions, SHORTEST_CHECK, longest)


def section_check_size(questions: int) -> int:
    """Return how many of its questions the check of a section asks: half of them, two to four.

    A single question is left to the check of the module.
    """
    if questions < SHORTEST_SECTION_CHECK:
        return 0
    return _half(questions, SHORTEST_SECTION_CHECK, LONGEST_SECTION_CHECK)


def questions_of_section(
    served: Catalogue, module: str, section: int
) -> tuple[StoredQuestion, ...]:
    """Return the questions about a section that what is read up to its end proves.

    The last section of a module has none: there the check of the module stands.

    Args:
        section: which it is, counted from 1.
    """
    sections = served.modules[module][1].sections if module in served.modules else ()
    if not 1 <= section < len(sections):
        return ()
    here = {paragraph.id for paragraph in sections[section - 1]}
    read = {paragraph.id for group in sections[:section] for paragraph in group}
    return tuple(
        stored
        for stored in served.questions_in(module)
        if _passages(stored) <= read and _passages(stored) & here
    )


def run_of_section(chance: uuid.UUID, section: int) -> uuid.UUID:
    """Return the id of a run about a section: a random UUID whose last byte names it."""
    return _own_layout(chance, section, LARGEST_SECTION)


def run_of_quiz(chance: uuid.UUID, name: QuizName) -> uuid.UUID:
    """Return the id of a run about a quiz: a random UUID whose last bytes name it."""
    named = (name.tag << QUIZ_BITS | name.number) << SECTION_BITS
    return _own_layout(chance, named, (1 << (TAG_BITS + QUIZ_BITS + SECTION_BITS)) - 1)


def section_of_run(run_id: str) -> int | None:
    """Return the section that a run is about; None for a whole module or a quiz."""
    made = uuid.UUID(run_id)
    return made.int & LARGEST_SECTION or None if made.version == OWN_LAYOUT else None


def quiz_of_run(run_id: str) -> QuizName | None:
    """Return the quiz that a run is about; None for a module or a section."""
    made = uuid.UUID(run_id)
    if made.version != OWN_LAYOUT or made.int & LARGEST_SECTION:
        return None
    named = made.int >> SECTION_BITS
    tag = named >> QUIZ_BITS & ((1 << TAG_BITS) - 1)
    return QuizName(named & ((1 << QUIZ_BITS) - 1), tag)


def questions_of_run(
    questions: Iterable[StoredQuestion],
    met: Set[int],
    run_id: str,
    answered: Sequence[int] = (),
    *,
    size: int,
) -> list[int]:
    """Return so many questions: those answered, then those never met first.

    One after the other is chosen so that no two of one passage follow each other, as many passages
    and as many kinds as possible are asked about, and chance decides the rest.

    Args:
        questions: every question that may be asked.
        met: those the learner had met before the run.
        run_id: decides what is left to chance.
        answered: those answered in this run, in the order they were.
    """
    by_id = {stored.id: stored for stored in questions}
    chosen = list(dict.fromkeys(answered))
    while len(chosen) < size and by_id.keys() - set(chosen):
        asked = [by_id[n] for n in chosen if n in by_id]
        last = by_id.get(chosen[-1]) if chosen else None
        ahead = (stored for n, stored in by_id.items() if n not in chosen)
        chosen.append(_next(ahead, asked, last, met, run_id).id)
    return chosen


def place_in_run(question_id: int, run_id: str) -> str:
    """Return by what the questions of a run are sorted: chance, but the same at every look."""
    return hashlib.sha256(f"{run_id}:{question_id}".encode()).hexdigest()


def _next(
    ahead: Iterable[StoredQuestion],
    asked: Sequence[StoredQuestion],
    last: StoredQuestion | None,
    met: Set[int],
    run_id: str,
) -> StoredQuestion:
    known = {passage for stored in asked for passage in _passages(stored)}
    just_seen = _passages(last) if last is not None else set()
    kinds = Counter(stored.question.kind for stored in asked)
    return min(
        ahead,
        key=lambda stored: (
            stored.id in met,
            not _passages(stored).isdisjoint(just_seen),
            _share_of(_passages(stored), known),
            kinds[stored.question.kind],
            place_in_run(stored.id, run_id),
        ),
    )


def _share_of(passages: Set[str], known: Set[str]) -> float:
    return len(passages & known) / len(passages)


def _half(questions: int, shortest: int, longest: int) -> int:
    return min(questions, max(shortest, min(longest, math.ceil(questions / 2))))


def _own_layout(chance: uuid.UUID, named: int, mask: int) -> uuid.UUID:
    """Return a random UUID that names something in its last bits, those of the mask."""
    bits = chance.int & ~(0xF << VERSION_BIT) & ~mask
    return uuid.UUID(int=bits | OWN_LAYOUT << VERSION_BIT | named)


def _passages(stored: StoredQuestion) -> set[str]:
    return set(stored.question.paragraphs)

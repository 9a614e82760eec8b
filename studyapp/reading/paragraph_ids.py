"""Lasting paragraph numbers: given once, followed through edits of the text, never reused."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from studyapp.unspaced import set_apart

LIKENESS_NEEDED = 0.6
LIKENESS_IN_QUESTION = 0.45
MARGIN_NEEDED = 0.15
SKETCH_SIZE = 24
ENTRY = re.compile(r"([1-9]\d{0,6})[\t ]+([0-9a-f]{16})(?:\t|[\t ]+((?:[0-9a-f]{6})+))")

Problem = tuple[int, int, str, str, Literal["error", "warning"]]


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What the register keeps of a paragraph.

    Attributes:
        text_hash: 16 hexadecimal digits of the SHA-256 of its text.
        sketch: the smallest word hashes, 6 hexadecimal digits each, in order; comparing two
            sketches estimates the share of words in common (bottom-k sketch, Broder 1997).
    """

    number: int
    text_hash: str
    sketch: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """A number for each paragraph in order, the register to keep, and what was unclear.

    `problems` holds line, column, code, message and level of each.
    """

    numbers: list[int]
    register: tuple[RegisterEntry, ...]
    problems: list[Problem]


def assign_numbers(
    paragraphs: Sequence[tuple[int, str]], register: Sequence[RegisterEntry]
) -> Assignment:
    """Give each (first line, text) its number: by equal text, then by clear likeness, else new.

    A paragraph that resembles a registered one without a clear margin over every rival is an
    error, never a guess. A number that no paragraph carries any more stays in the register, for
    the same words alone; its sketch goes, so that its loss is told once.
    """
    kept = {entry.text_hash: entry for entry in register if entry.sketch}
    fresh = [kept.get(hash_of(text)) or entry_for(0, text) for _, text in paragraphs]
    found = _same_text(fresh, register)
    followed, unclear = _alike(fresh, register, found)
    found.update(followed)
    problems = [
        _warning(paragraphs[n][0], "text-changed", f"changed; it stays {number}")
        for n, number in followed.items()
    ]
    used = {entry.number for entry in register}
    new = [n for n in range(len(paragraphs)) if n not in found]
    for n in new:
        found[n] = _new_number(paragraphs[n][0], used)
        used.add(found[n])
    problems += [
        _ambiguous(paragraphs[n][0], fresh[n], number, found[n]) for n, number in unclear.items()
    ]
    gone = [entry for entry in register if entry.number not in found.values()]
    if register:
        problems += _news([paragraphs[n][0] for n in new], gone, problems)
    entries = {entry.number: entry for entry in register}
    entries |= {e.number: RegisterEntry(e.number, e.text_hash, "") for e in gone}
    for n, entry in enumerate(fresh):
        entries[found[n]] = RegisterEntry(found[n], entry.text_hash, entry.sketch)
    numbers = [found[n] for n in range(len(paragraphs))]
    return Assignment(numbers, tuple(entries[k] for k in sorted(entries)), problems)


def entry_for(number: int, text: str) -> RegisterEntry:
    """Return what the register keeps of a paragraph text."""
    words = set(re.findall(r"\w+", set_apart(text.lower())))
    hashes = sorted(hashlib.blake2b(w.encode(), digest_size=3).hexdigest() for w in words)
    return RegisterEntry(number, hash_of(text), "".join(hashes[:SKETCH_SIZE]))


def hash_of(text: str) -> str:
    """Return what tells one paragraph text from another."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def likeness(one: RegisterEntry, other: RegisterEntry) -> float:
    """Estimate the share of words two paragraphs have in common, 0 to 1."""
    a, b = _hashes(one.sketch), _hashes(other.sketch)
    smallest = sorted(a | b)[:SKETCH_SIZE]
    return sum(h in a and h in b for h in smallest) / len(smallest) if smallest else 0.0


def read_register(text: str) -> tuple[RegisterEntry, ...]:
    """Read a register: number, text hash and sketch on each line, parted by tabs.

    Spaces will do in their place: a terminal gives tabs out as spaces when a line is copied.

    Raises:
        ValueError: a line has another shape or a number stands twice; the message names it.
    """
    entries: dict[int, RegisterEntry] = {}
    for at, line in enumerate(text.splitlines(), 1):
        match = ENTRY.fullmatch(line)
        if match is None:
            raise ValueError(f"line {at} is not: number, hash, sketch")
        if int(match[1]) in entries:
            raise ValueError(f"line {at} repeats the number {match[1]}")
        entries[int(match[1])] = RegisterEntry(int(match[1]), match[2], match[3] or "")
    return tuple(entries[number] for number in sorted(entries))


def write_register(entries: Iterable[RegisterEntry]) -> str:
    """Return the text of a register file."""
    return "".join(f"{_line(entry.number, entry)}\n" for entry in entries)


@lru_cache(maxsize=8192)
def _hashes(sketch: str) -> frozenset[str]:
    """Part a sketch once: each is compared with many."""
    return frozenset(sketch[n : n + 6] for n in range(0, len(sketch), 6))


def _same_text(fresh: Sequence[RegisterEntry], register: Sequence[RegisterEntry]) -> dict[int, int]:
    """Match equal texts; copies of one text keep their order."""
    waiting: dict[str, list[int]] = {}
    for entry in register:
        waiting.setdefault(entry.text_hash, []).append(entry.number)
    found = {}
    for n, entry in enumerate(fresh):
        if numbers := waiting.get(entry.text_hash):
            found[n] = numbers.pop(0)
    return found


def _alike(
    fresh: Sequence[RegisterEntry], register: Sequence[RegisterEntry], found: dict[int, int]
) -> tuple[dict[int, int], dict[int, int]]:
    """Return the number that each changed paragraph keeps, and what it only may be.

    One is followed whose likeness to one free entry is clear both ways.
    """
    taken = set(found.values())
    free = [entry for entry in register if entry.number not in taken]
    changed = {n: entry for n, entry in enumerate(fresh) if n not in found}
    rows = _likenesses(changed, free)
    columns: dict[int, list[float]] = defaultdict(list)
    for row in rows.values():
        for number, value in row.items():
            columns[number].append(value)
    followed: dict[int, int] = {}
    unclear: dict[int, int] = {}
    for n, row in rows.items():
        best = max(row, key=lambda number: row[number])
        (followed if _is_clear(row[best], row.values(), columns[best]) else unclear)[n] = best
    return followed, unclear


def _likenesses(
    changed: Mapping[int, RegisterEntry], free: Sequence[RegisterEntry]
) -> dict[int, dict[int, float]]:
    """Return how alike each changed paragraph and each free number are, where that matters.

    What is less alike than in question is no rival either: the margin is smaller than the way
    from there to what is needed. So most pairs need not be compared, however long the text.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for at, entry in enumerate(free):
        for word in _hashes(entry.sketch):
            holders[word].append(at)
    rows: dict[int, dict[int, float]] = {}
    for n, paragraph in changed.items():
        words = _hashes(paragraph.sketch)
        shared = Counter(at for word in words for at in holders.get(word, ()))
        for at in sorted(shared):
            if shared[at] >= LIKENESS_IN_QUESTION * len(words):
                value = likeness(paragraph, free[at])
                if value >= LIKENESS_IN_QUESTION:
                    rows.setdefault(n, {})[free[at].number] = value
    return rows


def _is_clear(best: float, row: Iterable[float], column: Iterable[float]) -> bool:
    """Tell whether a likeness is clear among those of its paragraph and of its number."""
    rivals = max(sorted(row)[-2:-1] + sorted(column)[-2:-1], default=0.0)
    return best >= LIKENESS_NEEDED and best - rivals >= MARGIN_NEEDED


def _new_number(line: int, used: set[int]) -> int:
    return line if line not in used else max(used) + 1


def _news(
    new_lines: Sequence[int], gone: Sequence[RegisterEntry], unclear: Sequence[Problem]
) -> list[Problem]:
    """Tell of new paragraphs, and of lost ones once it is clear which they are."""
    unclear_lines = {line for line, *_ in unclear}
    news = [_warning(n, "new-paragraph", "is new") for n in new_lines if n not in unclear_lines]
    if not any(level == "error" for *_, level in unclear):
        news += [_gone(entry.number) for entry in gone if entry.sketch]
    return news


def _ambiguous(line: int, entry: RegisterEntry, old: int, new: int) -> Problem:
    """Tell what to write into the register, whichever of both the paragraph is."""
    message = (
        f"this paragraph may be {old} with changed words, or another one; if it is {old}, put this "
        f"line in place of the line {old} of the register (*.ids.tsv), and if it is another one, "
        f"add the line there with {new} at its start: {_line(old, entry)}"
    )
    return (line, 0, "ambiguous-paragraph", message, "error")


def _line(number: int, entry: RegisterEntry) -> str:
    return f"{number}\t{entry.text_hash}\t{entry.sketch}"


def _gone(number: int) -> Problem:
    return (0, 0, "paragraph-gone", f"paragraph {number} is no longer in the text", "warning")


def _warning(line: int, code: str, what: str) -> Problem:
    return (line, 0, code, f"the paragraph that starts here {what}", "warning")

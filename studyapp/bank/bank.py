"""Texts and questions together: read, checked by every rule, and hashed."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from studyapp import __version__
from studyapp.bank.bank_file import PlacedQuestion, bank_paths, read_bank
from studyapp.bank.question import as_json
from studyapp.bank.rules.habits import BankHabits, habit_faults, habits_of
from studyapp.bank.validation import check_bank
from studyapp.reading.library import Library, read_library
from studyapp.yaml_files.faults import Fault, has_errors

SEED_SUFFIXES = {".txt", ".yaml", ".tsv"}
NOT_SERVED = {"first_line", "last_line"}


@dataclass(frozen=True, slots=True)
class CheckedContent:
    """What the folders hold and what is wrong with it.

    Attributes:
        library: every article that could be parsed.
        questions: those of every bank file without an error of form; they may break other rules.
        habits: what the tests of the whole bank found.
        faults: sorted by file and place.
        not_asked: paragraphs that need no question, each with the reason.
        files_hash: of every file that was read, as `hash_files` gives it.
    """

    library: Library
    questions: tuple[PlacedQuestion, ...]
    not_asked: dict[str, str]
    habits: BankHabits
    faults: tuple[Fault, ...]
    files_hash: str


def check_content(seeds: Path, bank: Path) -> CheckedContent:
    """Read the texts and the bank and check them by every rule.

    Questions are not held against the texts when a text has an error: it would be blamed on them.
    """
    # Before reading: a change in between makes the hash old, never the content.
    files_hash = hash_files(seeds, bank)
    library, text_faults = read_library(seeds)
    files, faults = read_bank(bank)
    questions = tuple(placed for file in files for placed in file.questions)
    faults += check_bank(files, library, texts_are_sound=not has_errors(text_faults))
    habits = habits_of(questions)
    faults += habit_faults(habits, bank.name)
    return CheckedContent(
        library,
        questions,
        {paragraph: reason for file in files for paragraph, reason in file.not_asked.items()},
        habits,
        tuple(sorted([*text_faults, *faults])),
        files_hash,
    )


def check_unless_known(seeds: Path, bank: Path) -> CheckedContent:
    """Check the content, or return what was found of the same files before."""
    return _check_state(seeds, bank, hash_files(seeds, bank))


@lru_cache(maxsize=1)
def _check_state(seeds: Path, bank: Path, _files_hash: str) -> CheckedContent:
    return check_content(seeds, bank)


def hash_files(seeds: Path, bank: Path) -> str:
    """Return the SHA-256 of the names and bytes of every text, sidecar, register and bank file.

    The version of the program is part of it: another one may read the same files differently.
    """
    texts = [path for path in _listed(seeds) if path.suffix in SEED_SUFFIXES]
    digest = hashlib.sha256(__version__.encode())
    for root, paths in ((seeds, texts), (bank, bank_paths(bank))):
        for path in paths:
            for part in (path.relative_to(root).as_posix().encode(), _content(path)):
                digest.update(len(part).to_bytes(8, "big") + part)
        digest.update(b"end of folder")
    return digest.hexdigest()


def content_hash_of(library: Library, questions: Sequence[PlacedQuestion]) -> str:
    """Return the SHA-256 of what is served: articles and questions, in their order."""
    content = {
        "articles": [asdict(a, dict_factory=_without_lines) for a in library.articles],
        "questions": [[placed.module, as_json(placed.question)] for placed in questions],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _listed(folder: Path) -> list[Path]:
    """Return what is in a folder, sorted; nothing when it cannot be read, which reading reports."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _content(path: Path) -> bytes:
    """Return what a file holds; nothing when it cannot be read, which reading reports."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _without_lines(fields: Iterable[tuple[str, object]]) -> dict[str, object]:
    """Leave out where in its file a paragraph stands."""
    return {name: value for name, value in fields if name not in NOT_SERVED}

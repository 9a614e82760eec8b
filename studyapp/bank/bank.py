"""Texts and questions together: read, checked by every rule, and hashed."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from studyapp import __version__
from studyapp.bank.bank_file import PlacedQuestion, list_bank, read_bank
from studyapp.bank.question import as_json
from studyapp.bank.rules.habits import BankHabits, habit_faults, habits_of
from studyapp.bank.validation import check_bank
from studyapp.reading.library import Library, list_texts, read_library
from studyapp.yaml_files.faults import Fault, has_errors
from studyapp.yaml_files.source import read_content

SEED_SUFFIXES = {".txt", ".yaml", ".yml", ".tsv"}
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
        file_hashes: SHA-256 of every file by its name, as it was before it was read.
    """

    library: Library
    questions: tuple[PlacedQuestion, ...]
    not_asked: dict[str, str]
    habits: BankHabits
    faults: tuple[Fault, ...]
    file_hashes: dict[str, str]

    @property
    def files_hash(self) -> str:
        """Return the hash of all files, as `hash_files` gives it."""
        return self.files_hash_after({})

    def files_hash_after(self, written: Mapping[Path, bytes]) -> str:
        """Return the same with what was written since beside the texts, and nothing else."""
        fresh = {_text_name(path): _hash(content) for path, content in written.items()}
        return _hash_of(self.file_hashes | fresh)


def check_content(seeds: Path, bank: Path) -> CheckedContent:
    """Read the texts and the bank and check them by every rule.

    Questions are not held against the texts when a text has an error: it would be blamed on them.
    """
    # Before reading: a change in between makes the hash old, never the content.
    file_hashes = _hash_each(seeds, bank)
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
        file_hashes,
    )


def check_unless_known(seeds: Path, bank: Path) -> CheckedContent:
    """Check the content, or return what was found of the same files before."""
    return _check_state(seeds, bank, hash_files(seeds, bank))


@lru_cache(maxsize=1)
def _check_state(seeds: Path, bank: Path, _files_hash: str) -> CheckedContent:
    return check_content(seeds, bank)


def hash_files(seeds: Path, bank: Path) -> str:
    """Return the SHA-256 of the names and bytes of every text, sidecar, register and bank file."""
    return _hash_of(_hash_each(seeds, bank))


def _hash_each(seeds: Path, bank: Path) -> dict[str, str]:
    """Return the SHA-256 of each of these files by its name, and what of the bank is unreadable."""
    texts = [path for path in _listed(seeds) if path.suffix.lower() in SEED_SUFFIXES]
    files, faults = list_bank(bank)
    return (
        {_text_name(path): _hash_file(path) for path in texts}
        | {f"bank/{path.relative_to(bank).as_posix()}": _hash_file(path) for path in files}
        | {str(fault): "" for fault in faults}
    )


def _text_name(path: Path) -> str:
    return f"seeds/{path.name}"


def _hash_of(file_hashes: Mapping[str, str]) -> str:
    """Return one SHA-256 for those of all files.

    The version of the program is part of it: another one may read the same files differently.
    """
    state = json.dumps([__version__, sorted(file_hashes.items())])
    return _hash(state.encode())


def content_hash_of(library: Library, questions: Sequence[PlacedQuestion]) -> str:
    """Return the SHA-256 of what is served: articles and questions, in their order."""
    content = {
        "articles": [asdict(a, dict_factory=_without_lines) for a in library.articles],
        "questions": [[placed.module, as_json(placed.question)] for placed in questions],
    }
    return _hash(json.dumps(content, ensure_ascii=False, sort_keys=True).encode())


def _listed(folder: Path) -> list[Path]:
    """Return the files of a folder of texts; none if it cannot be read, which reading reports."""
    try:
        return list_texts(folder)
    except OSError:
        return []


def _hash_file(path: Path) -> str:
    """Return the SHA-256 of a file, or why it cannot be read, so that a mended one is read anew."""
    content = read_content(path, path.name)
    return str(content) if isinstance(content, Fault) else _hash(content)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _without_lines(fields: Iterable[tuple[str, object]]) -> dict[str, object]:
    """Leave out where in its file a paragraph stands."""
    return {name: value for name, value in fields if name not in NOT_SERVED}

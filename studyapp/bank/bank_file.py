"""The question bank on disk: every bank file in a folder, each question with its place."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from studyapp.bank.question import BankFile, Question
from studyapp.yaml_files.document import Path as YamlPath
from studyapp.yaml_files.document import Position
from studyapp.yaml_files.faults import Fault, Level
from studyapp.yaml_files.source import parse_yaml, read_content, validate_model

SUFFIXES = {".yaml", ".yml"}
FILES_REMEMBERED = 512
LINK_BACK = "this link leads back to a folder that it lies in; take it away"
DEAD_LINK = "this link leads nowhere; mend it, or take it away if nothing was meant to be here"


@dataclass(frozen=True, slots=True)
class PlacedQuestion:
    """A question and where it stands.

    Attributes:
        module: `<article key>/<module key>`, or `compare`.
        file: the bank file as faults name it.
        number: which question of the file it is, counted from 0.
        position: line and column of a path in the file.
    """

    question: Question
    module: str
    file: str
    number: int
    position: Callable[[YamlPath], Position] = field(repr=False, compare=False)

    @property
    def line(self) -> int:
        """Return the line on which the question starts."""
        return self.place()[0]

    def place(self, *path: str | int) -> Position:
        """Return line and column of a path inside the question, such as ("options", 2)."""
        return self.position(("questions", self.number, *path))

    def fault(self, path: YamlPath, code: str, message: str, level: Level = "error") -> Fault:
        """Return a fault at a path inside the question."""
        return Fault(self.file, *self.place(*path), code, message, level)


@dataclass(frozen=True, slots=True)
class PlacedBankFile:
    """A bank file whose form is sound, as faults name it.

    Attributes:
        not_asked: paragraphs that need no question, each with the reason.
        position: line and column of a path in the file.
    """

    name: str
    module: str
    not_asked: dict[str, str]
    questions: tuple[PlacedQuestion, ...]
    position: Callable[[YamlPath], Position] = field(repr=False, compare=False)

    def fault(self, path: YamlPath, code: str, message: str, level: Level = "error") -> Fault:
        """Return a fault at a path in the file."""
        return Fault(self.name, *self.position(path), code, message, level)


def read_bank(folder: Path) -> tuple[list[PlacedBankFile], list[Fault]]:
    """Read every bank file; one with an error is left out, but all its faults are told.

    Files are named in faults relative to the parent of `folder`.
    """
    if not folder.is_dir():
        message = "the folder of the questions is not there; put it back"
        return [], [Fault(folder.name, 0, 0, "folder-missing", message)]
    files: list[PlacedBankFile] = []
    paths, faults = list_bank(folder)
    for path in paths:
        found, wrong = _read_file(path, folder)
        if found is not None:
            files.append(found)
        faults += wrong
    if not paths and not faults:
        message = "there is no bank file (*.yaml) in this folder, so there is nothing to ask"
        faults.append(Fault(folder.name, 0, 0, "folder-empty", message))
    return files, faults


def _lines_of_module(folder: Path, module: str) -> dict[str, int]:
    """Return the line of each question of a module's file by its id; none when it is unsound."""
    path = folder / f"{module}.yaml"
    file = _read_file(path, folder)[0] if path.is_file() else None
    return {placed.question.id: placed.line for placed in file.questions} if file else {}


def places_in_bank(folder: Path, questions: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return file and line by question id, of those that are there; each is a module and an id."""
    questions = list(questions)
    lines = {module: _lines_of_module(folder, module) for module in {m for m, _ in questions}}
    return {
        name: f"{folder.name}/{module}.yaml:{lines[module][name]}"
        for module, name in questions
        if name in lines[module]
    }


def list_bank(folder: Path) -> tuple[list[Path], list[Fault]]:
    """Return the bank files, sorted, without hidden ones, and report what cannot be listed.

    That must not count as removed. Both come of one walk, so that a folder that goes away
    meanwhile is in one of them. Links are followed like folders, but not back to a folder that
    they lie in.
    """
    paths: list[Path] = []
    refused: list[tuple[Path, str]] = []

    def refuse(error: OSError) -> None:
        refused.append((Path(error.filename), f"this folder cannot be read: {error.strerror}"))

    above = {folder: {folder.resolve()}}
    for parent, folders, files in os.walk(folder, onerror=refuse, followlinks=True):
        around = above.pop(Path(parent))
        for path in [Path(parent, name) for name in folders]:
            real = path.resolve()
            if real in around:
                refused.append((path, LINK_BACK))
                folders.remove(path.name)
            above[path] = {*around, real}
        shown = [Path(parent, name) for name in (*folders, *files) if not name.startswith(".")]
        paths += [path for path in shown if path.suffix.lower() in SUFFIXES]
        refused += [(path, DEAD_LINK) for path in shown if _leads_nowhere(path)]
    return sorted(paths), [
        Fault(path.relative_to(folder.parent).as_posix(), 0, 0, "folder-unreadable", reason)
        for path, reason in refused
    ]


def _leads_nowhere(path: Path) -> bool:
    """Tell of a link that may stand for a folder; that of a bank file is reported on reading."""
    return (
        path.suffix.lower() not in SUFFIXES and path.is_symlink() and not os.access(path, os.F_OK)
    )


def _read_file(path: Path, folder: Path) -> tuple[PlacedBankFile | None, list[Fault]]:
    inside = path.relative_to(folder).as_posix()
    content = read_content(path, f"{folder.name}/{inside}")
    if isinstance(content, Fault):
        return None, [content]
    file, faults = _parse(content, inside, folder.name)
    return file, list(faults)


@lru_cache(maxsize=FILES_REMEMBERED)
def _parse(
    content: bytes, inside: str, folder_name: str
) -> tuple[PlacedBankFile | None, tuple[Fault, ...]]:
    """Parse a bank file; one that has not changed since is not parsed again."""
    name = f"{folder_name}/{inside}"
    document = parse_yaml(content, name)
    bank_file, faults = validate_model(document, BankFile, name)
    if bank_file is None:
        return None, tuple(faults)
    home = f"{bank_file.module}.yaml"
    if inside != home:
        message = f"the questions of {bank_file.module} belong in {folder_name}/{home}"
        place = document.position(("module",))
        return None, (*faults, Fault(name, *place, "file-misplaced", message))
    questions = tuple(
        PlacedQuestion(question, bank_file.module, name, number, document.position)
        for number, question in enumerate(bank_file.questions)
    )
    placed = PlacedBankFile(
        name, bank_file.module, bank_file.not_asked, questions, document.position
    )
    return placed, tuple(faults)

"""The question bank on disk: every bank file in a folder, each question with its place."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from studyapp.bank.question import BankFile, Question
from studyapp.faults import Fault, Level
from studyapp.yaml_document import Path as YamlPath
from studyapp.yaml_document import Position
from studyapp.yaml_source import read_yaml, validate_model

SUFFIXES = {".yaml", ".yml"}


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

    @property
    def module_place(self) -> Position:
        """Return line and column of what the file says its module is."""
        return self.position(("module",))

    def place(self, *path: str | int) -> Position:
        """Return line and column of a path inside the question, such as ("options", 2)."""
        return self.position(("questions", self.number, *path))

    def fault(self, path: YamlPath, code: str, message: str, level: Level = "error") -> Fault:
        """Return a fault at a path inside the question."""
        return Fault(self.file, *self.place(*path), code, message, level)


def read_bank(folder: Path) -> tuple[list[PlacedQuestion], list[Fault]]:
    """Read every bank file; one with an error gives no question, but all its faults.

    Files are named in faults relative to the parent of `folder`.
    """
    if not folder.is_dir():
        message = "the folder of the questions is not there; put it back"
        return [], [Fault(folder.name, 0, 0, "folder-missing", message)]
    questions: list[PlacedQuestion] = []
    faults: list[Fault] = []
    faults += _unreadable_folders(folder)
    paths = bank_paths(folder)
    for path in paths:
        found, wrong = _read_file(path, folder)
        questions += found
        faults += wrong
    if not paths:
        message = "there is no bank file (*.yaml) in this folder, so there is nothing to ask"
        faults.append(Fault(folder.name, 0, 0, "folder-empty", message))
    return questions, faults


def bank_paths(folder: Path) -> list[Path]:
    """Return the bank files in a folder and below, sorted; hidden files do not count."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
    )


def _unreadable_folders(folder: Path) -> list[Fault]:
    """Report what cannot be listed: its questions must not count as removed."""
    refused: list[OSError] = []
    for _ in os.walk(folder, onerror=refused.append):
        pass
    return [
        Fault(
            Path(error.filename).relative_to(folder.parent).as_posix(),
            0,
            0,
            "folder-unreadable",
            f"this folder cannot be read: {error.strerror}",
        )
        for error in refused
    ]


def _read_file(path: Path, folder: Path) -> tuple[list[PlacedQuestion], list[Fault]]:
    inside = path.relative_to(folder).as_posix()
    file = f"{folder.name}/{inside}"
    document = read_yaml(path, file)
    content, faults = validate_model(document, BankFile, file)
    if content is None:
        return [], faults
    home = f"{content.module}.yaml"
    if inside != home:
        message = f"the questions of {content.module} belong in {folder.name}/{home}"
        place = document.position(("module",))
        return [], [*faults, Fault(file, *place, "file-misplaced", message)]
    questions = [
        PlacedQuestion(question, content.module, file, number, document.position)
        for number, question in enumerate(content.questions)
    ]
    return questions, faults

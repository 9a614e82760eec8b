"""What `content check PATH` looks at: our folders, a part of them, or somebody's copy."""

from dataclasses import dataclass
from pathlib import Path

from studyapp.yaml_files.faults import Fault
from studyapp.yaml_files.source import read_content

SIDECAR_MARK = b"format: studyapp-source/"


@dataclass(frozen=True, slots=True)
class Scope:
    """The folders to check, and the file or folder whose faults are wanted; None means all."""

    seeds: Path
    bank: Path
    only: Path | None = None


def scope_of(path: Path | None, seeds: Path, bank: Path) -> Scope:
    """Return what to check for a path; `seeds` and `bank` are the folders of this project.

    A path inside them narrows the report. A folder elsewhere takes the place of one of them, or
    of both when it holds a `seeds` and a `question_bank`. A file elsewhere is checked as a part
    of the folder of texts or questions that it lies in.
    """
    if path is None:
        return Scope(seeds, bank)
    path = path.resolve()
    if any(path.is_relative_to(folder) for folder in (seeds, bank)):
        return Scope(seeds, bank, path)
    if path.is_file():
        return _around_file(path, seeds, bank)
    inner_seeds, inner_bank = path / seeds.name, path / bank.name
    if inner_seeds.is_dir() or inner_bank.is_dir():
        return Scope(
            inner_seeds if inner_seeds.is_dir() else seeds,
            inner_bank if inner_bank.is_dir() else bank,
        )
    if any(_is_sidecar(file) for file in path.glob("*.yaml")):
        return Scope(path, bank)
    return Scope(seeds, path)


def _around_file(path: Path, seeds: Path, bank: Path) -> Scope:
    if _is_sidecar(path) or path.parent.name == seeds.name:
        return Scope(path.parent, bank, path)
    root = next((p for p in path.parents if p.name == bank.name), path.parent)
    return Scope(seeds, root, path)


def _is_sidecar(file: Path) -> bool:
    content = read_content(file, file.name)
    return not isinstance(content, Fault) and SIDECAR_MARK in content

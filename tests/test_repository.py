"""What every file of the repository keeps to: its length, what it names, what the docs say."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import click
import pytest

from studyapp.cli import main
from studyapp.places import ROOT
from tests.imports import CAPABILITIES

FILE_LINES = 300
FUNCTION_LINES = 50
CODE_SUFFIXES = {".py", ".js", ".html"}
NOT_SHIPPED = {".git/", "instance/"}
# Written apart, so that this file does not name them.
PLACES_OF_ONE_MACHINE = ["/" + "work/", "/" + "tmp/w"]
TEXTS_AS_GIVEN = "seeds"
# A revision is one list of tables from top to bottom; parting it would hide the order.
REVISIONS = ROOT / "studyapp/migrations/versions"
DOC = ROOT / "docs/architecture.md"
MODULE_NAMED = re.compile(r"`([a-z0-9_/]+\.py)`")


def shipped_files() -> list[Path]:
    """Return every file of the folder but those that .gitignore leaves out."""
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    return sorted(_files(ROOT, {name.rstrip("/") for name in {*ignored, *NOT_SHIPPED}}))


def _files(folder: Path, ignored: set[str]) -> Iterator[Path]:
    for path in folder.iterdir():
        if any(fnmatch(path.name, pattern) for pattern in ignored):
            continue
        if path.is_dir():
            yield from _files(path, ignored)
        else:
            yield path


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def command_names(command: click.Command, name: str = "") -> list[str]:
    """Return every command below one, as it is typed: `content check`."""
    if not isinstance(command, click.Group):
        return [name]
    context = click.Context(command)
    inner = {part: command.get_command(context, part) for part in command.list_commands(context)}
    return [
        found
        for part, below in inner.items()
        if below is not None
        for found in command_names(below, f"{name} {part}".strip())
    ]


def folders_of(folder: Path) -> list[str]:
    """Return the folders with shipped files directly below a folder."""
    below = {path.relative_to(folder).parts for path in shipped_files() if folder in path.parents}
    return sorted({parts[0] for parts in below if len(parts) > 1})


def program_folders() -> list[str]:
    """Return the folders of the program, those within a capability by both their names."""
    program = ROOT / "studyapp"
    inner = [
        f"{capability}/{folder}"
        for capability in CAPABILITIES
        for folder in folders_of(program / capability)
    ]
    return [*folders_of(program), *inner]


def test_no_file_of_code_is_longer_than_can_be_read_at_once() -> None:
    lengths = {
        shown(path): path.read_bytes().count(b"\n")
        for path in shipped_files()
        if path.suffix in CODE_SUFFIXES
    }

    assert {name: lines for name, lines in lengths.items() if lines >= FILE_LINES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {
        f"{shown(path)}:{f.name}": (f.end_lineno or f.lineno) - f.lineno + 1
        for path in shipped_files()
        if path.suffix == ".py" and path.parent != REVISIONS
        for f in functions(path)
    }

    assert {name: lines for name, lines in lengths.items() if lines >= FUNCTION_LINES} == {}


def test_no_file_names_a_place_on_one_machine() -> None:
    found = [
        (shown(path), place)
        for path in shipped_files()
        if path.relative_to(ROOT).parts[0] != TEXTS_AS_GIVEN
        for place in PLACES_OF_ONE_MACHINE
        if place.encode() in path.read_bytes()
    ]

    assert found == []


def test_every_module_that_is_named_is_there() -> None:
    names = [f"/{shown(path)}" for path in shipped_files()]
    gone = [
        (shown(path), name)
        for path in shipped_files()
        if path.suffix in {".py", ".md"}
        for name in MODULE_NAMED.findall(path.read_text("utf-8"))
        if not any(there.endswith(f"/{name}") for there in names)
    ]

    assert gone == []


@pytest.mark.parametrize("command", command_names(main))
def test_the_docs_name_every_command(command: str) -> None:
    assert command in DOC.read_text("utf-8")


@pytest.mark.parametrize("folder", folders_of(ROOT))
def test_the_docs_name_every_folder_of_the_repository(folder: str) -> None:
    assert f"{folder}/" in DOC.read_text("utf-8")


@pytest.mark.parametrize("folder", program_folders())
def test_the_docs_name_every_folder_of_the_program(folder: str) -> None:
    assert f"{folder}/" in DOC.read_text("utf-8")

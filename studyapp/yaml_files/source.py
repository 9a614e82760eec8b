"""YAML files of sources and questions: every scalar stays text, every node knows its place."""

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from studyapp.yaml_files.document import Position, YamlDocument
from studyapp.yaml_files.faults import Fault
from studyapp.yaml_files.tree import FORBIDDEN, LimitError, YamlTree
from studyapp.yaml_files.validation import validate_model

__all__ = [
    "MAX_BYTES",
    "YamlDocument",
    "load_yaml",
    "parse_yaml",
    "read_content",
    "read_yaml",
    "validate_model",
]

MAX_BYTES = 16 * 1024 * 1024

# The C parser is about twenty times faster; a PyYAML built without libyaml lacks it.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Part of the parser's problem -> what an author can do about it; both parsers' wordings.
PLAIN_WORDS = (
    ("mapping values are not allowed", "': ' cannot stand here: put the text in quotes"),
    ("',' or ']'", "the list opened with '[' is not closed"),
    ("',' or '}'", "the mapping opened with '{' is not closed"),
    ("unexpected end of stream", "the text opened with a quote is not closed"),
    ("'-' indicator", "this line does not go on with the list above: '- ' is missing"),
    ("could not find expected ':'", "the line above has no ': ' after its key"),
    ("comment or line break", "nothing but a comment can follow here: put the text in quotes"),
    ("unexpected ':'", "':' cannot stand here: put the text in quotes"),
    ("sequence entries are not", "'- ' cannot stand here: begin a new line or use quotes"),
    ("mapping keys are not", "'? ' cannot stand here: put the text in quotes"),
    ("alphabetic or numeric", "'&' and '*' cannot stand here: put the text in quotes"),
    ("document indicator", "the text opened with a quote is not closed"),
    ("expected key", "this does not belong here: check the indentation and the quotes"),
    ("<block end>", "this does not belong here: check the indentation and the quotes"),
    ("node content", "a value is missing here, or a bracket too many is open or closed"),
    ("document start", "this stands outside of the document"),
    ("undefined tag handle", "'!' cannot stand here: put the text in quotes"),
    ("escape", "a backslash cannot stand here: write it twice, or use single quotes"),
    ("hexdecimal", "a backslash cannot stand here: write it twice, or use single quotes"),
)


# Up to the value of a line: spaces that are none to YAML, and the colon of Chinese keyboards.
LOOK_ALIKE = re.compile("^[ -]*[\\w-]*:?([\u00a0\u2007\u202f\u3000\uff1a])")


def read_yaml(path: Path, shown_as: str) -> YamlDocument:
    """Read a YAML file; when it cannot be read as text, that is the only fault.

    Args:
        path: the file, of at most MAX_BYTES.
        shown_as: its name in faults.
    """
    content = read_content(path, shown_as)
    if isinstance(content, Fault):
        return YamlDocument(None, [content])
    return parse_yaml(content, shown_as)


def read_content(path: Path, shown_as: str) -> bytes | Fault:
    """Return what a file holds, or why that cannot be read."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            message = "this is a folder or device, not a file"
            return Fault(shown_as, 0, 0, "not-a-file", message)
        if status.st_size > MAX_BYTES:
            message = f"the file is larger than {MAX_BYTES // 1024**2} MiB; see what it holds"
            return Fault(shown_as, 0, 0, "too-large", message)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return Fault(shown_as, 0, 0, "missing-file", "there is no such file")
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or 'unknown reason'}"
        return Fault(shown_as, 0, 0, "unreadable-file", message)


def parse_yaml(content: bytes, shown_as: str) -> YamlDocument:
    """Read the one YAML document in the bytes of a file."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(content, error, shown_as)
    return load_yaml(text, shown_as)


def load_yaml(text: str, file: str, *, loader: Any = LOADER) -> YamlDocument:
    """Read the one YAML document in `text`; whatever is wrong with it becomes a fault.

    Args:
        text: the whole file; a byte order mark at its start is skipped.
        file: its name in faults.
        loader: the PyYAML class that turns text into events.
    """
    text = text.removeprefix("\ufeff")
    if (found := FORBIDDEN.search(text)) is not None:
        message = f"the character U+{ord(found[0]):04X} is not allowed"
        place = _position_at(text, found.start())
        return _unreadable(file, "control-character", message, place)
    tree = YamlTree(file)
    try:
        for event in _events(text, loader):
            tree.take(event)
    except yaml.YAMLError as error:
        return tree.cut_off(_syntax_fault(error, text, file))
    except LimitError as limit:
        return tree.cut_off(limit.fault)
    return tree.finished()


def _events(text: str, loader: Any) -> Iterator[Any]:
    # Not yaml.parse(): its generator would free the parser late when reading stops half-way.
    parser = loader(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()


def _unreadable(file: str, code: str, message: str, place: Position) -> YamlDocument:
    return YamlDocument(None, [Fault(file, *place, code, message)])


def _not_utf8(content: bytes, error: UnicodeDecodeError, file: str) -> YamlDocument:
    before = content[: error.start].decode("utf-8").removeprefix("\ufeff")
    byte = content[error.start]
    message = f"byte {error.start + 1} of the file (0x{byte:02x}) is not UTF-8; save it as UTF-8"
    return _unreadable(file, "not-utf8", message, _position_at(before, len(before)))


def _position_at(text: str, index: int) -> Position:
    before = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _syntax_fault(error: yaml.YAMLError, text: str, file: str) -> Fault:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Fault(file, 0, 0, "syntax", " ".join(str(error).split()))
    if (look_alike := _look_alike(text, mark.line, file)) is not None:
        return look_alike
    message = _plain_words(str(getattr(error, "problem", "")), text[mark.index : mark.index + 1])
    opened = getattr(error, "context_mark", None)
    if opened is not None and opened.line < mark.line:
        message += f" (begun on line {opened.line + 1})"
    return Fault(file, mark.line + 1, mark.column + 1, "syntax", message)


def _look_alike(text: str, number: int, file: str) -> Fault | None:
    """Return the fault of a sign that only looks like YAML, on a line or on the one above it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for at in (number - 1, number):
        if 0 <= at < len(lines) and (found := LOOK_ALIKE.search(lines[at])) is not None:
            meant = "': '" if found[1] == "\uff1a" else "a space"
            message = f"the sign U+{ord(found[1]):04X} only looks like {meant}: type that anew"
            return Fault(file, at + 1, found.start(1) + 1, "syntax", message)
    return None


def _plain_words(problem: str, character: str) -> str:
    if character == "\t":
        return "a tab cannot stand here: indent with spaces"
    if "cannot start any token" in problem:
        return f"text cannot start with {character}: put it in quotes"
    return next((words for part, words in PLAIN_WORDS if part in problem), problem)

"""YAML events -> plain text, lists and mappings, with the place of every node."""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from studyapp.yaml_files.document import Path, Position, Value, YamlDocument
from studyapp.yaml_files.faults import Fault, shown

MAX_DEPTH = 12
MAX_KEYS = 5_000
MAX_NODES = 1_000_000
MAX_FAULTS = 100

STR_TAG = "tag:yaml.org,2002:str"
NULLS = frozenset({"", "~", "null"})
# Besides controls: separators that YAML counts as line ends but editors do not, stray byte order
# marks, and code points that are no characters.
FORBIDDEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)


class LimitError(Exception):
    """A file too big, too deep or too many to be read on."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet.

    Attributes:
        path: None when it stands under a refused key: read for its faults, but not kept.
        key: the key whose value comes next; None when that key was refused.
    """

    container: list[Value] | dict[str, Value]
    path: Path | None
    wants_key: bool
    key: str | None = None

    def await_value_of(self, key: str | None) -> None:
        """Let the next node be the value of `key`."""
        self.key = key
        self.wants_key = False


class YamlTree:
    """The data of one document, growing event by event.

    Built on parse events, because PyYAML's loaders turn `no` into False and `12:30` into 750, let
    the last of two equal keys win, and crash or hang on deep nesting and on bombs of aliases.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.value_places: dict[Path, Position] = {}
        self.key_places: dict[Path, Position] = {}
        self._root: Value = None
        self._open: list[_Open] = []
        self._nodes = 0
        self._documents = 0
        self._takers = {
            yaml.DocumentStartEvent: self._start_document,
            yaml.ScalarEvent: self._take_scalar,
            yaml.AliasEvent: self._take_alias,
            yaml.SequenceStartEvent: self._start_list,
            yaml.MappingStartEvent: self._start_mapping,
            yaml.SequenceEndEvent: self._end_container,
            yaml.MappingEndEvent: self._end_container,
        }

    def take(self, event: Any) -> None:
        """Let the next event change the tree; raise LimitError where reading must stop."""
        taker = self._takers.get(type(event))
        if taker is not None:
            taker(event)

    def finished(self) -> YamlDocument:
        """Return the document after its last event."""
        if self._root is None and not self.faults:
            self.faults.append(Fault(self.file, 0, 0, "empty-file", "the file says nothing"))
        return YamlDocument(self._root, sorted(self.faults), self.value_places, self.key_places)

    def cut_off(self, fault: Fault) -> YamlDocument:
        """Return the document without data, because `fault` ended it too early."""
        faults = sorted([*self.faults, fault])
        return YamlDocument(None, faults, self.value_places, self.key_places)

    def _start_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            raise self._limit(event, "more-than-one-document", "only one document is allowed")

    def _take_scalar(self, event: Any) -> None:
        self._check_node(event)
        if event.style == '"' and (found := FORBIDDEN.search(event.value)) is not None:
            message = f"the text holds the character U+{ord(found[0]):04X}, which is not allowed"
            self._add(event, "control-character", message)
        if self._wants_key():
            self._take_key(event)
        else:
            # A plain scalar has no style: "" from the C parser, None from the other.
            is_null = not event.style and event.tag is None and event.value in NULLS
            self._hang(event, None if is_null else event.value)

    def _take_alias(self, event: Any) -> None:
        self._count_node(event)
        self._refuse_anchor(event, f"*{event.anchor}")
        if self._wants_key():
            self._open[-1].await_value_of(None)
        else:
            self._hang(event, None)

    def _start_list(self, event: Any) -> None:
        self._start_container(event, [])

    def _start_mapping(self, event: Any) -> None:
        self._start_container(event, {})

    def _start_container(self, event: Any, container: list[Value] | dict[str, Value]) -> None:
        self._check_node(event)
        if len(self._open) == MAX_DEPTH:
            message = f"nested more than {MAX_DEPTH} levels deep"
            raise self._limit(event, "nested-too-deeply", message)
        path = None
        if self._wants_key():
            self._add(event, "key-not-text", "a key must be text, not a list or a mapping")
            self._open[-1].await_value_of(None)
        else:
            path = self._hang(event, container)
        self._open.append(_Open(container, path, wants_key=isinstance(container, dict)))

    def _end_container(self, _event: Any) -> None:
        self._open.pop()

    def _wants_key(self) -> bool:
        return bool(self._open) and self._open[-1].wants_key

    def _take_key(self, event: Any) -> None:
        mapping = self._open[-1]
        key = event.value
        if len(mapping.container) >= MAX_KEYS:
            raise self._limit(event, "too-many-keys", f"a mapping of more than {MAX_KEYS} keys")
        if self._is_refused_key(event, mapping):
            mapping.await_value_of(None)
            return
        mapping.await_value_of(key)
        if mapping.path is not None:
            self.key_places[(*mapping.path, key)] = _start(event)

    def _is_refused_key(self, event: Any, mapping: _Open) -> bool:
        key = event.value
        if not key:
            self._add(event, "empty-key", "a key is missing before the ':'")
        elif key == "<<" and not event.style:
            self._refuse_anchor(event, "<<")
        elif mapping.path is not None and key in mapping.container:
            line, _ = self.key_places[(*mapping.path, key)]
            message = f"the key {shown(key)} stands on line {line} already"
            self._add(event, "duplicate-key", message)
        else:
            return False
        return True

    def _hang(self, event: Any, value: Value) -> Path | None:
        """Put `value` where it belongs and return its path; None when it is not kept."""
        parent = self._open[-1] if self._open else None
        if parent is None:
            self._root = value
            path: Path | None = ()
        elif isinstance(parent.container, list):
            parent.container.append(value)
            path = _inside(parent.path, len(parent.container) - 1)
        else:
            parent.wants_key = True
            if parent.key is None:
                return None
            parent.container[parent.key] = value
            path = _inside(parent.path, parent.key)
        if path is not None:
            self.value_places[path] = _start(event)
        return path

    def _check_node(self, event: Any) -> None:
        self._count_node(event)
        if event.anchor is not None:
            self._refuse_anchor(event, f"&{event.anchor}")
        is_text = event.tag == STR_TAG and isinstance(event, yaml.ScalarEvent)
        if event.tag is not None and not is_text:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            message = f"the tag {shown(tag)} is not allowed; put the text in quotes"
            self._add(event, "tag-not-allowed", message)

    def _refuse_anchor(self, event: Any, sign: str) -> None:
        message = f"{shown(sign)} is not allowed; write the value out, or put the text in quotes"
        self._add(event, "anchors-not-allowed", message)

    def _count_node(self, event: Any) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._limit(event, "too-many-nodes", f"more than {MAX_NODES} values in one file")

    def _add(self, event: Any, code: str, message: str) -> None:
        if len(self.faults) == MAX_FAULTS:
            raise self._limit(
                event, "too-many-faults", f"more than {MAX_FAULTS} faults in one file"
            )
        self.faults.append(Fault(self.file, *_start(event), code, message))

    def _limit(self, event: Any, code: str, message: str) -> LimitError:
        return LimitError(Fault(self.file, *_start(event), code, message))


def _start(event: Any) -> Position:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _inside(path: Path | None, step: str | int) -> Path | None:
    return None if path is None else (*path, step)

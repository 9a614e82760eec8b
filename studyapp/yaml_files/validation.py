"""YAML data against a pydantic model: every error becomes a fault at its line and column."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic.errors import PydanticInvalidForJsonSchema
from pydantic_core import ErrorDetails

from studyapp.patterns import WORDS
from studyapp.yaml_files.document import Path, Value, YamlDocument
from studyapp.yaml_files.faults import Fault, has_errors, shown

T = TypeVar("T")
Schema = Mapping[str, Any]

CODES = {
    "missing": "missing-key",
    "union_tag_not_found": "missing-key",
    "extra_forbidden": "unknown-key",
}
TYPE_ENDINGS = ("_type", "_parsing", "_parsing_size", "_from_float", "_from_datetime_inexact")

# Start of a pydantic error type -> what is wanted.
WANTED = {
    "datetime": "a date with a time",
    "date": "a date such as 1917-11-07",
    "decimal": "a number such as 1500 or 12.5",
    "float": "a number",
    "int": "a whole number",
    "bool": "yes or no",
    "string": "text",
    "list": "a list",
    "tuple": "a list",
    "set": "a list",
    "dict": "a mapping of keys and values",
    "model": "a mapping of keys and values",
}
# Pydantic error type -> sentence; the names are those of its context, `found` is ours.
SENTENCES = {
    "literal_error": "must be {expected}, but is {found}",
    "enum": "must be {expected}, but is {found}",
    "union_tag_invalid": "must be one of {expected_tags}, but is {found}",
    "greater_than": "must be more than {gt}, but is {found}",
    "greater_than_equal": "must be at least {ge}, but is {found}",
    "less_than": "must be less than {lt}, but is {found}",
    "less_than_equal": "must be at most {le}, but is {found}",
    "too_short": "must have {min_length} or more entries, but has {actual_length}",
    "too_long": "must have {max_length} or fewer entries, but has {actual_length}",
    "decimal_max_places": "must have {decimal_places} or fewer decimal places, but is {found}",
    "string_too_short": "must have {min_length} or more characters, but has {length}",
    "string_too_long": "must have {max_length} or fewer characters, but has {length}",
    "string_pattern_mismatch": "must be {wanted}, but is {found}",
}


def validate_model(
    document: YamlDocument, model: type[T] | TypeAdapter[T], file: str
) -> tuple[T | None, list[Fault]]:
    """Return the document as a model, and the faults of both the document and its content.

    The model is None if any of the faults is an error.
    """
    if document.data is None:
        return None, list(document.faults)
    adapter = model if isinstance(model, TypeAdapter) else TypeAdapter(model)
    try:
        value = adapter.validate_python(document.data, strict=False)
    except ValidationError as error:
        return None, _all_faults(error, document, adapter, file)
    return None if has_errors(document.faults) else value, list(document.faults)


def _all_faults(
    error: ValidationError, document: YamlDocument, adapter: TypeAdapter[Any], file: str
) -> list[Fault]:
    source = _Source(document, adapter, file)
    faults = {source.fault(details) for details in error.errors(include_url=False)}
    # Where the loader refused a value, the model misses it: one fault is enough for one cause.
    told = {(fault.line, fault.column) for fault in document.faults}
    fresh = [fault for fault in faults if (fault.line, fault.column) not in told]
    return sorted([*document.faults, *fresh])


@dataclass(frozen=True)
class _Source:
    """Where the errors of one document are looked up."""

    document: YamlDocument
    adapter: TypeAdapter[Any]
    file: str

    @cached_property
    def schema(self) -> Schema:
        """Return the JSON Schema of the model, {} where it has none."""
        try:
            return self.adapter.json_schema()
        except PydanticInvalidForJsonSchema:
            return {}

    def fault(self, error: ErrorDetails) -> Fault:
        """Return a pydantic error as a fault at its place."""
        kind, loc = error["type"], error["loc"]
        path = _path_of(error, self.document.data)
        found = error["input"]
        if kind == "union_tag_invalid":
            key = error["ctx"]["discriminator"].strip("'")
            if isinstance(found, dict) and key in found:
                path, found = (*path, key), found[key]
        if kind == "extra_forbidden":
            message = self._unknown_key(loc)
        else:
            message = _sentence(error, path, _found(found))
        at_key = kind == "extra_forbidden" or loc[-1:] == ("[key]",)
        place = self.document.key_position(path) if at_key else self.document.position(path)
        return Fault(self.file, *place, _code(kind), message)

    def _unknown_key(self, loc: Path) -> str:
        known = _known_keys(self.schema, loc[:-1])
        near = difflib.get_close_matches(str(loc[-1]), known, n=1)
        message = f"{shown(str(loc[-1]))} is not a key here"
        if near:
            return f"{message}; did you mean {shown(near[0])}?"
        return f"{message}; possible are {', '.join(known)}" if known else message


def _code(kind: str) -> str:
    is_type = kind.endswith(TYPE_ENDINGS)
    return CODES.get(kind, "wrong-type" if is_type else "wrong-value")


def _sentence(error: ErrorDetails, path: Path, found: str) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "missing":
        return f"the key {shown(str(error['loc'][-1]))} is missing"
    if kind == "union_tag_not_found":
        return f"the key {context['discriminator']} is missing"
    name = _name(path)
    if (sentence := SENTENCES.get(kind)) is not None:
        length = len(str(error["input"]))
        pattern = str(context.get("pattern", ""))
        wanted = WORDS.get(pattern, f"text that matches {pattern}")
        told = {**context, "found": found, "length": length, "wanted": wanted}
        return f"{name} {sentence.format(**told)}"
    if kind.endswith(TYPE_ENDINGS):
        for start, wanted in WANTED.items():
            if kind.startswith(f"{start}_"):
                return f"{name} must be {wanted}, but is {found}"
    # What a validator of ours says stands in the context without pydantic's "Value error, ".
    message = " ".join(str(context.get("error", error["msg"])).split())
    return f"{name}: {message}".replace(": Input should be", " must be")


def _name(path: Path) -> str:
    if not path:
        return "the file"
    last = path[-1]
    return f"entry {last + 1}" if isinstance(last, int) else shown(last)


def _found(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, list):
        return "a list"
    return "a mapping" if isinstance(value, dict) else shown(str(value))


def _path_of(error: ErrorDetails, data: Value) -> Path:
    """Return the path in `data` that pydantic means, without the steps that are not in it."""
    paths = list(_paths(data, error["loc"]))
    exact = (path for path, value in paths if value is error["input"])
    return next(exact, paths[0][0])


def _paths(data: Value, loc: Path) -> Iterator[tuple[Path, Value]]:
    """Yield each path that `loc` may mean with its value, the longest first.

    A step of `loc` may be noise: the tag or member of a union, a missing key, a mark like `[key]`.
    """
    if not loc:
        yield (), data
        return
    step, rest = loc[0], loc[1:]
    for inner in _children(data, step):
        for path, value in _paths(inner, rest):
            yield (step, *path), value
    yield from _paths(data, rest)


def _children(data: Value, step: str | int) -> Sequence[Value]:
    if isinstance(data, dict) and isinstance(step, str) and step in data:
        return (data[step],)
    if isinstance(data, list) and isinstance(step, int):
        return data[step : step + 1]
    return ()


def _known_keys(schema: Schema, loc: Path) -> list[str]:
    """Return the keys that the mapping at `loc` may have, sorted."""
    nodes = _alternatives([schema], schema)
    for step in loc:
        nodes = _alternatives(_below(nodes, step) or nodes, schema)
    return sorted({key for node in nodes for key in node.get("properties", {})})


def _alternatives(nodes: Sequence[Schema], schema: Schema) -> list[Schema]:
    """Return the nodes with references followed and unions opened."""
    found: list[Schema] = []
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting += [*node.get("anyOf", ()), *node.get("oneOf", ())]
        if "$ref" in node:
            waiting.append(schema["$defs"][node["$ref"].rpartition("/")[2]])
    return found


def _below(nodes: Sequence[Schema], step: str | int) -> list[Schema]:
    tagged = [{"$ref": ref} for node in nodes if (ref := _tag_reference(node, step)) is not None]
    if tagged:
        return list(tagged)
    if isinstance(step, int):
        lists = [node["items"] for node in nodes if isinstance(node.get("items"), dict)]
        return lists + [
            n["prefixItems"][step] for n in nodes if len(n.get("prefixItems", ())) > step
        ]
    named = [node["properties"][step] for node in nodes if step in node.get("properties", {})]
    extra = [node.get("additionalProperties") for node in nodes]
    return named or [node for node in extra if isinstance(node, dict)]


def _tag_reference(node: Schema, step: str | int) -> str | None:
    reference: str | None = node.get("discriminator", {}).get("mapping", {}).get(step)
    return reference

from typing import Any

import pytest
import yaml

from studyapp.yaml_files.faults import Fault
from studyapp.yaml_files.source import load_yaml
from studyapp.yaml_files.tree import MAX_DEPTH, MAX_FAULTS, MAX_KEYS, MAX_NODES

LOADERS = [
    pytest.param(getattr(yaml, "CSafeLoader", yaml.SafeLoader), id="fastest parser"),
    pytest.param(yaml.SafeLoader, id="pure parser"),
]


def places(faults: list[Fault]) -> list[tuple[int, int, str]]:
    return [(fault.line, fault.column, fault.code) for fault in faults]


def deep(levels: int) -> str:
    return "[" * levels + "x" + "]" * levels


TRAPS = [
    pytest.param("a: 1\nb: 2\na: 3\n", [(3, 1, "duplicate-key")], id="duplicate key"),
    pytest.param("a: 1\n'a': 2\n", [(2, 1, "duplicate-key")], id="duplicate key in quotes"),
    pytest.param("a: &x 1\n", [(1, 4, "anchors-not-allowed")], id="anchor"),
    pytest.param("a: *x\n", [(1, 4, "anchors-not-allowed")], id="alias"),
    pytest.param("*x : a\n", [(1, 1, "anchors-not-allowed")], id="alias as key"),
    pytest.param("<<: {a: b}\n", [(1, 1, "anchors-not-allowed")], id="merge key"),
    pytest.param("a: !!int 1\n", [(1, 4, "tag-not-allowed")], id="tag of YAML"),
    pytest.param("a: !!str [b]\n", [(1, 4, "tag-not-allowed")], id="text tag on a list"),
    pytest.param(
        "a: !!python/object/apply:os.system [x]\n", [(1, 4, "tag-not-allowed")], id="tag of Python"
    ),
    pytest.param("a: ! b\n", [(1, 4, "tag-not-allowed")], id="bare tag"),
    pytest.param("? [a]\n: b\nc: d\n", [(1, 3, "key-not-text")], id="list as key"),
    pytest.param("? {a: b}\n: c\n", [(1, 3, "key-not-text")], id="mapping as key"),
    pytest.param("'': b\n", [(1, 1, "empty-key")], id="empty key"),
    pytest.param("?\n: b\n", [(1, 2, "empty-key")], id="no key"),
    pytest.param("a: 1\n---\nb: 2\n", [(2, 1, "more-than-one-document")], id="two documents"),
    pytest.param("a:\n\t- b\n", [(2, 1, "syntax")], id="tab"),
    pytest.param("a: [b\n", [(2, 1, "syntax")], id="open list"),
    pytest.param("a: {b: c\n", [(2, 1, "syntax")], id="open mapping"),
    pytest.param("a: 'b\n", [(2, 1, "syntax")], id="open quote"),
    pytest.param("a: b: c\n", [(1, 5, "syntax")], id="colon in text"),
    pytest.param("a: @b\n", [(1, 4, "syntax")], id="sign that starts no text"),
    pytest.param("a: 'it's'\n", [(1, 8, "syntax")], id="quote in quotes"),
    pytest.param("a:\n  b: 1\n c: 2\n", [(3, 2, "syntax")], id="wrong indentation"),
    pytest.param("- a\nb: c\n", [(2, 1, "syntax")], id="key after a list"),
    pytest.param("a: b\nc\nd: e\n", [(3, 1, "syntax")], id="line without colon"),
    pytest.param("a: !x!y b\n", [(1, 4, "syntax")], id="unknown tag prefix"),
    pytest.param('a: "\\0"\n', [(1, 4, "control-character")], id="escaped NUL"),
    pytest.param("a: b\x07\n", [(1, 5, "control-character")], id="bell"),
    pytest.param("a: b\nc: d\u2028e\n", [(2, 5, "control-character")], id="line separator"),
    pytest.param("a: \ud800\n", [(1, 4, "control-character")], id="half a character"),
    pytest.param("", [(0, 0, "empty-file")], id="empty"),
    pytest.param("# only a remark\n", [(0, 0, "empty-file")], id="only a remark"),
    pytest.param("---\n...\n", [(0, 0, "empty-file")], id="empty document"),
    pytest.param(deep(MAX_DEPTH), [], id="deepest allowed"),
    pytest.param(deep(MAX_DEPTH + 1), [(1, 13, "nested-too-deeply")], id="one too deep"),
    pytest.param("[" * 100_000, [(1, 13, "nested-too-deeply")], id="bomb of brackets"),
    pytest.param("- " * 100_000, [(1, 25, "nested-too-deeply")], id="bomb of dashes"),
    pytest.param(
        "".join(f"k{n}: v\n" for n in range(MAX_KEYS + 1)),
        [(MAX_KEYS + 1, 1, "too-many-keys")],
        id="too many keys",
    ),
    pytest.param(
        "- *a\n" * (MAX_FAULTS + 1),
        [(n, 3, "anchors-not-allowed") for n in range(1, MAX_FAULTS + 1)]
        + [(MAX_FAULTS + 1, 3, "too-many-faults")],
        id="too many faults",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TRAPS)
def test_each_trap_is_a_fault_at_its_place(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert places(load_yaml(text, "b.yaml").faults) == expected


@pytest.mark.parametrize(("text", "expected"), TRAPS)
def test_the_pure_parser_falls_into_no_trap_either(
    text: str, expected: list[tuple[int, int, str]]
) -> None:
    faults = load_yaml(text, "b.yaml", loader=yaml.SafeLoader).faults

    # It places the end of an unfinished file elsewhere, so only the codes are the same.
    assert [fault.code for fault in faults] == [code for *_, code in expected]


def test_too_many_values_are_refused() -> None:
    faults = load_yaml("- x\n" * MAX_NODES, "b.yaml").faults

    # The list itself is a value too.
    assert places(faults) == [(MAX_NODES, 3, "too-many-nodes")]


def test_one_pass_collects_every_fault_up_to_a_syntax_error() -> None:
    text = "a: *x\nb: 1\nb: {c: 1, c: 2}\nd: !!set {e}\n? [f]\n: {g: &y h}\ni: ]\nj: *z\n"

    document = load_yaml(text, "b.yaml")

    assert document.data is None
    assert places(document.faults) == [
        (1, 4, "anchors-not-allowed"),
        (3, 1, "duplicate-key"),
        (4, 4, "tag-not-allowed"),
        (5, 3, "key-not-text"),
        (6, 7, "anchors-not-allowed"),
        (7, 4, "syntax"),
    ]


def test_the_first_of_two_equal_keys_keeps_its_value_and_its_place() -> None:
    document = load_yaml("a: {b: 1}\na: {b: 2, c: 3}\n", "b.yaml")

    assert document.data == {"a": {"b": "1"}}
    assert document.position(("a", "c")) == (1, 4)
    assert document.faults[0].message == "the key 'a' stands on line 1 already"


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("a:\n\t- b", "a tab cannot stand here: indent with spaces", id="tab"),
        pytest.param(
            "a: b: c", "': ' cannot stand here: put the text in quotes", id="colon in text"
        ),
        pytest.param(
            "a: [b\nc: d",
            "the list opened with '[' is not closed (begun on line 1)",
            id="open list",
        ),
        pytest.param("a: `b`", "text cannot start with `: put it in quotes", id="backquote"),
        pytest.param(
            "a:\n  b: 1\n c: 2",
            "this does not belong here: check the indentation and the quotes (begun on line 1)",
            id="wrong indentation",
        ),
    ],
)
def test_a_syntax_error_is_told_in_plain_words(loader: Any, text: str, words: str) -> None:
    assert [f.message for f in load_yaml(text, "b.yaml", loader=loader).faults] == [words]

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from studyapp.yaml_files.faults import Fault
from studyapp.yaml_files.source import MAX_BYTES, load_yaml, read_yaml

LOADERS = [
    pytest.param(getattr(yaml, "CSafeLoader", yaml.SafeLoader), id="fastest parser"),
    pytest.param(yaml.SafeLoader, id="pure parser"),
]

BANK = """\
# Questions on the first part
questions:
  - id: stalin-general-secretary   # given once
    stem: "Who proposed it?"
    options: [{text: no, correct: yes}, {text: 'it''s not said'}]
    year: 1922
    why: |
      First line.
      Second – line.
  - id: second
    stem:
"""


def places(faults: list[Fault]) -> list[tuple[int, int, str]]:
    return [(fault.line, fault.column, fault.code) for fault in faults]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "word",
    ["no", "on", "Yes", "true", "12:30", "1917-11-07", "017", "1_000", "0x1F", "1e3", ".inf", "="],
)
def test_a_scalar_stays_the_text_it_is(loader: Any, word: str) -> None:
    assert load_yaml(f"a: {word}\n", "b.yaml", loader=loader).data == {"a": word}


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        pytest.param(
            "- a: b\n\u00a0 c: d\n", (2, 1), "U+00A0 only looks like a space", id="indent"
        ),
        pytest.param("a:\n  b:\u00a0c\n  d: e\n", (2, 5), "like a space", id="after a colon"),
        pytest.param("a:\n  - b\uff1ac\n    d: e\n", (2, 6), "like ': '", id="colon"),
    ],
)
def test_a_sign_that_only_looks_right_is_named(
    loader: Any, text: str, place: tuple[int, int], words: str
) -> None:
    (fault,) = load_yaml(text, "b.yaml", loader=loader).faults

    assert (fault.line, fault.column, fault.code) == (*place, "syntax")
    assert words in fault.message


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("", None, id="nothing"),
        pytest.param("~", None, id="tilde"),
        pytest.param("null", None, id="null"),
        pytest.param("''", "", id="quoted nothing"),
        pytest.param('"~"', "~", id="quoted tilde"),
        pytest.param("!!str null", "null", id="null said to be text"),
        pytest.param("NULL", "NULL", id="other spelling"),
    ],
)
def test_only_a_plain_null_is_none(loader: Any, written: str, meant: str | None) -> None:
    document = load_yaml(f"a: {written}\n", "b.yaml", loader=loader)

    assert (document.data, document.faults) == ({"a": meant}, [])


@pytest.mark.parametrize("loader", LOADERS)
def test_a_document_becomes_plain_lists_and_mappings(loader: Any) -> None:
    document = load_yaml(BANK, "b.yaml", loader=loader)

    assert document.faults == []
    assert document.data == {
        "questions": [
            {
                "id": "stalin-general-secretary",
                "stem": "Who proposed it?",
                "options": [{"text": "no", "correct": "yes"}, {"text": "it's not said"}],
                "year": "1922",
                "why": "First line.\nSecond – line.\n",
            },
            {"id": "second", "stem": None},
        ]
    }


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("path", "value_at", "key_at"),
    [
        pytest.param((), (2, 1), (2, 1), id="root"),
        pytest.param(("questions",), (3, 3), (2, 1), id="list"),
        pytest.param(("questions", 0), (3, 5), (3, 5), id="entry of a list"),
        pytest.param(("questions", 0, "stem"), (4, 11), (4, 5), id="quoted text"),
        pytest.param(("questions", 0, "options", 1, "text"), (5, 48), (5, 42), id="inside a line"),
        pytest.param(("questions", 0, "why"), (7, 10), (7, 5), id="block of text"),
        pytest.param(("questions", 1, "stem"), (11, 10), (11, 5), id="empty value"),
        pytest.param(("questions", 1, "tags", 4), (10, 5), (10, 5), id="missing, so its parent"),
        pytest.param(("nothing", "there"), (2, 1), (2, 1), id="missing from the top"),
    ],
)
def test_every_path_has_a_line_and_a_column(
    loader: Any, path: tuple[str | int, ...], value_at: tuple[int, int], key_at: tuple[int, int]
) -> None:
    document = load_yaml(BANK, "b.yaml", loader=loader)

    assert document.position(path) == value_at
    assert document.key_position(path) == key_at


def test_columns_count_characters_and_lines_may_end_in_crlf() -> None:
    document = load_yaml("\ufeffä: {😀: x, b: y}\r\nc: z\r\n", "b.yaml")

    assert document.position(("ä", "b")) == (1, 14)
    assert document.position(("c",)) == (2, 4)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"", [(0, 0, "empty-file")], id="empty"),
        pytest.param(b"a: b\nc: d\xe9\n", [(2, 5, "not-utf8")], id="Latin-1"),
        pytest.param("a: b".encode("utf-16"), [(1, 1, "not-utf8")], id="UTF-16"),
        pytest.param(b"\xef\xbb\xbfa: \xff", [(1, 4, "not-utf8")], id="not UTF-8 after a mark"),
        pytest.param(b"a: b\r\nc: \0\n", [(2, 4, "control-character")], id="NUL"),
        pytest.param(b"a: b\n#" + b" " * MAX_BYTES, [(0, 0, "too-large")], id="too large"),
        pytest.param(b"\xef\xbb\xbfa: b\n", [], id="byte order mark"),
        pytest.param(b"a: b\n#" + b" " * (MAX_BYTES - 6), [], id="largest allowed"),
    ],
)
def test_bytes_that_are_no_text_are_one_fault(
    tmp_path: Path, content: bytes, expected: list[tuple[int, int, str]]
) -> None:
    path = tmp_path / "b.yaml"
    path.write_bytes(content)

    assert places(read_yaml(path, "bank/b.yaml").faults) == expected


def test_a_byte_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_bytes(b"a: b\nc: d\xe9\n")

    assert [str(fault) for fault in read_yaml(path, "bank/b.yaml").faults] == [
        "bank/b.yaml:2:5: error not-utf8: byte 10 of the file (0xe9) is not UTF-8; save it as UTF-8"
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        pytest.param("absent.yaml", "missing-file", id="missing"),
        pytest.param("absent/b.yaml", "missing-file", id="missing folder"),
        pytest.param(".", "not-a-file", id="folder"),
        pytest.param("x" * 5_000, "unreadable-file", id="name too long"),
        pytest.param("nul\0.yaml", "missing-file", id="NUL in the name"),
    ],
)
def test_a_path_that_leads_to_no_file_is_one_fault(tmp_path: Path, name: str, code: str) -> None:
    assert places(read_yaml(tmp_path / name, "b.yaml").faults) == [(0, 0, code)]


BOMBS = [b"[" * 20_000, b"{" * 20_000, b"- " * 20_000, b"? " * 20_000, b"&a [*a,*a]", b"<<: *a\n"]
BOMBS += [b"\0", b"\xff", b"\t", b"!!x ", b"%YAML 9.9\n", b"\n---\n", b"'", b'"\\x', b"|\n", b": "]


def flip_bytes(content: bytes, chance: random.Random) -> bytes:
    flipped = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def cut_out(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.sample(range(len(content)), 2))
    return content[:start] + content[end:]


def insert_bomb(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + chance.choice(BOMBS) + content[at:]


def repeat_line(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    return b"".join(lines)


@pytest.mark.parametrize("mutate", [flip_bytes, cut_out, insert_bomb, repeat_line])
def test_no_damage_to_a_file_raises_an_exception(
    tmp_path: Path, mutate: Callable[[bytes, random.Random], bytes]
) -> None:
    chance = random.Random(20261121)
    path = tmp_path / "b.yaml"
    for _ in range(125):
        content = mutate(BANK.encode(), chance)
        path.write_bytes(content)

        document = read_yaml(path, "b.yaml")

        assert document.faults or document.data is not None
        assert all(0 <= f.line <= content.count(b"\n") + 2 for f in document.faults)
        assert all(len(str(f).splitlines()) == 1 for f in document.faults)

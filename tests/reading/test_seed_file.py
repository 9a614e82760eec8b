import os
from collections.abc import Callable
from pathlib import Path

import pytest

from studyapp.reading.seed_file import SIZE_LIMIT_BYTES, read_seed
from tests.reading.builders import sha256_of

LINES_AS_READ = [
    pytest.param(b"One\n\nTwo", ["One", "", "Two"], id="no line end after the last line"),
    pytest.param(b"One\n\nTwo\n", ["One", "", "Two"], id="a line end after the last line"),
    pytest.param(b"One\r\n\r\nTwo\r\n", ["One", "", "Two"], id="CRLF"),
    pytest.param(b"\xef\xbb\xbfOne\n", ["One"], id="byte order mark"),
    pytest.param("a\u00a0b\n\u00a0\n".encode(), ["a\u00a0b", "\u00a0"], id="non-breaking spaces"),
    pytest.param(b"One\rTwo\r", ["One", "Two"], id="CR alone"),
    pytest.param(b"One\n\x0cTwo\n\x0c\n", ["One", "\x0cTwo", "\x0c"], id="form feeds"),
    pytest.param(
        "One\u2028more\u2029\x85\x0b\x1c.\nTwo".encode(),
        ["One\u2028more\u2029\x85\x0b\x1c.", "Two"],
        id="separators that no editor counts",
    ),
]
REFUSED = [
    pytest.param(b"", 0, "seed-empty", "the text file is empty", id="empty"),
    pytest.param(b" \n\r\n\t", 0, "seed-empty", "the text file is empty", id="white space alone"),
    pytest.param(b"A\x00B", 0, "seed-binary", "not a text file", id="NUL byte"),
    pytest.param("Zwölf".encode("utf-16"), 0, "seed-encoding", "as UTF-16; save it", id="UTF-16"),
    pytest.param(b"A\r\rB\xff", 3, "seed-encoding", "byte 5 ", id="a wild byte after CRs"),
    pytest.param("A\n\nZwölf".encode("latin-1"), 3, "seed-encoding", "byte 6 ", id="Latin-1"),
    pytest.param(b"A\n\xff", 2, "seed-encoding", "save the text file as UTF-8", id="a wild byte"),
    pytest.param(b"x" * (SIZE_LIMIT_BYTES + 1), 0, "seed-too-large", "over 4 MiB", id="too large"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "oak.txt"


@pytest.mark.parametrize(("content", "lines"), LINES_AS_READ)
def test_a_text_is_read_line_by_line(path: Path, content: bytes, lines: list[str]) -> None:
    path.write_bytes(content)

    assert read_seed(path, "seeds/oak.txt", sha256_of(content)) == (lines, [])


@pytest.mark.parametrize(("content", "line", "code", "words"), REFUSED)
def test_a_file_that_is_no_text_is_refused(
    path: Path, content: bytes, line: int, code: str, words: str
) -> None:
    path.write_bytes(content)

    lines, faults = read_seed(path, "seeds/oak.txt", sha256_of(content))

    assert lines == []
    assert [(f.file, f.line, f.code, f.level) for f in faults] == [
        ("seeds/oak.txt", line, code, "error")
    ]
    assert words in faults[0].message


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir], ids=["pipe", "folder"])
def test_what_is_no_file_is_refused_and_not_waited_for(
    path: Path, make: Callable[[Path], None]
) -> None:
    make(path)

    lines, faults = read_seed(path, "seeds/oak.txt", sha256_of(b""))

    assert lines == []
    assert [str(fault) for fault in faults] == [
        "seeds/oak.txt: error seed-unreadable: this is a folder or device, not a text file"
    ]


def test_a_device_without_an_end_is_refused(path: Path) -> None:
    path.symlink_to("/dev/zero")

    assert [f.code for f in read_seed(path, "seeds/oak.txt", "")[1]] == ["seed-unreadable"]


def test_a_text_of_the_largest_size_is_read(path: Path) -> None:
    content = b"x" * SIZE_LIMIT_BYTES
    path.write_bytes(content)

    lines, faults = read_seed(path, "seeds/oak.txt", sha256_of(content))

    assert (len(lines), faults) == (1, [])


def test_a_changed_text_is_refused_with_both_hashes(path: Path) -> None:
    path.write_bytes(b"One word more\n")
    stated = sha256_of(b"One word\n")

    lines, faults = read_seed(path, "seeds/oak.txt", stated)

    assert lines == []
    assert [fault.code for fault in faults] == ["seed-changed"]
    assert stated in faults[0].message
    assert sha256_of(b"One word more\n") in faults[0].message


def test_a_changed_line_end_is_a_changed_text(path: Path) -> None:
    path.write_bytes(b"One\r\n")

    _, faults = read_seed(path, "seeds/oak.txt", sha256_of(b"One\n"))

    assert [fault.code for fault in faults] == ["seed-changed"]


def test_a_missing_file_is_named(path: Path) -> None:
    lines, faults = read_seed(path, "seeds/oak.txt", sha256_of(b""))

    assert lines == []
    assert [(f.file, f.code) for f in faults] == [("seeds/oak.txt", "seed-missing")]


def test_a_folder_in_place_of_the_file_is_unreadable(path: Path) -> None:
    path.mkdir()

    lines, faults = read_seed(path, "seeds/oak.txt", sha256_of(b""))

    assert lines == []
    assert [fault.code for fault in faults] == ["seed-unreadable"]

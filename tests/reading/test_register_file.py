import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from studyapp.reading.library import read_library, record_registers, register_path
from studyapp.reading.paragraph_ids import entry_for, read_register, write_register
from tests.reading.builders import SIDECAR, TEXT, write_source

HASH = "0123456789abcdef"
JUNK = {
    "no tabs": f"1 {HASH} ",
    "a number in words": f"one\t{HASH}\t",
    "a number of 0": f"0\t{HASH}\t",
    "a hash too short": f"1\t{HASH[1:]}\t",
    "a hash in capitals": f"1\t{HASH.upper()}\t",
    "a sketch cut off": f"1\t{HASH}\t01234",
    "a field too many": f"1\t{HASH}\t012345\t",
    "an empty line": "",
    "a merge conflict": "<<<<<<< HEAD",
}


def numbers_in(folder: Path) -> list[int]:
    library, faults = read_library(folder)
    assert [fault for fault in faults if fault.level == "error"] == []
    return [paragraph.number for paragraph in library.articles[0].paragraphs]


def rewrite(folder: Path, old: str, new: str) -> None:
    """Edit the text and state its new hash; the lines of the sidecar stay."""
    assert TEXT.count(old) == 1
    write_source(folder, SIDECAR, TEXT.replace(old, new).encode())


def test_what_is_written_is_read_back() -> None:
    entries = (entry_for(3, "The miller."), entry_for(12, ""), entry_for(700, "Two geese."))

    assert read_register(write_register(entries)) == entries


def test_a_register_is_read_in_the_order_of_its_numbers() -> None:
    text = write_register([entry_for(12, "b"), entry_for(3, "a")])

    assert [entry.number for entry in read_register(text)] == [3, 12]


@pytest.mark.parametrize("line", JUNK.values(), ids=JUNK)
def test_a_line_that_is_no_entry_is_named(line: str) -> None:
    with pytest.raises(ValueError, match=r"^line 2 is not: number, hash, sketch$"):
        read_register(f"7\t{HASH}\t\n{line}\n9\t{HASH}\t\n")


def test_a_line_that_a_terminal_gave_out_with_spaces_is_read() -> None:
    entry = entry_for(12, "The miller.")

    assert read_register(write_register([entry]).replace("\t", "    ")) == (entry,)


def test_a_number_that_stands_twice_is_named() -> None:
    with pytest.raises(ValueError, match=r"^line 2 repeats the number 7$"):
        read_register(f"7\t{HASH}\t\n7\t{HASH}\t012345\n")


def test_the_register_is_written_once_and_kept(seeds: Path) -> None:
    path = register_path(seeds, "oak")

    library, _ = read_library(seeds)
    first = record_registers(seeds, library)
    before = path.read_bytes()
    again, faults = read_library(seeds)

    assert (list(first), faults) == ([path], [])
    assert [entry.number for entry in read_register(before.decode())] == [5, 9, 12]
    assert record_registers(seeds, again) == {}
    assert path.read_bytes() == before


def test_reading_alone_writes_nothing(seeds: Path) -> None:
    before = sorted(path.name for path in seeds.iterdir())

    read_library(seeds)

    assert sorted(path.name for path in seeds.iterdir()) == before


def test_an_edited_text_keeps_its_numbers_and_its_register_grows(seeds: Path) -> None:
    record_registers(seeds, read_library(seeds)[0])
    rewrite(seeds, "kept nine geese", "kept ten geese")

    library, faults = read_library(seeds)

    assert numbers_in(seeds) == [5, 9, 12]
    assert [(f.file, f.line, f.code) for f in faults] == [("seeds/oak.txt", 5, "text-changed")]
    assert list(record_registers(seeds, library)) == [register_path(seeds, "oak")]
    assert read_library(seeds)[1] == []


def test_lines_put_in_above_move_no_number(seeds: Path) -> None:
    record_registers(seeds, read_library(seeds)[0])
    sidecar = SIDECAR.replace("lines: 5}", "lines: 5-7}").replace("[7]", "[9]")
    for old, new in (("16,", "18,"), ("12-14", "14-16"), ("9-10", "11-12"), ("7-14", "9-16")):
        sidecar = sidecar.replace(f"lines: {old}", f"lines: {new}")
    write_source(
        seeds, sidecar, TEXT.replace("\nThe flood\n", "\nA stork.\n\nThe flood\n").encode()
    )

    library, faults = read_library(seeds)

    assert [(p.number, p.first_line) for p in library.articles[0].paragraphs] == [
        (5, 5),
        (7, 7),
        (9, 11),
        (12, 14),
    ]
    assert [(fault.line, fault.code) for fault in faults] == [(7, "new-paragraph")]


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond some bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_the_register_as_it_was(seeds: Path) -> None:
    record_registers(seeds, read_library(seeds)[0])
    path = register_path(seeds, "oak")
    before = path.read_bytes()
    rewrite(seeds, "kept nine geese", "kept ten geese")
    library, _ = read_library(seeds)
    names = sorted(seeds.iterdir())

    with room_for(50), pytest.raises(OSError, match="too large"):
        record_registers(seeds, library)

    assert path.read_bytes() == before
    assert sorted(seeds.iterdir()) == names


def test_a_register_that_is_a_link_stays_one_and_keeps_its_mode(
    seeds: Path, tmp_path: Path
) -> None:
    path, kept = register_path(seeds, "oak"), tmp_path / "kept.tsv"
    record_registers(seeds, read_library(seeds)[0])
    path.rename(kept)
    kept.chmod(0o664)
    path.symlink_to(kept)
    rewrite(seeds, "kept nine geese", "kept ten geese")
    library, _ = read_library(seeds)

    record_registers(seeds, library)

    assert path.is_symlink()
    assert kept.read_text(encoding="utf-8") == write_register(library.sources[0].register)
    assert kept.stat().st_mode & 0o777 == 0o664


def test_an_empty_register_keeps_the_source_out_and_says_what_to_do(seeds: Path) -> None:
    register_path(seeds, "oak").write_bytes(b"")

    library, faults = read_library(seeds)

    assert library.sources == ()
    assert [(f.file, f.code, f.level) for f in faults] == [
        ("seeds/oak.ids.tsv", "register-empty", "error")
    ]
    assert "put it back from version control or a backup" in faults[0].message


UNREADABLE = {
    "junk": b"not a register\n",
    "binary": b"\x00\xff\xfe",
    "Latin-1": "7\té".encode("latin-1"),
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_a_register_that_cannot_be_read_keeps_the_source_out(seeds: Path, content: bytes) -> None:
    register_path(seeds, "oak").write_bytes(content)

    library, faults = read_library(seeds)

    assert library.sources == ()
    assert [(f.file, f.code, f.level) for f in faults] == [
        ("seeds/oak.ids.tsv", "register-unreadable", "error")
    ]
    assert record_registers(seeds, library) == {}
    assert register_path(seeds, "oak").read_bytes() == content


def test_a_folder_in_place_of_the_register_is_a_fault(seeds: Path) -> None:
    register_path(seeds, "oak").mkdir()

    assert [fault.code for fault in read_library(seeds)[1]] == ["register-unreadable"]

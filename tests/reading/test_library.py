from pathlib import Path

import pytest

from studyapp.reading.library import read_library
from tests.reading.builders import SIDECAR, TEXT, sha256_of, write_source

SEED_FAULTS = {
    "empty": (b"", 0, "seed-empty"),
    "binary": (b"\x00\x01", 0, "seed-binary"),
    "wrongly encoded": ("Ann\nÖak".encode("latin-1"), 2, "seed-encoding"),
}
SIDECAR_FAULTS = {
    "empty": (b"", "seeds/oak.yaml"),
    "no mapping": (b"- one\n", "seeds/oak.yaml:1:1"),
    "not YAML": (b"key: [\n", "seeds/oak.yaml:2:1"),
    "wrongly encoded": (b"label: \xff\n", "seeds/oak.yaml:1:8"),
}
USED_TWICE = {
    "key": ({"oak.txt": "elm.txt", "label: Oak": "label: Elm"}, ["key 'oak'"]),
    "label": ({"oak.txt": "elm.txt", "key: oak": "key: elm"}, ["label 'Oak'"]),
    "file": ({"key: oak": "key: elm", "label: Oak": "label: Elm"}, ["file 'oak.txt'"]),
    "all three": ({}, ["key 'oak'", "label 'Oak'", "file 'oak.txt'"]),
}


def write_elm(seeds: Path, changes: dict[str, str]) -> None:
    """Put a second source beside the first one, the same but for the changes."""
    sidecar = SIDECAR.replace("SHA256", sha256_of(TEXT.encode()))
    for old, new in changes.items():
        sidecar = sidecar.replace(old, new)
    (seeds / "elm.txt").write_text(TEXT, encoding="utf-8")
    (seeds / "elm.yaml").write_text(sidecar, encoding="utf-8")


def test_articles_stand_in_the_order_of_their_seed_files(seeds: Path) -> None:
    changes = {"oak.txt": "elm.txt", "key: oak": "key: zoo", "label: Oak": "label: Zoo"}
    write_elm(seeds, changes)

    library, faults = read_library(seeds)

    assert faults == []
    assert [article.key for article in library.articles] == ["zoo", "oak"]
    assert list(library.paragraphs) == ["zoo:5", "zoo:9", "zoo:12", "oak:5", "oak:9", "oak:12"]
    assert library.paragraphs["zoo:5"].text == "The miller kept nine geese."


def test_what_systems_hide_beside_the_texts_is_passed_over(seeds: Path) -> None:
    for name in (".oak.yaml", "._oak.yaml", "._oak.txt"):
        (seeds / name).write_bytes(b"\x00\x05\x16\x07")

    library, faults = read_library(seeds)

    assert faults == []
    assert [article.key for article in library.articles] == ["oak"]


def test_a_missing_text_is_named(seeds: Path) -> None:
    (seeds / "oak.txt").unlink()

    library, faults = read_library(seeds)

    assert library.articles == ()
    assert [(f.file, f.line, f.code) for f in faults] == [("seeds/oak.txt", 0, "seed-missing")]


@pytest.mark.parametrize(("content", "line", "code"), SEED_FAULTS.values(), ids=SEED_FAULTS)
def test_a_text_that_cannot_be_read_is_the_only_fault(
    tmp_path: Path, content: bytes, line: int, code: str
) -> None:
    write_source(tmp_path / "seeds", content=content)

    library, faults = read_library(tmp_path / "seeds")

    assert library.articles == ()
    assert [(f.file, f.line, f.code) for f in faults] == [("seeds/oak.txt", line, code)]


def test_a_changed_text_is_refused_until_the_sidecar_states_its_hash(seeds: Path) -> None:
    (seeds / "oak.txt").write_text(TEXT.replace("nine", "ten"), encoding="utf-8")

    library, faults = read_library(seeds)

    assert library.articles == ()
    assert [(f.file, f.code) for f in faults] == [("seeds/oak.txt", "seed-changed")]


@pytest.mark.parametrize(("content", "place"), SIDECAR_FAULTS.values(), ids=SIDECAR_FAULTS)
def test_a_sidecar_that_cannot_be_read_is_named(seeds: Path, content: bytes, place: str) -> None:
    (seeds / "oak.yaml").write_bytes(content)

    library, faults = read_library(seeds)

    assert library.articles == ()
    assert faults != []
    assert str(faults[0]).startswith(f"{place}: error ")


def test_a_faulty_source_leaves_the_others_as_they_are(seeds: Path) -> None:
    write_elm(seeds, {"oak.txt": "elm.txt", "key: oak": "key: elm", "label: Oak": "label: ''"})

    library, faults = read_library(seeds)

    assert [article.key for article in library.articles] == ["oak"]
    assert {fault.file for fault in faults} == {"seeds/elm.yaml"}


@pytest.mark.parametrize(("changes", "values"), USED_TWICE.values(), ids=USED_TWICE)
def test_two_sources_share_no_key_label_or_file(
    seeds: Path, changes: dict[str, str], values: list[str]
) -> None:
    write_elm(seeds, changes)

    _, faults = read_library(seeds)

    assert [str(fault) for fault in faults] == [
        f"seeds/oak.yaml: error used-twice: the {value} is that of seeds/elm.yaml as well"
        for value in values
    ]


def test_a_text_with_a_byte_order_mark_and_crlf_gives_the_same_article(tmp_path: Path) -> None:
    write_source(tmp_path / "plain")
    crlf = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    write_source(tmp_path / "other", content=crlf)

    plain, _ = read_library(tmp_path / "plain")
    other, faults = read_library(tmp_path / "other")

    assert faults == []
    assert other == plain


def test_separators_that_no_editor_counts_as_a_line_are_white_space(tmp_path: Path) -> None:
    write_source(tmp_path / "plain")
    paged = TEXT.replace("\n\nThe flood", "\n\x0c\nThe\u2028flood").replace(
        "He left", "\x0cHe\x85left"
    )
    write_source(tmp_path / "other", content=paged.encode())

    plain, _ = read_library(tmp_path / "plain")
    other, faults = read_library(tmp_path / "other")

    assert faults == []
    assert other == plain


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    library, faults = read_library(tmp_path / "seeds")

    assert library.articles == ()
    assert [(fault.file, fault.code) for fault in faults] == [("seeds", "folder-missing")]


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "seeds").symlink_to("seeds")

    library, faults = read_library(tmp_path / "seeds")

    assert library.articles == ()
    assert [(fault.file, fault.code) for fault in faults] == [("seeds", "folder-unreadable")]


def test_a_folder_without_a_sidecar_is_named(tmp_path: Path) -> None:
    (tmp_path / "oak.txt").write_text("One\n", encoding="utf-8")

    library, faults = read_library(tmp_path)

    assert library.articles == ()
    assert [(fault.file, fault.code) for fault in faults] == [(tmp_path.name, "folder-empty")]


def test_files_of_other_kinds_are_left_alone(seeds: Path) -> None:
    (seeds / "README.md").write_text("key: [\n", encoding="utf-8")
    (seeds / "oak.docx").write_bytes(b"\xff")

    library, faults = read_library(seeds)

    assert ([article.key for article in library.articles], faults) == (["oak"], [])


def test_a_text_that_no_sidecar_names_is_told_as_not_served(seeds: Path) -> None:
    (seeds / "spare.txt").write_text("Two\n", encoding="utf-8")

    library, faults = read_library(seeds)

    assert [article.key for article in library.articles] == ["oak"]
    assert [(f.file, f.code, f.level) for f in faults] == [
        ("seeds/spare.txt", "no-sidecar", "warning")
    ]


def test_while_a_sidecar_is_faulty_no_text_is_said_to_have_none(seeds: Path) -> None:
    (seeds / "oak.yaml").write_text("label: Oak\n", encoding="utf-8")

    _, faults = read_library(seeds)

    assert {fault.file for fault in faults} == {"seeds/oak.yaml"}


def test_a_sidecar_with_another_ending_is_reported_and_not_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "oak.yml").write_text("format: studyapp-source/1\n", encoding="utf-8")

    _, faults = read_library(folder)

    assert [str(fault) for fault in faults] == [
        "seeds/oak.yml: error misnamed: a sidecar must end in .yaml to be read; rename it"
    ]

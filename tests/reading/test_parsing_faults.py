"""Faults of sidecar and text against each other, each at its place in the files."""

from pathlib import Path

import pytest

from studyapp.reading.library import read_library
from tests.bank.builders import edited
from tests.reading.builders import SIDECAR, make_source_data, parse, write_source

# What to replace in the sidecar, by what, and the code of the fault that follows at the mark.
FAULTS = {
    "no such line": ("lines: 16,", "lines: ¤16-17,", "no-such-line"),
    "metadata beyond the text": ("line: 3,", "line: ¤17,", "no-such-line"),
    "heading beyond the text": ("[7]", "[7, ¤99]", "no-such-line"),
    "blank line": ("12-14, r", "¤12-13, r", "blank-line"),
    "blank heading": ("[7]", "[¤8]", "blank-line"),
    "line used twice": ("[7]", "[¤9]", "line-used-twice"),
    "line of a range used twice": ("9-10", "¤9-12", "line-used-twice"),
    "metadata that differs": ("{line: 3,", "¤{line: 5,", "metadata-differs"),
    "no such caption": ("A heron on", "¤A stork on", "no-caption"),
    "caption in mid-paragraph": ("A heron on the roof.", "¤The miller", "no-caption"),
    "caption of no paragraph": ("line: 5, text: ", "line: 14, text: ¤", "no-caption"),
    "modules that overlap": ("lines: 7-14}", "lines: ¤5-14}", "modules-overlap"),
    "empty module": ("7-14}", "¤15-16}", "module-empty"),
    "module key twice": ("key: flood", "key: ¤mill", "key-used-twice"),
    "unknown key": ("headings:", "¤heading:", "unknown-key"),
    "unknown key within": ("kind: quotation", "¤sort: quotation", "unknown-key"),
    "missing reason": ("{lines: 16, reason: contact footer}", "¤{lines: 16}", "missing-key"),
    "missing author": ("title: The mill at Oak\n  author:", "¤title:", "missing-key"),
    "no reason in words": ("reason: contact footer", "reason: ¤''", "wrong-value"),
    "no module": (SIDECAR[SIDECAR.index("modules:") :], "modules: ¤[]\n", "wrong-value"),
    "unknown kind": ("kind: quotation", "kind: ¤poem", "wrong-value"),
    "lines that run backwards": ("12-14, r", "¤14-12, r", "wrong-value"),
    "line 0": ("16,", "¤0,", "wrong-value"),
    "line in words": ("16,", "¤last,", "wrong-value"),
    "date in words": ("date: null", "date: ¤March 2003", "wrong-value"),
    "a thirteenth month": ("date: null", "date: ¤1999-13", "wrong-value"),
    "a day that February lacks": ("date: null", "date: ¤1999-02-30", "wrong-value"),
    "a date of noughts": ("date: null", "date: ¤0000-00-00", "wrong-value"),
    "the year 0": ("date: null", "date: ¤0000", "wrong-value"),
    "hash in capitals": ("SHA256", f"¤{'A' * 64}", "wrong-value"),
    "file elsewhere": ("oak.txt", "¤../oak.txt", "wrong-value"),
    "key with a space": ("key: oak", "key: ¤the oak", "wrong-value"),
    "another format": ("studyapp-source/1", "¤studyapp-source/2", "wrong-value"),
    "label too long": ("label: Oak", f"label: ¤{'O' * 41}", "wrong-value"),
}
MODULES = [
    {"key": "a", "title": "A", "lines": "1"},
    {"key": "b", "title": "B", "lines": "5"},
]


def faults_in(folder: Path) -> list[str]:
    _, faults = read_library(folder)
    return [": ".join(str(fault).split(": ")[:2]) for fault in faults]


def test_the_made_up_source_has_no_fault(tmp_path: Path) -> None:
    write_source(tmp_path / "seeds")

    library, faults = read_library(tmp_path / "seeds")

    assert faults == []
    assert [(p.id, p.text) for p in library.articles[0].paragraphs] == [
        ("oak:5", "The miller kept nine geese."),
        ("oak:9", "The river rose by night, and the miller\nclimbed to the loft."),
        ("oak:12", "He left the geese behind."),
    ]


@pytest.mark.parametrize(("old", "new", "code"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_the_sidecar_is_reported_at_its_place(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    sidecar, line, column = edited(SIDECAR, old, new)
    write_source(tmp_path / "seeds", sidecar)

    assert f"seeds/oak.yaml:{line}:{column}: error {code}" in faults_in(tmp_path / "seeds")


@pytest.mark.parametrize("author", ["Anne Oak", "null"])
def test_metadata_is_held_against_its_line(tmp_path: Path, author: str) -> None:
    write_source(tmp_path / "seeds", SIDECAR.replace("author: Ann Oak", f"author: {author}"))

    assert faults_in(tmp_path / "seeds") == ["seeds/oak.yaml:14:5: error metadata-differs"]


def test_a_source_with_an_error_is_not_served(tmp_path: Path) -> None:
    write_source(tmp_path / "seeds", SIDECAR.replace("A heron", "A stork"))

    library, _ = read_library(tmp_path / "seeds")

    assert library.sources == ()


def test_lines_that_touch_are_reported_in_the_text(tmp_path: Path) -> None:
    write_source(tmp_path / "seeds", SIDECAR.replace("blocks:\n  - {lines: 9-10, ", "#"))

    assert faults_in(tmp_path / "seeds") == ["seeds/oak.txt:9: error hard-break"]


def test_a_paragraph_between_modules_is_reported_in_the_text() -> None:
    source, faults = parse("One\n\nTwo\n\nThree", modules=MODULES)

    assert source is None
    assert [(f.file, f.line, f.code) for f in faults] == [("seeds/oak.txt", 3, "in-no-module")]


def test_a_paragraph_that_a_module_cuts_lies_in_none() -> None:
    modules = [MODULES[0] | {"lines": "1-3"}, MODULES[1] | {"lines": "5-7"}]
    joined = [{"lines": "3-5", "reason": "a page break"}]

    source, faults = parse("One\n\nTwo\n\nTail\n\nThree", modules=modules, join=joined)

    assert source is None
    assert [(fault.line, fault.code) for fault in faults] == [(3, "in-no-module")]


def test_modules_follow_the_order_of_the_text() -> None:
    _, faults = parse("One\n\nTwo\n\nThree", modules=[*MODULES[::-1], MODULES[0] | {"lines": "3"}])

    assert [fault.code for fault in faults] == [
        "modules-overlap",
        "modules-overlap",
        "key-used-twice",
    ]


def test_a_value_may_stand_among_other_words_of_its_line() -> None:
    source, faults = parse(
        "Theory: *Oak*  mill 1\n\nOne",
        emphasis="asterisks",
        source=make_source_data(title="Oak mill"),
        metadata=[{"line": "1", "holds": "title"}],
    )

    assert source is not None
    assert faults == []


def test_an_ambiguous_paragraph_is_an_error_in_the_text() -> None:
    words = "nine geese walked over the old bridge at noon"
    before, _ = parse(f"{words} singing\n\n{words} talking")
    assert before is not None

    source, faults = parse(f"{words} crying", before.register)

    assert source is None
    assert ("seeds/oak.txt", 1, "ambiguous-paragraph") in [
        (fault.file, fault.line, fault.code) for fault in faults if fault.level == "error"
    ]


def test_every_fault_is_reported_at_once(tmp_path: Path) -> None:
    sidecar = SIDECAR.replace("[7]", "[8]").replace("lines: 16,", "lines: 99,")
    write_source(tmp_path / "seeds", sidecar.replace("Ann Oak", "Anne Oak"))

    assert faults_in(tmp_path / "seeds") == [
        "seeds/oak.yaml:16:13: error no-such-line",
        "seeds/oak.yaml:23:12: error blank-line",
        "seeds/oak.yaml:14:5: error metadata-differs",
    ]

from pathlib import Path

import pytest

from studyapp.bank.validation import check_bank
from studyapp.reading.library import Library
from tests.bank.builders import COMPARE, edited, make_files
from tests.bank.conftest import AssertReported

RENT_QUOTE = "quote: paid his rent in flour"
ORDER_QUOTE = "quote: The miller of Lower Oak"

EVIDENCE = [
    pytest.param(
        "paragraph: oak-1950:3\n        " + RENT_QUOTE,
        "paragraph: ¤oak-1950:4\n        " + RENT_QUOTE,
        ["paragraph-unknown"],
        "there is no paragraph oak-1950:4",
        id="unknown paragraph",
    ),
    pytest.param(
        "paragraph: oak-1950:3\n        " + RENT_QUOTE,
        "paragraph: ¤oak-1950:10\n        quote: nobody asked the miller",
        ["paragraph-elsewhere"],
        "stands in oak-1950/fire, not in oak-1950/mill",
        id="paragraph of another module",
    ),
    pytest.param(
        "paragraph: oak-1950:3\n        " + RENT_QUOTE,
        "paragraph: ¤elm:5\n        quote: toll of four pence",
        ["paragraph-elsewhere"],
        "stands in elm/bridge, not in oak-1950/mill",
        id="paragraph of another article",
    ),
    pytest.param(
        RENT_QUOTE,
        "quote: ¤rent in",
        ["quote-length"],
        "3 to 15 words, but this one has 2",
        id="quote too short",
    ),
    pytest.param(
        RENT_QUOTE,
        "quote: ¤The miller of Lower Oak kept nine geese, sold no eggs and paid his rent in",
        ["quote-length"],
        "this one has 16",
        id="quote too long",
    ),
    pytest.param(
        RENT_QUOTE,
        "quote: ¤paid her rent in flour",
        ["quote-not-found"],
        "not stand in oak-1950:3, nor anywhere in oak-1950",
        id="quote that is nowhere",
    ),
    pytest.param(
        RENT_QUOTE,
        "quote: ¤began in the bakery",
        ["quote-elsewhere"],
        "not stand in oak-1950:3, but in oak-1950:8",
        id="quote of another paragraph",
    ),
    pytest.param(
        RENT_QUOTE,
        "quote: ¤Paid his rent",
        ["quote-differs"],
        'differs from oak-1950:3 in capital letters; the paragraph says "paid his rent"',
        id="quote in other letters",
    ),
    pytest.param(
        RENT_QUOTE,
        "quote: ¤aid his rent in flour",
        ["quote-cuts-word"],
        "inside a word",
        id="quote that starts inside a word",
    ),
    pytest.param(
        ORDER_QUOTE,
        "quote: ¤no eggs and",
        [],
        "",
        id="quote of three words",
    ),
    pytest.param(
        "targets: [oak-1950:5]",
        "targets: [oak-1950:5, ¤oak-1950:3]",
        ["target-unproved"],
        "oak-1950:3 does not stand in the evidence",
        id="target without evidence",
    ),
    pytest.param(
        "targets: [oak-1950:5]",
        "targets: [oak-1950:5, ¤oak-1950:7]",
        ["paragraph-unknown", "target-unproved"],
        "there is no paragraph oak-1950:7",
        id="unknown target",
    ),
    pytest.param(
        "targets: [oak-1950:5]",
        "targets: [oak-1950:5, ¤oak-1950:8]",
        ["paragraph-elsewhere", "target-unproved"],
        "stands in oak-1950/fire",
        id="target in another module",
    ),
]


@pytest.mark.parametrize(("old", "new", "codes", "words"), EVIDENCE)
def test_a_broken_rule_is_reported_at_its_place(
    assert_reported: AssertReported, old: str, new: str, codes: list[str], words: str
) -> None:
    assert_reported(old, new, codes, words)


def test_a_quote_that_stands_twice_in_its_paragraph_proves_nothing(
    tmp_path: Path, library: Library
) -> None:
    text, line, column = edited(
        COMPARE,
        "{paragraph: oak-1950:3, quote: paid his rent in flour}",
        "{paragraph: oak-1950:8, quote: ¤and the fire took}",
    )

    faults = check_bank(make_files(tmp_path, text), library)

    assert [str(fault) for fault in faults] == [
        f"question_bank/compare.yaml:{line}:{column}: error quote-not-unique: "
        "the quote stands 2 times in oak-1950:8; add a word to it"
    ]


def test_a_comparison_needs_two_articles(tmp_path: Path, library: Library) -> None:
    text, line, column = edited(
        COMPARE,
        "- {paragraph: oak-1950:3, quote: paid his rent in flour}",
        "¤- {paragraph: elm:3, quote: The widow Harrow built}",
    )

    faults = check_bank(make_files(tmp_path, text), library)

    assert [(f.line, f.column, f.code) for f in faults] == [(line, column, "one-article")]


def test_a_comparison_has_no_text_to_find_a_paragraph_in(tmp_path: Path, library: Library) -> None:
    head, _, rest = COMPARE.partition("    pairs:\n")
    tail = rest[rest.index("    explanation") :]
    head = head.replace(
        "Match each source with what it says was paid", "Find where Elm names a toll"
    )
    tail = tail.replace("skill: comparison", "skill: place")
    locate = f"{head}    targets: [elm:5]\n{tail}"
    text, line, column = edited(locate, "kind: match", "kind: ¤locate")

    faults = check_bank(make_files(tmp_path, text), library)

    assert [(f.line, f.column, f.code) for f in faults] == [(line, column, "nothing-to-search")]

from pathlib import Path

import pytest

from studyapp.bank.validation import check_bank
from studyapp.reading.library import Library
from tests.bank.builders import COMPARE, MILL, edited, make_questions

RENT_QUOTE = "quote: paid his rent in flour"
ORDER_QUOTE = "quote: The miller of Lower Oak"
CLOZE_TEXT = "text: He trusts the {1}, and has no such faith in the {2}."

OPTIONS = [
    pytest.param(
        "options:\n      - text: Flour\n        correct: true",
        "options:\n      ¤- text: Flour\n        why: Oak says so.",
        ["not-one-correct"],
        "but 0 are",
        id="single without a correct option",
    ),
    pytest.param(
        "options:\n      - {text: He kept geese, correct: yes}",
        "options:\n      ¤- {text: He kept geese, why: Oak counts nine.}",
        ["not-some-correct"],
        "but 1 of 4 are",
        id="multiple with one correct option",
    ),
    pytest.param(
        """\
      - text: Flour
        correct: true
      - text: Coins
        why: Oak speaks of no money.
""",
        """\
      ¤- text: Flour
        correct: true
      - text: Coins
        correct: true
""",
        ["not-one-correct"],
        "but 2 are",
        id="single with two correct options",
    ),
    pytest.param(
        """\
      - {text: He kept geese, correct: yes}
      - {text: He sold no eggs, correct: yes}
      - {text: He owed the baker, why: Oak names no debt.}
      - {text: He left in 1930, why: Oak follows him until 1931.}
""",
        """\
      ¤- {text: He kept geese, correct: yes}
      - {text: He sold no eggs, correct: yes}
      - {text: He owed no one, correct: yes}
      - {text: He stayed, correct: yes}
""",
        ["not-some-correct"],
        "but 4 of 4 are",
        id="multiple without a wrong option",
    ),
    pytest.param(
        "{text: Geese, why: He kept nine of them.}",
        "¤{text: Geese}",
        ["why-missing"],
        "'Geese' needs a `why`",
        id="wrong option without a reason",
    ),
    pytest.param(
        "correct: true",
        "correct: true\n        why: ¤So says Oak.",
        ["why-not-needed"],
        "`explanation`",
        id="correct option with a reason",
    ),
    pytest.param(
        "{text: Geese, why",
        "{text: ¤The “coins”, why",
        ["option-twice"],
        "'The “coins”' says the same as 'Coins'",
        id="options that say the same",
    ),
]

TYPED = [
    pytest.param(
        CLOZE_TEXT,
        "text: ¤He trusts the {1}.",
        ["blanks-differ"],
        "{1} and {2} once each",
        id="blank without a place",
    ),
    pytest.param(
        CLOZE_TEXT,
        "text: ¤The {1}, the {2} and again the {1}.",
        ["blanks-differ"],
        "no other blank",
        id="blank twice",
    ),
    pytest.param(
        CLOZE_TEXT,
        "text: ¤The {1}, the {2} and the {3}.",
        ["blanks-differ"],
        "no other blank",
        id="blank without an answer",
    ),
    pytest.param(
        CLOZE_TEXT,
        "text: ¤The {1}, the {2} and {the rest.",
        ["stray-brace"],
        "only around the number",
        id="stray brace",
    ),
    pytest.param(
        "[river, stream]",
        "[river, ¤River]",
        ["variant-twice"],
        "'River' says the same as 'river'",
        id="variant of a blank twice",
    ),
    pytest.param(
        "answers: [council, town council]",
        "answers: [council, ¤Council]",
        ["variant-twice"],
        "above it",
        id="variant twice",
    ),
    pytest.param(
        "{answer: The church, why",
        "{answer: ¤the Council, why",
        ["wrong-but-accepted"],
        "'the Council' is also accepted",
        id="wrong answer that is accepted",
    ),
    pytest.param(
        "{answer: river, why",
        "{answer: ¤Baker, why",
        ["wrong-twice"],
        "'Baker' says the same as 'baker'",
        id="wrong answer twice",
    ),
    pytest.param(
        '"1,902"',
        '¤"1,932"',
        ["wrong-but-accepted"],
        "'1,932' is also accepted",
        id="wrong number within the tolerance",
    ),
    pytest.param(
        '"1,902"',
        "¤early",
        ["wrong-not-a-number"],
        "'early' is no number",
        id="wrong answer that is no number",
    ),
    pytest.param(
        "answer: 1931\n",
        "answer: ¤1.931\n",
        ["number-not-typable"],
        "who types 1.931 is read as 1931",
        id="number that is read as another",
    ),
]

ARRANGED = [
    pytest.param(
        "items: [geese, eggs, rent]",
        "items: [geese, eggs, ¤Geese]",
        ["item-twice"],
        "'Geese' says the same as 'geese'",
        id="item twice",
    ),
    pytest.param(
        "{left: none, right: eggs sold}",
        "{left: ¤Nine, right: eggs sold}",
        ["left-twice"],
        "'Nine' says the same as 'nine'",
        id="left twice",
    ),
    pytest.param(
        "{left: none, right: eggs sold}",
        "{left: none, right: ¤The geese kept}",
        ["right-twice"],
        "'The geese kept' says the same as 'geese kept'",
        id="right twice",
    ),
    pytest.param(
        "targets: [oak-1950:5]",
        "targets: [oak-1950:5, ¤oak-1950:5]",
        ["target-twice"],
        "above it",
        id="target twice",
    ),
]

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


def test_a_sound_bank_has_no_fault(tmp_path: Path, library: Library) -> None:
    assert check_bank(make_questions(tmp_path, MILL, COMPARE), library) == []


@pytest.mark.parametrize(("old", "new", "codes", "words"), [*OPTIONS, *TYPED, *ARRANGED, *EVIDENCE])
def test_a_broken_rule_is_reported_at_its_place(
    tmp_path: Path, library: Library, old: str, new: str, codes: list[str], words: str
) -> None:
    text, line, column = edited(MILL, old, new)

    faults = check_bank(make_questions(tmp_path, text), library)

    assert [fault.code for fault in faults] == codes
    assert {(fault.line, fault.column) for fault in faults} <= {(line, column)}
    assert words in " ".join(fault.message for fault in faults)


def test_a_fault_reads_as_file_line_column_code_and_advice(
    tmp_path: Path, library: Library
) -> None:
    text, _, _ = edited(
        MILL, "- text: Coins\n        why: Oak speaks of no money.", "¤- text: Coins"
    )

    faults = check_bank(make_questions(tmp_path, text), library)

    assert [str(fault) for fault in faults] == [
        "question_bank/oak-1950/mill.yaml:10:9: error why-missing: "
        "the wrong option 'Coins' needs a `why` that says what makes it so"
    ]


def test_a_quote_that_stands_twice_in_its_paragraph_proves_nothing(
    tmp_path: Path, library: Library
) -> None:
    text, line, column = edited(
        COMPARE,
        "{paragraph: oak-1950:3, quote: paid his rent in flour}",
        "{paragraph: oak-1950:8, quote: ¤and the fire took}",
    )

    faults = check_bank(make_questions(tmp_path, text), library)

    assert [str(fault) for fault in faults] == [
        f"question_bank/compare.yaml:{line}:{column}: error quote-not-unique: "
        "the quote stands 2 times in oak-1950:8; add a word to it"
    ]


def test_an_id_given_twice_names_both_places(tmp_path: Path, library: Library) -> None:
    text, line, column = edited(MILL, "id: oak-mill-pairs", "id: ¤compare-money")

    faults = check_bank(make_questions(tmp_path, text, COMPARE), library)

    assert [str(fault) for fault in faults] == [
        f"question_bank/oak-1950/mill.yaml:{line}:{column}: error id-twice: the id compare-money "
        "is given twice; it stands first at question_bank/compare.yaml:4"
    ]


def test_an_unknown_module_is_one_fault_for_its_whole_file(
    tmp_path: Path, library: Library
) -> None:
    text, line, column = edited(MILL, "module: oak-1950/mill", "module: ¤oak-1950/mills")

    faults = check_bank(make_questions(tmp_path, text), library)

    assert [str(fault) for fault in faults] == [
        f"question_bank/oak-1950/mills.yaml:{line}:{column}: error module-unknown: "
        "there is no module oak-1950/mills"
    ]


def test_a_comparison_needs_two_articles(tmp_path: Path, library: Library) -> None:
    text, line, column = edited(
        COMPARE,
        "- {paragraph: oak-1950:3, quote: paid his rent in flour}",
        "¤- {paragraph: elm:3, quote: The widow Harrow built}",
    )

    faults = check_bank(make_questions(tmp_path, text), library)

    assert [(f.line, f.column, f.code) for f in faults] == [(line, column, "one-article")]


def test_a_comparison_has_no_text_to_find_a_paragraph_in(tmp_path: Path, library: Library) -> None:
    head, _, rest = COMPARE.partition("    pairs:\n")
    tail = rest[rest.index("    explanation") :]
    locate = f"{head}    targets: [elm:5]\n{tail}"
    text, line, column = edited(locate, "kind: match", "kind: ¤locate")

    faults = check_bank(make_questions(tmp_path, text), library)

    assert [(f.line, f.column, f.code) for f in faults] == [(line, column, "nothing-to-search")]

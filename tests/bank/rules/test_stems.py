from pathlib import Path

import pytest

from studyapp.bank.rules.stems import MOST_WORDS, is_named_in, name_words, source_names
from studyapp.bank.validation import check_bank
from studyapp.reading.library import Library
from tests.bank.builders import COMPARE, MILL, edited, make_files
from tests.bank.conftest import Planted

RENT = "stem: In what, according to Oak, did the miller pay his rent?"
TRUST = "stem: Complete what the miller writes in Oak.\n    text: He"
LONG = " ".join(["stone"] * (MOST_WORDS - 9))

STEMS = [
    pytest.param(
        "stem: ¤In what did the miller pay?", ["error source-not-named"], ": oak", id="no source"
    ),
    pytest.param(
        "stem: ¤In what, according to Elm and to the oaks of 1950, did he pay?",
        ["error source-not-named"],
        ": oak",
        id="name of another source",
    ),
    pytest.param(
        "stem: ¤In what, in OAK’s account, did he pay?", [], "", id="name in the possessive"
    ),
    pytest.param(
        "stem: ¤Which of these did the miller of Oak not use to pay his rent?",
        ["warning stem-negative"],
        "'Which of these did the miller of Oak not'",
        id="negation in small letters",
    ),
    pytest.param(
        "stem: ¤Who in Oak's account was not paid in coins?",
        ["warning stem-negative"],
        "write NOT in capitals",
        id="who was not",
    ),
    pytest.param(
        "stem: ¤All of these are named by Oak as rent except one?",
        ["warning stem-negative"],
        "except",
        id="all except",
    ),
    pytest.param(
        "stem: ¤Which of these did the miller of Oak NOT use to pay?", [], "", id="NOT in capitals"
    ),
    pytest.param(
        "stem: ¤The miller of Oak did not pay in coin. In what did he pay?",
        [],
        "",
        id="a negation that is not the question",
    ),
    pytest.param(
        "stem: ¤For what rent in Oak was no coin not refused?",
        ["error double-negative"],
        "one negation meets another",
        id="two negations in a clause",
    ),
    pytest.param(
        'stem: ¤What does Oak call "not nothing, and never not enough" as rent?',
        [],
        "",
        id="negations that are quoted",
    ),
    pytest.param(
        f"stem: ¤In what, according to Oak, did the miller pay {LONG}?",
        [],
        "",
        id="as long as may be",
    ),
    pytest.param(
        f"stem: ¤In what, according to Oak, did the miller pay a {LONG}?",
        ["warning stem-long"],
        "has 61 words",
        id="too long",
    ),
    pytest.param(
        "stem: ¤The miller of Lower Oak kept nine geese, sold what?",
        ["warning stem-copied"],
        "'the miller of lower oak kept nine geese' is copied from oak-1950:3",
        id="eight words of the passage",
    ),
    pytest.param(
        "stem: ¤Oak says the miller kept nine geese, sold no eggs and grew what?",
        [],
        "",
        id="seven words of the passage",
    ),
]


@pytest.mark.parametrize(("new", "faults", "words"), STEMS)
def test_a_stem_is_held_against_the_rules(
    planted: Planted, new: str, faults: list[str], words: str
) -> None:
    planted(RENT, new, *faults, words=words)


@pytest.mark.parametrize(
    ("stem", "label", "is_named"),
    [
        ("Как, по словам Чехова, начался день?", "Чехов 1895", True),
        ("Co według Kowalskiego stało się rano?", "Kowalski 1950", True),
        ("鲁迅说孔乙己怎样喝酒?", "鲁迅 1919", True),
        ("ماذا قال الجاحظ؟", "الجاحظ", True),
        ("What does the Oakland report say?", "Ash 1950", False),
        ("What do Lenin\u2019s notes say?", "Lenin 1917", True),
        ("Was sagen Lenins Notizen?", "Lenin 1917", True),
        ("What does Leninism say?", "Lenin 1917", False),
        ("Что говорит ленинизм?", "Ленин 1917", False),
        ("What happened at Stalingrad?", "Stalin 1924", False),
        ("What do northern papers say?", "North 2023", False),
        ("What does the minor report say?", "Inor 1950", False),
        ("What do they say?", "Tho 1950", False),
    ],
)
def test_a_name_counts_with_an_ending_and_within_a_script_without_spaces(
    stem: str, label: str, is_named: bool
) -> None:
    assert is_named_in([stem], name_words(label)) == is_named


def test_the_sentence_with_the_blanks_may_name_the_source(planted: Planted) -> None:
    planted(TRUST, "stem: ¤Complete what the miller writes.\n    text: In Oak he")


def test_a_cloze_may_be_the_words_of_the_passage(planted: Planted) -> None:
    single = MILL[MILL.index("    kind: single") : MILL.index("    explanation: Rent")]
    planted(
        single,
        "    kind: cloze\n    stem: ¤Complete what Oak says in its first sentence.\n"
        "    text: The miller of Lower Oak kept nine geese, sold no eggs and paid in {1}.\n"
        "    answers: [[flour]]\n",
    )


def test_a_negative_stem_with_a_negative_option_is_an_error(planted: Planted) -> None:
    single = (
        f"{RENT}\n    options:\n      - text: Flour\n        correct: true\n      - text: Coins"
    )
    planted(
        single,
        single.replace(RENT, "stem: ¤Which did the miller of Oak NOT use?").replace(
            "Coins", "No pay"
        ),
        "error double-negative",
    )


def test_a_comparison_may_name_its_sources_in_what_is_to_be_matched(
    tmp_path: Path, library: Library
) -> None:
    unnamed, line, column = edited(
        COMPARE.replace("{left: Oak,", "{left: one,").replace("{left: Elm,", "{left: other,"),
        "stem: Match each source",
        "stem: ¤Match each source",
    )

    faults = check_bank(make_files(tmp_path, unnamed), library)

    assert [str(fault) for fault in faults] == [
        f"question_bank/compare.yaml:{line}:{column}: error source-not-named: "
        "the stem does not name its source: elm, oak"
    ]


def test_a_source_is_named_by_the_words_of_its_label_and_key(library: Library) -> None:
    assert source_names(library) == {"oak-1950": {"oak"}, "elm": {"elm"}}

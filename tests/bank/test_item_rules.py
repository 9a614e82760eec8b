from pathlib import Path

import pytest

from studyapp.bank.item_rules import check_items, source_names
from studyapp.reading.library import Library
from tests.bank.builders import COMPARE, MILL, edited, make_questions

RENT_STEM = "stem: In what, according to Oak, did the miller pay his rent?"
PAIRS_STEM = "stem: Match what belongs together in Oak."

CUES = [
    pytest.param(
        "- text: Flour\n", "- text: ¤Flour12\n", None, "", id="key as long as 1.4 distractors"
    ),
    pytest.param(
        "- text: Flour\n",
        "- text: ¤Flour 12\n",
        "key-too-long",
        "has 8 characters, the longest wrong one 5",
        id="key longer than 1.4 distractors",
    ),
    pytest.param(
        "{text: He sold no eggs, correct: yes}",
        "{text: ¤He sold no eggs at any time at all, correct: yes}",
        "key-too-long",
        "its length gives it away",
        id="one of several keys too long",
    ),
    pytest.param(
        "- text: Coins\n",
        "- text: ¤None of the above\n",
        "option-above",
        "'None of the above' is no option",
        id="none of the above",
    ),
    pytest.param(
        "{text: He sold no eggs, correct: yes}",
        "{text: ¤All of the above, correct: yes}",
        "option-above",
        "'All of the above' is no option",
        id="all of the above",
    ),
    pytest.param(
        RENT_STEM,
        "stem: ¤With what did the miller of Oak NOT pay his rent?",
        "stem-negative",
        "'NOT' makes the stem negative",
        id="NOT in capitals",
    ),
    pytest.param(
        RENT_STEM,
        "stem: ¤Which of these is not what the miller of Oak paid with?",
        "stem-negative",
        "'Which of these is not'",
        id="which of these is not",
    ),
    pytest.param(
        RENT_STEM,
        "stem: ¤The miller of Oak did not pay in money. In what did he pay?",
        None,
        "",
        id="not in plain words",
    ),
    pytest.param(
        "answers: [council, town council]",
        "answers: [council, ¤The body in Oak]",
        "answer-given-away",
        "'The body in Oak' stands in the question",
        id="short answer in the stem",
    ),
    pytest.param(
        "[river, stream]",
        "[river, ¤the faith]",
        "answer-given-away",
        "'the faith' stands in the question",
        id="answer of a blank in the sentence",
    ),
    pytest.param(
        "[river, stream]", "[river, ¤council has]", None, "", id="words on two sides of a blank"
    ),
    pytest.param("[river, stream]", "[river, ¤trust]", None, "", id="part of a word"),
]

SOURCES = [
    pytest.param(
        RENT_STEM,
        "stem: ¤In what did the miller pay?",
        "source-not-named",
        "the stem does not name its source: oak",
        id="no name",
    ),
    pytest.param(
        RENT_STEM,
        "stem: ¤In what, according to Elm and to the oaks of 1950, did he pay?",
        "source-not-named",
        ": oak",
        id="name of another source",
    ),
    pytest.param(
        RENT_STEM,
        "stem: ¤In what, in OAK’s account, did he pay?",
        None,
        "",
        id="name in the possessive",
    ),
    pytest.param(
        "stem: Complete what the miller writes in Oak.\n    text: He",
        "stem: ¤Complete what the miller writes.\n    text: In Oak he",
        None,
        "",
        id="name in the sentence with the blanks",
    ),
    pytest.param(
        "skill: argument", "skill: ¤place", "skill-differs", "`locate`", id="place to be chosen"
    ),
    pytest.param(
        "skill: place", "skill: ¤recall", "skill-differs", "`place`", id="place to be recalled"
    ),
]


def test_a_careful_bank_has_no_warning(tmp_path: Path, library: Library) -> None:
    assert check_items(make_questions(tmp_path, MILL, COMPARE), library) == []


@pytest.mark.parametrize(("old", "new", "code", "words"), [*CUES, *SOURCES])
def test_what_a_learner_could_guess_from_is_reported_at_its_place(
    tmp_path: Path, library: Library, old: str, new: str, code: str | None, words: str
) -> None:
    text, line, column = edited(MILL, old, new)

    faults = check_items(make_questions(tmp_path, text), library)

    expected = [] if code is None else [(line, column, code)]
    assert [(fault.line, fault.column, fault.code) for fault in faults] == expected
    assert all(words in fault.message for fault in faults)


def test_only_an_option_about_the_others_is_an_error(tmp_path: Path, library: Library) -> None:
    bad, _, _ = edited(MILL, "- text: Coins\n", "- text: ¤All of the above\n")
    poor, _, _ = edited(bad, PAIRS_STEM, "stem: ¤Match what belongs together.")

    faults = check_items(make_questions(tmp_path, poor), library)

    assert [(fault.code, fault.level) for fault in faults] == [
        ("option-above", "error"),
        ("source-not-named", "warning"),
    ]


def test_a_comparison_may_name_its_sources_in_what_is_to_be_matched(
    tmp_path: Path, library: Library
) -> None:
    unnamed, line, column = edited(
        COMPARE.replace("{left: Oak,", "{left: one,").replace("{left: Elm,", "{left: other,"),
        "stem: Match each source",
        "stem: ¤Match each source",
    )

    faults = check_items(make_questions(tmp_path, unnamed), library)

    assert [str(fault) for fault in faults] == [
        f"question_bank/compare.yaml:{line}:{column}: warning source-not-named: "
        "the stem does not name its source: elm, oak"
    ]


def test_a_source_is_named_by_the_words_of_its_label_and_key(library: Library) -> None:
    assert source_names(library) == {"oak-1950": {"oak"}, "elm": {"elm"}}


def singles(*keys: str) -> str:
    """Return the first question of MILL once for each key."""
    head, question = MILL[: MILL.index("  - id: oak-mill-habits")].split("questions:\n")
    return f"{head}questions:\n" + "".join(
        question.replace("oak-mill-rent", f"oak-mill-rent-{n}").replace("Flour", key)
        for n, key in enumerate(keys)
    )


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        pytest.param(["Flour6"] * 5, None, id="too few items to tell"),
        pytest.param(["Flour6"] * 3 + ["Flour"] * 3, None, id="half of them"),
        pytest.param(["Flour6"] * 4 + ["Flour"] * 2, "longest in 4 of 6 items", id="more"),
    ],
)
def test_a_file_whose_keys_are_mostly_the_longest_is_reported(
    tmp_path: Path, library: Library, keys: list[str], message: str | None
) -> None:
    faults = check_items(make_questions(tmp_path, singles(*keys)), library)

    assert [(f.line, f.column, f.code) for f in faults] == (
        [] if message is None else [(2, 9, "key-often-longest")]
    )
    assert all(message is not None and message in fault.message for fault in faults)

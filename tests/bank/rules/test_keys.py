from pathlib import Path

import pytest

from studyapp.bank.rules.evidence import Passages
from studyapp.bank.validation import check_bank
from studyapp.reading.library import Library
from tests.bank.builders import COMPARE, edited, make_files
from tests.bank.conftest import Planted
from tests.reading.builders import parse

LAST_YEAR = "stem: Until what year does Oak follow the miller?\n    answer: 1931\n    tolerance: 1"
BODY = "answers: [council, town council]"
LETTER = "stem: Find the paragraph in which Oak lets the miller speak."


@pytest.mark.parametrize(
    ("old", "new", "faults", "words"),
    [
        pytest.param(
            "- text: Flour\n",
            "- text: ¤Harrow's\n",
            ["error key-not-in-evidence", "warning key-too-long"],
            "'Harrow' of the key stands in no cited paragraph",
            id="name in an option",
        ),
        pytest.param(
            BODY,
            "answers: ¤[Harrow, the Harrows]",
            ["error key-not-in-evidence"],
            "'Harrow'",
            id="name to be typed",
        ),
        pytest.param(
            BODY,
            "answers: ¤[Harrow, council]",
            [],
            "",
            id="one variant that stands there is enough",
        ),
        pytest.param(
            LAST_YEAR,
            LAST_YEAR.replace("answer: 1931", "answer: ¤1930"),
            ["error key-not-in-evidence"],
            "'1930' of the key",
            id="year",
        ),
        pytest.param(
            LAST_YEAR,
            "stem: How many geese did the miller of Oak keep?\n    answer: ¤9\n    tolerance: 0",
            [],
            "",
            id="figure that stands there in words",
        ),
        pytest.param(
            LAST_YEAR,
            "stem: What year is 1901 in the words of Oak?\n    answer: ¤1901\n    tolerance: 0",
            [],
            "",
            id="figure that the stem gives",
        ),
        pytest.param(
            "items: [geese, eggs, rent]",
            "items: [geese, ¤eleven eggs, rent]",
            ["error key-not-in-evidence"],
            "'11' of the key",
            id="figure in a list to be ordered",
        ),
        pytest.param(
            "- {left: flour, right: rent paid}",
            "- ¤{left: flour, right: Harrow}",
            ["error key-not-in-evidence"],
            "'Harrow'",
            id="name in a pair",
        ),
        pytest.param(
            "- [river, stream]",
            "- ¤[Harrow river, Harrow stream]",
            ["error key-not-in-evidence"],
            "'Harrow'",
            id="name in a blank",
        ),
        pytest.param(
            BODY,
            "answers: [council, ¤The body in Oak]",
            ["warning answer-given-away"],
            "'The body in Oak' stands in the question",
            id="answer in its own stem",
        ),
        pytest.param(
            "[river, stream]",
            "[river, ¤the faith]",
            ["warning answer-given-away"],
            "'the faith' stands in the question",
            id="answer of a blank in the sentence",
        ),
        pytest.param(
            "[river, stream]", "[river, ¤council has]", [], "", id="words on two sides of a blank"
        ),
        pytest.param("[river, stream]", "[river, ¤trust]", [], "", id="part of a word"),
        pytest.param(
            LETTER,
            "stem: ¤Find the paragraph in which Oak names the river.",
            ["warning answer-in-stem"],
            "this stem shows 'river', the answer to oak-mill-trust",
            id="key of a blank",
        ),
        pytest.param(
            LETTER,
            "stem: ¤Find the paragraph in which Oak speaks of flour.",
            ["warning answer-in-stem"],
            "shows 'Flour', the answer to oak-mill-rent",
            id="key of a choice",
        ),
        pytest.param(
            LETTER,
            "stem: ¤Find the paragraph of Oak from before 1931.",
            ["warning answer-in-stem"],
            "shows '1931', the answer to oak-mill-last-year",
            id="key of a figure",
        ),
        pytest.param(
            LETTER, "stem: ¤Find the paragraph of Oak with floury words.", [], "", id="another word"
        ),
    ],
)
def test_a_key_is_held_against_the_rules(
    planted: Planted, old: str, new: str, faults: list[str], words: str
) -> None:
    planted(old, new, *faults, words=words)


def test_a_key_of_another_module_may_stand_in_a_stem(tmp_path: Path, library: Library) -> None:
    text, _, _ = edited(
        COMPARE, "stem: Match each source with", "stem: ¤Flour or river? Match each source with"
    )

    files = make_files(tmp_path, text)

    assert check_bank(files, library) == []


@pytest.mark.parametrize("name", ["Harrows", "Harrow's", "HARROW"])
def test_a_name_may_be_written_in_another_form(tmp_path: Path, library: Library, name: str) -> None:
    text, _, _ = edited(
        COMPARE, "{left: Elm, right: pence}", f"{{left: Elm, right: ¤{name} pence}}"
    )
    text = text.replace(
        "{paragraph: elm:5, quote: A toll of four pence}",
        "{paragraph: elm:3, quote: The widow Harrow built}",
    )

    assert check_bank(make_files(tmp_path, text), library) == []


def test_a_capital_tells_a_name_only_where_nouns_have_none() -> None:
    english, _ = parse("He met Harrow at the mill.")
    german, _ = parse("Er sah die Arbeit und den Streik.", key="eiche", language="de")
    assert english is not None
    assert german is not None

    assert Passages.of(Library((english, german))).names == {"harrow"}

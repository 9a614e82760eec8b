"""One planted fault for every rule of options; each must be found where it stands."""

import pytest

from tests.bank.builders import MARK
from tests.bank.conftest import Planted

RENT = """\
      - text: Flour
        correct: true
      - text: Coins
        why: Oak speaks of no money.
      - {text: Wool, why: Oak gives him geese and no sheep.}
"""
RENT_STEM = "    stem: In what, according to Oak, did the miller pay his rent?\n    options:\n"
SOLD = "{text: He sold no eggs, correct: yes}"


def options(key: str, *wrong: str) -> str:
    """Return the lines of a right option and of wrong ones."""
    lines = [f"      - text: {key}\n        correct: true\n"]
    lines += [f"      - text: {text}\n        why: Oak does not say it.\n" for text in wrong]
    return "".join(lines)


@pytest.mark.parametrize(
    ("texts", "fault", "words"),
    [
        pytest.param(["¤Flours", "Coins", "Salts"], [], "", id="key 1.2 times the mean"),
        pytest.param(
            ["¤Flours", "Coin", "Wool"],
            ["warning key-too-long"],
            "1.50 times the length of the wrong options (6 characters to 4)",
            id="key 1.5 times the mean",
        ),
        pytest.param(
            ["Flour", "¤None of the above", "Coins"],
            ["error option-above", "warning absolute-word"],
            "'None of the above' is no option",
            id="none of the above",
        ),
        pytest.param(
            ["Flour", "Coins", "¤Both A and B"],
            ["error option-above"],
            "'Both A and B'",
            id="both A and B",
        ),
        pytest.param(["Flour", "Coins", "¤Butter and salt"], [], "", id="two things joined"),
        pytest.param(
            ["Flour", "Coins", "¤Butter" + " and butter" * 13],
            ["warning option-long"],
            "has 27 words",
            id="option too long",
        ),
        pytest.param(
            ["Flour by weight", "Coins by weight", "¤Nothing by weight"],
            ["warning absolute-word"],
            "'Nothing' stands in the wrong options only",
            id="absolute word in a wrong option",
        ),
        pytest.param(
            ["¤Only flour", "Coins by weight", "Salt and butter"],
            ["warning absolute-word"],
            "'Only' stands in the key only",
            id="absolute word in the key",
        ),
        pytest.param(
            ["Only flour by weight", "Only coins by number", "¤Butter in the end"],
            [],
            "",
            id="absolute words on both sides",
        ),
        pytest.param(
            ["Flour above all", "Coins by weight", "¤Salt after all"], [], "", id="above all"
        ),
        pytest.param(
            ["flour", "coins", "¤Salt"],
            ["warning grammar-cue"],
            "first letter is a capital",
            id="one capital",
        ),
        pytest.param(
            ["Flour", "Coins", "¤Butter."],
            ["warning grammar-cue"],
            "ends in a mark",
            id="one final mark",
        ),
        pytest.param(
            ["some flour", "some salt", "¤some coins"],
            ["warning grammar-cue"],
            "singular or plural",
            id="one plural",
        ),
        pytest.param(
            ["flour", "butter", "¤a coin"],
            ["warning grammar-cue"],
            "begins with a or an",
            id="one with an article",
        ),
        pytest.param(
            ["¤1931", "Coins", "Butter"],
            ["error key-alone-in-type"],
            "the key is a year, a wrong option a name",
            id="a year among names",
        ),
        pytest.param(
            ["¤Lower Oak", "12 March 1931", "2 March 1902"],
            ["error key-alone-in-type"],
            "the key is a name, a wrong option a date",
            id="a name among dates",
        ),
        pytest.param(
            ["¤Lower Oak", "the bakery", "the school"],
            ["error key-alone-in-type", "warning grammar-cue"],
            "the key is a name, a wrong option a phrase",
            id="a name among phrases",
        ),
        pytest.param(["Flour", "1902", "¤Butter"], [], "", id="a wrong option of another type"),
        pytest.param(
            ["Flour", "Coins", "¤Gold coins"],
            ["error options-overlap"],
            "this option and 'Coins' contain one another",
            id="one option in another",
        ),
        pytest.param(
            ["Some flour", "The baker", "¤The baker's salt"], [], "", id="one option owns another"
        ),
        pytest.param(
            ["1931", "1902", "¤1902 "], ["error option-twice"], "says the same", id="said twice"
        ),
        pytest.param(
            ["1931", "1932-1940", "¤1940 to 1950"],
            ["error ranges-overlap"],
            "this range and '1932-1940' overlap",
            id="ranges that share a year",
        ),
        pytest.param(
            ["9 geese", "more than 10 geese", "¤more than 20 geese"],
            ["error ranges-overlap"],
            "overlap",
            id="ranges without an end",
        ),
        pytest.param(
            ["Flour", "¤geese, sold no eggs", "coins, got no change"],
            ["warning grammar-cue", "warning distractor-in-evidence"],
            "stands word for word in oak-1950:3",
            id="wrong option from the passage",
        ),
    ],
)
def test_options_are_held_against_the_rules(
    planted: Planted, texts: list[str], fault: list[str], words: str
) -> None:
    marked = options(*texts)
    if fault == ["warning grammar-cue", "warning distractor-in-evidence"]:
        marked = marked.replace("Flour", "flour")
        fault = fault[1:]

    planted(RENT, marked, *fault, words=words)


def test_the_keys_of_several_are_measured_together(planted: Planted) -> None:
    planted(
        "{text: He kept geese, correct: yes}\n      - " + SOLD,
        f"{{text: {MARK}He kept nine geese at the mill, correct: yes}}\n      - " + SOLD,
        "warning key-too-long",
        words="1.41 times",
    )


def test_figures_out_of_order_are_a_remark(planted: Planted) -> None:
    marked = options("1931", "1950", "1902").replace("- text: 1931", f"{MARK}- text: 1931")

    planted(RENT, marked, "info options-unordered", words="in ascending order")


def test_figures_in_descending_order_are_in_order(planted: Planted) -> None:
    planted(RENT, options("1931", f"{MARK}1930", "1902"))


def test_a_rare_word_of_stem_and_key_alone_is_an_echo(planted: Planted) -> None:
    stem = RENT_STEM.replace("did the miller pay his rent", "did he pay for the flours")

    planted(
        RENT_STEM + RENT,
        stem + RENT.replace("text: Flour", f"text: {MARK}Flour"),
        "warning stem-echo",
        words="'flour' stands in the stem, in the key and in no wrong option",
    )

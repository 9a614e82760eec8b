import pytest

from tests.bank.conftest import AssertReported

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
        "{text: Wool, why: Oak gives him geese and no sheep.}",
        "¤{text: Wool}",
        ["why-missing"],
        "'Wool' needs a `why`",
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
        "{text: Wool, why",
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


@pytest.mark.parametrize(("old", "new", "codes", "words"), [*OPTIONS, *TYPED, *ARRANGED])
def test_a_broken_rule_is_reported_at_its_place(
    assert_reported: AssertReported, old: str, new: str, codes: list[str], words: str
) -> None:
    assert_reported(old, new, codes, words)

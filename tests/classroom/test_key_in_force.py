"""What is shown beside an answer under a rule: the options that were asked, the key that counts."""

import pytest

from studyapp.bank.grading import Given, key_text
from studyapp.bank.question import Question
from studyapp.classroom.sittings.key_in_force import rule_sentence, shown_question
from studyapp.classroom.sittings.scoring import Rule, RuleName
from tests.bank import make_question


def options(*texts: str, right: tuple[str, ...]) -> list[dict[str, object]]:
    return [
        {"text": text, "correct": True} if text in right else {"text": text, "why": f"No {text}."}
        for text in texts
    ]


TREES = ("ash", "oak", "elm", "fir")
ONE = make_question("single", options=options("ash", "oak", "elm", right=("oak",)))
ONE_NOW = make_question("single", options=options("elms", "ash", "oak", right=("elms",)))
SOME = make_question("multiple", options=options(*TREES, right=("ash", "oak")))
SOME_NOW = make_question("multiple", options=options(*reversed(TREES), right=("ash", "elm")))
TYPED = make_question("short", answers=["ash"])
TYPED_NOW = make_question("short", answers=["oak"])


@pytest.mark.parametrize(
    ("asked", "key", "rule", "given", "shown"),
    [
        pytest.param(ONE, ONE_NOW, "new_key", 2, ["elm"], id="new key in the words asked"),
        pytest.param(ONE, ONE_NOW, "both_keys", 2, ["oak", "elm"], id="both keys"),
        pytest.param(SOME, SOME_NOW, "new_key", None, ["ash", "elm"], id="several moved"),
        pytest.param(SOME, SOME_NOW, "both_keys", [0, 1], ["ash", "oak"], id="right by the old"),
        pytest.param(SOME, SOME_NOW, "both_keys", [0, 2], ["ash", "elm"], id="right by the new"),
        pytest.param(TYPED, TYPED_NOW, "both_keys", "ash", ["ash"], id="typed as of old"),
        pytest.param(TYPED, TYPED_NOW, "both_keys", "fir", ["oak"], id="typed wrongly"),
        pytest.param(ONE, None, "full_credit", 2, ["oak"], id="full credit"),
    ],
)
def test_the_key_that_judges_is_shown(
    asked: Question, key: Question | None, rule: RuleName, given: Given, shown: list[str]
) -> None:
    assert key_text(shown_question(asked, given, Rule(rule, key))) == shown


def test_an_option_that_became_right_loses_the_reason_against_it() -> None:
    question = shown_question(ONE, 2, Rule("new_key", ONE_NOW))

    assert [(o.text, o.why) for o in question.options] == [  # type: ignore[union-attr]
        ("ash", "No ash."),
        ("oak", "No oak."),
        ("elm", None),
    ]


def test_both_keys_are_told_in_words_where_they_cannot_be_marked() -> None:
    assert rule_sentence(ONE, Rule("both_keys", ONE_NOW)) == (
        "The key of this question has been changed. Both keys count."
    )
    assert rule_sentence(SOME, Rule("both_keys", SOME_NOW)) == (
        "The key of this question has been changed. Both keys count: “ash; oak” or “ash; elm”."
    )
    assert rule_sentence(ONE, None) is None

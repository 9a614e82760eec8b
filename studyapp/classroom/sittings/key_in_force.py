"""The key that stands beside an answer: that of the question asked, or of a rule made later."""

from collections.abc import Mapping
from typing import Final

from studyapp.bank.grading import Given, grade, key_text
from studyapp.bank.question import Multiple, Option, Question, Single
from studyapp.classroom.sittings.scoring import Rule, RuleName, grade_under, places_under

RULE_SENTENCES: Final[Mapping[RuleName, str]] = {
    "new_key": "The key of this question has been changed. The new key counts.",
    "both_keys": "The key of this question has been changed. Both keys count",
    "full_credit": "Everybody has got this question right, whatever they answered.",
    "dropped": "This question was taken out of the quiz. It counts for nobody.",
}
RULE_VERDICTS: Final[Mapping[RuleName, str]] = {
    "full_credit": "Full credit.",
    "dropped": "Not counted.",
}
"""What stands for right or wrong where no key decides."""


def shown_question(question: Question, given: Given, rule: Rule | None) -> Question:
    """Return what is shown beside an answer: options as they were asked, the key in force.

    Reasons, explanation and evidence are those of that key. Where both keys count, each right
    option of a single choice is marked; of other kinds the key that gives the answer more is shown.
    """
    if rule is None or rule.key is None:
        return question
    is_both = rule.name == "both_keys"
    if is_both and isinstance(question, Single):
        return _with_key(question, rule.key, keeps_own=True)
    if is_both and grade(question, given).score > grade_under(question, given, _new(rule)).score:
        return question
    return _with_key(question, rule.key)


def rule_sentence(question: Question, rule: Rule | None) -> str | None:
    """Say how a question is graded instead; both keys in words where they cannot be marked."""
    if rule is None:
        return None
    sentence = RULE_SENTENCES[rule.name]
    if rule.name != "both_keys" or rule.key is None:
        return sentence
    own, new = ("; ".join(key_text(one)) for one in (question, _with_key(question, rule.key)))
    if isinstance(question, Single) or own == new:
        return f"{sentence}."
    return f"{sentence}: “{own}” or “{new}”."


def rule_verdict(rule: Rule | None) -> str | None:
    """Return the verdict of a rule that asks no key; None where the key in force decides."""
    return RULE_VERDICTS.get(rule.name) if rule is not None else None


def _new(rule: Rule) -> Rule:
    return Rule("new_key", rule.key)


def _with_key(question: Question, key: Question, *, keeps_own: bool = False) -> Question:
    """Return a version in the options of the one that was asked, or as it is without options."""
    if not isinstance(question, Single | Multiple) or not isinstance(key, Single | Multiple):
        return key
    options = []
    for place, asked in zip(places_under(question, key), question.options, strict=True):
        now = key.options[place]
        correct = now.correct or (keeps_own and asked.correct)
        options.append(Option(text=asked.text, correct=correct, why=None if correct else now.why))
    return key.model_copy(update={"stem": question.stem, "options": options})

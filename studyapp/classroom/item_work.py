"""An attempt as item statistics see it, and what it leaves to them when it is erased."""

from collections.abc import Mapping
from dataclasses import dataclass

from studyapp.bank.grading import Given
from studyapp.bank.question import Multiple, Question, Single
from studyapp.classroom.attempt_order import items_of
from studyapp.classroom.frozen import FrozenQuiz
from studyapp.classroom.item_statistics import Work
from studyapp.classroom.scoring import Rule


@dataclass(frozen=True, slots=True)
class Answered:
    """A response: what was given, and what it is worth under the rule in force."""

    given: Given
    score: float


def work_of(
    quiz: FrozenQuiz, seed: str, responses: Mapping[int, Answered], rules: Mapping[int, Rule]
) -> Work:
    """Return the work of the attempt with this seed; dropped items are no part of it."""
    asked = [item for item in items_of(quiz, seed) if not _is(rules, item.position, "dropped")]
    scores, choices, blanks = {}, {}, set()
    for item in asked:
        response = responses.get(item.position)
        score = response.score if response is not None else 0.0
        scores[item.position] = 1.0 if _is(rules, item.position, "full_credit") else score
        if response is None:
            blanks.add(item.position)
        else:
            choices[item.position] = options_chosen(item.question, response.given)
    return Work(scores, choices, frozenset(blanks))


def options_chosen(question: Question, given: Given) -> list[int]:
    """Return the options that an answer chose, as positions in the bank file."""
    if not isinstance(question, Single | Multiple) or given is None:
        return []
    if isinstance(given, int):
        return [given]
    return [n for n in given if isinstance(n, int)]


def _is(rules: Mapping[int, Rule], position: int, name: str) -> bool:
    rule = rules.get(position)
    return rule is not None and rule.name == name

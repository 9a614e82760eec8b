"""An attempt as item statistics see it, and what it leaves to them when it is erased."""

from collections.abc import Mapping
from dataclasses import dataclass

from studyapp.bank.grading import Given
from studyapp.bank.question import Question
from studyapp.classroom.items.statistics import Work
from studyapp.classroom.quizzes.frozen import FrozenQuiz
from studyapp.classroom.sittings.marks import DROPPED, NOT_ASKED
from studyapp.classroom.sittings.scoring import Rule


@dataclass(frozen=True, slots=True)
class Answered:
    """A response: what was given, and what it is worth under the rule in force."""

    given: Given
    score: float


def work_of(
    quiz: FrozenQuiz, marks: str, responses: Mapping[int, Answered], rules: Mapping[int, Rule]
) -> Work:
    """Return the work of an attempt with these marks; dropped items are no part of it."""
    scores, choices, blanks = {}, {}, set()
    for item, mark in zip(quiz.items, marks, strict=True):
        if mark in {NOT_ASKED, DROPPED}:
            continue
        response = responses.get(item.position)
        score = response.score if response is not None else 0.0
        scores[item.position] = 1.0 if _gives_full_credit(rules.get(item.position)) else score
        if response is None:
            blanks.add(item.position)
        else:
            choices[item.position] = options_chosen(item.question, response.given)
    return Work(scores, choices, frozenset(blanks))


def is_of_one_item(marks: str) -> bool:
    """Tell whether an attempt was asked one item alone of several that count."""
    counted = len(marks) - marks.count(DROPPED)
    return counted - marks.count(NOT_ASKED) == 1 < counted


def options_chosen(question: Question, given: Given) -> list[int]:
    """Return the options that an answer chose, as positions in the bank file."""
    # The kind is asked by its name: asking for the class takes ten times as long, 15,000 times.
    if question.kind not in {"single", "multiple"} or given is None:
        return []
    if isinstance(given, int):
        return [given]
    return [n for n in given if isinstance(n, int)]


def _gives_full_credit(rule: Rule | None) -> bool:
    return rule is not None and rule.name == "full_credit"

"""What a stored answer is worth: by its key, by a rule made later, and by how sure it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from studyapp.bank.grading import AnswerShapeError, Given, Grade, grade
from studyapp.bank.question import Cloze, Match, Multiple, Number, Order, Question, Single

RuleName = Literal["new_key", "both_keys", "full_credit", "dropped"]
RULES: dict[str, RuleName] = {name: name for name in get_args(RuleName)}
RULE_WORDS: dict[RuleName, str] = {
    "new_key": "only the new key counts",
    "both_keys": "the old and the new key count",
    "full_credit": "full credit for everybody who was asked",
    "dropped": "dropped, so it counts for nobody",
}
NEED_KEY: frozenset[RuleName] = frozenset({"new_key", "both_keys"})
"""The rules that grade by another version of the question."""
CERTAINTY_RIGHT = {1: 1, 2: 2, 3: 3}
CERTAINTY_WRONG = {1: 0, 2: -2, 3: -6}
CERTAINTY_BASE = 3
"""Moodle's certainty marks: right and wrong at certainty 1, 2, 3, of at most 3."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How an item is graded instead of by the key that was asked.

    Attributes:
        key: the question with the new key; None for rules that need none.
    """

    name: RuleName
    key: Question | None = None


class KeyMismatchError(ValueError):
    """The new version asks for other things than the one that was answered."""


def score_of(question: Question, given: Given, rule: Rule | None) -> float:
    """Return what an answer is worth, 0 to 1; a dropped item is worth nothing to anybody.

    Raises:
        KeyMismatchError: the key of the rule cannot be held against answers to `question`.
    """
    if rule is not None and rule.name == "full_credit":
        return 1.0
    if rule is not None and rule.name == "dropped":
        return 0.0
    return grade_under(question, given, rule).score


def grade_under(question: Question, given: Given, rule: Rule | None) -> Grade:
    """Return how an answer is graded by the key in force; of both keys by the one that gives more.

    Raises:
        KeyMismatchError: the key of the rule cannot be held against answers to `question`.
    """
    own = grade(question, given)
    if rule is None or rule.name in {"full_credit", "dropped"}:
        return own
    new = _by_new_key(question, given, rule)
    return own if rule.name == "both_keys" and own.score > new.score else new


def verdict_under(question: Question, given: Given, rule: Rule | None, stored: str) -> str:
    """Return the verdict that goes with the score of an answer; `stored` is that of its own key."""
    if rule is None:
        return stored
    if rule.name in {"full_credit", "dropped"}:
        return rule.name.replace("_", " ")
    return grade_under(question, given, rule).verdict


def given_under(question: Question, key: Question, given: Given) -> Given:
    """Return an answer to `question` in the positions of `key`, a later version of it.

    Options are found by their words; one whose words were changed is the one that is left, and
    several stand at their old places if all the others do.

    Raises:
        KeyMismatchError: the two ask for different kinds of answers, or for more or fewer, or
            nobody can tell which option of one is which of the other.
    """
    if isinstance(question, Match):
        _require_alike(question, key)
        return _matched(question, key, given)
    place = places_under(question, key)
    if not place or given is None:
        return given
    if isinstance(given, int):
        return place[given]
    return [place[n] for n in given if isinstance(n, int)]


def places_under(question: Question, key: Question) -> list[int]:
    """Return for each position of `question` the one of `key`; see `given_under`.

    Positions count options, items, or the lefts of pairs; other kinds have none.
    """
    _require_alike(question, key)
    return _places(_parts(question), _parts(key))


def why_not(name: RuleName, question: Question, key: Question | None) -> str | None:
    """Return why a rule is not possible; None when it is, as far as the questions tell."""
    if name not in NEED_KEY:
        return None
    if key is None:
        return "The bank has no newer version of this question. Change it there first."
    try:
        given_under(question, key, None)
    except KeyMismatchError as error:
        return str(error)
    return None


def is_usable(question: Question, rule: Rule) -> bool:
    """Tell whether answers to a question can be graded by a rule.

    Earlier programs stored rules whose key nobody can hold against what was answered.
    """
    return why_not(rule.name, question, rule.key) is None


def points_of(score: float, certainty: int | None, *, marks_certainty: bool) -> float:
    """Return what an item adds to the points of an attempt, at most 1.

    With certainty marks a wrong answer can cost up to 2; an answer without certainty counts as
    an unsure one. A partly right answer earns its share of what a right one would have earned.
    """
    if not marks_certainty:
        return score
    level = certainty or 1
    mark = score * CERTAINTY_RIGHT[level] if score > 0 else CERTAINTY_WRONG[level]
    return mark / CERTAINTY_BASE


def _by_new_key(question: Question, given: Given, rule: Rule) -> Grade:
    if rule.key is None:
        raise KeyMismatchError("The rule names no new key.")
    try:
        return grade(rule.key, given_under(question, rule.key, given))
    except AnswerShapeError as error:
        if isinstance(rule.key, Number):
            # What was typed is no number with the unit of the new key.
            return Grade("wrong", 0.0)
        raise KeyMismatchError(str(error)) from error


def _require_alike(question: Question, key: Question) -> None:
    if question.kind != key.kind or _part_count(question) != _part_count(key):
        raise KeyMismatchError(
            "The new version of this question asks for other things than the one that was answered."
        )


def _part_count(question: Question) -> int:
    """Return how many parts an answer has to choose from or to fill in."""
    return len(question.answers) if isinstance(question, Cloze) else len(_parts(question))


def _parts(question: Question) -> list[str]:
    """Return what positions count: options, items, or the lefts of pairs; empty for other kinds."""
    match question:
        case Single() | Multiple():
            return [option.text for option in question.options]
        case Order():
            return list(question.items)
        case Match():
            return [pair.left for pair in question.pairs]
        case _:
            return []


def _places(before: Sequence[str], after: Sequence[str]) -> list[int]:
    """Return for each old position the new one.

    Raises:
        KeyMismatchError: several words were changed and others moved.
    """
    place = {n: n for n, text in enumerate(before) if after[n] == text}
    is_moved = False
    for n, text in enumerate(before):
        free = (m for m in range(len(after)) if m not in place.values() and after[m] == text)
        if n not in place and (found := next(free, None)) is not None:
            place[n], is_moved = found, True
    old = [n for n in range(len(before)) if n not in place]
    new = [m for m in range(len(after)) if m not in place.values()]
    if is_moved and len(old) > 1:
        raise KeyMismatchError(
            "The new version changes the words of several choices and also their order, so nobody "
            "can tell which one an answer meant; keep the words or the order in the bank’s file."
        )
    place.update(zip(old, new, strict=True))
    return [place[n] for n in range(len(before))]


def _matched(question: Match, key: Question, given: Given) -> Given:
    """Return for each left of `key` the right that was paired with it."""
    if not isinstance(key, Match):
        raise KeyMismatchError("The new version of this question is of another kind.")
    lefts = _places([p.left for p in key.pairs], [p.left for p in question.pairs])
    rights = _places([p.right for p in question.pairs], [p.right for p in key.pairs])
    if not isinstance(given, list):
        return given
    return [rights[int(given[left])] for left in lefts]

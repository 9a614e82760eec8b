"""Shuffle what a learner chooses from, and read the choice back in the author's order."""

import random
from collections.abc import Sequence
from typing import cast

from studyapp.bank.grading import Given, parse_given
from studyapp.bank.question import Match, Multiple, Order, Question, Single


def shown_order(question: Question, seed: str) -> list[int]:
    """Return the positions of the options, items or rights in the order to show them.

    The same seed gives the same order on every Python. Items to be put in order never start
    in the right one; what is typed or located has no order, an empty list.
    """
    authored = list(range(_choice_count(question)))
    shown = authored.copy()
    shuffler = random.Random(seed)  # noqa: S311 -- must repeat itself, guards no secret
    shuffler.shuffle(shown)
    while isinstance(question, Order) and shown == authored:
        shuffler.shuffle(shown)
    return shown


def to_canonical(question: Question, shown: Sequence[int], positions: object) -> Given:
    """Return the answer in the author's positions; `positions` count in `shown`, from 0.

    For match, `positions` holds for each left, in the author's order, the place of its right.
    What is typed or located comes back as it is. Raise AnswerShapeError if it is no answer.
    """
    given = parse_given(question, positions)
    if isinstance(given, int):
        return shown[given]
    if isinstance(given, list) and shown:
        return [shown[position] for position in cast("list[int]", given)]
    return given


def _choice_count(question: Question) -> int:
    match question:
        case Single() | Multiple():
            return len(question.options)
        case Order():
            return len(question.items)
        case Match():
            return len(question.pairs)
        case _:
            return 0

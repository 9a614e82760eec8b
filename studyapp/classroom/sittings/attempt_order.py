"""Which items an attempt holds, in which order, and the order of their options: all by its seed."""

import random
from collections.abc import Container

from studyapp.bank.presentation import shown_order
from studyapp.classroom.quizzes.frozen import FrozenItem, FrozenQuiz

COMMON_DRAW = "+"
"""What stands before it in a seed draws the items, so that all players are asked the same ones."""


def items_of(quiz: FrozenQuiz, seed: str) -> tuple[FrozenItem, ...]:
    """Return the items of the attempt with this seed in the order it asks them.

    Without shuffling they keep the order of the quiz, also those that were drawn.
    """
    drawn_by = seed.partition(COMMON_DRAW)[0]
    chance = random.Random(f"{drawn_by}:items")  # noqa: S311 -- must repeat itself, guards no secret
    items = list(quiz.items)
    if quiz.draw_count is not None and quiz.draw_count < len(items):
        items = chance.sample(items, quiz.draw_count)
    if quiz.shuffles:
        chance.shuffle(items)
    else:
        items.sort(key=lambda item: item.position)
    return tuple(items)


def items_among(quiz: FrozenQuiz, seed: str, asked: Container[int]) -> list[FrozenItem]:
    """Return the items of a run with this seed, of those whose questions are still asked.

    What is gone is passed over before any is drawn, so that as many are asked as there can be.
    """
    chance = random.Random(f"{seed}:items")  # noqa: S311 -- must repeat itself, guards no secret
    order = chance.sample(quiz.items, len(quiz.items))
    drawn = [item for item in order if item.question_id in asked][: quiz.draw_count]
    return drawn if quiz.shuffles else sorted(drawn, key=lambda item: item.position)


def choice_seed(seed: str, position: int) -> str:
    """Return what decides the order of the options of an item; letters stay put in an attempt."""
    return f"{seed}:{position}"


def shown_in(seed: str, item: FrozenItem) -> list[int]:
    """Return the positions of an item's options in the order that the attempt shows them."""
    return shown_order(item.question, choice_seed(seed, item.position))

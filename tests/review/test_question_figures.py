"""What is said of a question, and what is not said of too few answers."""

from collections import Counter
from random import Random

import pytest

from studyapp.bank.catalogue import StoredQuestion
from studyapp.review.figures.question_figures import ORDERS, QuestionFigures, figures_of, ordered
from studyapp.review.figures.question_tally import QuestionTally
from tests.bank import make_question

VERSION = 7
STORED = StoredQuestion(1, VERSION, "oak-1950/mill", make_question("single"))
OPTIONS = [option.text for option in STORED.question.options]  # type: ignore[union-attr]
WRONG = [n for n, option in enumerate(STORED.question.options) if not option.correct]  # type: ignore[union-attr]


def figures(
    tally: QuestionTally | None = None,
    *,
    stored: StoredQuestion = STORED,
    bad: int = 0,
    leeches: int = 0,
    time: tuple[float, int] = (0.0, 0),
) -> QuestionFigures:
    return figures_of(stored, tally or QuestionTally(), bad=bad, leeches=leeches, time=time)


@pytest.mark.parametrize(("asked", "right"), [(9, None), (10, 0.3)])
def test_a_share_is_said_from_ten_answers_on(asked: int, right: float | None) -> None:
    assert figures(QuestionTally(asked, 3)).right == right


@pytest.mark.parametrize(("timed", "seconds"), [(9, None), (10, 12.5)])
def test_seconds_are_said_from_ten_answers_on(timed: int, seconds: float | None) -> None:
    assert figures(time=(12.5, timed)).seconds == seconds


@pytest.mark.parametrize(("choosers", "is_said"), [(29, False), (30, True)])
def test_never_is_said_from_thirty_choices_on(choosers: int, *, is_said: bool) -> None:
    tally = QuestionTally(
        choosers=Counter({VERSION: choosers}), chosen=Counter({(VERSION, WRONG[0]): choosers})
    )

    never = tuple(OPTIONS[n] for n in WRONG[1:])
    assert figures(tally).never == (never if is_said else None)


def test_choices_of_an_older_wording_say_nothing_of_this_one() -> None:
    tally = QuestionTally(
        choosers=Counter({VERSION - 1: 99, VERSION: 30}),
        chosen=Counter({(VERSION - 1, WRONG[0]): 99}),
    )

    assert figures(tally).never == tuple(OPTIONS[n] for n in WRONG)


def test_a_question_without_options_has_none_that_were_never_chosen() -> None:
    stored = StoredQuestion(1, VERSION, "oak-1950/mill", make_question("short"))

    assert figures(QuestionTally(99, 99), stored=stored).never is None


@pytest.mark.parametrize("by", ORDERS)
def test_equal_questions_stand_as_in_the_bank(by: str) -> None:
    some = [figures() for _ in range(5)]

    assert [id(one) for one in ordered(some, by)] == [id(one) for one in some]


@pytest.mark.parametrize(
    ("by", "shown"),
    [
        ("asked", lambda one: -one.asked),
        ("insisted", lambda one: -one.insisted),
        ("bad", lambda one: -one.bad),
        ("leeches", lambda one: -one.leeches),
        ("doubts", lambda one: -(one.insisted + one.bad + one.leeches)),
        ("right", lambda one: 2.0 if one.right is None else one.right),
        ("seconds", lambda one: 0.0 if one.seconds is None else -one.seconds),
        ("never", lambda one: 0 if one.never is None else -len(one.never)),
    ],
)
def test_what_needs_a_look_comes_first(by: str, shown: "object") -> None:
    chance = Random(by)
    some = [at_random(chance) for _ in range(60)]

    keys = [shown(one) for one in ordered(some, by)]  # type: ignore[operator]

    assert keys == sorted(keys)


def at_random(chance: Random) -> QuestionFigures:
    asked = chance.randrange(40)
    return figures(
        QuestionTally(
            asked,
            chance.randrange(asked + 1),
            chance.randrange(5),
            Counter({VERSION: asked}),
            Counter({(VERSION, n): chance.randrange(2) for n in WRONG}),
        ),
        bad=chance.randrange(5),
        leeches=chance.randrange(5),
        time=(chance.random() * 60, chance.randrange(20)),
    )

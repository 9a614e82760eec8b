"""Who wants to recall first sees no choices before they ask; known before, an answer is easy."""

import pytest
from flask import Flask
from sqlalchemy import select

from studyapp.database import db
from studyapp.review.memory import Rating
from studyapp.review.models import ReviewLogRow
from studyapp.review.plan.habit_operations import save_habits
from studyapp.review.plan.habits import Habits
from studyapp.review.rating import Confidence, rating_for
from tests.review.builders import right_given, wrong_given
from tests.review.cards import (
    answered,
    check_of,
    learner_behind,
    open_card,
    question_at,
    questions_of,
)
from tests.review.page_text import attribute, parsed, words, words_of
from tests.visitor import Visitor


@pytest.fixture
def address(app: Flask, visitor: Visitor) -> str:
    """Return where a choice question is asked of someone who recalls first."""
    learner_id = learner_behind(app, visitor)
    with app.app_context():
        save_habits(learner_id, Habits(recall_first=True))
    return check_of(app, questions_of(app, "single")[0])


def ways(page: str) -> dict[str, str]:
    """Return the ways to the choices, by their words."""
    links = {words(node): attribute(node, "href") for node in parsed(page).query("main a")}
    return {text: str(link) for text, link in links.items() if "recalled=" in str(link)}


@pytest.mark.parametrize(
    ("right", "confidence", "recalled", "rating"),
    [
        (True, None, True, Rating.EASY),
        (True, "sure", True, Rating.EASY),
        (True, "fairly", True, Rating.GOOD),
        (True, "guessed", True, Rating.HARD),
        (True, "sure", False, Rating.GOOD),
        (False, "sure", True, Rating.AGAIN),
    ],
)
def test_only_what_was_known_before_the_choices_is_easy(
    right: bool, confidence: Confidence | None, recalled: bool, rating: Rating
) -> None:
    assert rating_for(right, confidence, recalled=recalled) == rating


def test_the_choices_stay_hidden_until_they_are_asked_for(
    app: Flask, visitor: Visitor, address: str
) -> None:
    stored = questions_of(app, "single")[0]
    options = [option.text for option in stored.question.options]  # type: ignore[union-attr]

    hidden = visitor.open(address)
    shown = visitor.open(ways(hidden)["Show the choices Enter"])

    assert stored.question.stem in words_of(hidden)
    assert not any(option in words_of(hidden) for option in options)
    assert all(option in words_of(shown) for option in options)


@pytest.mark.parametrize(
    ("way", "rating"), [("I know it Y", Rating.EASY), ("Show the choices Enter", Rating.GOOD)]
)
def test_what_was_said_before_the_choices_goes_with_the_answer(
    app: Flask, visitor: Visitor, address: str, way: str, rating: Rating
) -> None:
    card = open_card(visitor, ways(visitor.open(address))[way])
    question = question_at(app, card.question_id).question

    answered(visitor, card, card.filled(question, right_given(question)))

    assert _last_rating(app) == rating


def test_a_miss_is_a_miss_however_sure_it_was(app: Flask, visitor: Visitor, address: str) -> None:
    card = open_card(visitor, ways(visitor.open(address))["I know it Y"])
    question = question_at(app, card.question_id).question

    answered(visitor, card, card.filled(question, wrong_given(question)))

    assert _last_rating(app) == Rating.AGAIN


def test_a_form_alone_cannot_claim_to_have_recalled(app: Flask, visitor: Visitor) -> None:
    card = open_card(visitor, check_of(app, questions_of(app, "single")[0]))
    question = question_at(app, card.question_id).question

    answered(visitor, card, {**card.filled(question, right_given(question)), "recalled": "yes"})

    assert _last_rating(app) == Rating.GOOD


def _last_rating(app: Flask) -> int:
    with app.app_context():
        return int(db.session.scalars(select(ReviewLogRow.rating)).all()[-1] or 0)

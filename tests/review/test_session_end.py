"""A session ends with what was known, what is weak, and when to come back."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from tests.review.cards import answer, ask, met, open_card, unrelated_questions
from tests.review.page_text import attribute, parsed, words, words_of
from tests.visitor import Visitor


@pytest.fixture
def due(app: Flask, visitor: Visitor) -> list[StoredQuestion]:
    """Return three questions that are due."""
    stored = unrelated_questions(app, "single")[:3]
    for number, question in enumerate(stored):
        met(app, visitor, question, datetime.now(UTC) - timedelta(days=30 - number))
    return stored


def rows(page: str) -> list[str]:
    return [words(node) for node in parsed(page).query("main .rows li")]


def test_the_weak_stand_first_with_their_tries(
    app: Flask, visitor: Visitor, due: list[StoredQuestion]
) -> None:
    ask(app, visitor, "/review")
    missed = open_card(visitor, "/review").question_id
    answer(app, visitor, open_card(visitor, "/review"), right=False)
    for _ in range(2):
        ask(app, visitor, "/review")

    page = visitor.open("/review")

    stems = {stored.id: stored.question.stem for stored in due}
    assert "2 of 3 questions known" in words_of(page)
    assert "Nothing is due any more today. 1 question will be due tomorrow." in words_of(page)
    assert "What is weak, then what you knew" in words_of(page)
    assert rows(page)[0].startswith("✕ Missed: ")
    assert stems[missed] in rows(page)[0]
    assert rows(page)[0].endswith("2 tries")
    assert len(rows(page)) == 3


def test_each_row_leads_to_the_answer(
    app: Flask, visitor: Visitor, due: list[StoredQuestion]
) -> None:
    for _ in due:
        ask(app, visitor, "/review")

    page = visitor.open("/review")

    links = [str(attribute(node, "href")) for node in parsed(page).query("main .rows a")]
    assert len(links) == len(due)
    assert all("Right." in words_of(visitor.open(link)) for link in links)
    assert "What you knew" in words_of(page)


def test_stopping_before_the_end_says_what_came_of_it_and_what_waits(
    app: Flask, visitor: Visitor, due: list[StoredQuestion]
) -> None:
    card = open_card(visitor, "/review")
    answer(app, visitor, card)
    (stop,) = {
        str(attribute(node, "href"))
        for node in parsed(visitor.open("/review")).query("a")
        if words(node).startswith("Stop")
    }

    page = visitor.open(stop)

    assert "1 of 1 question known" in words_of(page)
    assert "2 questions still wait today." in words_of(page)
    assert len(rows(page)) == 1
    assert "Go on" in words_of(page)


def test_stopping_before_the_first_answer_leads_home(
    visitor: Visitor, due: list[StoredQuestion]
) -> None:
    assert visitor.address_after("/review/stop") == "/"

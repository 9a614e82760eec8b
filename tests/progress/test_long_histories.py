"""A history too long for one page of its question is on several, each answer on one of them."""

import re

import pytest
from flask import Flask

from studyapp.accounts.operations import ensure_learner
from studyapp.bank.catalogue import StoredQuestion
from studyapp.review.operations import mark_as_guess
from tests.classroom.people import visitor_as
from tests.progress.question_pages import DAY, NOW, address_of, answer_on_days, listed
from tests.review.builders import ZONE, answer_id, give
from tests.review.cards import learner_behind, questions_of
from tests.review.page_text import attribute, parsed, words, words_of
from tests.statements import statements
from tests.visitor import Visitor


@pytest.fixture
def short(app: Flask) -> StoredQuestion:
    return questions_of(app, "short")[0]


@pytest.fixture
def learner(app: Flask, visitor: Visitor) -> int:
    """Return who the visitor is."""
    return learner_behind(app, visitor)


@pytest.mark.parametrize(("count", "lengths"), [(50, [50]), (51, [50, 1]), (103, [50, 50, 3])])
def test_each_answer_of_a_long_history_is_on_one_page(
    app: Flask,
    visitor: Visitor,
    learner: int,
    short: StoredQuestion,
    count: int,
    lengths: list[int],
) -> None:
    answer_on_days(app, learner, short, *range(count, 0, -1))

    address, pages = address_of(short), []
    while address:
        page = visitor.open(address)
        pages.append(listed(page))
        older = [a for a in parsed(page).query("main a") if words(a) == "Older answers"]
        address = attribute(older[0], "href") if older else ""

    moment = re.compile(r"\d+ \w+ \d{4}, \d\d:\d\d")
    days = [moment.findall(answer)[0] for page in pages for answer in page]
    assert [len(page) for page in pages] == lengths
    assert len(set(days)) == count


def test_an_answer_marked_where_a_page_ends_is_told_once(
    app: Flask, visitor: Visitor, learner: int, short: StoredQuestion
) -> None:
    answer_on_days(app, learner, short, *range(60, 50, -1))
    with app.app_context():
        mark_as_guess(learner, answer_id(10), zone=ZONE, now=NOW)
        for number in range(11, 60):
            give(learner, short, number, now=NOW - (60 - number) * DAY)

    first = visitor.open(address_of(short))
    older = next(a for a in parsed(first).query("main a") if words(a) == "Older answers")
    second = visitor.open(attribute(older, "href"))

    assert len(listed(first)) == 50
    assert "Guessed" in listed(first)[-1]
    assert len(listed(second)) == 9
    assert "Taken back" not in words_of(second)


def test_a_page_that_would_hold_what_was_marked_alone_is_not_offered(
    app: Flask, visitor: Visitor, learner: int, short: StoredQuestion
) -> None:
    answer_on_days(app, learner, short, 90)
    with app.app_context():
        mark_as_guess(learner, answer_id(1), zone=ZONE, now=NOW)
        for number in range(2, 51):
            give(learner, short, number, now=NOW - (60 - number) * DAY)

    page = visitor.open(address_of(short))

    assert len(listed(page)) == 50
    assert "Older answers" not in words_of(page)


@pytest.mark.parametrize("before", ["0", "-5", "x", "", "99999999999999999999999"])
def test_a_page_of_older_answers_that_is_none_is_answered_sensibly(
    app: Flask, visitor: Visitor, learner: int, short: StoredQuestion, before: str
) -> None:
    answer_on_days(app, learner, short, 4)

    response = visitor.client.get(f"{address_of(short)}?before={before}")

    assert response.status_code in {200, 404}
    assert (response.status_code == 200) == (before in {"x", "", "9" * 23})


@pytest.mark.sqlite("its statements are traced")
def test_a_long_history_takes_as_many_statements_as_a_short_one(
    app: Flask, short: StoredQuestion
) -> None:
    counts = []
    for name, answers in (("first", 1), ("second", 80)):
        with app.app_context():
            learner = ensure_learner(name, "UTC", now=NOW).id
        answer_on_days(app, learner, short, *range(answers, 0, -1))
        visitor = visitor_as(app, learner)
        visitor.open(address_of(short))
        with app.app_context(), statements() as found:
            visitor.open(address_of(short))
        counts.append(len(found))

    assert counts[0] == counts[1] > 5

"""Home and progress: their numbers follow from what was answered, and agree with one another."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from studyapp.review.memory import Rating, remember
from tests.every_page import post
from tests.review.builders import KINDS
from tests.review.cards import (
    answer,
    answered,
    check_of,
    met,
    open_card,
    questions_of,
    start_check,
)
from tests.review.page_text import attribute, parsed, press, progress_of, words, words_of
from tests.stored import retire
from tests.visitor import Visitor

MODULE = "woods-2003/general-secretary"
DAY = timedelta(days=1)


def days_ago(days: int) -> datetime:
    return datetime.now(UTC) - days * DAY


@pytest.fixture
def stored(app: Flask) -> list[StoredQuestion]:
    """Return the questions of a module."""
    return [s for s in questions_of(app, *KINDS) if s.module == MODULE]


@pytest.fixture
def studied(app: Flask, visitor: Visitor, stored: list[StoredQuestion]) -> Visitor:
    """Return a visitor who has met three questions of a module, of which two are due."""
    met(app, visitor, stored[0], days_ago(0))
    met(app, visitor, stored[1], days_ago(5), right=False)
    met(app, visitor, stored[2], days_ago(10))
    return visitor


def section(page: str, name: str) -> str:
    """Return the words of a section of the progress page."""
    return words(parsed(page).query(f"section[aria-labelledby={name}-title]")[0])


def known(page: str) -> tuple[int, int]:
    """Return how many questions would be recalled today, of how many met."""
    found = re.search(r"recall about (\d+) of the (\d+) questions? met", section(page, "known"))
    assert found is not None
    return int(found[1]), int(found[2])


def week_of_home(page: str) -> list[int]:
    """Return the counts of the table of the coming week."""
    rows = parsed(page).query("main table")[0].query("tr")
    return [int(words(row.query("td")[0])) for row in rows if row.query("th[scope=row]")]


def due_by_day(page: str) -> list[int]:
    """Return how many reviews are due from today on; what is overdue is due today."""
    tables = parsed(page).query("section[aria-labelledby=due-title] table")
    rows = [(words(r.query("th")[0]), words(r.query("td")[0])) for r in tables[0].query("tr")[1:]]
    counts = {label: int(count) for label, count in rows}
    counts["Today"] += counts.pop("Before today", 0)
    return list(counts.values())


def sessions(page: str) -> list[list[str]]:
    """Return the rows of the table of sittings: when, minutes, words, answered, right, met."""
    rows = parsed(page).query("section[aria-labelledby=sessions-title] table tr")
    cells = [[words(cell) for cell in row.query("th, td")] for row in rows]
    return [row for row in cells if row[1].isdigit()]


def asked_of_sources(page: str) -> list[tuple[int, int]]:
    """Return for each source how many of its questions were asked, and how many there are."""
    pairs = re.findall(r"(\d+) of (\d+) questions? asked", words_of(page))
    return [(int(asked), int(of)) for asked, of in pairs]


def test_a_new_visitor_is_led_to_the_first_module(visitor: Visitor) -> None:
    text = words_of(visitor.open("/"))

    assert "Read, then remember" in text
    assert "Not asked yet" not in text
    assert "The gravedigger of the revolution" in text
    assert "The coming week" not in text


@pytest.mark.parametrize("address", ["/progress", "/progress/memory"])
def test_a_new_visitor_is_told_in_a_sentence_that_nothing_is_known_yet(
    visitor: Visitor, address: str
) -> None:
    page = visitor.open(address)

    (heading,) = parsed(page).query("main h2")
    assert words(heading).endswith("The gravedigger of the revolution")
    assert "yet" in words(parsed(page).query("main .standfirst")[0])
    assert "Read this module" in words_of(page)


def test_what_to_do_next_comes_second(studied: Visitor) -> None:
    heads = [words(head) for head in parsed(studied.open("/progress")).query("main h2")]

    assert heads[:3] == ["What you know now", "What to do next", "By source"]


def test_whose_questions_have_all_left_the_bank_is_told_that_they_are_no_longer_asked(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    for question in stored[:2]:
        met(app, visitor, question, days_ago(5))
        with app.app_context():
            retire(question.id)

    page = visitor.open("/progress")

    assert "What you have answered is no longer asked (2 questions)" in section(page, "known")
    assert "Not known yet" not in section(page, "known")
    assert "Nothing that is still asked was met" in section(page, "fading")


def test_home_leads_with_what_is_due(studied: Visitor) -> None:
    page = studied.open("/")

    assert "2 questions are due" in words_of(page)
    links = {words(a): attribute(a, "href") for a in parsed(page).query("main a")}
    assert links["Review 2 questions"] == "/review"
    assert week_of_home(page) == [2, 0, 1, 0, 0, 0, 0]
    assert "2 due" in words(parsed(page).query("nav")[0])


def test_one_question_is_due_in_the_singular(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    met(app, visitor, stored[0], days_ago(9))

    assert "1 question is due" in words_of(visitor.open("/"))


def test_the_same_number_is_due_on_every_page(app: Flask, studied: Visitor) -> None:
    for _ in range(3):
        home, progress = studied.open("/"), studied.open("/progress")
        due = due_by_day(progress)[0]
        assert week_of_home(home) == due_by_day(progress)[:7]
        if due:
            card = open_card(studied, "/review")
            total = re.search(r"Card (\d+) of (\d+)", progress_of(card.page))
            assert total is not None
            assert int(total[2]) - int(total[1]) + 1 == due
            answer(app, studied, card)

    assert due == 0
    assert "Nothing is due" in words_of(studied.open("/review"))


def test_what_was_asked_is_counted_alike_for_module_source_and_all(
    studied: Visitor, stored: list[StoredQuestion]
) -> None:
    page = studied.open("/progress")

    assert known(page)[1] == 3
    assert sum(asked for asked, _ in asked_of_sources(page)) == 3
    rows = [words(row) for row in parsed(page).query("main details table tr")]
    row = next(row for row in rows if row.startswith("The general secretary"))
    assert f"3 of {len(stored)}" in row


def test_what_is_remembered_is_said_alike_on_every_page(
    studied: Visitor, stored: list[StoredQuestion]
) -> None:
    about = re.compile(r"about (\d+) of (\d+)")
    texts = [words_of(studied.open(path)) for path in ("/", "/read/")]

    sources = [match.groups() for text in texts for match in about.finditer(text)]
    modules = about.findall(words_of(studied.open("/read/woods-2003/")))

    assert len({groups for groups in sources if groups[1] != str(len(stored))}) == 1
    assert modules == [("2", str(len(stored)))]
    assert known(studied.open("/progress")) == (2, 3)
    assert "about 2 of those recalled today" in section(studied.open("/progress"), "articles")


def test_overdue_questions_stand_apart(studied: Visitor) -> None:
    page = studied.open("/progress")

    assert due_by_day(page)[:3] == [2, 0, 1]
    assert "2 reviews are overdue and 0 more come due today: about 1 minute" in words_of(page)


def test_each_question_met_stands_under_its_day(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    today = datetime.now(UTC).date()
    expected = [0] * 30
    for number, days in enumerate((0, 1, 0, 2)):
        right = number % 2 == 0
        met(app, visitor, stored[number], days_ago(days), right=right)
        rating = Rating.GOOD if right else Rating.AGAIN
        wait = (remember(None, rating, today).due_on - today).days
        expected[max(wait - days, 0)] += 1

    assert due_by_day(visitor.open("/progress")) == expected
    assert week_of_home(visitor.open("/")) == expected[:7]


def test_a_check_is_a_sitting(app: Flask, visitor: Visitor) -> None:
    address = start_check(visitor, MODULE)
    for right in (True, False, True, True, False):
        answer(app, visitor, open_card(visitor, address), right=right)

    rows = sessions(visitor.open("/progress"))

    assert [row[1:] for row in rows] == [["1", "0", "5", "3", "5"]]
    now = datetime.now(UTC)
    assert f"{now:%B %Y}" in rows[0][0]


def test_sittings_stand_newest_first_and_count_what_was_met_in_them(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    met(app, visitor, stored[0], days_ago(10))
    met(app, visitor, stored[1], days_ago(5))
    met(app, visitor, stored[0], days_ago(5) + timedelta(minutes=12), right=False)

    rows = sessions(visitor.open("/progress"))

    assert [row[1:] for row in rows] == [["12", "0", "2", "1", "1"], ["1", "0", "1", "1", "1"]]


def test_an_undone_answer_leaves_no_trace_in_the_numbers(app: Flask, visitor: Visitor) -> None:
    card = open_card(visitor, check_of(app, questions_of(app, "short")[0]))
    feedback = answered(visitor, card, {}, act="unsure")

    press(visitor, feedback, "/undo")

    page = visitor.open("/progress")
    assert "You have answered nothing yet." in words_of(page)
    assert "No day of study" not in page
    assert sessions(page) == []


def test_a_question_that_comes_back_after_weeks_is_learnt(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    met(app, visitor, stored[0], days_ago(40))
    met(app, visitor, stored[0], days_ago(20))

    page = visitor.open("/progress")

    assert known(page) == (1, 1)
    assert "1 of them come back only after three weeks or more" in section(page, "known")


def test_a_module_read_is_counted_on_every_page(app: Flask, visitor: Visitor) -> None:
    answer(app, visitor, open_card(visitor, start_check(visitor, MODULE)))
    post(visitor, "/read/north-2023/gravedigger/place", number="10")

    for path in ("/", "/read/", "/progress"):
        text = words_of(visitor.open(path))
        assert "1 of 34 modules read" in text
        assert "0 of 1 module read" in text
    assert "The gravedigger" in words_of(visitor.open("/"))

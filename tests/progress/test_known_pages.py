"""Known now, fading, next and the memory map, as pages say them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.queries import catalogue
from studyapp.review.learner_day import learner_day
from studyapp.review.plan.exam import ExamWish
from studyapp.review.plan.exam_operations import make_exam
from studyapp.review.plan.habit_operations import save_habits
from studyapp.review.plan.habits import Habits
from tests.review.builders import ZONE, give
from tests.review.cards import learner_behind, unrelated_questions
from tests.review.page_text import attribute, parsed, words, words_of
from tests.visitor import Visitor

DAY = timedelta(days=1)
NOW = datetime.now(UTC)
TODAY = learner_day(NOW, ZONE)


@pytest.fixture
def learner(app: Flask, visitor: Visitor) -> int:
    return learner_behind(app, visitor)


@pytest.fixture
def asked(app: Flask) -> list[StoredQuestion]:
    """Return questions of one article of which no two are about one passage."""
    return [s for s in unrelated_questions(app, "single") if s.module.startswith("woods-2003/")]


def meets(app: Flask, learner: int, question: StoredQuestion, days: int, *, number: int) -> None:
    with app.app_context():
        give(learner, question, number, now=NOW - days * DAY, milliseconds=6000)


def section(page: str, name: str) -> str:
    return words(parsed(page).query(f"section[aria-labelledby={name}-title]")[0])


def standing(page: str) -> dict[str, str]:
    """Return the rows of the picture of what is known, by day."""
    rows = parsed(page).query("section[aria-labelledby=known-title] table tr")[1:]
    return {words(row.query("th")[0]): words(row.query("td")[0]) for row in rows}


def test_after_one_answer_there_is_nothing_to_compare_with(
    app: Flask, visitor: Visitor, learner: int, asked: list[StoredQuestion]
) -> None:
    meets(app, learner, asked[0], 0, number=1)

    page = visitor.open("/progress")

    assert "about 1 of the 1 question met so far" in section(page, "known")
    assert standing(page) == {"Today": "1 of 1"}
    assert "nothing to compare with yet" in section(page, "known")
    assert "on 1 day: 1 minute, 1 answer, 0 words read" in section(page, "happened")


def test_what_was_known_earlier_counts_what_was_met_by_then(
    app: Flask, visitor: Visitor, learner: int, asked: list[StoredQuestion]
) -> None:
    for number, days in enumerate((30, 20, 10, 7, 3)):
        meets(app, learner, asked[number], days, number=number)

    page = visitor.open("/progress")

    found = {day: figures.split(" of ")[1] for day, figures in standing(page).items()}
    assert found == {"Four weeks ago": "1", "A week ago": "4", "Today": "5"}
    assert re.search(r"a week ago \d of 4; four weeks ago \d of 1", section(page, "articles"))
    row = next(words(r) for r in parsed(page).query("details table tr") if words(r).endswith("–"))
    assert " of " in row


def test_the_weakest_passages_come_first_with_ways_to_read_and_to_review(
    app: Flask, visitor: Visitor, learner: int, asked: list[StoredQuestion]
) -> None:
    for number, days in enumerate((2, 40, 9)):
        meets(app, learner, asked[number], days, number=number)

    page = visitor.open("/progress")

    listed = parsed(page).query("section[aria-labelledby=fading-title] li")
    shares = [int(match) for match in re.findall(r"(\d+) % likely", section(page, "fading"))]
    assert shares == sorted(shares)
    links = {words(a): attribute(a, "href") for a in listed[0].query("a")}
    anchor = asked[1].question.evidence[0].paragraph.replace("woods-2003:", "#p")
    assert f"/read/{asked[1].module}{anchor}" in links.values()
    assert "likely to be recalled Review its module" in words(listed[0])
    review = next(href for href in links.values() if href.startswith("/review"))
    assert asked[1].question.stem in words_of(visitor.open(review))


def test_what_is_well_known_is_not_fading(
    app: Flask, visitor: Visitor, learner: int, asked: list[StoredQuestion]
) -> None:
    for number, days in enumerate((60, 50, 30)):
        meets(app, learner, asked[0], days, number=number)
    meets(app, learner, asked[0], 0, number=9)

    assert "Nothing: every question met" in section(visitor.open("/progress"), "fading")


def test_the_goal_of_the_day_stands_with_a_way_to_change_it(
    app: Flask, visitor: Visitor, learner: int, asked: list[StoredQuestion]
) -> None:
    meets(app, learner, asked[0], 0, number=1)
    assert "Set a goal for a day" in section(visitor.open("/progress"), "step")
    with app.app_context():
        save_habits(learner, Habits(goal_kind="questions", goal=5))

    text = section(visitor.open("/progress"), "step")

    assert "1 of 5 questions of today’s goal. Change the goal or switch it off" in text


def test_an_exam_to_come_stands_with_what_is_left_of_it_without_study(
    app: Flask, visitor: Visitor, learner: int, asked: list[StoredQuestion]
) -> None:
    meets(app, learner, asked[0], 1, number=1)
    with app.app_context():
        questions = len(catalogue().questions_in(asked[0].module))
        for title, days in (("Past", -1), ("Finals", 30)):
            wish = ExamWish(title, TODAY + days * DAY, (asked[0].module,), 10)
            make_exam(learner, wish, now=NOW)

    text = section(visitor.open("/progress"), "due")

    assert "Finals" in text
    assert "Past" not in text
    found = re.search(rf"{questions} questions, 10 minutes a day About (\d+) % recalled", text)
    assert found is not None
    assert 0 < int(found[1]) < 100 / questions + 1


def test_a_visitor_sees_the_map_of_a_text_without_any_question_of_it(
    app: Flask, visitor: Visitor, asked: list[StoredQuestion]
) -> None:
    page = visitor.open("/progress/map/woods-2003")

    words = words_of(page)
    assert "0 of 290 paragraphs asked about" in words
    assert not [s for s in asked if s.question.stem in words]
    assert {attribute(li, "data-level") for li in parsed(page).query(".heat li")} == {"", "few"}
    visitor.open("/progress/map/nothing", 404)


def test_the_map_shows_recall_and_questions_that_were_met_and_counts_the_others(
    app: Flask, visitor: Visitor, learner: int, asked: list[StoredQuestion]
) -> None:
    meets(app, learner, asked[0], 40, number=1)
    stranger = Visitor(app)
    paragraph = asked[0].question.evidence[0].paragraph
    with app.app_context():
        others = len(catalogue().by_paragraph[paragraph]) - 1

    page = visitor.open("/progress/map/woods-2003")

    number = paragraph.partition(":")[2]
    (box,) = (
        a for a in parsed(page).query(".heat a") if attribute(a, "href").endswith(f"#p{number}")
    )
    assert re.fullmatch(rf"Paragraph {number} \d\d %", words(box))
    (entry,) = (
        li for li in parsed(page).query("details li") if asked[0].question.stem in words(li)
    )
    assert re.search(r"\d\d %, due \d+ \w+( \d{4})?: overdue", words(entry))
    assert (f"{others} question" in words(entry)) == bool(others)
    assert asked[0].question.stem not in words_of(stranger.open("/progress/map/woods-2003"))


def test_a_leech_is_said_to_rest_and_not_to_be_due(
    app: Flask, visitor: Visitor, learner: int, asked: list[StoredQuestion]
) -> None:
    with app.app_context():
        for number, days in enumerate((200, 150, 100, 80, 60, 50, 40, 30, 20)):
            right = number % 2 == 1
            give(learner, asked[1], number + 10, right=right, now=NOW - days * DAY)

    page = visitor.open("/progress")

    assert "1 question at rest" in section(page, "resting")
    assert section(page, "fading").endswith("% likely to be recalled At rest")
    assert "No question waits today" in section(page, "step")

"""The page of one question: every answer the learner gave to it, and nothing of anybody else."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from studyapp.accounts.access import ZONE_COOKIE
from studyapp.bank.catalogue import StoredQuestion
from studyapp.day_words import day_text
from studyapp.review.learner_day import learner_day
from studyapp.review.memory import chance_of_recall
from studyapp.review.operations import insist_on_answer, mark_as_guess
from studyapp.review.plan.put_off_operations import take_days_off
from studyapp.review.plan.put_off_plan import DaysOff
from studyapp.review.queries import memories_of, rests_of
from tests.progress.question_pages import DAY, NOW, address_of, answer_on_days, listed
from tests.review.builders import ZONE, answer_id, give, right_given, undo
from tests.review.cards import learner_behind, questions_of
from tests.review.edited_bank import sync_edited, take_out, turn_round
from tests.review.page_text import attribute, parsed, words, words_of
from tests.stored import stored_rows
from tests.visitor import Visitor


@pytest.fixture
def short(app: Flask) -> StoredQuestion:
    return questions_of(app, "short")[0]


@pytest.fixture
def learner(app: Flask, visitor: Visitor) -> int:
    """Return who the visitor is."""
    return learner_behind(app, visitor)


def test_a_question_not_answered_is_no_page_for_anybody(
    app: Flask, visitor: Visitor, short: StoredQuestion
) -> None:
    stranger = Visitor(app)
    answer_on_days(app, learner_behind(app, stranger), short, 3)

    assert short.question.stem in words_of(stranger.open(address_of(short)))
    before_any_act = words_of(visitor.open(address_of(short), status=404))
    learner_behind(app, visitor)
    after = words_of(visitor.open(address_of(short), status=404))
    for text in (before_any_act, after):
        assert short.question.stem not in text
        assert str(right_given(short.question)) not in text


@pytest.mark.parametrize("address", ["999999", "0", "99999999999999999999", "-1", "x"])
def test_there_is_no_page_of_what_is_no_question(visitor: Visitor, address: str) -> None:
    visitor.open(f"/progress/questions/{address}", status=404)


def test_each_answer_is_told_in_words(
    app: Flask, visitor: Visitor, learner: int, short: StoredQuestion
) -> None:
    with app.app_context():
        give(learner, short, 1, right=False, now=NOW - 9 * DAY, mode="new", milliseconds=7_400)
        give(learner, short, 2, now=NOW - 9 * DAY, mode="retry")
        give(learner, short, 3, now=NOW - 8 * DAY, confidence="sure", milliseconds=90_000)
        give(learner, short, 4, given=None, right=False, now=NOW - 2 * DAY)

    latest, third, retry, first = listed(visitor.open(address_of(short)))

    assert "Wrong" in first
    assert "for the first time" in first
    assert "Zanzibar 7 s. Stability" in first
    assert "Right" in retry
    assert "once more on the day of a miss" in retry
    assert "Stability" not in retry
    assert "after the answer before" not in retry
    assert f"{right_given(short.question)} Sure. 60 s or more. 1 day after" in third
    assert "I don’t know" in latest
    assert "6 days after the answer before" in latest


def test_an_answer_is_told_in_the_time_of_the_browser(
    app: Flask, visitor: Visitor, learner: int, short: StoredQuestion
) -> None:
    at = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    with app.app_context():
        give(learner, short, now=at)

    visitor.client.set_cookie(ZONE_COOKIE, "Asia/Tokyo")
    in_tokyo = listed(visitor.open(address_of(short)))
    visitor.client.set_cookie(ZONE_COOKIE, "America/Lima")
    in_lima = listed(visitor.open(address_of(short)))

    assert "2 March 2026, 08:30" in in_tokyo[0]
    assert "1 March 2026, 18:30" in in_lima[0]


def test_an_answer_taken_back_is_told_as_such(
    app: Flask, visitor: Visitor, learner: int, short: StoredQuestion
) -> None:
    answer_on_days(app, learner, short, 5, 2)
    with app.app_context():
        undo(learner, 2)

    page = visitor.open(address_of(short))

    assert ["Taken back" in answer for answer in listed(page)] == [True, False]
    assert len(parsed(page).query("main figure > svg > svg > circle")) == 1


def test_of_answers_that_are_all_taken_back_nothing_is_foreseen(
    app: Flask, visitor: Visitor, learner: int, short: StoredQuestion
) -> None:
    answer_on_days(app, learner, short, 5)
    with app.app_context():
        undo(learner, 1)

    page = visitor.open(address_of(short))

    assert "Every answer to it is taken back, so nothing is foreseen." in words_of(page)
    assert parsed(page).query("main figure") == []


def test_an_answer_that_was_marked_is_told_once(
    app: Flask, visitor: Visitor, learner: int, short: StoredQuestion
) -> None:
    with app.app_context():
        give(learner, short, 1, right=False, now=NOW - 3 * DAY)
        insisted = insist_on_answer(learner, answer_id(1), zone=ZONE, now=NOW)
        mark_as_guess(learner, insisted.answer_id, zone=ZONE, now=NOW)

    answers = listed(visitor.open(address_of(short)))

    assert len(answers) == 1
    assert "Right" in answers[0]
    assert "Counted as right because you insist. Guessed." in answers[0]


def test_a_question_that_is_no_longer_asked_keeps_its_page(
    app: Flask, visitor: Visitor, learner: int, short: StoredQuestion, tmp_path: Path
) -> None:
    answer_on_days(app, learner, short, 9, 4)
    sync_edited(app, tmp_path, short, take_out)

    text = words_of(visitor.open(address_of(short)))

    assert short.question.stem in text
    assert "This question is no longer asked. Your answers stay." in text
    assert "due on" not in text
    assert "been due since" not in text


def test_a_changed_key_leaves_what_was_answered_as_it_was(
    app: Flask, visitor: Visitor, learner: int, tmp_path: Path
) -> None:
    single = questions_of(app, "single")[0]
    answer_on_days(app, learner, single, 4)
    sync_edited(app, tmp_path, single, turn_round)

    (answer,) = listed(visitor.open(address_of(single)))

    assert "Right" in answer
    assert "The question has been changed since." in answer


def test_passages_are_linked(
    app: Flask, visitor: Visitor, learner: int, short: StoredQuestion
) -> None:
    answer_on_days(app, learner, short, 4)

    links = parsed(visitor.open(address_of(short))).query("main .opening .meta a")

    assert [attribute(link, "href") for link in links]
    for link in links:
        visitor.open(attribute(link, "href"))


def test_the_chart_says_the_recall_before_each_answer_and_of_the_days_to_come(
    app: Flask, visitor: Visitor, learner: int, short: StoredQuestion
) -> None:
    answer_on_days(app, learner, short, 30, 26, 12)
    logged = [
        float(row[0]) for row in stored_rows(app, "SELECT stability FROM review_log ORDER BY id")
    ]
    (memory,) = stored_rows(app, "SELECT stability, decay FROM memory")

    page = visitor.open(address_of(short))

    cells = [[words(c) for c in row.query("th, td")] for row in parsed(page).query("main table tr")]
    before = [
        f"{round(100 * chance_of_recall(stability, memory[1], wait))} % before"
        for stability, wait in zip(logged, (4, 14), strict=False)
    ]
    today = round(100 * chance_of_recall(memory[0], memory[1], 12))
    assert [row[2] for row in cells[1:4]] == ["first answer", *before]
    assert cells[4][1:3] == ["today", f"{today} %"]
    assert f"The chance that you recall it today is about {today} %." in words_of(page)


def test_a_question_put_off_by_days_off_says_until_when(
    app: Flask, visitor: Visitor, learner: int, short: StoredQuestion
) -> None:
    answer_on_days(app, learner, short, 1)
    with app.app_context():
        today = learner_day(NOW, ZONE)
        due_on = memories_of(learner)[short.id].due_on
        wish = DaysOff(due_on, due_on + 4 * DAY, a_day=50)
        take_days_off(learner, wish, today=today, now=NOW)
        until = rests_of(learner, today)[short.id]

    page = words_of(visitor.open(address_of(short)))

    assert until > due_on
    assert f"It is due on {day_text(due_on)}, but rests until {day_text(until)}." in page

"""Days off and backlogs through the pages: the effect is shown, kept, and undone."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from studyapp.bank.catalogue import StoredQuestion
from studyapp.review.learner_day import learner_day
from tests.every_page import post
from tests.review.cards import met, unrelated_questions
from tests.review.page_text import parsed, press, words, words_of
from tests.stored import everything_stored, stored_rows
from tests.visitor import Visitor

TODAY = learner_day(datetime.now(UTC), UTC)
OFF, BACKLOG = "/plan/days-off", "/plan/backlog"


def day(ahead: int) -> str:
    return (TODAY + timedelta(days=ahead)).isoformat()


@pytest.fixture
def due(app: Flask, visitor: Visitor) -> list[StoredQuestion]:
    """Return six questions of different passages that are due."""
    questions = unrelated_questions(app, "single")[:6]
    for n, stored in enumerate(questions):
        met(app, visitor, stored, datetime.now(UTC) - timedelta(days=20 + n))
    return questions


def take_off(visitor: Visitor, first: int, last: int, act: str) -> TestResponse:
    form = visitor.form(OFF, OFF)
    return visitor.send(form, first_day=day(first), last_day=day(last), minutes="1", act=act)


def effect_of(page: str) -> str:
    (heading,) = parsed(page).query("#effect-title")
    return words(heading)


def faults(response: TestResponse) -> list[str]:
    assert response.status_code == 422
    return [words(node) for node in parsed(response.text).query("main [role=alert]")]


@pytest.mark.usefixtures("due")
def test_the_effect_of_days_off_is_shown_before_they_are_kept(app: Flask, visitor: Visitor) -> None:
    before = everything_stored(app)

    shown = take_off(visitor, 0, 2, "show")
    assert shown.status_code == 200
    assert effect_of(shown.text).startswith("6 questions move, the last of them to ")
    assert everything_stored(app) == before
    kept = take_off(visitor, 0, 2, "save")

    assert kept.status_code == 303
    assert stored_rows(app, "SELECT count(*) FROM rest WHERE reason = 'put_off'") == [(6,)]


@pytest.mark.usefixtures("due")
def test_what_was_shown_is_what_is_kept(visitor: Visitor) -> None:
    shown = effect_of(take_off(visitor, 0, 2, "show").text)

    take_off(visitor, 0, 2, "save")

    assert f"Your days off are kept. {shown}" in visitor.open("/plan")


@pytest.mark.usefixtures("due")
def test_days_off_say_so_on_the_home_page_until_they_are_undone(visitor: Visitor) -> None:
    take_off(visitor, 0, 2, "save")

    home = words_of(visitor.open("/"))
    assert "Day off" in home
    assert "Review anyway" in home
    plan = press(visitor, visitor.open("/plan"), "/undo")

    assert "Undone." in plan
    assert "6 questions are due" in words_of(visitor.open("/"))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"first_day": ""}, "Choose the first day."),
        ({"last_day": ""}, "Choose the last day."),
        ({"first_day": "soon"}, "This must be a day, such as 2026-06-12."),
        ({"first_day": day(-1)}, "Choose today or a later day, two years at most."),
        (
            {"first_day": day(900), "last_day": day(901)},
            "Choose today or a later day, two years at most.",
        ),
        ({"last_day": day(1)}, "The last day comes before the first."),
        ({"last_day": day(95)}, "Take 92 days off at most."),
        ({"minutes": "0"}, "Give 1 to 600 minutes a day."),
    ],
)
@pytest.mark.parametrize("act", ["show", "save"])
@pytest.mark.usefixtures("due")
def test_faulty_days_off_are_told_in_one_sentence(
    app: Flask, visitor: Visitor, changes: dict[str, str], fault: str, act: str
) -> None:
    fields = {"first_day": day(3), "last_day": day(5), "minutes": "10", "act": act}
    before = everything_stored(app)

    response = post(visitor, OFF, **(fields | changes))

    assert faults(response) == [fault]
    assert everything_stored(app) == before


@pytest.mark.parametrize("act", ["show", "save"])
def test_days_that_are_off_already_are_named(visitor: Visitor, act: str) -> None:
    take_off(visitor, 3, 7, "save")

    (fault,) = faults(take_off(visitor, 7, 9, act))

    assert fault.startswith("You have days off from ")
    assert fault.endswith(" already.")


@pytest.mark.usefixtures("due")
def test_a_backlog_is_spread_and_brought_back(app: Flask, visitor: Visitor) -> None:
    assert "6 reviews are due; new" in words_of(visitor.open(BACKLOG))
    shown = visitor.send(visitor.form(BACKLOG, BACKLOG), minutes="1", act="show")
    assert effect_of(shown.text).startswith("Clears in 3 days: 2 today. 4 questions move")

    visitor.send(visitor.form(BACKLOG, BACKLOG), minutes="1", act="save")

    plan = words_of(visitor.open("/plan"))
    assert "Backlog, spread" in plan
    assert "1 minute a day" in plan
    assert "2 questions are due" in words_of(visitor.open("/"))
    press(visitor, visitor.open("/plan"), "/undo")
    assert "6 questions are due" in words_of(visitor.open("/"))


@pytest.mark.usefixtures("due")
def test_a_backlog_that_fits_into_today_has_nothing_to_keep(visitor: Visitor) -> None:
    shown = visitor.send(visitor.form(BACKLOG, BACKLOG), minutes="60", act="show")

    assert effect_of(shown.text) == "All of it fits into today."
    assert "Spread it like this" not in shown.text
    forced = visitor.send(visitor.form(BACKLOG, BACKLOG), minutes="60", act="save")
    assert forced.status_code == 409


@pytest.mark.usefixtures("due")
def test_nonsense_for_minutes_is_told_in_one_sentence(app: Flask, visitor: Visitor) -> None:
    before = everything_stored(app)

    response = visitor.send(visitor.form(BACKLOG, BACKLOG), minutes="plenty", act="save")

    assert faults(response) == ["This must be a whole number."]
    assert 'value="plenty"' in response.text
    assert everything_stored(app) == before


def test_without_anything_due_there_is_no_backlog(visitor: Visitor) -> None:
    assert "Nothing is due now" in words_of(visitor.open(BACKLOG))


@pytest.mark.parametrize("address", [OFF, BACKLOG])
def test_showing_an_effect_makes_no_learner(app: Flask, visitor: Visitor, address: str) -> None:
    before = everything_stored(app)

    response = post(visitor, address, first_day=day(1), last_day=day(2), minutes="10", act="show")

    assert response.status_code == 200
    assert everything_stored(app) == before


def test_days_off_of_a_visitor_who_has_answered_nothing_are_kept(visitor: Visitor) -> None:
    response = take_off(visitor, 1, 2, "save")

    assert response.status_code == 303
    assert "No question has to move." in visitor.open("/plan")


def test_the_plan_of_somebody_else_cannot_be_undone(app: Flask, visitor: Visitor) -> None:
    take_off(visitor, 1, 2, "save")
    take_off(stranger := Visitor(app), 1, 2, "save")
    (first, _) = stored_rows(app, "SELECT id FROM put_off ORDER BY id")

    post(stranger, f"/plan/put-off/{first[0]}/undo")

    assert len(stored_rows(app, "SELECT id FROM put_off")) == 2

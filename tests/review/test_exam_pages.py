"""Dates in the plan: made, shown with what to expect, changed, deleted and put back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from studyapp.review.learner_day import learner_day
from studyapp.review.plan.exam import EXAMS_LIMIT, ExamWish
from studyapp.review.plan.exam_operations import make_exam
from studyapp.review.plan.exam_page import when_text
from tests.accounts.people import claim, sign_in
from tests.every_page import post
from tests.review.cards import learner_behind, met, questions_of
from tests.review.page_text import attribute, form_on, parsed, press, words, words_of
from tests.stored import change_stored, everything_stored, stored_rows
from tests.visitor import Visitor, forms_in

TODAY = learner_day(datetime.now(UTC), UTC)
NEW = "/plan/exams/new"
IN_THREE_WEEKS = (TODAY + timedelta(days=21)).isoformat()


def add(visitor: Visitor, **changes: str | list[str]) -> TestResponse:
    filled: dict[str, str | list[str]] = {
        "title": "History",
        "held_on": IN_THREE_WEEKS,
        "minutes": "15",
        "covers": ["cwi-2003"],
    }
    return visitor.send(visitor.form(NEW, NEW), **(filled | changes))


def added(visitor: Visitor, **changes: str | list[str]) -> str:
    """Add a date and return its address."""
    response = add(visitor, **changes)
    assert response.status_code == 303, words_of(response.text)
    return str(response.location)


def faults(response: TestResponse) -> list[str]:
    assert response.status_code == 422
    return [words(node) for node in parsed(response.text).query("main [role=alert]")]


def know(app: Flask, visitor: Visitor, count: int, days_ago: int = 9) -> None:
    """Let a visitor have answered some questions of one source."""
    of_cwi = [s for s in questions_of(app, "single") if s.module.startswith("cwi-2003/")]
    for stored in of_cwi[:count]:
        met(app, visitor, stored, datetime.now(UTC) - timedelta(days=days_ago))


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (0, "20 June 2027"),
        (1, "20 June, tomorrow"),
        (18, "20 June, in 18 days"),
        (60, "20 June, in 60 days"),
        (92, "20 June, in 3 months"),
    ],
)
def test_a_date_is_as_far_off_as_the_calendar_says(days: int, text: str) -> None:
    day = date(2027, 6, 20)

    assert when_text(day, day - timedelta(days=days)) == text


def test_a_date_shows_what_it_covers_and_what_to_expect(app: Flask, visitor: Visitor) -> None:
    know(app, visitor, 5)

    page = visitor.open(added(visitor, covers=["cwi-2003", "tag:purges"]))

    text = words_of(page)
    assert "History" in text
    assert "in 21 days" in text
    assert "5 asked so far" in text
    assert "15 minutes a day gives about" in text
    assert "skipping the coming week" in text
    assert "CWI 2003 Purges" in text
    rows = [words(node) for node in parsed(page).query("main section > table tbody tr")]
    assert len(rows) == 5
    assert all(row.endswith("%") for row in rows)


def test_the_sentence_of_a_date_can_be_had_alone(app: Flask, visitor: Visitor) -> None:
    know(app, visitor, 5)
    address = added(visitor)

    alone = visitor.client.get(f"{address}/forecast")

    assert alone.mimetype == "text/plain"
    assert "15 minutes a day gives about" in alone.text
    assert alone.text in words_of(visitor.open(address))
    assert f'data-forecast="{address}/forecast"' in visitor.open("/progress")


def test_a_date_that_has_come_foresees_nothing(app: Flask, visitor: Visitor) -> None:
    address = added(visitor)
    change_stored(app, "UPDATE exam SET held_on = '2020-01-01'")

    assert visitor.open(f"{address}/forecast") == ""


def test_a_date_too_far_ahead_foresees_nothing_and_can_be_changed(
    app: Flask, visitor: Visitor
) -> None:
    address = added(visitor)
    change_stored(app, "UPDATE exam SET held_on = '9999-12-30'")

    page = words_of(visitor.open(address))

    assert "more than two years ahead, too far to say what to expect" in page
    assert visitor.open(f"{address}/forecast") == ""
    assert visitor.form(f"{address}/edit", "/edit").fields["title"] == "History"


def test_no_more_dates_are_added_than_a_plan_has_room_for(app: Flask, visitor: Visitor) -> None:
    learner_id = learner_behind(app, visitor)
    wish = ExamWish("History", date(2030, 1, 1), ("compare",), 15)
    with app.app_context():
        for _ in range(EXAMS_LIMIT):
            make_exam(learner_id, wish, now=datetime.now(UTC))

    response = add(visitor)

    told = "Your plan has 100 dates, which is the most that is kept. Delete one first."
    assert told in faults(response)


def test_the_picture_has_its_numbers_in_words_and_in_a_table(app: Flask, visitor: Visitor) -> None:
    know(app, visitor, 5)

    root = parsed(visitor.open(added(visitor)))

    (picture,) = root.query("svg[role=img]")
    named = attribute(picture, "aria-labelledby").split()
    assert [node.name for n in named for node in picture.query(f"#{n}")] == ["title", "desc"]
    rows = [words(node) for node in root.query("figure details tr")]
    assert len(rows) == 1 + 22
    assert all(row.count("%") == 2 for row in rows[1:])


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"title": "   "}, "Give it a title."),
        ({"title": "x" * 121}, "Use 120 characters at most."),
        ({"held_on": ""}, "Choose the day."),
        ({"held_on": "12 June"}, "This must be a day, such as 2026-06-12."),
        ({"held_on": TODAY.isoformat()}, "Choose a day after today, two years ahead at most."),
        ({"held_on": "9999-12-31"}, "Choose a day after today, two years ahead at most."),
        ({"minutes": ""}, "Say how many minutes."),
        ({"minutes": "many"}, "This must be a whole number."),
        ({"minutes": "0"}, "Give 1 to 600 minutes a day."),
        ({"covers": []}, "Choose at least one part."),
        ({"covers": ["cwi-2003", "nowhere"]}, "One of the parts is not there any more."),
    ],
)
def test_a_faulty_date_is_told_in_one_sentence_and_nothing_is_lost(
    app: Flask, visitor: Visitor, changes: dict[str, str | list[str]], fault: str
) -> None:
    before = everything_stored(app)

    response = add(visitor, **({"title": "History of what fell"} | changes))

    assert faults(response) == [fault]
    assert everything_stored(app) == before
    for value in changes.values():
        assert isinstance(value, list) or not value.strip() or f'value="{value}"' in response.text
    assert "covers" in changes or 'value="cwi-2003" checked' in response.text


def test_a_date_is_changed(visitor: Visitor) -> None:
    address = added(visitor)
    form = visitor.form(f"{address}/edit", "/edit")
    assert form.fields["covers"] == "cwi-2003"

    response = visitor.send(
        form, title="Class", held_on=IN_THREE_WEEKS, minutes="5", covers=["compare"]
    )

    assert response.location == address
    text = words_of(visitor.open(address))
    assert "Class" in text
    assert "Comparisons" in text


def test_a_date_that_was_deleted_can_be_put_back(app: Flask, visitor: Visitor) -> None:
    address = added(visitor, title="Class on “purges”", covers=["cwi-2003", "compare"])
    before = stored_rows(app, "SELECT title, held_on, covers, minutes FROM exam")

    page = press(visitor, visitor.open(address), "/delete")
    assert stored_rows(app, "SELECT id FROM exam") == []
    form = form_on(page, NEW)
    assert form is not None
    covers = [attribute(node, "value") for node in parsed(page).query("main input[name=covers]")]
    response = visitor.send(form, covers=covers)

    assert response.status_code == 303
    assert stored_rows(app, "SELECT title, held_on, covers, minutes FROM exam") == before


@pytest.mark.parametrize("part", ["", "/edit", "/forecast"])
def test_the_date_of_somebody_else_is_not_there(app: Flask, visitor: Visitor, part: str) -> None:
    address = added(visitor)
    added(stranger := Visitor(app))
    before = everything_stored(app)

    assert stranger.client.get(f"{address}{part}").status_code == 404
    assert Visitor(app).client.get(f"{address}{part}").status_code == 404
    fields = {"title": "Mine", "held_on": IN_THREE_WEEKS, "minutes": "1", "covers": "compare"}
    assert post(stranger, f"{address}/edit", **fields).status_code == 404
    assert post(stranger, f"{address}/delete").status_code == 404
    assert everything_stored(app) == before


def test_past_dates_are_listed_apart_and_expect_nothing(app: Flask, visitor: Visitor) -> None:
    know(app, visitor, 2)
    address = added(visitor)
    change_stored(app, "UPDATE exam SET held_on = :day", day=TODAY - timedelta(days=1))

    plan = parsed(visitor.open("/plan"))

    assert [words(node) for node in plan.query("main summary")] == ["1 past date"]
    assert "recalled" not in words(plan.query("main details")[0])
    text = words_of(visitor.open(address))
    assert "This day has come" in text
    assert "The last pass" not in text


def test_a_date_whose_parts_have_left_the_bank_says_so(app: Flask, visitor: Visitor) -> None:
    address = added(visitor)
    change_stored(app, "UPDATE exam SET covers = '[\"gone-1999\"]'")

    assert "The bank holds nothing any more of what this covers." in words_of(visitor.open(address))
    assert "0 questions" in words_of(visitor.open("/plan"))


def test_the_last_pass_is_offered_in_the_last_days(app: Flask, visitor: Visitor) -> None:
    know(app, visitor, 5)
    address = added(visitor)
    assert "everything asked so far once more" in words_of(visitor.open(address))
    assert "only=exam" not in visitor.open(address)

    change_stored(app, "UPDATE exam SET held_on = :day", day=TODAY + timedelta(days=1))
    page = visitor.open(address)

    links = [words(a) for a in parsed(page).query("main a") if "only=exam" in attribute(a, "href")]
    assert links == ["Review 5 questions"]


def test_a_last_pass_that_is_through_says_so(app: Flask, visitor: Visitor) -> None:
    know(app, visitor, 3, days_ago=0)
    address = added(visitor, held_on=(TODAY + timedelta(days=1)).isoformat())

    assert "Done: everything asked so far was reviewed since" in words_of(visitor.open(address))


def test_a_new_visitor_finds_an_empty_plan_and_stores_nothing(app: Flask, visitor: Visitor) -> None:
    before = everything_stored(app)

    assert "None yet." in words_of(visitor.open("/plan"))
    assert len(forms_in(visitor.open(NEW))) == 2
    assert everything_stored(app) == before


def test_the_first_date_of_a_visitor_makes_a_learner(app: Flask, visitor: Visitor) -> None:
    added(visitor)

    assert "History" in words_of(visitor.open("/plan"))


def test_dates_of_a_guest_come_into_the_account(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada")
    added(visitor, title="At home")
    added(away := Visitor(app), title="Away")

    sign_in(away, "Ada")

    text = words_of(away.open("/plan"))
    assert "At home" in text
    assert "Away" in text
    assert learner_behind(app, away) == learner_behind(app, visitor)


def test_nonsense_in_the_address_of_the_plan_is_no_error(visitor: Visitor) -> None:
    address = "/plan?title=<b>&held_on=never&minutes=many&covers=nowhere"
    form = form_on(visitor.open(address), NEW)

    assert form is not None
    assert visitor.send(form).status_code == 422


def test_day_names_are_those_of_the_learner(visitor: Visitor) -> None:
    day = date(TODAY.year + 1, 6, 12)

    assert f"12 June {day.year}" in words_of(visitor.open(added(visitor, held_on=day.isoformat())))

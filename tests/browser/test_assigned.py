"""An assigned quiz in real browsers: lost networks, two devices, and every answer kept once."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import select

from studyapp.classroom.sittings.erase_operations import erase_attempts
from studyapp.classroom.sittings.marks import OPEN, RIGHT
from studyapp.classroom.sittings.models import AttemptRow
from studyapp.classroom.sittings.queries import Response, attempts_at, get_attempt, responses_of
from studyapp.database import db, write_transaction
from tests.browser.moved_clock import Clock
from tests.browser.page_checks import assert_axe_is_content
from tests.browser.quiz_device import Device
from tests.classroom.builders import first_questions
from tests.classroom.desk import Desk
from tests.review.builders import KINDS


@pytest.fixture
def desk(served_app: Flask) -> Desk:
    return Desk(served_app)


@pytest.fixture
def here(desk: Desk, page: Page, address: str) -> Device:
    return Device(desk, page, address)


@pytest.fixture
def there(desk: Desk, browser: Browser, address: str) -> Iterator[Device]:
    """Return a second device of the same pupil."""
    context = browser.new_context(base_url=address, timezone_id="Europe/Berlin")
    context.set_default_timeout(5000)
    yield Device(desk, context.new_page(), address)
    context.close()


def kept(desk: Desk) -> list[Response]:
    with desk.app.app_context():
        found = responses_of(db.session, desk.attempt_id)
        return [found[position] for position in sorted(found)]


def test_a_pupil_loses_the_network_and_hands_in_on_another_device(
    desk: Desk, here: Device, there: Device, problems: list[str]
) -> None:
    here.begin()
    here.choose(1, right=True)
    here.says("Saved")
    here.page.context.set_offline(True)
    here.press("Next")
    here.choose(2, right=False)
    here.says("Waiting for the network")
    here.press("Next")
    here.choose(3, right=True)
    assert desk.marks == "1.."

    there.begin()
    expect(there.page.locator("input[name=choice]:checked")).to_have_count(1)
    here.page.context.set_offline(False)
    here.says("Saved")
    there.hand_in()

    problems.clear()
    assert "2 of 3, 67 %" in there.page.locator(".standfirst").inner_text()
    assert [(r.position, r.revision) for r in kept(desk)] == [(1, 1), (2, 1), (3, 1)]
    assert desk.marks == "101"


def test_a_lost_acknowledgement_does_not_count_an_answer_twice(
    desk: Desk, here: Device, problems: list[str]
) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    here.begin()
    here.page.route("**/keep", lose, times=1)
    here.choose(1, right=False)
    here.says("Waiting for the network")
    here.choose(1, right=True)
    here.says("Saved")

    problems.clear()
    assert [(r.verdict, r.revision) for r in kept(desk)] == [("right", 2)]


def test_an_answer_that_was_not_sent_outlives_the_page(
    desk: Desk, here: Device, problems: list[str]
) -> None:
    here.begin()
    here.page.route("**/keep", lambda route: route.abort())
    here.choose(1, right=True)
    here.says("Waiting for the network")
    assert kept(desk) == []

    here.page.unroute("**/keep")
    here.page.reload()
    here.says("Saved")

    problems.clear()
    expect(here.page.locator("input[name=choice]:checked")).to_have_count(1)
    assert [(r.verdict, r.revision) for r in kept(desk)] == [("right", 1)]


def test_what_an_erased_pupil_has_not_sent_is_not_sent_by_the_next_one(
    desk: Desk, here: Device, problems: list[str]
) -> None:
    here.begin()
    here.page.route("**/keep", lambda route: route.abort())
    here.choose(1, right=True)
    here.says("Waiting for the network")
    with desk.app.app_context(), write_transaction() as session:
        erase_attempts(session, select(AttemptRow.id).where(AttemptRow.id == desk.attempt_id))

    here.belongs_to("Bo")
    here.page.unroute("**/keep")
    here.begin()

    expect(here.page.locator("input[name=choice]:checked")).to_have_count(0)
    with desk.app.app_context():
        (bo,) = attempts_at(desk.sitting.id)
        assert bo.learner_id == desk.room.learners["Bo"]
        assert bo.marks == "..."
    problems.clear()


@pytest.mark.parametrize("wants_mine", [True, False], ids=["this one", "the newer one"])
def test_two_answers_of_two_devices_are_set_side_by_side(
    desk: Desk, here: Device, there: Device, problems: list[str], wants_mine: bool
) -> None:
    here.begin()
    there.begin()
    there.choose(1, right=True)
    there.says("Saved")

    here.choose(1, right=False)
    here.press("Compare the answers")
    here.page.get_by_role("heading", name="Two answers").wait_for()
    assert_axe_is_content(here.page)
    expect(here.page.get_by_text("Kept here until you open the quiz again")).to_have_count(0)
    assert desk.marks == "1.."
    if wants_mine:
        here.press("Use this one instead")
    else:
        here.page.get_by_role("link", name="Keep the newer answer").click()
    expect(here.page.locator("input[name=choice]:checked")).to_have_count(1)

    problems.clear()
    assert desk.marks == ("0.." if wants_mine else "1..")
    here.page.reload()
    expect(here.page.get_by_role("button", name="Compare the answers")).to_have_count(0)


def test_every_kind_of_question_is_kept_as_it_is_answered(
    served_app: Flask, page: Page, address: str, problems: list[str]
) -> None:
    with served_app.app_context():
        ids = [first_questions(1, kind)[0] for kind in KINDS]
    desk = Desk(served_app, ids)
    here = Device(desk, page, address)
    here.begin()

    for number in range(1, len(KINDS) + 1):
        expect(page.locator("[data-work]")).to_have_attribute("data-number", str(number))
        here.fill(number)
        here.says("Saved")
        here.press("Next" if number < len(KINDS) else "Look it over")

    page.get_by_text(f"All {len(KINDS)} answered.").wait_for()
    problems.clear()
    marks = dict(zip(KINDS, desk.marks, strict=True))
    assert marks.pop("order") != OPEN
    assert set(marks.values()) == {RIGHT}


def test_what_is_handed_in_elsewhere_is_told(
    desk: Desk, here: Device, there: Device, problems: list[str]
) -> None:
    here.begin()
    there.begin()
    there.hand_in()

    here.choose(1, right=True)

    here.says("This attempt has been handed in, so this answer was not kept.")
    problems.clear()
    assert kept(desk) == []


def test_handing_in_waits_for_what_is_not_saved(
    desk: Desk, here: Device, problems: list[str]
) -> None:
    here.begin()
    here.page.route("**/keep", lambda route: route.abort())
    here.choose(1, right=True)
    here.press("Look it over")
    here.press("Hand in")
    here.says("Not handed in.")

    here.page.unroute("**/keep")
    here.press("Hand in")
    here.page.locator(".standfirst").wait_for()

    problems.clear()
    assert desk.marks == "1.."
    with desk.app.app_context():
        assert get_attempt(desk.attempt_id).submitted_by == "learner"


def test_the_time_that_is_left_can_be_hidden(served_app: Flask, page: Page, address: str) -> None:
    here = Device(Desk(served_app, seconds=1800), page, address)
    here.begin()
    left = page.locator("[data-left]")
    expect(left).to_have_text("30 minutes left.")

    here.press("Hide the time")
    expect(left).to_be_hidden()
    page.reload()

    expect(left).to_be_hidden()
    here.press("Show the time")
    expect(left).to_be_visible()


def test_questions_come_by_number_and_the_way_back_leads_through_them(here: Device) -> None:
    here.begin()
    here.page.get_by_role("button", name="3, open").click()
    expect(here.page.locator("[data-work]")).to_have_attribute("data-number", "3")
    here.choose(3, right=True)
    here.says("Saved")
    expect(here.page.get_by_role("button", name="3, answered")).to_have_count(1)

    here.page.go_back()

    expect(here.page.locator("[data-work]")).to_have_attribute("data-number", "1")
    assert here.page.url.endswith("/1")


def test_when_the_time_is_over_what_was_kept_is_handed_in(
    served_app: Flask, page: Page, address: str, clock: Clock
) -> None:
    desk = Desk(served_app, seconds=1800)
    here = Device(desk, page, address)
    page.clock.install()
    here.begin()
    here.choose(1, right=True)
    here.says("Saved")

    page.clock.fast_forward("20:05")
    expect(page.locator("[data-time-told]")).to_have_text("10 minutes left.")
    clock.move(minutes=31)
    page.clock.fast_forward("10:00")

    page.get_by_text("Handed in when the time was over").wait_for()
    assert desk.marks == "1.."


def test_a_quiz_is_answered_without_a_pointer(desk: Desk, here: Device) -> None:
    here.begin()
    for number in (1, 2, 3):
        expect(here.page.locator("[data-work]")).to_have_attribute("data-number", str(number))
        value = here.desk.fields(number, right=True)["choice"][0]
        here.page.keyboard.press(str(int(value) + 1))
        here.says("Saved")
        here.page.locator("[data-prompt]").focus()
        here.page.keyboard.press("Enter")

    here.page.get_by_text("All 3 answered.").wait_for()
    assert desk.marks == "111"

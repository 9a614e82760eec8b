"""An answer that is only half filled: it stays on its device, and its learner is told."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.page_checks import assert_axe_is_content
from tests.browser.quiz_device import Device
from tests.classroom.builders import first_questions
from tests.classroom.desk import Desk

HALF = "Not complete yet, so not saved. What you have filled in stays on this device."


@pytest.fixture
def here(served_app: Flask, page: Page, address: str) -> Device:
    """Return a pupil before a match, a cloze and a single choice."""
    with served_app.app_context():
        ids = [first_questions(1, kind)[0] for kind in ("match", "cloze", "single")]
    return Device(Desk(served_app, ids), page, address)


def fill_first(here: Device, number: int) -> tuple[str, str]:
    """Fill in the first part of an answer that needs more; return its field and its value."""
    name, values = next(iter(here.desk.fields(number, right=True).items()))
    control = here.page.locator(f"[data-answer] [name='{name}']")
    if number == 1:
        control.select_option(values[0])
        return name, values[0]
    control.fill("something")
    return name, "something"


def test_what_is_half_filled_is_there_again(here: Device, problems: list[str]) -> None:
    here.begin()
    name, value = fill_first(here, 1)
    here.says(HALF)
    field = here.page.locator(f"[data-answer] [name='{name}']")

    here.press("Next")
    expect(here.page.locator("[data-work]")).to_have_attribute("data-number", "2")
    here.press("Back")
    expect(field).to_have_value(value)
    here.says(HALF)
    here.page.reload()
    expect(field).to_have_value(value)
    here.says(HALF)
    here.fill(1)
    here.says("Saved")

    problems.clear()
    assert here.desk.marks == "1.."


def test_a_page_that_is_left_at_once_tells_which_question_is_half_filled(
    here: Device, problems: list[str]
) -> None:
    here.begin()
    fill_first(here, 1)
    here.press("Next")

    here.says("Question 1 is not complete, so not saved.")
    problems.clear()


def test_handing_in_tells_first_what_is_half_filled(here: Device, problems: list[str]) -> None:
    here.begin()
    fill_first(here, 1)
    here.says(HALF)
    here.press("Look it over")
    here.page.get_by_text("Question 1 is not complete, so not saved.").wait_for()
    assert_axe_is_content(here.page)

    here.press("Hand in")
    here.says("Not handed in yet: question 1 is not complete, so not saved.")
    here.page.get_by_role("link", name="Go to question 1").click()
    here.says(HALF)
    here.press("Look it over")
    here.press("Hand in")
    here.says("Not handed in yet")
    here.press("Hand in")

    here.page.get_by_text("0 of 3 answered").wait_for()
    problems.clear()


def test_what_is_emptied_again_is_no_longer_half_filled(here: Device, problems: list[str]) -> None:
    here.begin()
    name, _ = fill_first(here, 1)
    here.says(HALF)

    here.page.locator(f"[data-answer] [name='{name}']").select_option("")
    here.says("Not saved. ")
    here.hand_in()

    here.page.get_by_text("0 of 3 answered").wait_for()
    problems.clear()


def test_what_was_half_filled_without_a_network_is_told_once_there_is_one(
    here: Device, problems: list[str]
) -> None:
    here.begin()
    here.press("Next")
    here.page.route("**/keep", lambda route: route.abort())
    name, value = fill_first(here, 2)
    here.says("Waiting for the network")
    here.page.unroute("**/keep")
    here.page.reload()

    here.says(HALF)
    expect(here.page.locator(f"[data-answer] [name='{name}']")).to_have_value(value)
    here.fill(2)
    here.says("Saved")
    problems.clear()
    assert here.desk.marks == ".1."

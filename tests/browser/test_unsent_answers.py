"""Answers to an assigned quiz that wait in a browser after its page was left."""

from contextlib import suppress

import pytest
from flask import Flask
from playwright.sync_api import Error, Page, expect

from tests.browser.page_checks import assert_axe_is_content
from tests.browser.quiz_device import Device
from tests.classroom.desk import WORK, Desk
from tests.every_page import post


@pytest.fixture
def desk(served_app: Flask) -> Desk:
    return Desk(served_app)


@pytest.fixture
def here(desk: Desk, page: Page, address: str) -> Device:
    return Device(desk, page, address)


def leave_unsent(here: Device) -> Page:
    """Answer the first question without a network; return another page of the browser."""
    here.begin()
    here.page.route("**/keep", lambda route: route.abort())
    here.choose(1, right=True)
    here.says("Waiting for the network")
    # A page that is left in peace tries once more, which gets past what stands in its way here.
    with suppress(Error):
        here.page.goto("chrome://crash")
    page = here.page.context.new_page()
    here.page.close()
    page.goto("/classes")
    return page


def sign_out(page: Page) -> None:
    page.goto("/classes")
    page.locator("form[action='/account/sign-out'] button").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()


def test_every_page_says_that_answers_to_a_quiz_wait_and_leads_to_it(
    desk: Desk, here: Device, problems: list[str]
) -> None:
    page = leave_unsent(here)
    expect(page.get_by_text("Kept here until you open the quiz again: 1 answer.")).to_be_visible()
    assert_axe_is_content(page)
    assert desk.marks == "..."

    page.get_by_role("link", name="Open the quiz").click()

    expect(page.locator("[data-save-state]")).to_contain_text("Saved")
    assert desk.marks == "1.."
    page.goto("/classes")
    expect(page.locator("[data-kept]")).to_be_hidden()
    problems.clear()


def test_answers_to_a_quiz_that_wait_at_a_sign_out_are_kept_for_their_pupil(
    desk: Desk, here: Device, address: str, problems: list[str]
) -> None:
    page = leave_unsent(here)
    sign_out(page)
    expect(page.get_by_text("Kept here for another learner: 1 answer to a quiz.")).to_be_visible()

    again = Device(desk, page, address)
    again.page.goto("/work")
    again.page.get_by_role("link", name="Open the quiz").click()

    again.says("Saved")
    assert desk.marks == "1.."
    problems.clear()


def test_answers_to_a_quiz_of_a_pupil_who_never_returns_can_be_deleted(
    desk: Desk, here: Device, problems: list[str]
) -> None:
    page = leave_unsent(here)
    sign_out(page)

    page.get_by_text("Delete them").click()
    page.get_by_role("button", name="Delete 1 answer").click()

    expect(page.locator("[data-kept]")).to_be_hidden()
    page.reload()
    expect(page.locator("[data-kept]")).to_be_hidden()
    assert desk.marks == "..."
    problems.clear()


def test_answers_that_come_after_the_quiz_was_handed_in_are_told_as_not_counted(
    desk: Desk, here: Device, problems: list[str]
) -> None:
    page = leave_unsent(here)
    post(desk.pupil, f"{WORK}/attempts/{desk.attempt_id}/submit")

    page.get_by_role("link", name="Open the quiz").click()

    expect(page.get_by_text("Not counted: 1 answer. The quiz was handed in")).to_be_visible()
    problems.clear()

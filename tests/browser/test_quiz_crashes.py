"""A browser that dies in the middle of a quiz."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.quiz_device import Device
from tests.classroom.builders import first_questions
from tests.classroom.desk import Desk
from tests.trusted import Tally, times

CRASHES = times(5, 50)


@pytest.mark.trust(row=8)
def test_a_quiz_goes_on_where_its_tab_has_crashed(
    served_app: Flask, page: Page, address: str, problems: list[str], tally: Tally
) -> None:
    with served_app.app_context():
        desk = Desk(served_app, first_questions(CRASHES, "single"))
    here = Device(desk, page, address)
    here.begin()

    for number in range(1, CRASHES + 1):
        is_sent = number % 2 == 1
        if not is_sent:
            here.page.route("**/keep", lambda route: route.abort())
        here.choose(number, right=True)
        here.says("Saved" if is_sent else "Waiting for the network")
        here.crash()
        expect(here.page.locator("[data-work]")).to_have_attribute("data-number", str(number))
        if not is_sent:
            here.says("Saved")
        expect(here.page.locator("input[name=choice]:checked")).to_have_count(1)
        here.press("Next" if number < CRASHES else "Look it over")

    here.page.get_by_text(f"All {CRASHES} answered.").wait_for()
    problems.clear()
    held = desk.marks.count("1")
    tally.note(tried=CRASHES, held=held, acknowledged=CRASHES, lost=CRASHES - held)
    assert held == CRASHES

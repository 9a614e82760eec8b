"""What a teacher must see on a phone without scrolling, and the bar at the widths of a tablet."""

import pytest
from playwright.sync_api import Page

from tests.browser.looking import Looking
from tests.browser.page_checks import assert_fits_the_width

on_phone = pytest.mark.parametrize("device", ["phone"], indirect=True)


@on_phone
def test_the_gradebook_shows_the_score_of_the_first_quiz(looking: Looking) -> None:
    looking.open("gradebook")

    score = looking.page.locator("tbody td.n a").first.bounding_box()

    assert score is not None
    assert score["x"] + score["width"] < 390


@on_phone
def test_printed_results_leave_nothing_out_of_the_page(looking: Looking) -> None:
    looking.page.set_viewport_size({"width": 673, "height": 900})  # A4 within its margins
    looking.page.emulate_media(media="print")

    looking.open("results")

    assert_fits_the_width(looking.page)
    assert looking.page.locator(".key").is_visible()
    assert looking.page.locator(".scroll").evaluate("one => one.scrollWidth <= one.clientWidth")


@pytest.mark.parametrize("width", [320, 641, 680, 768, 880])
def test_the_bar_keeps_to_one_row(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})

    page.goto("/")

    assert page.locator("header.bar").evaluate("one => one.offsetHeight") < 80

"""What a teacher must see on a phone without scrolling, and the bar at the widths of a tablet."""

import pytest
from playwright.sync_api import Page

from tests.browser.looking import Looking
from tests.browser.page_checks import assert_fits_the_width
from tests.browser.page_openers import teacher_opener
from tests.browser.study_steps import Study
from tests.review.cards import unrelated_questions

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


@on_phone
def test_the_dock_of_a_card_keeps_to_one_row_on_a_narrow_phone(study: Study) -> None:
    study.meet(*unrelated_questions(study.app, "single")[:2])
    study.clock.move(days=30)
    study.page.goto("/review")
    study.answer(right=True)
    study.go_on()

    study.page.set_viewport_size({"width": 360, "height": 740})

    assert study.page.get_by_role("button", name="Undo last").is_visible()
    assert study.page.locator(".dock").evaluate("one => one.offsetHeight") < 80


@pytest.mark.parametrize("device", ["phone", "desktop"], indirect=True)
def test_no_word_of_a_module_is_broken_in_the_table_of_the_bank(page: Page) -> None:
    page.set_default_timeout(15_000)
    teacher_opener("Question bank")(page)

    narrowest = page.locator(".scroll tbody th").evaluate_all(
        "all => Math.min(...all.map(one => one.offsetWidth))"
    )

    assert narrowest > 120


@on_phone
def test_the_passages_of_a_class_are_printed_within_the_page(looking: Looking) -> None:
    looking.page.set_viewport_size({"width": 673, "height": 900})
    looking.page.emulate_media(media="print")

    looking.open("passages of a class")

    assert looking.page.locator(".scroll").evaluate("one => one.scrollWidth <= one.clientWidth")


@pytest.mark.parametrize("width", [320, 641, 680, 768, 880])
def test_the_bar_keeps_to_one_row(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})

    page.goto("/")

    assert page.locator("header.bar").evaluate("one => one.offsetHeight") < 80

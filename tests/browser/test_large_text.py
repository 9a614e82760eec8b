"""Text of twice the size, as a browser sets it for who needs it: a phone holds as much of it."""

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.page_checks import assert_fits_the_width
from tests.browser.page_openers import MODULE
from tests.browser.study_steps import Study
from tests.review.cards import unrelated_questions

pytestmark = pytest.mark.parametrize("device", ["phone"], indirect=True)
SMALL: ViewportSize = {"width": 360, "height": 640}
PATHS = [
    "/",
    MODULE,
    "/read/woods-2003/before-and-in-1917",
    "/read/",
    "/search?q=war",
    "/plan/exams/new",
    "/review/keep/woods-2003/stalins-purges",
]
PURGES = "unsigned/defeat-and-new-class"
TWICE = {"fontSizes": {"standard": 32, "fixed": 26}}


def enlarge_text(page: Page) -> None:
    """Set the size of text that a page begins from, as the settings of a browser do."""
    page.context.new_cdp_session(page).send("Page.setFontSizes", TWICE)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_of_twice_the_text_size_does_not_scroll_sideways(page: Page, path: str) -> None:
    enlarge_text(page)
    page.set_viewport_size(SMALL)

    page.goto(path)

    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert_fits_the_width(page)


@pytest.mark.parametrize("path", ["/", "/progress"])
def test_what_is_due_and_known_fits_in_twice_the_text_size(study: Study, path: str) -> None:
    study.meet(*unrelated_questions(study.app, "single")[:3])
    study.clock.move(days=30)
    enlarge_text(study.page)

    study.page.goto(path)

    assert_fits_the_width(study.page)


def test_passages_to_choose_from_fit_in_twice_the_text_size(study: Study) -> None:
    locate = unrelated_questions(study.app, "locate")
    study.meet(next(stored for stored in locate if stored.module == PURGES))
    study.clock.move(days=30)
    enlarge_text(study.page)
    study.page.set_viewport_size(SMALL)

    study.page.goto("/review")

    study.page.locator(".passage").first.wait_for()
    assert_fits_the_width(study.page)

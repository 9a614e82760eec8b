"""Every page on every device and in both themes: accessible, quiet, no wider than the screen."""

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.looking import RESULT_PAGES
from tests.browser.page_checks import (
    assert_axe_is_content,
    assert_controls_are_large,
    assert_fits_the_width,
    assert_headings_stand_apart,
    hand_to_a_thumb,
)
from tests.browser.page_openers import PAGES, STUDY_PAGES
from tests.browser.teaching import TEACHING_PAGES

every_page = pytest.mark.parametrize("name", [*PAGES, *STUDY_PAGES, *TEACHING_PAGES, *RESULT_PAGES])
NARROW: ViewportSize = {"width": 320, "height": 640}
# WCAG 1.4.12: whoever needs more space between lines, words and letters loses nothing.
WIDER_SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets.push(sheet);
}"""
USUAL_SPACING = "() => { document.adoptedStyleSheets.pop(); }"


def show(request: pytest.FixtureRequest, page: Page, name: str) -> None:
    """Open a page; those of a session are come to by a learner whose clock moves."""
    if name in TEACHING_PAGES:
        TEACHING_PAGES[name](request.getfixturevalue("teaching"))
    elif name in RESULT_PAGES:
        request.getfixturevalue("looking").open(name)
    elif name in STUDY_PAGES:
        STUDY_PAGES[name](request.getfixturevalue("study"))
    else:
        PAGES[name](page)


@every_page
def test_axe_is_content_nothing_scrolls_sideways_and_a_thumb_meets_every_control(
    request: pytest.FixtureRequest, page: Page, name: str
) -> None:
    show(request, page, name)

    assert_axe_is_content(page)

    assert_headings_stand_apart(page)
    page.set_viewport_size(NARROW)
    assert_headings_stand_apart(page)
    assert_fits_the_width(page)
    page.evaluate(WIDER_SPACING)
    assert_fits_the_width(page)
    page.evaluate(USUAL_SPACING)

    hand_to_a_thumb(page)
    assert_axe_is_content(page)
    assert_controls_are_large(page)

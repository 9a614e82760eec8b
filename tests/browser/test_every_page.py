"""Every page on every device and in both themes: accessible, quiet, no wider than the screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.looking import RESULT_PAGES
from tests.browser.page_openers import PAGES, STUDY_PAGES
from tests.browser.teaching import TEACHING_PAGES

AXE_RULES = {
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "wcag22aa",
            "best-practice",
        ],
    }
}
# Controls take 44 pixels, or the label around them does; links that stand alone take 24.
SMALL_TARGETS = """() => {
    const isLink = "a:not(.btn, .btn-2, .quiet, .tool), summary";
    const stands = one => !one.matches("p a, figcaption a, .skip, .pn");
    const isShown = one => one.type !== "hidden" && one.checkVisibility();
    const size = one => {
        const { width, height } = (one.closest("label, .choice") ?? one).getBoundingClientRect();
        return Math.round(Math.min(width, height));
    };
    return [...document.querySelectorAll("a, button, input, select, textarea, summary")]
        .filter(one => stands(one) && isShown(one))
        .filter(one => size(one) < (one.matches(isLink) ? 24 : 44))
        .map(one => `${one.outerHTML.slice(0, 120)} ${size(one)}`);
}"""

THEMES = ("light", "dark")
every_page = pytest.mark.parametrize("name", [*PAGES, *STUDY_PAGES, *TEACHING_PAGES, *RESULT_PAGES])
on_desktop = pytest.mark.parametrize("device", ["desktop"], indirect=True)
on_phone = pytest.mark.parametrize("device", ["phone"], indirect=True)
narrow = pytest.mark.parametrize("device", ["narrow"], indirect=True)


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


def assert_axe_is_content(page: Page) -> None:
    """Look at an open page in both themes; opening it is what takes long."""
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        found = Axe().run(page, options=AXE_RULES)
        assert found.violations_count == 0, f"{theme}: {found.generate_report()}"


def assert_fits_the_width(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@every_page
@on_desktop
def test_axe_finds_nothing_to_mend(request: pytest.FixtureRequest, page: Page, name: str) -> None:
    show(request, page, name)

    assert_axe_is_content(page)


@every_page
@on_phone
def test_axe_and_a_thumb_are_content_with_a_phone(
    request: pytest.FixtureRequest, page: Page, name: str
) -> None:
    show(request, page, name)

    assert_axe_is_content(page)
    assert page.evaluate(SMALL_TARGETS) == []


@every_page
@narrow
def test_nothing_scrolls_sideways_at_320_pixels_even_with_wider_text_spacing(
    request: pytest.FixtureRequest, page: Page, name: str
) -> None:
    show(request, page, name)

    assert_fits_the_width(page)
    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
                word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
            document.adoptedStyleSheets.push(sheet);
        }"""
    )
    assert_fits_the_width(page)

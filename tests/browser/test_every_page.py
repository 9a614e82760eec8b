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

on_devices = pytest.mark.parametrize("device", ["phone", "desktop"], indirect=True)
in_themes = pytest.mark.parametrize("theme", ["light", "dark"], indirect=True)
every_page = pytest.mark.parametrize("name", [*PAGES, *STUDY_PAGES, *TEACHING_PAGES, *RESULT_PAGES])


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
@on_devices
@in_themes
def test_axe_finds_nothing_to_mend(request: pytest.FixtureRequest, page: Page, name: str) -> None:
    show(request, page, name)

    found = Axe().run(page, options=AXE_RULES)

    assert found.violations_count == 0, found.generate_report()


@every_page
@pytest.mark.parametrize("device", ["narrow"], indirect=True)
def test_nothing_scrolls_sideways_at_320_pixels(
    request: pytest.FixtureRequest, page: Page, name: str
) -> None:
    show(request, page, name)

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@every_page
@pytest.mark.parametrize("device", ["narrow"], indirect=True)
def test_wider_text_spacing_hides_and_widens_nothing(
    request: pytest.FixtureRequest, page: Page, name: str
) -> None:
    show(request, page, name)

    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
                word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
            document.adoptedStyleSheets.push(sheet);
        }"""
    )

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@every_page
@pytest.mark.parametrize("device", ["phone"], indirect=True)
def test_a_thumb_meets_every_control(request: pytest.FixtureRequest, page: Page, name: str) -> None:
    show(request, page, name)

    assert page.evaluate(SMALL_TARGETS) == []

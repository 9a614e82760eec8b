"""What must hold on any page: accessible in both themes, large enough to press, not too wide."""

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

THERE_ALREADY = "null"
"""In place of axe itself, which takes as long to read as to run."""
AXE_RULES = {
    # What is in order is not told piece by piece: on a long page that takes most of the time.
    "resultTypes": ["violations"],
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
    },
}
COLOUR_RULES = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}
"""Those of them that look at colours; only tokens.css knows of a theme."""
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

# A heading belongs to what follows, so it does not touch what ends above; a kicker is part of it.
TOUCHING_HEADINGS = """() => {
    const box = one => one.getBoundingClientRect();
    const isShown = one => one.checkVisibility() && !one.closest(".vh, .kicker");
    const parts = [...document.querySelectorAll("main :is(p, a, button, li, td, summary)")];
    const isAbove = (part, heading) => isShown(part) && box(part).height
        && box(part).bottom <= box(heading).top + 2
        && box(part).left < box(heading).right && box(part).right > box(heading).left;
    const end = heading =>
        Math.max(...parts.filter(one => isAbove(one, heading)).map(one => box(one).bottom));
    return [...document.querySelectorAll("main :is(h2, h3):not(.vh, .kicker + *)")]
        .filter(heading => isShown(heading) && box(heading).top - end(heading) < 4)
        .map(heading => heading.outerHTML.slice(0, 120));
}"""


def assert_axe_is_content(page: Page) -> None:
    """Look at an open page in both themes, which differ in their colours alone."""
    is_read = page.evaluate("'axe' in window")
    page.emulate_media(color_scheme="light")
    _assert_none(Axe(THERE_ALREADY if is_read else AXE_SCRIPT).run(page, options=AXE_RULES))
    page.emulate_media(color_scheme="dark")
    _assert_none(Axe(THERE_ALREADY).run(page, options=COLOUR_RULES))


def _assert_none(found: AxeResults) -> None:
    assert found.violations_count == 0, found.generate_report()


def hand_to_a_thumb(page: Page) -> None:
    """Let an open page be shown by a phone, as it stands: to open it takes longest."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    metrics = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    session.send("Emulation.setDeviceMetricsOverride", metrics)
    # A narrower page is longer, and what has come to lie below the bar could not be pressed there.
    page.evaluate("scrollTo(0, 0)")
    assert page.evaluate("innerWidth === 390 && matchMedia('(hover: none)').matches")


def assert_controls_are_large(page: Page) -> None:
    """Look at everything that can be pressed."""
    assert page.evaluate(SMALL_TARGETS) == []


def assert_fits_the_width(page: Page) -> None:
    """Look for what would have to be scrolled sideways; `innerWidth` of a phone grows with it."""
    screen = page.viewport_size
    assert screen is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= screen["width"]


def assert_headings_stand_apart(page: Page) -> None:
    """Look for headings that touch what stands above them."""
    assert page.evaluate(TOUCHING_HEADINGS) == []

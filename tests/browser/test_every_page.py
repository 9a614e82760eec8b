"""Every page on every device and in both themes: accessible, quiet, no wider than the screen."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.accounts.people import PASSWORD
from tests.browser.conftest import TEACHER

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
MODULE = "/read/woods-2003/general-secretary"

on_devices = pytest.mark.parametrize("device", ["phone", "desktop"], indirect=True)
in_themes = pytest.mark.parametrize("theme", ["light", "dark"], indirect=True)


def open_answered(page: Page) -> None:
    page.goto(f"/check{MODULE.removeprefix('/read')}/start")
    page.get_by_role("button", name="I don’t know").click()
    page.get_by_role("link", name="Continue").wait_for()


def open_asked(page: Page) -> None:
    page.goto(f"/check{MODULE.removeprefix('/read')}/start")


def open_choices(page: Page) -> None:
    open_answered(page)
    page.goto("/review/choose")


def open_session_end(page: Page) -> None:
    open_answered(page)
    page.goto("/review")
    page.get_by_role("button", name="I don’t know").click()
    page.get_by_role("link", name="Continue").wait_for()


def open_settings(page: Page) -> None:
    page.goto(MODULE)
    page.get_by_role("button", name="Reading settings").click()


def teacher_opener(link: str) -> Callable[[Page], object]:
    def open_page(page: Page) -> None:
        page.goto("/account/sign-in")
        page.get_by_label("Name").fill(TEACHER)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        page.get_by_role("link", name=link).click()
        page.wait_for_url("**/teach/*")

    return open_page


def opener(address: str) -> Callable[[Page], object]:
    return lambda page: page.goto(address)


PAGES = {
    "home": opener("/"),
    "library": opener("/read/"),
    "article": opener("/read/woods-2003/"),
    "unstated author": opener("/read/unsigned/"),
    "module": opener(MODULE),
    "pretest": opener("/pretest/woods-2003/stalins-purges"),
    "module with letters": opener("/read/woods-2003/lenin-versus-stalin"),
    "module with captions": opener("/read/unsigned/october-and-the-world"),
    "settings": open_settings,
    "question": open_asked,
    "feedback": open_answered,
    "nothing due": opener("/review"),
    "choose what to review": open_choices,
    "end of a session": open_session_end,
    "answer without a network": opener("/review/offline"),
    "offline": opener("/offline"),
    "progress": opener("/progress"),
    "account": opener("/account"),
    "programs": opener("/account/programs"),
    "claim": opener("/account/claim"),
    "sign in": opener("/account/sign-in"),
    "question bank": teacher_opener("Question bank"),
    "remarks": teacher_opener("Remarks"),
}
every_page = pytest.mark.parametrize("name", PAGES)


@every_page
@on_devices
@in_themes
def test_axe_finds_nothing_to_mend(page: Page, name: str) -> None:
    PAGES[name](page)

    found = Axe().run(page, options=AXE_RULES)

    assert found.violations_count == 0, found.generate_report()


@every_page
@pytest.mark.parametrize("device", ["narrow"], indirect=True)
def test_nothing_scrolls_sideways_at_320_pixels(page: Page, name: str) -> None:
    PAGES[name](page)

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@every_page
@pytest.mark.parametrize("device", ["narrow"], indirect=True)
def test_wider_text_spacing_hides_and_widens_nothing(page: Page, name: str) -> None:
    PAGES[name](page)

    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
                word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
            document.adoptedStyleSheets.push(sheet);
        }"""
    )

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

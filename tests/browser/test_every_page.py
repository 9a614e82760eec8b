"""Every page on every device and in both themes: accessible, quiet, no wider than the screen."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from studyapp.review.learner_day import learner_day
from tests.accounts.people import PASSWORD
from tests.browser.conftest import TEACHER
from tests.browser.session_pages import SESSION_PAGES

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
MODULE = "/read/woods-2003/general-secretary"
TODAY = learner_day(datetime.now(UTC), ZoneInfo("Europe/Berlin"))

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


def open_exam(page: Page) -> None:
    open_answered(page)
    page.goto("/plan/exams/new")
    page.get_by_label("Title").fill("Class on the purges")
    page.get_by_label("Day", exact=True).fill(str(TODAY + timedelta(days=30)))
    page.get_by_label("Woods 2003").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="What to expect").wait_for()
    page.get_by_text("The same numbers as a table").click()


def open_exam_form(page: Page) -> None:
    page.goto("/plan/exams/new")
    page.get_by_text("Subjects").click()
    page.get_by_text("Module by module").first.click()


def open_days_off(page: Page) -> None:
    open_answered(page)
    page.goto("/plan/days-off")
    for label, ahead in (("First day off", 0), ("Last day off", 6)):
        page.get_by_label(label).fill(str(TODAY + timedelta(days=ahead)))
    page.get_by_role("button", name="Show the effect").click()
    page.get_by_role("button", name="Keep these days off").wait_for()


def open_plan(page: Page) -> None:
    open_exam(page)
    open_days_off(page)
    page.get_by_role("button", name="Keep these days off").click()
    page.get_by_role("button", name="Undo").wait_for()


def open_day_off(page: Page) -> None:
    open_plan(page)
    page.goto("/")
    page.get_by_role("link", name="Review anyway").wait_for()


def open_review_on_a_day_off(page: Page) -> None:
    open_day_off(page)
    page.goto("/review")
    page.get_by_role("heading", name="Day off").wait_for()


def open_settings(page: Page) -> None:
    page.goto(MODULE)
    page.get_by_role("button", name="Reading settings").click()


def open_noted(page: Page) -> None:
    page.goto("/notes/new?paragraph=woods-2003:61")
    page.get_by_label("Words to mark").fill("Stalin was no Sverdlov")
    page.get_by_label("Your note").fill("Who was he?")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("note", name="Your note").wait_for()


def open_notes(page: Page) -> None:
    open_noted(page)
    page.goto("/notes")


def open_note(page: Page) -> None:
    open_noted(page)
    page.get_by_role("link", name="Edit note").click()


def open_deleted_note(page: Page) -> None:
    open_note(page)
    page.get_by_role("button", name="Delete this note").click()


def open_marker(page: Page) -> None:
    page.goto(MODULE)
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.locator("[data-marker] textarea").wait_for()


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
    "plan": open_plan,
    "empty plan": opener("/plan"),
    "date": open_exam,
    "form of a date": open_exam_form,
    "days off": open_days_off,
    "day off": open_day_off,
    "review on a day off": open_review_on_a_day_off,
    "habits": opener("/review/habits"),
    "backlog": opener("/plan/backlog"),
    "no notes": opener("/notes"),
    "notes": open_notes,
    "module with a note": open_noted,
    "marking words": open_marker,
    "note": open_note,
    "new note": opener("/notes/new?paragraph=woods-2003:61"),
    "deleted note": open_deleted_note,
    "account": opener("/account"),
    "programs": opener("/account/programs"),
    "claim": opener("/account/claim"),
    "sign in": opener("/account/sign-in"),
    "question bank": teacher_opener("Question bank"),
    "remarks": teacher_opener("Remarks"),
}
every_page = pytest.mark.parametrize("name", [*PAGES, *SESSION_PAGES])


def show(request: pytest.FixtureRequest, page: Page, name: str) -> None:
    """Open a page; those of a session are come to by a learner whose clock moves."""
    if name in SESSION_PAGES:
        SESSION_PAGES[name](request.getfixturevalue("study"))
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

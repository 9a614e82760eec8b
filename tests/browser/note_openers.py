"""How the pages of notes are come to."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.study_steps import leave

MODULE = "/read/woods-2003/general-secretary"


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
    leave(page, page.get_by_role("link", name="Edit note"))


def open_deleted_note(page: Page) -> None:
    open_note(page)
    leave(page, page.get_by_role("button", name="Delete this note"))


def open_marker(page: Page) -> None:
    page.goto(MODULE)
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.locator("[data-marker] textarea").wait_for()


NOTE_PAGES: dict[str, Callable[[Page], object]] = {
    "no notes": lambda page: page.goto("/notes"),
    "notes": open_notes,
    "module with a note": open_noted,
    "marking words": open_marker,
    "note": open_note,
    "new note": lambda page: page.goto("/notes/new?paragraph=woods-2003:61"),
    "deleted note": open_deleted_note,
}

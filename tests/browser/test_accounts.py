"""Signing in and out, in a real browser."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.accounts.people import PASSWORD
from tests.browser.account_openers import open_account, open_code, open_password, set_up
from tests.browser.study_steps import leave

KEEP = """() => {
    localStorage.setItem("mine", "1");
    sessionStorage.setItem("mine", "1");
    return new Promise(done => { indexedDB.open("mine").onsuccess = () => done(); });
}"""
KEPT = """async () => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(database => database.name),
]"""


def test_signing_out_at_a_shared_computer_clears_what_the_browser_keeps(page: Page) -> None:
    open_account(page)
    page.evaluate(KEEP)
    before = page.evaluate(KEPT)

    leave(page, page.get_by_role("button", name="Sign out on this device"))
    page.get_by_text("You are signed out.").wait_for()

    assert before.count("mine") == 3
    assert "mine" not in page.evaluate(KEPT)


def test_the_way_back_shows_nothing_of_who_was_signed_in(page: Page) -> None:
    open_account(page)
    name = page.locator("h1").inner_text()
    leave(page, page.get_by_role("button", name="Sign out on this device"))
    page.get_by_text("You are signed out.").wait_for()

    page.go_back()

    expect(page.get_by_role("heading", level=1)).not_to_have_text(name)


def test_a_password_can_be_looked_at_before_it_is_sent(page: Page) -> None:
    open_password(page)
    field = page.get_by_label("New password", exact=True)
    field.fill(PASSWORD)

    page.get_by_role("button", name="Show New password", exact=True).click()
    expect(field).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide New password", exact=True).click()

    expect(field).to_have_attribute("type", "password")
    assert field.input_value() == PASSWORD


def test_recovery_codes_are_saved_as_a_file(page: Page) -> None:
    _, app = set_up(page)

    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as a text file").click()

    text = Path(saved.value.path()).read_text("utf-8")
    assert saved.value.suggested_filename == "recovery-codes.txt"
    assert re.findall(r"^[a-z0-9-]{27}$", text, re.M) == app.codes


def test_a_phone_that_is_lost_is_stood_in_for_by_keyboard_alone(page: Page) -> None:
    app = open_code(page)

    page.get_by_label("Code of your app").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(app.codes[0])
    page.keyboard.press("Enter")

    page.get_by_text("You are signed in.").wait_for()

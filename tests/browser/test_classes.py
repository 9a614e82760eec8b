"""A teacher makes a class and a pupil joins it, each in their own browser."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.class_openers import open_roster
from tests.browser.conftest import DEVICES


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without"])
def test_a_teacher_imports_three_names_and_a_pupil_joins_on_a_phone(
    page: Page, browser: Browser, address: str, has_script: bool
) -> None:
    open_roster(page)
    page.get_by_role("link", name="Form 5").click()
    code = page.locator(".join-code").inner_text()
    context = browser.new_context(
        base_url=address,
        java_script_enabled=has_script,
        **DEVICES["phone"],  # type: ignore[arg-type]
    )
    phone = context.new_page()

    phone.goto("/")
    phone.get_by_role("link", name="Classes").first.click()
    phone.get_by_label("Code").fill(code.lower())
    phone.get_by_role("button", name="Go on").click()
    phone.get_by_label("Your name").select_option(index=1)
    phone.get_by_label("Your personal word").fill("Frog")
    phone.get_by_role("main").get_by_role("button", name="Join").click()

    expect(phone.get_by_text("You are Ada Lovelace there.")).to_be_visible()
    context.close()
    page.get_by_role("link", name="Open the roster").click()
    expect(page.get_by_role("listitem").filter(has_text="Has joined")).to_have_count(1)


def test_a_phone_reads_the_code_that_the_class_shows(page: Page) -> None:
    open_roster(page)
    page.get_by_role("link", name="Form 5").click()
    code = page.locator(".join-code").inner_text()

    title = page.locator("svg.qr title").text_content()

    assert title is not None
    assert title.endswith(f"/join/{code}")
    expect(page.locator("svg.qr")).to_be_visible()

"""What people do with the app, in a real browser."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DEVICES

MODULE = "/read/woods-2003/general-secretary"
CHECK = "/check/woods-2003/general-secretary/start"
CHECK_WITH_ORDER = "/check/woods-2003/lenin-versus-stalin/start"

on_devices = pytest.mark.parametrize("device", ["phone", "desktop"], indirect=True)


def give_up(page: Page) -> None:
    """Say "I don't know" and go on."""
    page.get_by_role("button", name="I don’t know").click()
    page.get_by_role("link", name=re.compile("Continue|See the result")).click()


def answer_whole_check(page: Page) -> None:
    page.goto(CHECK)
    for _ in range(5):
        give_up(page)
    page.wait_for_url(re.compile("/done$"))


@on_devices
def test_a_reader_is_quizzed_and_the_margin_remembers(page: Page) -> None:
    page.goto(MODULE)
    expect(page.locator(".para[data-mem=new]").first).to_be_visible()

    page.get_by_role("link", name="Answer 5 questions").click()
    for _ in range(5):
        give_up(page)

    expect(page).to_have_url(re.compile("/done$"))
    page.goto(MODULE)
    expect(page.locator(".para[data-mem=due]").first).to_be_visible()


def test_the_passage_is_marked_and_one_key_away(page: Page) -> None:
    page.goto(CHECK)
    page.get_by_role("button", name="I don’t know").click()

    expect(page.locator("mark").first).to_be_visible()
    page.keyboard.press("s")

    expect(page).to_have_url(re.compile(r"/read/woods-2003/general-secretary#p\d+$"))


def answer_by_keyboard(page: Page) -> None:
    """Choose the first of everything or type something, and press Enter until it is judged."""
    page.locator("[data-check]").wait_for()
    first_choice, first_passage = (
        page.locator(f"input[name={name}]").first for name in ("choice", "paragraph")
    )
    if first_choice.count():
        page.keyboard.press("1")
        expect(first_choice).to_be_checked()
    if first_passage.count():
        first_passage.focus()
        page.keyboard.press("Space")
    for line in page.locator("[data-write]").all():
        line.fill("7")
    for n, select in enumerate(page.locator(".pair select").all()):
        select.focus()
        for _ in range(n + 1):
            page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("[data-continue]").wait_for()


def test_a_check_goes_by_keyboard_alone(page: Page) -> None:
    page.goto(CHECK)

    for _ in range(5):
        answer_by_keyboard(page)
        page.keyboard.press("Enter")
        page.locator("[data-continue]").wait_for(state="detached")

    expect(page).to_have_url(re.compile("/done$"))


def test_undo_asks_the_same_question_again(page: Page) -> None:
    page.goto(CHECK)
    stem = page.locator("[data-prompt]").inner_text()
    page.get_by_role("button", name="I don’t know").click()
    page.locator("[data-continue]").wait_for()

    page.keyboard.press("u")

    expect(page.get_by_text("Your answer is undone.")).to_be_visible()
    assert page.locator("[data-prompt]").inner_text() == stem


def test_items_move_by_buttons_and_the_moved_order_is_sent(page: Page) -> None:
    page.goto(CHECK_WITH_ORDER)
    while not page.locator("[data-order]").count():
        give_up(page)
        if page.url.endswith("/done"):
            page.goto(CHECK_WITH_ORDER)
    items = page.locator("[data-item] .choice-text")
    before = items.all_inner_texts()

    page.get_by_role("button", name=re.compile("^Down:")).first.click()

    assert items.all_inner_texts() == [before[1], before[0], *before[2:]]
    page.get_by_role("button", name="Check").click()
    expect(page.locator("[data-continue]")).to_be_visible()


def test_an_answer_survives_a_lost_network(page: Page, problems: list[str]) -> None:
    page.goto(CHECK)
    page.route("**/check/**", lambda route: route.abort())
    page.get_by_role("button", name="I don’t know").click()
    expect(page.get_by_text("Not sent yet. Your answer is kept; try again.")).to_be_visible()

    page.unroute("**/check/**")
    page.get_by_role("button", name="Send again").click()

    expect(page.locator("[data-continue]")).to_be_visible()
    assert [p for p in problems if "ERR_FAILED" not in p] == []
    problems.clear()


@on_devices
def test_the_place_in_a_text_is_remembered(page: Page) -> None:
    page.goto(MODULE)
    with page.expect_response(re.compile("/place$")) as saved:
        page.locator("#p67").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('#p67').scrollIntoView({block: 'start'})")
    assert saved.value.status == 204

    page.goto(MODULE)

    expect(page.get_by_role("link", name=re.compile(r"Continue at paragraph \d+"))).to_be_visible()


def test_paragraphs_are_walked_with_j_and_k(page: Page) -> None:
    page.goto(MODULE)

    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.closest('.para').id")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.closest('.para').id")
    page.keyboard.press("k")
    back = page.evaluate("document.activeElement.closest('.para').id")

    assert (first, second, back) == ("p61", "p63", "p61")


def test_theme_and_size_stay_after_a_reload(page: Page) -> None:
    page.goto(MODULE)
    page.get_by_role("button", name="Reading settings").click()
    with page.expect_response(re.compile("/settings$")):
        page.get_by_role("radio", name="Dark").check(force=True)
    with page.expect_response(re.compile("/settings$")):
        page.get_by_role("radio", name="Large").check(force=True)

    page.reload()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("html")).to_have_attribute("data-scale", "1.2")


def test_one_key_shortcuts_can_be_switched_off(page: Page) -> None:
    page.goto(MODULE)
    page.get_by_role("button", name="Reading settings").click()
    with page.expect_response(re.compile("/settings$")):
        page.get_by_role("checkbox", name="One-key shortcuts").uncheck()
    page.keyboard.press("Escape")

    page.keyboard.press("j")

    assert page.evaluate("document.activeElement.closest('.para')") is None


def test_a_guest_takes_a_name_and_goes_on_elsewhere(
    page: Page, browser: Browser, address: str
) -> None:
    answer_whole_check(page)
    page.goto("/account/claim")
    page.get_by_label("Name").fill("Ada of the journeys")
    page.get_by_label("Password").fill("three words together")
    page.get_by_role("button", name="Keep my progress").click()
    expect(page.get_by_text("This account is yours now.")).to_be_visible()

    # A day begins at 04:00 where the learner is, so both devices stand in one zone.
    elsewhere = browser.new_context(base_url=address, timezone_id="Europe/Berlin")
    second = elsewhere.new_page()
    second.goto("/account/sign-in")
    second.get_by_label("Name").fill("ada of the journeys")
    second.get_by_label("Password").fill("three words together")
    second.get_by_role("button", name="Sign in").click()
    expect(second.get_by_text("You are signed in.")).to_be_visible()
    second.goto(MODULE)

    expect(second.locator(".para[data-mem=due]").first).to_be_visible()
    elsewhere.close()


def test_a_check_works_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False, **DEVICES["phone"])  # type: ignore[arg-type]
    page = context.new_page()

    answer_whole_check(page)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()


def test_print_leaves_text_and_numbers(page: Page) -> None:
    page.goto(MODULE)

    page.emulate_media(media="print")

    expect(page.locator(".bar")).to_be_hidden()
    expect(page.locator("#p61")).to_be_visible()
    expect(page.locator("#p61 .pn")).to_be_visible()

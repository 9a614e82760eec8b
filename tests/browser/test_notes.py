"""Words are selected, marked and noted where they stand, and found again."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

MODULE = "/read/woods-2003/general-secretary"
WORDS = "Stalin was no Sverdlov"

on_devices = pytest.mark.parametrize("device", ["phone", "desktop"], indirect=True)


def select(page: Page, words: str, start: str = "#p61", end: str | None = None) -> None:
    """Select words of a paragraph, or all from its first words to those of another."""
    page.evaluate(
        """([words, start, end]) => {
            const find = (root, words) => {
                const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {
                    const at = walker.currentNode.data.indexOf(words);
                    if (at >= 0) return [walker.currentNode, at];
                }
            };
            const text = selector => document.querySelector(selector).lastElementChild;
            const [node, at] = find(text(start), words);
            const range = document.createRange();
            range.setStart(node, at);
            if (end) range.setEnd(find(text(end), "")[0], 5);
            else range.setEnd(node, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        [words, start, end],
    )


@on_devices
def test_words_are_highlighted_and_stay_so(page: Page) -> None:
    page.goto(MODULE)

    select(page, WORDS)
    page.get_by_role("button", name="Highlight").click()

    expect(page.locator("#p61 u")).to_have_text(WORDS)
    expect(page.locator("[data-marked]")).to_have_text("Highlighted.")
    expect(page.locator("[data-marker]")).to_be_hidden()
    page.reload()
    expect(page.locator("#p61 u")).to_have_text(WORDS)


@on_devices
def test_a_note_is_written_beside_its_words_and_exported(page: Page, tmp_path: Path) -> None:
    page.goto(MODULE)

    select(page, WORDS)
    page.get_by_role("button", name="Note", exact=True).click()
    page.get_by_label("Your note").and_(page.locator("textarea")).fill("Who was he?")
    page.get_by_role("button", name="Save note").click()

    expect(page.get_by_role("note", name="Your note")).to_contain_text("Who was he?")
    page.get_by_role("contentinfo").get_by_role("link", name="Notes").click()
    expect(page.get_by_role("main")).to_contain_text("Who was he?")
    with page.expect_download() as download:
        page.get_by_role("link", name="W3C annotations file").click()
    download.value.save_as(tmp_path / "notes.json")
    (annotation,) = json.loads((tmp_path / "notes.json").read_text("utf-8"))
    assert annotation["target"]["selector"]["exact"] == WORDS


def test_the_second_of_equal_words_is_the_one_that_is_marked(page: Page) -> None:
    page.goto(MODULE)

    select(page, "Sverdlov died")
    page.evaluate("getSelection().modify('extend', 'backward', 'word')")
    page.keyboard.press("h")

    expect(page.locator("#p61 u")).to_have_text("Sverdlov")
    assert page.evaluate("document.querySelector('#p61 u').nextSibling.data").startswith(" died")


def test_lines_of_a_block_are_marked_across_their_end(page: Page) -> None:
    page.goto("/read/woods-2003/lenin-versus-stalin")
    letter = page.locator(".para:has(.line + .line)").first
    name = f"#{letter.get_attribute('id')}"
    first, second = letter.locator(".line").all_inner_texts()[:2]

    page.evaluate(
        """name => {
            const [a, b] = document.querySelectorAll(`${name} .line`);
            getSelection().setBaseAndExtent(a.firstChild, 0, b.firstChild, 6);
        }""",
        name,
    )
    page.get_by_role("button", name="Highlight").click()

    expect(page.locator(f"{name} u")).to_have_text([first, second[:6].strip()])


def test_keys_mark_the_paragraph_that_has_the_focus(page: Page) -> None:
    page.goto(MODULE)
    page.keyboard.press("j")

    page.keyboard.press("h")
    expect(page.locator("#p61 u")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.keyboard.type("Turning point")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#p63 + .margin")).to_contain_text("Turning point")
    assert page.evaluate("document.activeElement.closest('.para').id") == "p63"


def lose_the_reply(route: Route) -> None:
    route.fetch(max_redirects=0)
    route.abort()


@pytest.mark.parametrize(
    "lose", [pytest.param(Route.abort, id="request"), pytest.param(lose_the_reply, id="reply")]
)
def test_a_note_survives_a_lost_network_and_is_kept_once(
    page: Page, problems: list[str], lose: Callable[[Route], None]
) -> None:
    page.goto(MODULE)
    page.route("**/notes/new", lambda route: lose(route))
    select(page, WORDS)
    page.keyboard.press("n")
    page.locator("[data-marker] textarea").fill("Who was he?")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_text("Not saved yet. Your words are kept; try again.")).to_be_visible()
    assert page.locator("[data-marker] textarea").input_value() == "Who was he?"

    page.unroute("**/notes/new")
    page.get_by_role("button", name="Save note").click()

    expect(page.get_by_role("note", name="Your note")).to_have_count(1)
    assert [p for p in problems if "ERR_FAILED" not in p] == []
    problems.clear()


def test_a_refused_note_says_why_and_keeps_the_words(page: Page, problems: list[str]) -> None:
    page.goto(MODULE)
    select(page, WORDS)
    page.keyboard.press("n")
    page.locator("[data-marker] textarea").fill("x" * 5001)

    page.get_by_role("button", name="Save note").click()

    expect(page.get_by_text("A note holds at most 5,000 characters.")).to_be_visible()
    assert len(page.locator("[data-marker] textarea").input_value()) == 5001
    assert [p for p in problems if "422" not in p] == []
    problems.clear()


def test_words_of_two_paragraphs_are_not_marked_at_once(page: Page) -> None:
    page.goto(MODULE)

    select(page, WORDS, "#p61", "#p63")

    expect(page.get_by_text("These words run over more than one paragraph.")).to_be_visible()
    page.keyboard.press("h")
    page.get_by_role("button", name="Close").click()
    expect(page.locator("[data-marker]")).to_be_hidden()
    assert page.locator("u").count() == 0


def test_a_card_takes_a_note_by_one_key(page: Page) -> None:
    page.goto("/check/woods-2003/general-secretary/start")
    page.get_by_role("button", name="I don’t know").click()
    page.locator("[data-continue]").wait_for()

    page.keyboard.press("n")
    page.get_by_label("Your note").fill("Remember this.")
    page.get_by_role("button", name="Save").click()

    expect(page).to_have_url(re.compile("/review/answers/"))
    expect(page.get_by_role("note", name="Your note")).to_contain_text("Remember this.")

"""A whole session by keyboard, and what a screen reader is told on the way."""

import re

from playwright.sync_api import expect

from studyapp.bank.catalogue import StoredQuestion
from tests.browser.browser_card import tab_to
from tests.browser.study_steps import KINDS, Study, one_of_each_kind

MODULE = "/read/woods-2003/general-secretary"


def test_a_review_goes_by_keyboard_alone_whatever_the_kind_of_question(study: Study) -> None:
    study.meet(*one_of_each_kind(study.app), right=False)
    study.clock.move(days=1)
    study.page.goto("/review")
    kinds = set()

    while study.page.locator("[data-card]").count():
        kinds.add(study.answer_by_keys(right=True).question.kind)
        with study.page.expect_navigation():
            study.page.keyboard.press("Enter")

    assert kinds == set(KINDS)
    expect(study.page.get_by_role("heading", level=1)).to_have_text("8 of 8 questions known")


def test_every_step_beside_the_answer_has_its_key(study: Study, due: list[StoredQuestion]) -> None:
    page, keys = study.page, study.page.keyboard
    page.goto("/review")
    study.asked().fill_by_keys(right=True)
    for key, word in (("g", "I guess"), ("f", "Fairly"), ("d", "Sure")):
        keys.press(key)
        expect(page.get_by_role("radio", name=word)).to_be_checked()
    keys.press("Enter")
    page.locator("[data-continue]").wait_for()

    keys.press("g")
    expect(page.locator(".sched")).to_be_focused()
    expect(page.locator(".sched")).to_contain_text("Marked as a guess.")
    keys.press("s")
    expect(page).to_have_url(re.compile(r"/read/.*#p\d+$"))
    page.go_back()
    expect(page.locator(".sched")).to_be_focused()
    keys.press("n")
    expect(page.get_by_role("heading", level=1)).to_have_text("New note")
    tab_to(page.get_by_label("Your note"))
    keys.type("Undo me? No: g, u and x are letters here.")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_role("note", name="Your note")).to_contain_text("letters here")
    expect(page.locator("[data-continue]")).to_be_focused()
    keys.press("u")
    expect(page.get_by_text("Your answer is undone.")).to_be_visible()
    expect(page.locator("[data-prompt]")).to_be_focused()
    keys.press("x")
    expect(page.locator("[data-card]")).to_have_count(0)


def test_a_stroke_leads_to_the_search_from_anywhere_but_a_card(study: Study) -> None:
    study.meet(*one_of_each_kind(study.app), right=False)
    page, keys = study.page, study.page.keyboard
    page.goto(MODULE)

    keys.press("/")
    field = page.get_by_role("searchbox", name="Words to look for")
    expect(field).to_be_focused()
    keys.type("show/trials")
    keys.press("Enter")

    expect(page.locator("main mark").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/search\?q=show%2Ftrials$"))
    study.clock.move(days=1)
    page.goto("/review")
    keys.press("/")
    expect(page.locator("[data-card]")).to_have_count(1)


def test_the_list_of_keys_takes_the_focus_and_gives_it_back(
    study: Study, due: list[StoredQuestion]
) -> None:
    page, keys = study.page, study.page.keyboard
    page.goto("/review")
    first = page.get_by_role("radio").first
    tab_to(first)

    for close in ("Escape", "?"):
        keys.press("?")
        expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_focused()
        keys.press("x")
        keys.press(close)
        expect(page.locator("#keys")).to_be_hidden()
        expect(first).to_be_focused()
    assert page.url.endswith("/review")


def test_the_list_names_every_key_that_a_page_has(study: Study, due: list[StoredQuestion]) -> None:
    page = study.page
    shown = {"J", "K", "Enter", "Esc", *"123456"}  # these need no control of their own
    existing = set()
    study.recall_first()
    page.goto(MODULE)
    existing |= study.keys_on_page()
    page.goto("/review")
    existing |= study.keys_on_page()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    existing |= study.keys_on_page()
    study.answer(right=True)
    existing |= study.keys_on_page()

    listed = set(page.locator("#keys kbd").all_text_contents())

    assert existing - listed - shown == set()
    assert listed - existing == {"J", "K", "Enter", "Esc", "6"} - existing


def test_with_recall_first_the_choices_wait_for_a_key(
    study: Study, due: list[StoredQuestion]
) -> None:
    page = study.page
    study.recall_first()
    for key in ("y", "Enter"):
        page.goto("/review")
        expect(page.get_by_role("radio")).to_have_count(0)
        expect(page.locator("[data-prompt]")).to_be_focused()

        page.keyboard.press(key)

        study.answer_by_keys(right=True)


def test_question_and_verdict_are_named_once_where_the_focus_is(
    study: Study, due: list[StoredQuestion]
) -> None:
    page = study.page
    page.goto("/review")
    stem = study.asked().question.stem
    expect(page).to_have_title(re.compile("^Card 1 of 3 "))
    expect(page.locator("[data-prompt]")).to_be_focused()
    asked = page.get_by_role("main").aria_snapshot()

    study.answer(right=True)

    expect(page.locator("[data-continue]")).to_be_focused()
    expect(page.locator("[data-continue]")).to_have_accessible_description(re.compile("Right"))
    judged = page.get_by_role("main").aria_snapshot()
    # The heading, and the group of choices which a screen reader names on the way in.
    assert [line.count(stem) for line in asked.splitlines() if stem in line] == [1, 1]
    assert judged.count(stem) == judged.count("Right.") == 1
    assert judged.count("status") == 0
    assert "Card 1" not in asked + judged

"""The study loop in a real browser: read, check, passage, undo, review the next day."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from studyapp.bank.catalogue import StoredQuestion
from tests.browser.conftest import DEVICES
from tests.browser.moved_clock import Clock
from tests.browser.page_checks import assert_headings_stand_apart
from tests.browser.study_steps import Study, leave
from tests.review.cards import unrelated_questions

MODULE = "/read/woods-2003/general-secretary"

on_devices = pytest.mark.parametrize("device", ["phone", "desktop"], indirect=True)


@pytest.fixture
def plain_page(browser: Browser, address: str, device: str) -> Iterator[Page]:
    """Return a page of a new visitor whose browser runs no script."""
    context: BrowserContext = browser.new_context(
        base_url=address,
        java_script_enabled=False,
        **DEVICES[device],  # type: ignore[arg-type]
    )
    context.set_default_timeout(5000)
    yield context.new_page()
    context.close()


@on_devices
def test_a_module_is_read_checked_and_reviewed_the_next_day(study: Study) -> None:
    page = study.page
    page.goto(MODULE)
    page.get_by_role("link", name="Answer 5 questions").click()

    card = study.answer(right=False)
    expect(page.get_by_text("Not quite.")).to_be_visible()
    expect(page.locator(".source mark").first).to_be_visible()
    page.get_by_role("link", name=re.compile("^Read it in place")).first.click()
    expect(page).to_have_url(re.compile(r"/read/woods-2003/[a-z-]+#p\d+$"))
    expect(page.locator(".para:target")).to_be_in_viewport()
    page.go_back()
    page.get_by_role("button", name="Undo last answer").click()
    expect(page.get_by_text("Your answer is undone.")).to_be_visible()
    assert study.asked().stored.id == card.stored.id

    for _ in range(5):
        study.answer(right=True)
        study.go_on()
    expect(page.get_by_role("heading", level=1)).to_have_text("5 of 5 right")
    page.get_by_role("link", name="Back to the text").click()
    expect(page.locator(".para[data-mem=known]").first).to_be_visible()


@on_devices
def test_what_was_missed_is_due_the_next_day_and_the_session_says_what_came_of_it(
    study: Study,
) -> None:
    page = study.page
    page.goto(f"/check{MODULE.removeprefix('/read')}/start")
    for _ in range(5):
        study.answer(right=False)
        study.go_on()
    study.clock.move(days=1)

    page.goto("/")
    leave(page, page.get_by_role("link", name=re.compile(r"^Review \d+ questions?$")))
    weak = study.answer(right=False).question.stem
    study.go_on()
    asked = study.answer_all(right=True)

    expect(page.get_by_role("heading", level=1)).to_have_text(
        f"{len(asked) - 1} of {len(asked)} questions known"
    )
    rows = page.get_by_role("main").get_by_role("listitem")
    expect(rows.first).to_contain_text(weak)
    expect(rows.first).to_contain_text("2 tries")
    expect(
        page.get_by_text(re.compile(r"\d+ questions? will be due (tomorrow|in \d+ days)"))
    ).to_be_visible()
    page.goto(MODULE)
    expect(page.locator(".para[data-mem=known]").first).to_be_visible()


@on_devices
def test_what_is_said_of_an_answer_stays_in_view(study: Study, due: list[StoredQuestion]) -> None:
    page = study.page
    page.goto("/review")
    study.answer(right=True)
    leave(page, page.get_by_role("button", name="It was a guess"))
    expect(page.get_by_text("Marked as a guess.")).to_be_in_viewport()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    study.answer(right=False)
    leave(page, page.get_by_role("button", name="I misread it"))
    expect(page.get_by_text("Noted: I misread it.")).to_be_in_viewport()
    expect(page.locator(".sched")).to_be_focused()


@on_devices
def test_new_questions_are_asked_after_what_is_due(study: Study, due: list[StoredQuestion]) -> None:
    new = unrelated_questions(study.app, "short")[0]
    study.take_in(new)
    page = study.page
    page.goto("/")
    expect(page.get_by_text("with 1 new question")).to_be_visible()
    page.goto("/review")
    for _ in due:
        study.answer(right=True)
        study.go_on()

    expect(page.get_by_text("New: you have not been asked this yet.")).to_be_visible()
    assert study.answer(right=True).stored.id == new.id
    study.go_on()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 of 4 questions known")


@on_devices
def test_before_a_class_what_is_not_due_is_asked_too(
    study: Study, due: list[StoredQuestion]
) -> None:
    page = study.page
    page.goto("/review")
    asked = study.answer_all(right=True)
    study.clock.move(days=1)
    page.goto("/review/choose")
    expect(page.get_by_text("Nothing is due now")).to_be_visible()

    leave(page, page.get_by_role("region", name="Before a class").get_by_role("link").first)
    crammed = study.answer_all(right=True)

    assert crammed <= asked
    expect(page.get_by_text("nothing of it is due any more")).to_be_visible()


def test_progress_foresees_a_date_of_the_plan(study: Study, due: list[StoredQuestion]) -> None:
    page = study.page
    page.goto("/plan/exams/new")
    page.get_by_label("Title").fill("Class on the purges")
    page.get_by_label("Day", exact=True).fill(str(study.clock.moment.date() + timedelta(days=30)))
    page.get_by_label("Woods 2003").check()
    leave(page, page.get_by_role("button", name="Save"))

    page.goto("/progress")

    expect(page.get_by_text("Class on the purges: 15 minutes a day gives about")).to_be_visible()
    assert_headings_stand_apart(page)


@on_devices
def test_a_day_off_asks_nothing_until_it_is_wanted(study: Study, due: list[StoredQuestion]) -> None:
    page, today = study.page, study.clock.moment.date()
    page.goto("/plan/days-off")
    page.get_by_label("First day off").fill(str(today))
    page.get_by_label("Last day off").fill(str(today))
    leave(page, page.get_by_role("button", name="Show the effect"))
    leave(page, page.get_by_role("button", name="Keep these days off"))

    page.goto("/review")
    expect(page.get_by_role("heading", level=1)).to_have_text("Day off")
    study.clock.move(days=1)
    page.goto("/review")

    assert study.answer_all(right=True) == {stored.id for stored in due}


@on_devices
def test_the_answer_that_reaches_the_goal_says_so(study: Study, due: list[StoredQuestion]) -> None:
    page = study.page
    page.goto("/review/habits")
    page.get_by_label("Goal for a day").select_option("questions")
    page.get_by_label("How many").fill("2")
    leave(page, page.get_by_role("button", name="Save"))
    page.goto("/review")

    study.answer(right=True)
    expect(page.get_by_text("is reached")).to_have_count(0)
    study.go_on()
    study.answer(right=True)

    expect(page.get_by_text("Today’s goal of 2 questions is reached: 2 so far.")).to_be_visible()


@on_devices
def test_the_loop_needs_no_script(served_app: Flask, plain_page: Page, clock: Clock) -> None:
    page, study = plain_page, Study(served_app, plain_page, clock)
    page.goto(MODULE)
    page.get_by_role("link", name="Answer 5 questions").click()
    study.answer(right=False)
    page.get_by_role("button", name="Undo last answer").click()
    for _ in range(5):
        study.answer(right=False)
        study.go_on()
    page.goto("/review/habits")
    page.get_by_label("Recall first").check()
    leave(page, page.get_by_role("button", name="Save"))
    clock.move(days=1)

    page.goto("/review")
    asked = study.answer_all(right=True)

    expect(page.get_by_role("heading", level=1)).to_have_text(
        f"{len(asked)} of {len(asked)} questions known"
    )
    page.goto("/notes/new?paragraph=woods-2003:61")
    page.get_by_label("Your note").fill("Written without script.")
    leave(page, page.get_by_role("button", name="Save"))
    page.goto("/notes")
    expect(page.get_by_role("main")).to_contain_text("Written without script.")
    page.goto("/plan/exams/new")
    page.get_by_label("Title").fill("Class")
    page.get_by_label("Day", exact=True).fill("2026-06-01")
    page.get_by_label("Woods 2003").check()
    leave(page, page.get_by_role("button", name="Save"))
    expect(page.get_by_role("heading", name="What to expect")).to_be_visible()

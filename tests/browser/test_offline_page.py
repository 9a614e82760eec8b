"""The page that asks what the browser keeps: how it judges, what it says, whose it is."""

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from studyapp.bank.catalogue import StoredQuestion
from tests.browser.offline_learner import (
    Learner,
    answer_offline,
    expect_told,
    fill,
    give_up,
    open_online,
)
from tests.browser.page_checks import assert_axe_is_content
from tests.review.builders import right_given
from tests.review.cards import read_card, unrelated_questions, wrong_on

CHOSEN = ("single", "multiple", "order", "match", "locate")
PASSWORD = "three words together"
CHECK = "/check/woods-2003/general-secretary/start"

on_devices = pytest.mark.parametrize("device", ["phone", "desktop"], indirect=True)


def answer_kept(page: Page, questions: list[StoredQuestion], *, right: bool) -> None:
    """Fill in the kept card and check it."""
    by_stem = {stored.question.stem: stored.question for stored in questions}
    asked = by_stem[page.locator("[data-prompt]").inner_text()]
    card = read_card(f"<main>{page.locator('main').inner_html()}</main>")
    fill(page, card.filled(asked, right_given(asked) if right else wrong_on(card, asked)))
    page.get_by_role("button", name="Check").click()


@pytest.mark.parametrize("kind", CHOSEN)
def test_a_chosen_answer_is_judged_at_once_as_the_server_judges_it(
    learner: Learner, served_app: Flask, kind: str
) -> None:
    stored = unrelated_questions(served_app, kind)[:2]
    learner.meet(*stored)
    learner.context.set_offline(True)
    for right, verdict in ((True, "Right."), (False, "Not quite.")):
        answer_kept(learner.page, stored, right=right)
        expect(learner.page.locator("[data-verdict]")).to_have_text(verdict)
        learner.page.get_by_role("button", name="Continue").click()

    learner.context.set_offline(False)

    expect_told(learner.page, "2 answers sent, 1 right")
    assert [right for _, right in learner.answers()] == [True, False]
    learner.forgive_network()


def test_the_page_goes_by_keyboard_alone(learner: Learner, served_app: Flask) -> None:
    learner.meet(*unrelated_questions(served_app, "single")[:2])
    learner.context.set_offline(True)
    page = learner.page
    expect(page.locator("[data-prompt]")).to_be_focused()

    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Choose an answer first.")
    page.keyboard.press("1")
    page.keyboard.press("d")
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Continue")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-prompt]")).to_be_focused()
    expect_told(page, "1 answer waits")
    learner.forgive_network()


def test_storage_that_cannot_be_opened_is_told_in_one_sentence(page: Page) -> None:
    page.add_init_script(
        "indexedDB.open = () => { throw new DOMException('Denied', 'SecurityError'); }"
    )

    page.goto("/review/offline")

    expect(page.get_by_role("heading", level=1)).to_have_text("This browser keeps nothing")


def test_an_answer_that_finds_no_room_is_not_called_kept(
    learner: Learner, ten: list[StoredQuestion]
) -> None:
    learner.meet(ten[0])
    learner.context.set_offline(True)
    learner.page.evaluate(
        """() => {
            const full = new DOMException("", "QuotaExceededError");
            IDBObjectStore.prototype.add = () => { throw full; };
        }"""
    )

    learner.page.get_by_role("button", name="I don’t know").click()

    expect(learner.page.get_by_role("alert")).to_contain_text("its storage is full")
    learner.page.reload()
    expect(learner.page.locator("[data-left]")).to_have_text("1 question kept")
    expect_told(learner.page, "^$")
    learner.forgive_network()


def test_an_answer_after_the_storage_was_cleared_is_still_the_learners(
    learner: Learner, ten: list[StoredQuestion]
) -> None:
    learner.meet(ten[0])
    learner.context.set_offline(True)
    learner.page.evaluate(
        "() => new Promise(gone => "
        "Object.assign(indexedDB.deleteDatabase('studyapp'), { onsuccess: gone }))"
    )

    give_up(learner.page)

    expect_told(learner.page, "^1 answer waits to be sent")
    expect(learner.page.get_by_text("another learner")).to_have_count(0)
    learner.context.set_offline(False)
    expect_told(learner.page, "^1 answer sent")
    assert learner.answers() == [(ten[0].id, False)]
    learner.forgive_network()


def test_what_the_server_refuses_stays_to_be_seen_until_it_is_let_go(
    learner: Learner, ten: list[StoredQuestion]
) -> None:
    learner.meet(ten[0])
    learner.context.set_offline(True)
    # An answer is taken for sixty days; the clock of this device is further back.
    learner.page.clock.set_fixed_time("2020-01-01T12:00:00Z")
    learner.page.goto("/review")
    give_up(learner.page)
    learner.page.close()

    page = open_online(learner)

    expect(page.get_by_text("Not counted. An answer can be sent up to 60 days")).to_be_visible()
    assert learner.answers() == []
    page.get_by_role("button", name="Let it go").click()
    expect(page.get_by_text("Not counted.")).to_have_count(0)
    page.reload()
    expect(page.locator("[data-kept]")).to_be_hidden()
    learner.forgive_network()


def test_a_card_answered_online_is_kept_no_longer(
    learner: Learner, ten: list[StoredQuestion]
) -> None:
    learner.meet(*ten[:2])
    page = learner.page
    page.goto("/review")
    page.get_by_role("button", name="I don’t know").click()
    page.get_by_role("link", name="Continue").wait_for()

    learner.context.set_offline(True)
    page.goto("/review")

    expect(page.locator("[data-left]")).to_have_text("1 question kept")
    learner.forgive_network()


@pytest.mark.parametrize(
    ("asked", "is_told"),
    [("/review?only=mistakes", True), ("/review?only=anyway", False), ("/review", False)],
)
def test_who_chose_a_part_is_told_that_everything_kept_is_asked(
    learner: Learner, ten: list[StoredQuestion], asked: str, is_told: bool
) -> None:
    learner.meet(*ten[:2])
    learner.context.set_offline(True)

    learner.page.goto(asked)

    expect(learner.page.locator("[data-left]")).to_have_text("2 questions kept")
    told = learner.page.get_by_text("not only the part you chose")
    expect(told).to_be_visible(visible=is_told)
    learner.forgive_network()


def test_a_card_whose_answer_was_just_sent_is_not_asked_again(
    learner: Learner, ten: list[StoredQuestion]
) -> None:
    learner.meet(*ten[:2])
    answer_offline(learner, 1)

    page = open_online(learner, "/review")

    expect_told(page, "1 answer sent")
    (answered, _) = learner.answers()[0]
    action = f"/review/{answered}"
    expect(page.locator(f"form[action='{action}']")).to_have_count(0)
    learner.forgive_network()


def test_the_home_page_counts_anew_what_is_due(learner: Learner, ten: list[StoredQuestion]) -> None:
    learner.meet(*ten[:3])
    learner.context.set_offline(True)
    answer_kept(learner.page, ten, right=True)
    expect_told(learner.page, "1 answer waits")
    learner.page.close()

    page = open_online(learner, "/")

    expect_told(page, "1 answer sent, 1 right")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 questions are due")
    learner.forgive_network()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        pytest.param(503, "<main>Busy</main><nav class=main-nav data-due=0></nav>", id="busy"),
        pytest.param(200, "<main>Sign in to the hotel</main>", id="a page of the network"),
    ],
)
def test_the_home_page_stays_where_it_cannot_be_counted_anew(
    learner: Learner, ten: list[StoredQuestion], status: int, body: str
) -> None:
    learner.meet(*ten[:3])
    answer_offline(learner, 1)

    def replace(route: Route) -> None:
        if route.request.is_navigation_request():
            route.continue_()
        else:
            route.fulfill(status=status, content_type="text/html", body=body)

    learner.context.set_offline(False)
    page = learner.context.new_page()
    # Of the page alone: its worker asks for it first, to show it.
    page.route("**/", replace)
    page.goto("/")

    expect_told(page, "1 answer sent, 0 right")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", level=1)).to_have_text("3 questions are due")
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    learner.forgive_network()


@on_devices
def test_axe_finds_nothing_on_a_kept_card_and_its_answer(
    learner: Learner, served_app: Flask
) -> None:
    learner.meet(*unrelated_questions(served_app, "single")[:1])
    learner.context.set_offline(True)

    for name in ("Check", "I don’t know", "Continue"):
        learner.page.get_by_role("button", name=name).click()
        assert_axe_is_content(learner.page)
    learner.forgive_network()

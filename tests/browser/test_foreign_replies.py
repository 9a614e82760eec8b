"""A network that answers in the place of our server: nothing counts as sent, nothing is lost."""

from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from studyapp.bank.catalogue import StoredQuestion
from tests.browser.offline_learner import (
    ANSWERS,
    Learner,
    answer_offline,
    expect_told,
    open_online,
)
from tests.browser.quiz_device import Device
from tests.classroom.desk import Desk
from tests.classroom.live_game import start_game
from tests.review.cards import unrelated_questions

WHO = "**/review/offline/learner"
SIGN_IN_PAGE = "<!doctype html><h1>Sign in to the school network</h1>"
FOREIGN: dict[str, dict[str, Any]] = {
    "a page to sign in": {"status": 200, "content_type": "text/html", "body": SIGN_IN_PAGE},
    "a page that blocks": {"status": 403, "content_type": "text/html", "body": SIGN_IN_PAGE},
    "other JSON": {"status": 200, "json": {"ok": True}},
    "JSON that blocks": {"status": 403, "json": {"error": "blocked"}},
}
foreign = pytest.mark.parametrize("reply", FOREIGN.values(), ids=list(FOREIGN))


@pytest.fixture
def here(served_app: Flask, page: Page, address: str) -> Device:
    return Device(Desk(served_app), page, address)


@foreign
def test_an_answer_of_a_quiz_waits_until_our_server_has_it(
    here: Device, problems: list[str], reply: dict[str, Any]
) -> None:
    here.begin()
    here.page.route("**/keep", lambda route: route.fulfill(**reply))
    here.choose(1, right=True)
    here.says("Waiting for the network")
    assert here.desk.marks == "..."

    here.page.unroute("**/keep")
    here.page.reload()

    here.says("Saved")
    problems.clear()
    assert here.desk.marks == "1.."


def test_a_refusal_of_our_own_is_told_and_the_answer_stays(
    here: Device, problems: list[str]
) -> None:
    def lose_token(route: Route) -> None:
        route.continue_(post_data=(route.request.post_data or "").replace("csrf_token=", "x="))

    here.begin()
    here.page.route("**/keep", lose_token, times=1)
    here.choose(1, right=True)
    here.says("Not saved. The form has lost its token, so nothing was stored. Load the page again.")

    here.page.reload()

    here.says("Saved")
    problems.clear()
    assert here.desk.marks == "1.."


@foreign
def test_a_quiz_goes_on_with_the_pages_that_were_fetched_ahead(
    here: Device, problems: list[str], reply: dict[str, Any]
) -> None:
    here.begin()
    here.page.route("**/attempts/*/2", lambda route: route.fulfill(**reply))

    here.press("Next")

    here.choose(2, right=True)
    here.says("Saved")
    problems.clear()


@foreign
def test_an_answer_of_a_player_is_sent_until_our_server_has_it(
    served_app: Flask, page: Page, problems: list[str], reply: dict[str, Any]
) -> None:
    game = start_game(served_app, questions=1)
    page.goto(f"/play/{game.code}")
    page.get_by_label("Nickname", exact=True).fill("Ada")
    page.get_by_role("button", name="Join", exact=True).click()
    page.get_by_role("heading", name="You are in as Ada").wait_for()
    game.acts("open")
    page.route("**/answer", lambda route: route.fulfill(**reply))
    page.locator("button.pad").first.click()
    expect(page.locator("[data-net]")).to_contain_text("Your answer is kept and sent")
    assert game.stored("Ada") == {}

    page.unroute("**/answer")

    expect(page.locator("[data-net]")).to_have_text("Saved.", timeout=10_000)
    problems.clear()
    assert len(game.stored("Ada")) == 1


@foreign
def test_an_answer_of_the_review_stays_on_its_page(
    page: Page, problems: list[str], reply: dict[str, Any]
) -> None:
    page.goto("/check/woods-2003/general-secretary/start")
    page.route("**/check/**", lambda route: route.fulfill(**reply))
    page.get_by_role("button", name="I don’t know").click()
    expect(page.get_by_text("Not sent yet. Your answer is kept; try again.")).to_be_visible()

    page.unroute("**/check/**")
    page.get_by_role("button", name="Send again").click()

    expect(page.locator("[data-continue]")).to_be_visible()
    problems.clear()


@foreign
@pytest.mark.parametrize("place", [ANSWERS, WHO], ids=["answers", "who is here"])
def test_answers_given_offline_wait_until_our_server_has_them(
    learner: Learner, served_app: Flask, place: str, reply: dict[str, Any]
) -> None:
    met: list[StoredQuestion] = unrelated_questions(served_app, "single", "short")[:3]
    learner.meet(*met)
    answer_offline(learner, 2)
    learner.context.route(place, lambda route: route.fulfill(**reply))
    page = open_online(learner)
    expect_told(page, "2 answers wait to be sent. The server cannot be reached")
    assert learner.answers() == []

    learner.context.unroute(place)
    page.get_by_role("button", name="Send now").click()

    expect_told(page, "2 answers sent")
    assert len(learner.answers()) == 2
    learner.forgive_network()

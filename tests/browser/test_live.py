"""A live quiz in real browsers: two players, a host, a wall."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from studyapp.accounts.access import COOKIE
from studyapp.classroom.sittings.models import LiveRow
from studyapp.database import write_transaction
from tests.browser.conftest import DEVICES
from tests.browser.page_checks import (
    assert_axe_is_content,
    assert_controls_are_large,
    assert_fits_the_width,
)
from tests.classroom.live_game import Game, start_game

PHASES = (("lobby", None), ("open", "open"), ("reveal", "reveal"), ("done", "end"))
OpenScreen = Callable[..., Page]


@pytest.fixture
def game(served_app: Flask) -> Game:
    return start_game(served_app, questions=2, standings="y")


@pytest.fixture
def open_screen(browser: Browser, address: str, problems: list[str]) -> Iterator[OpenScreen]:
    """Return what opens a browser of its own on a page; complaints of any fail the test."""
    contexts = []

    def open_page(path: str, device: str = "desktop", token: str | None = None) -> Page:
        context = browser.new_context(
            base_url=address,
            reduced_motion="reduce",
            **DEVICES[device],  # type: ignore[arg-type]
        )
        contexts.append(context)
        if token is not None:
            context.add_cookies([{"name": COOKIE, "value": token, "url": address}])
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(f"uncaught: {error}"))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def host_token(game: Game) -> str:
    token = game.host.cookie(COOKIE)
    assert token is not None
    return token


def join(page: Page, name: str) -> None:
    page.get_by_label("Nickname", exact=True).fill(name)
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"You are in as {name}")


def press(host: Page, name: str) -> None:
    host.get_by_role("button", name=name).click()


def test_two_players_and_a_host_play_to_the_end(game: Game, open_screen: OpenScreen) -> None:
    host = open_screen(f"/live/{game.sitting_id}", token=host_token(game))
    wall = open_screen(f"/live/{game.sitting_id}/wall", token=host_token(game))
    ada = open_screen(f"/play/{game.code}", "phone")
    bob = open_screen(f"/play/{game.code}")
    join(ada, "Ada")
    join(bob, "Bob")
    expect(wall.get_by_text("2 in the lobby")).to_be_visible()

    press(host, "Start with the first question")
    expect(bob.locator(".pad")).to_have_count(4)
    ada.locator("button.pad").first.tap()
    expect(ada.locator("[data-net]")).to_have_text("Saved.")
    chosen = ada.locator(".pad[data-chosen]").inner_text()
    ada.reload()
    expect(ada.locator(".pad[data-chosen]")).to_contain_text(chosen.split("\n")[-1])
    assert ada.locator("button.pad").count() == 0

    bob.keyboard.press("b")
    expect(bob.locator("[data-net]")).to_have_text("Saved.")
    expect(bob.locator(".pad[data-chosen]")).to_contain_text("B")
    host.reload()
    expect(host.locator("[data-answered]")).to_have_text("2")
    expect(wall.locator("[data-answered]")).to_have_text("2")

    press(host, "Show the answer")
    expect(ada.locator("[data-verdict]")).to_be_visible()
    expect(wall.get_by_text("The answer", exact=True)).to_be_visible()
    expect(wall.locator("mark").first).to_be_in_viewport(ratio=1)
    press(host, "Next question")
    expect(ada.get_by_text("Question 2 of 2")).to_be_visible()
    press(host, "Show the answer")
    # "End the quiz" of the page before would name a state that is over.
    expect(host.get_by_role("button", name="Show the answer")).to_have_count(0)
    press(host, "End the quiz")

    expect(ada.get_by_role("heading", level=1)).to_contain_text("of 2 right")
    expect(bob.get_by_role("heading", name="Read these again")).to_be_visible()
    expect(wall.get_by_role("heading", level=1)).to_contain_text("That was")


def test_an_answer_given_without_a_network_is_sent_once_there_is_one(
    game: Game, open_screen: OpenScreen
) -> None:
    ada = open_screen(f"/play/{game.code}", "phone")
    join(ada, "Ada")
    game.acts("open")
    expect(ada.locator("button.pad")).to_have_count(4)
    ada.context.set_offline(True)

    ada.locator("button.pad").first.tap()
    expect(ada.locator("[data-net]")).to_contain_text("Offline. Your answer is kept")
    assert game.stored("Ada") == {}
    ada.context.set_offline(False)

    expect(ada.locator("[data-net]")).to_have_text("Saved.", timeout=10_000)
    assert len(game.stored("Ada")) == 1


def test_an_answer_that_waits_is_not_sent_by_the_next_player_of_the_browser(
    game: Game, open_screen: OpenScreen
) -> None:
    shared = open_screen(f"/play/{game.code}", "phone")
    join(shared, "Ada")
    bob = game.join("Bob").cookie(COOKIE)
    game.acts("open")
    shared.route("**/answer", lambda route: route.abort())
    shared.locator("button.pad").first.tap()
    expect(shared.locator("[data-net]")).to_contain_text("Offline. Your answer is kept")

    shared.unroute("**/answer")
    ada = next(c for c in shared.context.cookies() if c.get("name") == COOKIE)
    shared.context.add_cookies([{"name": COOKIE, "value": str(bob), "url": shared.url}])
    shared.goto(game.address)
    expect(shared.get_by_text("You play as Bob.")).to_be_visible()
    expect(shared.locator("button.pad:enabled")).to_have_count(4)
    assert game.stored("Bob") == {}

    shared.context.add_cookies([{"name": COOKIE, "value": str(ada["value"]), "url": shared.url}])
    shared.goto(game.address)
    expect(shared.locator("[data-net]")).to_have_text("Saved.")
    assert len(game.stored("Ada")) == 1


def test_a_second_host_device_follows_the_first(game: Game, open_screen: OpenScreen) -> None:
    first, second = (
        open_screen(f"/live/{game.sitting_id}", token=host_token(game)) for _ in range(2)
    )

    press(first, "Start with the first question")

    expect(second.get_by_role("heading", name="Question 1 of 2")).to_be_visible()
    press(second, "Show the answer")
    expect(first.get_by_role("button", name="Next question")).to_be_visible()
    assert game.live.state.position == 1


def test_a_player_who_is_sent_out_sees_it_and_can_be_let_in_again(
    game: Game, open_screen: OpenScreen
) -> None:
    host = open_screen(f"/live/{game.sitting_id}", token=host_token(game))
    ada = open_screen(f"/play/{game.code}")
    join(ada, "Ada")

    press(host, "Send out Ada")
    expect(ada.get_by_text("The teacher has taken you out of this quiz.")).to_be_visible()
    expect(ada.get_by_text("If that was a mistake, tell your teacher.")).to_be_visible()
    expect(host.get_by_role("heading", name="Sent out")).to_be_visible()
    assert_axe_is_content(host)

    press(host, "Let in again Ada")
    expect(host.get_by_role("button", name="Send out Ada")).to_be_visible()
    ada.reload()
    expect(ada.get_by_role("heading", level=1)).to_contain_text("You are in as Ada")


def test_a_timer_runs_can_be_hidden_and_leaves_what_is_typed_alone(
    served_app: Flask, open_screen: OpenScreen
) -> None:
    game = start_game(served_app, "short", questions=1, seconds="200")
    ada = open_screen(f"/play/{game.code}")
    join(ada, "Ada")
    game.acts("open")
    ada.get_by_role("textbox").fill("half typed")

    game.acts("more")
    expect(ada.locator("[data-version='3']")).to_be_visible()
    ada.get_by_role("button", name="Hide the timer").click()

    assert ada.get_by_role("textbox").input_value() == "half typed"
    expect(ada.get_by_text("seconds left")).to_be_hidden()


def test_answers_close_with_the_time_and_open_again_with_more_of_it(
    game: Game, open_screen: OpenScreen
) -> None:
    with game.app.app_context(), write_transaction() as session:
        session.execute(update(LiveRow).values(seconds=1))
    ada, bob = open_screen(f"/play/{game.code}", "phone"), open_screen(f"/play/{game.code}")
    join(ada, "Ada")
    join(bob, "Bob")
    game.acts("open")
    expect(ada.locator("[data-net]")).to_have_text("Time is up: the answers are closed.")
    expect(ada.locator("button.pad:enabled")).to_have_count(0)
    # What was pressed on a screen that lags behind comes too late.
    bob.wait_for_timeout(1500)
    bob.evaluate(
        "() => document.querySelectorAll('.pad').forEach(pad => { pad.disabled = false; })"
    )
    bob.evaluate("() => { delete document.querySelector('[data-answer]').dataset.sent; }")
    bob.locator("button.pad").first.click()
    expect(bob.locator("[data-net]")).to_have_text("Too late: the answers were closed.")

    game.acts("more")

    for player in (ada, bob):
        expect(player.locator("button.pad:enabled")).to_have_count(4)
        expect(player.locator("[data-net]")).to_have_text("")
        player.locator("button.pad").first.click()
        expect(player.locator("[data-net]")).to_have_text("Saved.")


@pytest.mark.parametrize("device", ["phone", "desktop"], indirect=True)
@pytest.mark.parametrize("screen", ["host", "wall", "player"])
def test_every_screen_is_accessible_in_every_phase(
    game: Game, page: Page, address: str, device: str, screen: str
) -> None:
    game.join("Bob")
    if screen == "player":
        page.goto(f"/play/{game.code}")
        join(page, "Ada")
    else:
        page.context.add_cookies([{"name": COOKIE, "value": host_token(game), "url": address}])
        page.goto(f"/live/{game.sitting_id}" + ("/wall" if screen == "wall" else ""))

    for phase, act in PHASES:
        if act is not None:
            game.acts(act)
        page.locator(f"[data-step^='{phase}']").wait_for()
        if phase == "open":
            game.reply("Bob")
        assert_axe_is_content(page)
        assert_fits_the_width(page)
        if device == "phone":
            assert_controls_are_large(page)

"""The review without a network: what is answered there reaches the server, once."""

import json
import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, expect

from studyapp.bank.catalogue import StoredQuestion
from tests.browser.conftest import FLAGS
from tests.browser.offline_learner import (
    ANSWERS,
    Learner,
    answer_offline,
    expect_told,
    give_up,
    open_online,
)
from tests.review.builders import KINDS
from tests.review.cards import unrelated_questions
from tests.trusted import Tally, times

ANSWERS_OFFLINE = times(20, 50)
"""On each of two devices; a browser keeps fifty cards at most."""
on_devices = pytest.mark.parametrize("device", ["phone", "desktop"], indirect=True)


@pytest.mark.trust(row=7)
@on_devices
def test_answers_given_offline_are_stored_once_and_in_order(
    learner: Learner, served_app: Flask, tally: Tally
) -> None:
    questions = unrelated_questions(served_app, *KINDS)[:ANSWERS_OFFLINE]
    learner.meet(*questions)
    asked = answer_offline(learner, ANSWERS_OFFLINE)
    assert learner.answers() == []

    page = open_online(learner)

    expect_told(page, f"{ANSWERS_OFFLINE} answers sent, 0 right")
    stems = {stored.id: stored.question.stem for stored in questions}
    arrived = [stems[question_id] for question_id, _ in learner.answers()]
    tally.note(
        tried=ANSWERS_OFFLINE,
        acknowledged=ANSWERS_OFFLINE,
        lost=len(set(asked) - set(arrived)),
    )
    assert arrived == asked
    page.reload()
    expect_told(page, "^$")
    assert len(learner.answers()) == ANSWERS_OFFLINE
    learner.forgive_network()


def test_two_tabs_that_send_at_once_store_each_answer_once(
    learner: Learner, ten: list[StoredQuestion]
) -> None:
    learner.meet(*ten)
    answer_offline(learner, 10)
    tabs = [learner.context.new_page() for _ in range(2)]
    for tab in tabs:
        tab.goto("/review/offline")
        expect_told(tab, "10 answers wait")

    learner.context.set_offline(False)
    for tab in tabs:
        tab.evaluate("() => { dispatchEvent(new Event('online')); }")

    for tab in tabs:
        expect(tab.locator("[data-waiting]")).not_to_contain_text("wait")
    assert len(learner.answers()) == 10
    learner.forgive_network()


def test_two_tabs_without_locks_store_each_answer_once(
    learner: Learner, ten: list[StoredQuestion]
) -> None:
    learner.context.add_init_script(
        "Object.defineProperty(navigator, 'locks', { value: undefined })"
    )
    learner.meet(*ten)
    answer_offline(learner, 10)

    tabs = [open_online(learner) for _ in range(2)]

    for tab in tabs:
        expect(tab.locator("[data-waiting]")).not_to_contain_text("wait")
    assert len(learner.answers()) == 10
    learner.forgive_network()


def test_answers_whose_receipt_was_lost_are_sent_again_and_counted_once(
    learner: Learner, ten: list[StoredQuestion]
) -> None:
    learner.meet(*ten[:3])
    answer_offline(learner, 3)

    def lose_receipt(route: Route) -> None:
        route.fetch()
        route.abort()

    learner.context.route(ANSWERS, lose_receipt, times=1)
    page = open_online(learner)
    expect_told(page, "3 answers wait to be sent. The server cannot be reached")
    assert len(learner.answers()) == 3

    page.get_by_role("button", name="Send now").click()

    expect_told(page, "3 answers sent")
    assert len(learner.answers()) == 3
    learner.forgive_network()


def test_a_tab_that_dies_while_it_sends_loses_and_doubles_nothing(
    learner: Learner, ten: list[StoredQuestion]
) -> None:
    learner.meet(*ten[:3])
    answer_offline(learner, 3)

    def die(route: Route) -> None:
        route.fetch()
        dying.close()

    dying = learner.context.new_page()
    dying.route(ANSWERS, die)
    learner.context.set_offline(False)
    with dying.expect_event("close"):
        dying.goto("/progress", wait_until="commit")

    expect_told(open_online(learner), "3 answers sent")
    assert len(learner.answers()) == 3
    learner.forgive_network()


def sent_in(route: Route) -> list[int]:
    """Return which questions are answered in a batch."""
    body = json.loads(route.request.post_data or "")
    return [answer["question_id"] for answer in body["answers"]]


def keep_too_long(page: Page) -> None:
    """Answer the kept question with more than the page would let anybody type."""
    page.evaluate(
        """() => {
            const { add } = IDBObjectStore.prototype;
            IDBObjectStore.prototype.add = function (entry) {
                entry.answer.fields.text = ["x".repeat(300_000)];
                return add.call(this, entry);
            };
        }"""
    )
    give_up(page)


def test_an_answer_that_is_too_large_keeps_no_other_waiting(
    learner: Learner, ten: list[StoredQuestion]
) -> None:
    learner.meet(*ten[:4])
    learner.context.set_offline(True)
    learner.page.goto("/review")
    keep_too_long(learner.page)
    learner.page.goto("/review")
    for _ in range(3):
        give_up(learner.page)
    learner.page.close()

    page = open_online(learner)

    expect_told(page, "3 answers sent")
    expect(page.get_by_text("Not counted. It is larger than the server takes.")).to_be_visible()
    assert len(learner.answers()) == 3
    page.get_by_role("button", name="Let it go").click()
    expect(page.locator("[data-kept]")).to_be_hidden()
    learner.forgive_network()


def test_an_answer_at_which_the_server_fails_keeps_no_other_waiting(
    learner: Learner, ten: list[StoredQuestion]
) -> None:
    learner.meet(*ten[:6])
    answer_offline(learner, 6)
    bad: list[int] = []

    def fail(route: Route) -> None:
        sent = sent_in(route)
        bad.extend(sent[2:4] if not bad else [])
        if set(sent) & set(bad):
            route.fulfill(status=500, json={"detail": "The program has failed."})
        else:
            route.continue_()

    learner.context.route(ANSWERS, fail)
    page = open_online(learner)
    # Two failed in a row, so the server may be ill; the next time they come last.
    expect_told(page, "4 answers wait to be sent. The server is busy")
    page.get_by_role("button", name="Send now").click()

    expect_told(page, "2 answers wait to be sent")
    assert len(learner.answers()) == 4
    learner.context.unroute(ANSWERS)
    page.get_by_role("button", name="Send now").click()
    expect_told(page, "2 answers sent")
    assert len(learner.answers()) == 6
    learner.forgive_network()


def test_a_server_that_fails_at_every_answer_is_not_asked_for_each(
    learner: Learner, ten: list[StoredQuestion]
) -> None:
    learner.meet(*ten)
    answer_offline(learner, 10)
    asked: list[int] = []

    def fail(route: Route) -> None:
        asked.append(len(sent_in(route)))
        route.fulfill(status=500, json={"detail": "The program has failed."})

    learner.context.route(ANSWERS, fail)

    expect_told(open_online(learner), "10 answers wait to be sent. The server is busy")

    assert asked == [10, 5, 3, 2, 1, 1]
    learner.forgive_network()


def kill_browser(profile: Path) -> None:
    """Kill every process of the browser that uses a profile; Linux alone."""
    used = f"--user-data-dir={profile}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if used in (process / "cmdline").read_bytes().split(b"\0"):
                os.kill(int(process.name), signal.SIGKILL)


@pytest.mark.trust(row=8)
def test_what_the_screen_calls_kept_outlives_a_killed_browser(
    served_app: Flask,
    browser: Browser,
    address: str,
    tmp_path: Path,
    ten: list[StoredQuestion],
) -> None:
    def start() -> BrowserContext:
        return browser.browser_type.launch_persistent_context(
            tmp_path, executable_path=os.environ["CHROMIUM"], args=FLAGS, base_url=address
        )

    context = start()
    learner = Learner(served_app, context.new_page(), [])
    learner.meet(*ten[:3])
    # Cookies reach the disk half a minute later, or at a proper end.
    context.close()
    context = start()
    context.set_offline(True)
    page = context.new_page()
    page.goto("/review/offline")
    page.get_by_role("button", name="I don’t know").click()
    expect(page.get_by_text("Your answer is kept")).to_be_visible()
    kill_browser(tmp_path)
    with suppress(Error):
        context.close()

    context = start()
    page = context.new_page()
    page.goto("/progress")

    expect_told(page, "1 answer sent")
    assert len(learner.answers()) == 1
    context.close()


def test_a_question_that_two_tabs_show_takes_one_answer(
    learner: Learner, ten: list[StoredQuestion]
) -> None:
    learner.meet(ten[0])
    other = learner.context.new_page()
    other.goto("/review/offline")
    expect(other.locator("[data-prompt]")).to_be_visible()
    learner.context.set_offline(True)

    for page in (learner.page, other):
        page.get_by_role("button", name="I don’t know").click()

    expect(other.locator("[data-told]")).to_contain_text("answered in another tab")
    expect_told(other, "1 answer waits")
    learner.forgive_network()

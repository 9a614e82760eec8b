"""The page that asks what the browser keeps: how it judges, what it says, whose it is."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, expect

from studyapp.bank.catalogue import StoredQuestion
from tests.browser.offline_learner import (
    Learner,
    answer_offline,
    expect_told,
    fill,
    give_up,
    open_online,
)
from tests.browser.test_every_page import AXE_RULES
from tests.review.builders import right_given
from tests.review.cards import read_card, unrelated_questions, wrong_on

CHOSEN = ("single", "multiple", "order", "match", "locate")
PASSWORD = "three words together"
CHECK = "/check/woods-2003/general-secretary/start"

on_devices = pytest.mark.parametrize("device", ["phone", "desktop"], indirect=True)
in_themes = pytest.mark.parametrize("theme", ["light", "dark"], indirect=True)


@pytest.mark.parametrize("kind", CHOSEN)
def test_a_chosen_answer_is_judged_at_once_as_the_server_judges_it(
    learner: Learner, served_app: Flask, kind: str
) -> None:
    stored = unrelated_questions(served_app, kind)[:2]
    learner.meet(*stored)
    learner.context.set_offline(True)
    by_stem = {s.question.stem: s for s in stored}
    for verdict in ("Right.", "Not quite."):
        page = learner.page
        asked = by_stem[page.locator("[data-prompt] [id]").inner_text()].question
        card = read_card(page.locator("main").inner_html().join(["<main>", "</main>"]))
        given = right_given(asked) if verdict == "Right." else wrong_on(card, asked)
        fill(page, card.filled(asked, given))
        page.get_by_role("button", name="Check").click()

        expect(page.locator("[data-verdict]")).to_have_text(verdict)
        page.get_by_role("button", name="Continue").click()

    learner.context.set_offline(False)
    expect_told(learner.page, "2 answers sent, 1 right")
    assert [right for _, right in learner.answers()] == [True, False]
    learner.forgive_network()


def test_a_typed_answer_is_judged_by_the_server(learner: Learner, served_app: Flask) -> None:
    stored = unrelated_questions(served_app, "short")[0]
    learner.meet(stored)
    learner.context.set_offline(True)

    learner.page.locator("[data-write]").fill(str(right_given(stored.question)))
    learner.page.keyboard.press("Enter")

    expect(learner.page.locator("[data-verdict]")).to_have_text("Judged when you are back online.")
    learner.context.set_offline(False)
    expect_told(learner.page, "1 answer sent, 1 right")
    assert learner.answers() == [(stored.id, True)]
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


def test_other_pages_say_calmly_that_there_is_no_network(
    learner: Learner, ten: list[StoredQuestion]
) -> None:
    learner.meet(ten[0])
    learner.context.set_offline(True)

    learner.page.goto("/progress")

    expect(learner.page.get_by_role("heading", level=1)).to_have_text("You are offline")
    learner.page.get_by_role("link", name="Answer without a network").click()
    expect(learner.page.locator("[data-prompt]")).to_be_visible()
    learner.forgive_network()


def test_a_new_version_replaces_what_an_old_one_kept(
    learner: Learner, ten: list[StoredQuestion]
) -> None:
    learner.meet(ten[0])
    page = learner.page

    page.evaluate(
        """async () => {
            await caches.open("studyapp-of-another-version");
            await caches.open("of-somebody-else");
            const registration = await navigator.serviceWorker.ready;
            await registration.unregister();
        }"""
    )
    page.reload()
    page.goto("/")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")

    kept = page.evaluate("() => caches.keys()")
    assert "studyapp-of-another-version" not in kept
    assert "of-somebody-else" in kept
    assert len(kept) == 2


def test_the_worker_keeps_nothing_of_a_learner(learner: Learner, ten: list[StoredQuestion]) -> None:
    learner.meet(ten[0])
    mark = learner.page.evaluate(
        "() => fetch('/review/offline/learner').then(said => said.json()).then(said => said.mark)"
    )

    kept = learner.page.evaluate(
        """async () => {
            const texts = [];
            for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const key of await cache.keys()) {
                    const text = await (await cache.match(key, { ignoreVary: true })).text();
                    texts.push([new URL(key.url).pathname, text]);
                }
            }
            return texts;
        }"""
    )

    pages = {path: text for path, text in kept if not path.startswith("/static/")}
    assert pages.keys() == {"/offline", "/review/offline"}
    assert all(
        mark not in text and "learner" not in text.partition("</head>")[0]
        for text in pages.values()
    )


def test_the_app_can_be_installed(learner: Learner, ten: list[StoredQuestion]) -> None:
    learner.meet(ten[0])
    page = learner.page

    worker = page.evaluate(
        "() => navigator.serviceWorker.ready.then(ready => ready.active.scriptURL)"
    )
    session = learner.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]

    assert worker.endswith("/sw.js")
    assert found["errors"] == []
    # Every page of a test is one of a private window, where nothing can be installed.
    assert {error["errorId"] for error in errors} <= {"in-incognito"}


@on_devices
@in_themes
def test_axe_finds_nothing_on_a_kept_card_and_its_answer(
    learner: Learner, served_app: Flask
) -> None:
    learner.meet(*unrelated_questions(served_app, "single")[:1])
    learner.context.set_offline(True)

    for name in ("Check", "I don’t know", "Continue"):
        learner.page.get_by_role("button", name=name).click()
        found = Axe().run(learner.page, options=AXE_RULES)
        assert found.violations_count == 0, found.generate_report()
    learner.forgive_network()

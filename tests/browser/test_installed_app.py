"""The app as it is installed: its worker, what that keeps, and pages out of the cache."""

from playwright.sync_api import expect

from studyapp.bank.catalogue import StoredQuestion
from tests.browser.offline_learner import Learner


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


def test_a_page_out_of_the_cache_looks_as_the_reader_wants_it(
    learner: Learner, ten: list[StoredQuestion]
) -> None:
    learner.meet(ten[0])
    page = learner.page
    page.get_by_role("button", name="Reading settings").click()
    with page.expect_response("**/settings"):
        page.get_by_role("radio", name="Dark").check(force=True)
    page.goto("/")
    page.goto("/progress")

    learner.context.set_offline(True)
    page.goto("/review")

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
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

"""The icon of the installed app says how many questions are due, where the browser can."""

import pytest
from playwright.sync_api import Page, expect

from studyapp.bank.catalogue import StoredQuestion
from tests.browser.offline_learner import Learner, give_up, open_online
from tests.browser.study_steps import Study

STUB = """
window.badges = JSON.parse(sessionStorage.getItem("badges") ?? "[]");
function keep(value) {
    window.badges.push(value);
    sessionStorage.setItem("badges", JSON.stringify(window.badges));
    return %s;
}
Object.assign(Object.getPrototypeOf(navigator), {
    setAppBadge: count => keep(count),
    clearAppBadge: () => keep("none"),
});
"""
DONE, REFUSED = "Promise.resolve()", "Promise.reject(new DOMException('no', 'NotAllowedError'))"


def badges(page: Page) -> list[object]:
    found: list[object] = page.evaluate("() => window.badges")
    return found


def test_the_badge_follows_what_is_due(study: Study, due: list[StoredQuestion]) -> None:
    study.page.add_init_script(STUB % DONE)

    study.page.goto("/")
    study.page.goto("/review")
    study.answer_all(right=True)
    study.page.goto("/")

    shown = badges(study.page)
    assert (shown[0], shown[-1]) == (len(due), "none")


def test_the_badge_goes_with_a_sign_out(study: Study, due: list[StoredQuestion]) -> None:
    study.page.add_init_script(STUB % DONE)
    with study.page.expect_response("**/api/v1/review/cards?**"):
        study.page.goto("/")

    study.page.context.clear_cookies()
    study.page.goto("/")

    assert badges(study.page) == [len(due), "none"]


def test_a_page_that_knows_nobody_leaves_the_badge_alone(
    study: Study, due: list[StoredQuestion], problems: list[str]
) -> None:
    study.page.add_init_script(STUB % DONE)
    study.page.goto("/")

    study.page.goto("/no-such-page")
    study.page.goto("/review/offline")

    assert badges(study.page) == [len(due)]
    assert len(problems) == 1
    problems.clear()


@pytest.mark.parametrize("stub", [STUB % REFUSED, "delete Navigator.prototype.setAppBadge;"])
def test_a_browser_that_shows_no_badge_is_left_in_peace(
    study: Study, due: list[StoredQuestion], stub: str
) -> None:
    study.page.add_init_script(stub)

    study.page.goto("/")

    study.page.get_by_role("link", name=f"Review {len(due)} questions").wait_for()


def test_the_badge_is_counted_anew_once_answers_were_sent(
    learner: Learner, ten: list[StoredQuestion]
) -> None:
    learner.meet(*ten[:3])
    learner.context.add_init_script(STUB % DONE)
    learner.context.set_offline(True)
    give_up(learner.page)
    learner.page.close()

    page = open_online(learner, "/")
    page.wait_for_function("() => window.badges.length === 2")

    expect(page.get_by_role("heading", level=1)).to_contain_text("due")
    assert badges(page)[0] == 3
    learner.forgive_network()

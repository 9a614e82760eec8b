"""A learner who studies in a real browser, and what they do there."""

import uuid

from flask import Flask
from playwright.sync_api import Locator, Page

from studyapp.accounts.access import COOKIE
from studyapp.accounts.operations import ensure_learner
from studyapp.bank.catalogue import StoredQuestion
from studyapp.database import write_transaction
from studyapp.review.checks.enrolment_operations import enrol
from tests.browser.browser_card import BrowserCard, tab_to
from tests.browser.moved_clock import Clock
from tests.progress.a_year import live_a_year
from tests.review.builders import give
from tests.review.cards import unrelated_questions

KINDS = ("single", "multiple", "short", "number", "cloze", "order", "match", "locate")
MOST_CARDS = 30


def leave(page: Page, control: Locator) -> None:
    """Press what leads to another page, and wait until that one has come."""
    with page.expect_navigation():
        control.click()


class Study:
    """One learner at one browser; the clock of the app stands where the test puts it."""

    def __init__(self, app: Flask, page: Page, clock: Clock) -> None:
        self.app, self.page, self.clock = app, page, clock

    @property
    def learner_id(self) -> int:
        """Return who the browser is, from their first page on."""
        cookies = {str(c.get("name")): str(c.get("value")) for c in self.page.context.cookies()}
        with self.app.app_context():
            return ensure_learner(cookies[COOKIE], "Europe/Berlin", now=self.clock.moment).id

    def meet(self, *questions: StoredQuestion, right: bool = True) -> None:
        """Let the learner have answered these questions just now."""
        self.page.goto("/")
        learner_id = self.learner_id
        with self.app.app_context():
            for stored in questions:
                number = uuid.uuid4().int
                give(learner_id, stored, number, right=right, now=self.clock.moment)

    def live(self, *, days: int) -> None:
        """Let the learner have studied for so many days, as people do."""
        self.page.goto("/")
        learner_id = self.learner_id
        with self.app.app_context():
            live_a_year(learner_id, days=days, until=self.clock.moment)

    def take_in(self, *questions: StoredQuestion) -> None:
        """Let questions wait in the review that were never asked."""
        self.page.goto("/")
        learner_id = self.learner_id
        with self.app.app_context(), write_transaction() as session:
            enrol(session, learner_id, [stored.id for stored in questions], self.clock.moment)

    def asked(self) -> BrowserCard:
        """Return the card that the page asks."""
        return BrowserCard(self.app, self.page)

    def answer(self, *, right: bool) -> BrowserCard:
        """Answer the card on the page by pressing its button."""
        card = self.asked()
        card.fill(right=right)
        self.page.get_by_role("button", name="Check").click()
        self.page.locator("[data-continue]").wait_for()
        return card

    def answer_by_keys(self, *, right: bool) -> BrowserCard:
        """Answer the card on the page without a pointer."""
        card = self.asked()
        card.fill_by_keys(right=right)
        tab_to(self.page.get_by_role("button", name="Check"))
        self.page.keyboard.press("Enter")
        self.page.locator("[data-continue]").wait_for()
        return card

    def go_on(self) -> None:
        """Leave the page of an answer for what comes next."""
        leave(self.page, self.page.locator("[data-continue]"))

    def answer_all(self, *, right: bool) -> set[int]:
        """Answer until nothing is asked any more, and return which questions it was."""
        asked = set()
        while self.page.locator("[data-prompt]").count():
            if (show := self.page.get_by_role("link", name="Show the choices")).count():
                show.click()
            asked.add(self.answer(right=right).stored.id)
            self.go_on()
        return asked

    def recall_first(self) -> None:
        """Ask for the choices to stay hidden first."""
        self.page.goto("/review/habits")
        self.page.get_by_label("Recall first").check()
        leave(self.page, self.page.get_by_role("button", name="Save"))
        self.page.wait_for_load_state()

    def keys_on_page(self) -> set[str]:
        """Return the one-key shortcuts that controls of the page have."""
        named = self.page.locator("[aria-keyshortcuts]")
        return set(named.evaluate_all("all => all.map(one => one.ariaKeyShortcuts)"))


def one_of_each_kind(app: Flask) -> list[StoredQuestion]:
    """Return a question of each kind, of which none rests for another."""
    found = {stored.question.kind: stored for stored in reversed(unrelated_questions(app, *KINDS))}
    assert set(found) == set(KINDS)
    return list(found.values())

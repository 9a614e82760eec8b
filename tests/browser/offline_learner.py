"""A learner who answers without a network, and what the server has of it afterwards."""

import re
import uuid
from datetime import UTC, datetime, timedelta

from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from studyapp.accounts.access import COOKIE
from studyapp.accounts.operations import ensure_learner
from studyapp.bank.catalogue import StoredQuestion
from tests.review.builders import give
from tests.stored import stored_rows
from tests.visitor import Fields

ANSWERS = "**/api/v1/review/answers"
LONG_AGO = timedelta(days=40)


class Learner:
    """A learner with due questions, who keeps them in the browser."""

    def __init__(self, app: Flask, page: Page, problems: list[str]) -> None:
        self.app, self.page, self.problems = app, page, problems
        self.context: BrowserContext = page.context

    def meet(self, *questions: StoredQuestion) -> None:
        """Let the learner have answered these long ago, and keep them for a time offline."""
        self.page.goto("/account")
        token = {c["name"]: c["value"] for c in self.context.cookies()}[COOKIE]
        now = datetime.now(UTC)
        with self.app.app_context():
            self.id = ensure_learner(token, "Europe/Berlin", now=now).id
            for stored in questions:
                give(self.id, stored, uuid.uuid4().int, now=now - LONG_AGO)
        self.page.goto("/")
        self.keep_cards()

    def keep_cards(self) -> None:
        """Open the page of kept cards, once the browser can do so without a network."""
        self.page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
        self.page.goto("/review/offline")
        expect(self.page.locator("[data-left]")).to_contain_text("kept")

    def answers(self) -> list[tuple[int, bool]]:
        """Return what the server has stored of the last days: question and whether right."""
        since = datetime.now(UTC) - LONG_AGO / 2
        rows = stored_rows(
            self.app,
            "SELECT question_id, right FROM review_log WHERE learner_id = :id AND kind = 'answer'"
            " AND recorded_at > :since ORDER BY id",
            id=self.id,
            since=f"{since:%Y-%m-%d}",
        )
        return [(int(question), bool(right)) for question, right in rows]

    def forgive_network(self) -> None:
        """Take back the complaints of a browser about requests that a test let fail."""
        lost = [p for p in self.problems if "Failed to load resource" not in p]
        assert lost == []
        self.problems.clear()


def give_up(page: Page) -> None:
    """Say "I don't know" to a kept question and go on."""
    page.get_by_role("button", name="I don’t know").click()
    page.get_by_role("button", name="Continue").click()


def expect_told(page: Page, text: str) -> None:
    expect(page.locator("[data-waiting]")).to_have_text(re.compile(text))


def answer_offline(learner: Learner, number: int) -> list[str]:
    """Answer kept questions without a network, and close the tab; return what was asked."""
    asked = []
    learner.context.set_offline(True)
    learner.page.goto("/review")
    expect(learner.page).to_have_url(re.compile("/review/offline$"))
    for _ in range(number):
        asked.append(learner.page.locator("[data-prompt]").inner_text())
        give_up(learner.page)
    expect_told(learner.page, f"^{number} answers? waits? to be sent")
    learner.page.close()
    return asked


def open_online(learner: Learner, address: str = "/progress") -> Page:
    learner.context.set_offline(False)
    page = learner.context.new_page()
    page.goto(address)
    return page


def fill(page: Page, fields: Fields) -> None:
    """Give the fields of a card these values, as moving and choosing would."""
    for name, value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            page.locator(f"main form [name='{name}']").evaluate_all(
                """(fields, value) => fields.forEach(field => {
                    if (!["radio", "checkbox"].includes(field.type)) field.value = value;
                    else field.checked ||= field.value === value;
                })""",
                one,
            )

"""A learner's answers to one question, and what its page says of them."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from tests.review.builders import give
from tests.review.page_text import parsed, words

DAY = timedelta(days=1)
NOW = datetime.now(UTC)


def address_of(stored: StoredQuestion) -> str:
    return f"/progress/questions/{stored.id}"


def listed(page: str) -> list[str]:
    """Return what the page says of each answer, the latest first."""
    return [words(item) for item in parsed(page).query("main .answers li")]


def answer_on_days(app: Flask, learner: int, stored: StoredQuestion, *days_ago: int) -> None:
    """Let someone answer rightly so many days ago, counted from 1."""
    with app.app_context():
        for number, days in enumerate(days_ago, 1):
            give(learner, stored, number, now=NOW - days * DAY)

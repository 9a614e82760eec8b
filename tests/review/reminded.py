"""Learners who want to be reminded by e-mail, and the server that reminds them."""

from datetime import datetime, timedelta

from flask import Flask

from studyapp.accounts.operations import ensure_learner
from studyapp.accounts.reminders.operations import ask_for_reminders, confirm_reminders
from studyapp.accounts.tokens import reminder_token
from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.queries import catalogue
from studyapp.review.letters.operations import send_letters
from tests.conftest import NOON, SECRET_KEY
from tests.review.builders import give

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EVENING = NOON + 30 * DAY + 6 * HOUR
"""18:00 in UTC, a month after something was learnt."""
TODAY = EVENING.date()


class Desk:
    """A server that reminds, and its learners."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def learner(self, name: str = "Ada", zone: str = "UTC", due: int = 3, hour: int = 18) -> int:
        """Store a learner who confirmed that they want letters, and learnt something once."""
        with self.app.app_context():
            learner_id = ensure_learner(f"token of {name}", zone, now=NOON).id
            for number, stored in enumerate(some_questions(due), start=1):
                give(learner_id, stored, number)
            address = f"{name.lower()}@example.org"
            confirm_reminders(ask(learner_id, address, hour), now=NOON)
        return learner_id

    def remind(self, now: datetime = EVENING) -> None:
        """Send the letters whose time has come."""
        with self.app.app_context():
            send_letters(now)


def some_questions(count: int) -> list[StoredQuestion]:
    """Return questions of passages far from one another."""
    return list(catalogue().questions.values())[:: len(catalogue().questions) // 20][:count]


def ask(learner_id: int, address: str = "ada@example.org", hour: int = 18) -> str:
    """Ask for reminders; return the token of the letters."""
    token = reminder_token(address, NOON, SECRET_KEY)
    ask_for_reminders(learner_id, address, hour, token=token, limits={}, now=NOON)
    return token


def database_of(app: Flask) -> str:
    """Return the address of the database of an app, for another app to share it."""
    return str(app.config["SQLALCHEMY_DATABASE_URI"])

"""Row 15: a class signs in at one moment, while somebody else goes on reviewing."""

import shutil
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.browser import Browser
from bench.instances import Content, open_instance
from bench.rows import Goal, Row, amount_row, amount_text, wall_row
from bench.sampling import Sample, cost_of
from bench.servers import Server, serving_app
from studyapp.accounts.access import COOKIE
from studyapp.accounts.operations import add_account, ensure_learner
from studyapp.accounts.sign_in.passwords import hash_password
from studyapp.accounts.tokens import new_token
from studyapp.clock import utc_now
from tests.visitor import forms_in

PUPILS = 30
PASSWORD = "three words or more"  # noqa: S105 -- of accounts that live for a minute
SIGN_IN = "/account/sign-in"
ASK_EVERY_SECONDS = 0.02
QUIET_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Entrance:
    """A browser that shows the form to sign in, filled in."""

    browser: Browser
    fields: dict[str, object]

    def enter(self) -> None:
        """Send the form."""
        self.browser.post(SIGN_IN, self.fields, 303)


def sign_in_rows(base: Path, content: Content, rounds: int) -> list[Row]:
    """Let thirty pupils sign in at once, and reckon as many hashes one after the other beside it.

    Args:
        base: an instance folder that holds the content.
        content: what it holds.
        rounds: how often.
    """
    instance = base.with_name(f"{base.name}-names")
    shutil.copytree(base, instance)
    token = _make_accounts(instance, content)
    bursts: list[Sample] = []
    hashes: list[Sample] = []
    busy: list[float] = []
    with serving_app(instance, content) as server:
        with _reviewing(server, token) as quiet:
            time.sleep(QUIET_SECONDS)
        before = server.memory_mb()
        for _ in range(rounds):
            class_ = [_at_the_form(server, number) for number in range(PUPILS)]
            with _reviewing(server, token) as waits:
                bursts.append(cost_of(lambda: _at_once(class_))[1])  # noqa: B023 -- called here
            busy += waits
            hashes.append(cost_of(_hash_as_many)[1])
        more = server.memory_mb() - before
    slower = _p99(busy) / _p99(quiet)
    quiet_text = f"quiet: {amount_text(_p99(quiet), 'ms')}"
    return [
        wall_row(15, f"{PUPILS} sign-ins at once, to the last", bursts, hashes, Goal(1.2)),
        amount_row(15, "  GET /review meanwhile, p99", slower, "×", quiet_text, Goal(2)),
        amount_row(15, "  memory more", max(0.0, more), "MB", goal=Goal(80)),
    ]


def _make_accounts(instance: Path, content: Content) -> str:
    """Make an account for each pupil, and a learner who is signed in; return their token."""
    with open_instance(instance, content) as app, app.app_context():
        for number in range(PUPILS):
            add_account(_name(number), PASSWORD, "learner", now=utc_now())
        token = new_token(str(app.config["SECRET_KEY"]))
        ensure_learner(token, "UTC", now=utc_now())
    return token


def _name(number: int) -> str:
    return f"Pupil {number:02}"


def _at_the_form(server: Server, number: int) -> Entrance:
    browser = Browser(server.port)
    page = browser.get(SIGN_IN).body.decode("utf-8")
    form = next(form for form in forms_in(page) if form.action == SIGN_IN)
    return Entrance(browser, {**form.fields, "name": _name(number), "password": PASSWORD})


def _at_once(entrances: Sequence[Entrance]) -> None:
    with ThreadPoolExecutor(len(entrances)) as pool:
        list(pool.map(Entrance.enter, entrances))


def _hash_as_many() -> None:
    for _ in range(PUPILS):
        hash_password(PASSWORD)


@contextmanager
def _reviewing(server: Server, token: str) -> Iterator[list[float]]:
    """Open the review again and again meanwhile; give how long each time took, in milliseconds."""
    browser, stopping = Browser(server.port, {COOKIE: token}), threading.Event()
    waits: list[float] = []

    def review() -> None:
        while not stopping.wait(ASK_EVERY_SECONDS):
            waits.append(cost_of(lambda: browser.get("/review"))[1].wall_ms)

    thread = threading.Thread(target=review)
    thread.start()
    try:
        yield waits
    finally:
        stopping.set()
        thread.join()


def _p99(waits: Sequence[float]) -> float:
    return statistics.quantiles(waits, n=100, method="inclusive")[98]

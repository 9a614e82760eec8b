"""A served app and a Chromium; the checks every journey gets for nothing."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright

from studyapp import clock as clock_module
from studyapp.accounts.operations import add_account
from studyapp.app import create_app
from studyapp.bank.catalogue import StoredQuestion
from studyapp.database import db
from tests.accounts.people import PASSWORD
from tests.browser.looking import Looking, Worked, make_worked
from tests.browser.moved_clock import Clock
from tests.browser.offline_learner import Learner
from tests.browser.study_steps import Study
from tests.browser.teaching import Taught, Teaching, make_taught
from tests.conftest import NOON, SECRET_KEY
from tests.mail_server import MAIL_SETTINGS
from tests.review.cards import unrelated_questions
from tests.served import served

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
]
if hasattr(os, "geteuid") and os.geteuid() == 0:
    FLAGS.append("--no-sandbox")  # Chromium refuses its sandbox as root
TEACHER = "Berta"
ADMIN = "Adele"
DEVICES = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def served_app(stored_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Return the app that is served, to look at what it has stored."""
    instance = tmp_path_factory.mktemp("served") / "instance"
    shutil.copytree(stored_content, instance)
    app = create_app({"INSTANCE": str(instance), "SECRET_KEY": SECRET_KEY} | MAIL_SETTINGS)
    with app.app_context():
        add_account(TEACHER, PASSWORD, "teacher", now=NOON)
        add_account(ADMIN, PASSWORD, "admin", now=NOON)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the clock of the served app, standing at a noon until it is moved."""
    standing = Clock(NOON)
    monkeypatch.setattr(clock_module, "datetime", standing)
    return standing


@pytest.fixture(scope="session")
def address(served_app: Flask) -> Iterator[str]:
    """Serve the app on a port of its own and return its address."""
    with served(served_app) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], headless=True, args=FLAGS
        )
        yield chromium
        chromium.close()


@pytest.fixture
def device(request: pytest.FixtureRequest) -> str:
    return str(getattr(request, "param", "desktop"))


@pytest.fixture
def theme(request: pytest.FixtureRequest) -> str:
    return str(getattr(request, "param", "light"))


@pytest.fixture
def problems() -> list[str]:
    """Return what the browser complained about; a test that provokes a complaint clears it."""
    return []


@pytest.fixture
def page(
    browser: Browser, address: str, device: str, theme: str, problems: list[str]
) -> Iterator[Page]:
    """Return a page of a new visitor; console messages and foreign requests fail the test."""
    context = browser.new_context(
        base_url=address,
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/Berlin",
        **DEVICES[device],  # type: ignore[arg-type]
    )
    context.set_default_timeout(15_000)
    opened = context.new_page()
    opened.on("pageerror", lambda error: problems.append(f"uncaught: {error}"))
    opened.on(
        "console",
        lambda message: (
            problems.append(f"console {message.type}: {message.text}")
            if message.type in {"error", "warning"}
            else None
        ),
    )
    opened.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((address, "data:", "blob:"))
            else problems.append(f"foreign request: {request.url}")
        ),
    )
    yield opened
    context.close()
    assert problems == []


@pytest.fixture
def learner(served_app: Flask, page: Page, problems: list[str]) -> Learner:
    return Learner(served_app, page, problems)


@pytest.fixture
def study(served_app: Flask, page: Page, clock: Clock) -> Study:
    return Study(served_app, page, clock)


@pytest.fixture(scope="session")
def taught(served_app: Flask) -> Taught:
    """Return a class with a quiz on paper; tests that change it make their own."""
    return make_taught(served_app)


@pytest.fixture
def teaching(
    served_app: Flask, taught: Taught, page: Page, address: str, problems: list[str]
) -> Teaching:
    """Return the browser of the teacher of that class, signed in."""
    teacher = Teaching(page, problems, taught)
    teacher.sign_in(served_app, address)
    return teacher


@pytest.fixture(scope="session")
def worked(served_app: Flask) -> Worked:
    """Return a class that has worked on a quiz."""
    return make_worked(served_app)


@pytest.fixture
def looking(served_app: Flask, worked: Worked, page: Page, address: str) -> Looking:
    """Return the browser of the teacher of that class, signed in."""
    teacher = Looking(page, worked)
    teacher.sign_in(served_app, address)
    return teacher


@pytest.fixture
def due(study: Study) -> list[StoredQuestion]:
    """Return three questions that are due."""
    questions = unrelated_questions(study.app, "single")[:3]
    study.meet(*questions)
    study.clock.move(days=30)
    return questions


@pytest.fixture
def ten(served_app: Flask) -> list[StoredQuestion]:
    """Return ten questions of which none rests for another."""
    return unrelated_questions(served_app, "single", "short")[:10]

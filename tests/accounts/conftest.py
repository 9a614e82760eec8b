"""An admin, and a clock that stands still for codes that change with the time."""

import pytest
from flask import Flask

from studyapp import clock as clock_module
from tests.accounts.people import claim
from tests.accounts.two_steps import App, set_up
from tests.browser.moved_clock import Clock
from tests.classroom.class_pages import signed_in
from tests.conftest import NOON
from tests.visitor import Visitor


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the clock of the app, standing at a noon until it is moved."""
    standing = Clock(NOON)
    monkeypatch.setattr(clock_module, "datetime", standing)
    return standing


@pytest.fixture
def ada(visitor: Visitor, clock: Clock) -> App:
    """Return the authenticator app of Ada, who is signed in at home; it is a minute later."""
    claim(visitor, "Ada")
    authenticator = set_up(visitor, clock.moment)
    clock.move(minutes=1)
    return authenticator


@pytest.fixture
def admin(app: Flask) -> Visitor:
    return signed_in(app, "the admin", "admin")

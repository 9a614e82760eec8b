"""A clock that stands still, for codes that change with the time."""

import pytest

from studyapp import clock as clock_module
from tests.browser.moved_clock import Clock
from tests.conftest import NOON


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the clock of the app, standing at a noon until it is moved."""
    standing = Clock(NOON)
    monkeypatch.setattr(clock_module, "datetime", standing)
    return standing

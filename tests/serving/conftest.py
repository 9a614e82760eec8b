"""The program's own server with a few pages of the tests."""

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from flask import Flask, Response

from studyapp.serving import event_loop
from studyapp.serving.channels import Channel
from tests.served import listening, running
from tests.server import SECONDS
from tests.serving.wire import LARGE, TAG


class CountingChannel(Channel):
    """A connection that counts how often it is asked what it waits for."""

    asked = 0

    def readable(self) -> bool:
        self.asked += 1
        return bool(super().readable())


@pytest.fixture
def seldom_sweeps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the loop look at everybody so seldom that it hides no connection it was not told of."""
    monkeypatch.setattr(event_loop, "SWEEP_SECONDS", 3600)


@pytest.fixture
def held() -> Event:
    """Return what lets the page /held go."""
    return Event()


@pytest.fixture
def server(held: Event) -> Iterator[Any]:
    """Return the program's own server with a few pages of the tests."""
    app = Flask(__name__)
    app.config["PROXIES"] = 0
    app.add_url_rule("/small", "small", lambda: "small")
    app.add_url_rule("/large", "large", lambda: Response(LARGE))
    app.add_url_rule("/same", "same", lambda: Response(status=304, headers={"ETag": TAG}))
    app.add_url_rule("/none", "none", lambda: Response(status=204))
    app.add_url_rule("/held", "held", lambda: "let go" if held.wait(SECONDS) else "not let go")
    made = listening(app)
    made.channel_class = CountingChannel
    with running(made):
        yield made
        held.set()

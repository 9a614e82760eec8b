"""The loop of the server: connections that are kept, silent, slow, in pieces, or gone."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from threading import Barrier, Event
from typing import Any

import pytest

from studyapp.classroom.live import tick_page
from studyapp.classroom.live.tick_page import SNAPSHOTS, Snapshot
from studyapp.clock import utc_now
from studyapp.serving import event_loop
from studyapp.serving.server import THREADS
from tests.conftest import MakeApp
from tests.served import listening, running
from tests.server import SECONDS
from tests.serving.wire import LARGE, TAG, answer, connected, is_closed, more, request

pytestmark = pytest.mark.usefixtures("seldom_sweeps")


@pytest.mark.parametrize(("path", "status"), [("/same", 304), ("/none", 204)])
def test_an_answer_without_a_body_keeps_the_connection(server: Any, path: str, status: int) -> None:
    with closing(connected(server)) as connection:
        for _ in range(3):
            connection.sendall(request(path))
            assert answer(connection) == (status, b"")

        assert len(server.active_channels) == 1


@pytest.mark.parametrize(
    ("headers", "version"),
    [
        pytest.param(["Connection: close"], "1.1", id="asked for"),
        pytest.param([], "1.0", id="an old browser"),
    ],
)
def test_a_connection_ends_where_the_browser_wants_it_to(
    server: Any, headers: list[str], version: str
) -> None:
    with closing(connected(server)) as connection:
        connection.sendall(request("/same", *headers, version=version))

        assert answer(connection)[0] == 304
        assert is_closed(connection)


def test_connections_that_are_silent_are_not_looked_at_for_those_that_ask(server: Any) -> None:
    with ExitStack() as stack:
        for _ in range(50):
            stack.enter_context(closing(connected(server)))
        asking = stack.enter_context(closing(connected(server)))

        for _ in range(200):
            asking.sendall(request("/small"))
            assert answer(asking) == (200, b"small")

        counts = sorted(channel.asked for channel in server.active_channels.values())
    assert len(counts) == 51
    assert counts[-1] >= 200
    assert counts[-2] <= 5


def test_many_who_come_at_one_moment_are_all_answered(server: Any) -> None:
    with ExitStack() as stack:
        all_of_them = [stack.enter_context(closing(connected(server))) for _ in range(200)]
        for connection in all_of_them:
            connection.sendall(request("/small"))

        assert {answer(connection) for connection in all_of_them} == {(200, b"small")}


def test_a_slow_reader_gets_everything_and_the_next_answer(server: Any) -> None:
    with closing(socket.socket()) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(SECONDS)
        connection.connect(("127.0.0.1", int(server.effective_port)))
        connection.sendall(request("/large"))
        time.sleep(0.3)

        assert answer(connection) == (200, LARGE)

        connection.sendall(request("/small"))
        assert answer(connection) == (200, b"small")


def test_requests_that_come_together_are_answered_in_their_order(server: Any) -> None:
    with closing(connected(server)) as connection:
        connection.sendall(request("/same") + request("/small") + request("/none"))

        statuses: list[int] = []
        received = b""
        while len(statuses) < 3:
            received += more(connection)
            statuses = [int(part.split()[0]) for part in received.split(b"HTTP/1.1 ")[1:]]

        assert statuses == [304, 200, 204]


def test_a_request_may_come_in_pieces(server: Any) -> None:
    with closing(connected(server)) as connection:
        whole = request("/small")
        for start in range(0, len(whole), 20):
            connection.sendall(whole[start : start + 20])
            time.sleep(0.02)

        assert answer(connection) == (200, b"small")


def test_what_comes_while_an_answer_is_made_is_answered_after_it(server: Any, held: Event) -> None:
    with closing(connected(server)) as connection:
        connection.sendall(request("/held"))
        time.sleep(0.1)
        connection.sendall(request("/small"))
        time.sleep(0.1)
        held.set()

        received = b""
        while not received.endswith(b"small"):
            received += more(connection)

        assert received.index(b"let go") < received.index(b"small")


@pytest.fixture
def held_app(make_app: MakeApp, held: Event, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Return a server of the whole app, all of whose threads are at work until they are let go."""
    monkeypatch.setattr(tick_page, "FRESH", timedelta(minutes=1))
    app = make_app(TRUSTED_HOSTS="127.0.0.1")
    at_work = Barrier(THREADS + 1, timeout=SECONDS)
    app.add_url_rule("/held", "held", lambda: str((at_work.wait(), held.wait(SECONDS))))
    app.extensions[SNAPSHOTS] = {7: Snapshot(utc_now(), TAG, b"{}")}
    made = listening(app)
    with running(made), ExitStack() as stack:
        for _ in range(THREADS):
            connection = stack.enter_context(closing(connected(made)))
            connection.sendall(request("/held"))
        at_work.wait()
        yield made
        held.set()


def test_a_tick_that_is_at_hand_waits_for_no_thread(held_app: Any) -> None:
    with closing(connected(held_app)) as connection:
        connection.sendall(request("/play/7/tick"))
        assert answer(connection) == (200, b"{}")

        connection.sendall(request("/play/7/tick", f"If-None-Match: {TAG}"))
        assert answer(connection) == (304, b"")


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(request("/play/8/tick"), id="of a quiz that was not read"),
        pytest.param(request("/play/7/tick").replace(b"GET", b"POST"), id="not asked for"),
        pytest.param(request("/play/7/tick").replace(b"127.0.0.1", b"evil"), id="another host"),
        pytest.param(request("/play/7/answer"), id="not a tick"),
    ],
)
def test_what_is_not_at_hand_waits_for_a_thread(held_app: Any, held: Event, asked: bytes) -> None:
    with closing(connected(held_app)) as connection:
        connection.sendall(asked)
        connection.settimeout(0.3)
        with pytest.raises(TimeoutError):
            answer(connection)

        held.set()
        connection.settimeout(SECONDS)
        assert answer(connection)[0] >= 400


def test_those_who_go_away_are_forgotten_and_keep_nobody_waiting(server: Any, held: Event) -> None:
    for path in ("/held", "/large", "/small"):
        with closing(connected(server)) as gone:
            gone.sendall(request(path))
    held.set()

    with closing(connected(server)) as connection:
        connection.sendall(request("/small"))
        assert answer(connection) == (200, b"small")

        deadline = time.monotonic() + SECONDS
        while len(server.active_channels) > 1 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(server.active_channels) == 1


def test_who_is_silent_for_too_long_is_let_go(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_loop, "SWEEP_SECONDS", 0.05)
    with closing(connected(server)) as connection:
        connection.sendall(request("/small"))
        assert answer(connection) == (200, b"small")

        server.adj.cleanup_interval = server.adj.channel_timeout = 0
        server.next_channel_cleanup = server._sweep_at = 0

        assert is_closed(connection)

"""The loop of the server under pressure: nobody reads, nothing is left to hold more, faults."""

import errno
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from threading import Event
from typing import Any

import pytest
from waitress import wasyncore

from studyapp.serving.server import THREADS
from tests.server import SECONDS
from tests.serving.wire import LARGE, answer, connected, is_closed, more, request


@contextmanager
def reading_nothing(server: Any, sent: bytes) -> Iterator[socket.socket]:
    """Hold a connection that sends requests and takes hardly a byte of what comes back."""
    with closing(socket.socket()) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(SECONDS)
        connection.connect(("127.0.0.1", int(server.effective_port)))
        connection.sendall(sent)
        yield connection


def assert_answers(server: Any) -> None:
    with closing(connected(server)) as connection:
        connection.settimeout(5)
        connection.sendall(request("/small"))
        assert answer(connection) == (200, b"small")


def wait_until_all_wait(server: Any, count: int) -> None:
    """Wait until so many connections have an answer that is not read."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        waiting = [one for one in server.active_channels.values() if one.total_outbufs_len]
        if len(waiting) == count and not any(one.is_at_work for one in waiting):
            return
        time.sleep(0.02)
    raise AssertionError("The threads are still at work for those who do not read.")


def test_who_asks_for_much_and_reads_nothing_keeps_no_thread(server: Any) -> None:
    with ExitStack() as stack:
        for _ in range(2 * THREADS):
            stack.enter_context(reading_nothing(server, 6 * request("/large")))
        wait_until_all_wait(server, 2 * THREADS)

        assert_answers(server)
        lengths = [one.total_outbufs_len for one in server.active_channels.values()]
        assert max(lengths) < 2 * len(LARGE)


def test_who_reads_late_gets_all_answers_in_their_order(server: Any) -> None:
    asked = request("/large") + request("/small") + request("/large") + request("/none")
    with reading_nothing(server, asked) as connection:
        wait_until_all_wait(server, 1)

        received = b""
        while not received.endswith(b"\r\n\r\n"):
            received += more(connection)

    answers = received.split(b"HTTP/1.1 ")[1:]
    assert [int(one.split()[0]) for one in answers] == [200, 200, 200, 204]
    assert [one.partition(b"\r\n\r\n")[2] for one in answers] == [LARGE, b"small", LARGE, b""]


def test_who_takes_nothing_of_an_answer_is_let_go(server: Any) -> None:
    with reading_nothing(server, 3 * request("/large")):
        wait_until_all_wait(server, 1)
        server.adj.channel_timeout = server.adj.cleanup_interval = 0
        server.next_channel_cleanup = 0

        deadline = time.monotonic() + 10
        while server.active_channels and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not server.active_channels


@pytest.fixture
def room_for_one(server: Any, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Have the system hold one connection at a time; return how many were held at each look."""
    looks: list[int] = []
    let_in = wasyncore.dispatcher.accept

    def accept(listener: Any) -> Any:
        looks.append(len(server.active_channels))
        if looks[-1]:
            raise OSError(errno.EMFILE, "Too many open files")
        return let_in(listener)

    monkeypatch.setattr(wasyncore.dispatcher, "accept", accept)
    return looks


def test_without_room_for_one_more_the_longest_silent_one_goes(
    server: Any, room_for_one: list[int]
) -> None:
    with closing(connected(server)) as silent:
        assert_answers(server)

        assert is_closed(silent)
    assert len(room_for_one) < 10


def test_while_there_is_no_room_nobody_looks_for_it_again_and_again(
    server: Any, room_for_one: list[int], held: Event
) -> None:
    with closing(connected(server)) as at_work:
        at_work.sendall(request("/held"))
        time.sleep(0.2)
        with closing(connected(server)) as waiting:
            waiting.sendall(request("/small"))
            time.sleep(1.5)
            looked = len(room_for_one)
            held.set()

            assert answer(at_work) == (200, b"let go")
            at_work.close()
            assert answer(waiting) == (200, b"small")
    assert looked < 10


def test_a_fault_of_one_connection_ends_it_and_not_the_loop(
    server: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_channel: Any) -> None:
        raise RuntimeError("No such luck.")

    with closing(connected(server)) as unlucky, monkeypatch.context() as for_one:
        for_one.setattr(server, "_is_nothing", lambda _request: True)
        for_one.setattr(server, "begin_to_serve", fail)
        unlucky.sendall(request("/small"))
        assert is_closed(unlucky)

    assert_answers(server)
    assert "No such luck." in caplog.text
    assert "127.0.0.1" not in caplog.text

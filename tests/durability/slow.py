"""Clients that hold a connection and hardly use it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle

from tests.durability.served import HOST

DRIP_SECONDS = 0.5
TIMEOUT_SECONDS = 10.0
SLOW_HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
SLOW_BODY = b"POST /account/claim HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n"


@contextmanager
def holding(port: int, number: int, *, drips: bool) -> Iterator[list[socket.socket]]:
    """Hold connections to a server; those that drip send a byte now and again, and no request.

    Every second one of those that drip is stuck in its head, the others in their body.
    """
    sockets: list[socket.socket] = []
    over = threading.Event()
    dripping = threading.Thread(target=_drip, args=[sockets, over])
    try:
        for _, start in zip(range(number), cycle((SLOW_HEAD, SLOW_BODY)), strict=False):
            sockets.append(socket.create_connection((HOST, port), TIMEOUT_SECONDS))
            if drips:
                sockets[-1].sendall(start)
        if drips:
            dripping.start()
        yield sockets
    finally:
        over.set()
        if dripping.ident is not None:
            dripping.join()
        for one in sockets:
            one.close()


def still_open(sockets: list[socket.socket]) -> int:
    """Count the connections that the server has neither closed nor answered."""
    count = 0
    for one in sockets:
        one.setblocking(False)
        try:
            one.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            count += 1
        except OSError:
            continue
    return count


def _drip(sockets: list[socket.socket], over: threading.Event) -> None:
    while not over.wait(DRIP_SECONDS):
        for one in sockets:
            with suppress(OSError):
                one.send(b"x")

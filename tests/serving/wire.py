"""What browsers send to the server and read from it, byte by byte."""

import socket
from typing import Any

from tests.server import SECONDS

LARGE = b"0123456789abcdef" * 400_000
TAG = '"as it was"'


def connected(server: Any) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.effective_port), SECONDS)


def request(path: str, *headers: str, version: str = "1.1") -> bytes:
    lines = [f"GET {path} HTTP/{version}", "Host: 127.0.0.1", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def answer(connection: socket.socket) -> tuple[int, bytes]:
    """Read one answer, by the length that it tells."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    lengths = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    length = int(lengths[0].split(b":")[1]) if lengths else 0
    while len(body) < length:
        body += more(connection)
    return int(head.split()[1]), body


def more(connection: socket.socket) -> bytes:
    received = connection.recv(65536)
    assert received, "The server has closed the connection."
    return received


def is_closed(connection: socket.socket) -> bool:
    return connection.recv(1) == b""

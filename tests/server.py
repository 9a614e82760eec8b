"""The program in a process of its own."""

import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from studyapp.places import ROOT

SECONDS = 30
FIRST_PORT, PORTS = 20_000, 12_000


class Server:
    """A running server, and what it has printed until it said where it is."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port = process, port
        self.printed = ""
        assert process.stdout is not None
        for line in process.stdout:
            self.printed += line
            if "Open http" in line:
                break

    def request(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[HTTPResponse, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        with closing(connection):
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return response, response.read().decode()

    def raw(self, data: bytes) -> str:
        """Send bytes and return everything that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), SECONDS) as connection:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b"")).decode()

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Stop the server; return its exit code and what it logged."""
        self.process.send_signal(number)
        _, logged = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, logged


def free_port() -> int:
    """Return a port that nobody listens on, below those that the system hands to clients.

    Those would be taken again before a server has started, where many tests run at once.
    """
    while True:
        port = FIRST_PORT + secrets.randbelow(PORTS)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


def environment(instance: Path, **settings: object) -> dict[str, str]:
    """Return the environment of a server with these settings alone."""
    ours = {name: value for name, value in os.environ.items() if "STUDYAPP" not in name}
    settings |= {"NO_VENV": 1, "INSTANCE": instance}
    return ours | {f"STUDYAPP_{name}": str(value) for name, value in settings.items()}


@contextmanager
def serving(instance: Path, *arguments: str, **settings: object) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "studyapp", "--port", str(port), *arguments]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(instance, **settings),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield Server(process, port)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()

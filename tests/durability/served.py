"""The program as it is run: a process of its own on this machine, and browsers that ask it."""

import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from multiprocessing.process import BaseProcess
from pathlib import Path
from urllib.parse import urlencode

from tests.forked import start

HOST = "127.0.0.1"
START_SECONDS, STOP_SECONDS = 60.0, 60.0
REQUEST_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answered."""

    status: int
    location: str
    text: str


@dataclass
class Served:
    """A running server; its database stays when it dies."""

    instance: Path
    port: int
    process: BaseProcess

    def stop(self) -> None:
        """Ask the process to end, as whoever runs it does, and see that it ends well."""
        self.process.terminate()
        self.process.join(STOP_SECONDS)
        assert self.process.exitcode == 0

    def kill(self) -> None:
        """End the process as a power cut would: at once, whatever it is doing."""
        self.process.kill()
        self.process.join()


@dataclass
class Browser:
    """A browser without script; it keeps its cookies when the server goes away."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Reply:
        """Open a page, following redirects."""
        reply = self._ask("GET", path, None)
        while reply.location:
            reply = self._ask("GET", reply.location, None)
        return reply

    def post(self, path: str, fields: Mapping[str, object]) -> Reply:
        """Send a form; a redirect is not followed."""
        return self._ask("POST", path, urlencode(fields, doseq=True))

    def _ask(self, method: str, path: str, body: str | None) -> Reply:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection(HOST, self.port, timeout=REQUEST_SECONDS)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
            for cookie in response.headers.get_all("Set-Cookie", []):
                parsed = SimpleCookie(cookie)
                self.cookies |= {name: morsel.coded_value for name, morsel in parsed.items()}
            return Reply(response.status, response.headers.get("Location", ""), text)
        finally:
            connection.close()


def serve(instance: Path, port: int, **settings: object) -> Served:
    """Start the program as a user does, and wait until it takes connections."""
    log = instance / "server.log"
    process = start(instance, "--no-browser", "--port", str(port), log=log, **settings)
    served = Served(instance, port, process)
    started = time.monotonic()
    while time.monotonic() - started < START_SECONDS and process.is_alive():
        with suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return served
        time.sleep(0.01)
    served.kill()
    raise AssertionError(f"The server did not start:\n{log.read_text()[-2000:]}")

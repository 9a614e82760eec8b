"""A browser without script on one kept connection; only loopback is ever asked."""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from bench.errors import BenchError

TIMEOUT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent; header names are in lower case."""

    headers: Mapping[str, str]
    body: bytes


class Browser:
    """Keeps a connection and cookies."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
        self._cookies = dict(cookies or {})

    def get(self, path: str, status: int = 200, **headers: str) -> Answer:
        """Ask for a page; a header is named as in `if_none_match`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._ask("GET", path, b"", named, status)

    def post(self, path: str, fields: Mapping[str, object], status: int) -> Answer:
        """Send a form."""
        body = urlencode(fields, doseq=True).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, body, kind, status)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _ask(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str], status: int
    ) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        sent = dict(headers) | ({"Cookie": cookies} if cookies else {})
        self._connection.request(method, path, body or None, sent)
        response = self._connection.getresponse()
        content = response.read()
        for line in response.headers.get_all("Set-Cookie", []):
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        if response.status != status:
            text = content.decode("utf-8", "replace")[:2000]
            raise BenchError(f"{method} {path} gave {response.status}, not {status}:\n{text}")
        return Answer({name.lower(): value for name, value in response.getheaders()}, content)

"""A browser for crowds: one kept connection and cookies, thousands of them in one thread."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

TIMEOUT_SECONDS = 20.0
FORM = "application/x-www-form-urlencoded"
NO_BODY = (204, 304)


class NoAnswerError(Exception):
    """The server was not there, or went away before it had answered."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server sent; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Return the body as text."""
        return self.body.decode("utf-8")


class CrowdBrowser:
    """One of many browsers; it asks for one thing after another."""

    def __init__(self, host: str, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self._host, self._port = host, port
        self._cookies = dict(cookies or {})
        self._turn = asyncio.Lock()
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def get(self, path: str, **headers: str) -> Reply:
        """Ask for a page; a header is named as in `if_none_match`."""
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        return await self._ask("GET", path, b"", named)

    async def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Reply:
        """Send a form."""
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        return await self._ask("POST", path, urlencode(fields).encode(), named)

    def close(self) -> None:
        """Close the connection."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        head = {"Host": f"{self._host}:{self._port}", **headers}
        if self._cookies:
            head["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if method == "POST":
            head |= {"Content-Type": FORM, "Content-Length": str(len(body))}
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        sent = f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body
        try:
            async with self._turn:
                return await asyncio.wait_for(self._exchange(sent), TIMEOUT_SECONDS)
        except (OSError, EOFError, TimeoutError) as error:
            self.close()
            raise NoAnswerError(f"{method} {path}: {type(error).__name__}") from error

    async def _exchange(self, sent: bytes) -> Reply:
        if self._reader is not None and self._reader.at_eof():
            self.close()
        if self._writer is None or self._reader is None:
            self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
        self._writer.write(sent)
        block = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = block.split("\r\n")
        headers = {}
        for line in filter(None, lines):
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
            if name.lower() == "set-cookie":
                key, _, content = value.strip().partition(";")[0].partition("=")
                self._cookies[key] = content
        status = int(first.split(" ", 2)[1])
        length = 0 if status in NO_BODY else int(headers.get("content-length", 0))
        body = await self._reader.readexactly(length) if length else b""
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Reply(status, headers, body)

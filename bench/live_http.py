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
    """One of many browsers; what it asks for at the same time goes over connections of its own."""

    def __init__(self, host: str, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self._host, self._port = host, port
        self._cookies = dict(cookies or {})
        self._idle: list[_Connection] = []

    async def get(self, path: str, **headers: str) -> Reply:
        """Ask for a page; a header is named as in `if_none_match`."""
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        return await self._ask("GET", path, b"", named)

    async def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Reply:
        """Send a form."""
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        return await self._ask("POST", path, urlencode(fields).encode(), named)

    def close(self) -> None:
        """Close the connections that are not in use."""
        while self._idle:
            self._idle.pop().close()

    async def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        head = {"Host": f"{self._host}:{self._port}", **headers}
        if self._cookies:
            head["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if method == "POST":
            head |= {"Content-Type": FORM, "Content-Length": str(len(body))}
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        sent = f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body
        connection = None
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                connection = await self._connection()
                reply = await connection.exchange(sent, self._cookies)
        except (OSError, EOFError, TimeoutError) as error:
            if connection is not None:
                connection.close()
            raise NoAnswerError(f"{method} {path}: {type(error).__name__}") from error
        if reply.headers.get("connection", "").lower() == "close":
            connection.close()
        else:
            self._idle.append(connection)
        return reply

    async def _connection(self) -> "_Connection":
        """Return one that is kept and still open, or a new one."""
        while self._idle:
            kept = self._idle.pop()
            if not kept.is_ended():
                return kept
            kept.close()
        return _Connection(*await asyncio.open_connection(self._host, self._port))


class _Connection:
    """A connection to the server, for one request after the other."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    def is_ended(self) -> bool:
        """Tell whether the server has closed it."""
        return self._reader.at_eof()

    def close(self) -> None:
        """Close it."""
        self._writer.close()

    async def exchange(self, sent: bytes, cookies: dict[str, str]) -> Reply:
        """Send a request and return what comes back; cookies that it sets are kept."""
        self._writer.write(sent)
        block = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = block.split("\r\n")
        headers = {}
        for line in filter(None, lines):
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
            if name.lower() == "set-cookie":
                key, _, content = value.strip().partition(";")[0].partition("=")
                cookies[key] = content
        status = int(first.split(" ", 2)[1])
        length = 0 if status in NO_BODY else int(headers.get("content-length", 0))
        body = await self._reader.readexactly(length) if length else b""
        return Reply(status, headers, body)

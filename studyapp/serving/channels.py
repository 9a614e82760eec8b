"""Connections to the server: what it refuses, and which one has to make room."""

import os
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from studyapp.web import HEADERS

MOST_CONNECTIONS = 400 if os.name == "nt" else 900
"""`select` takes 512 sockets on Windows and files numbered up to 1023 elsewhere; a usual limit of
open files is 1024 too, and the database needs some of them."""


class PlainErrorTask(ErrorTask):
    """What the server itself refuses (too large, not HTTP) is refused in our words."""

    def execute(self) -> None:
        """Answer with one sentence and the headers of every other answer."""
        error = self.request.error  # type: ignore[attr-defined]  # the stubs name another class
        self.status = f"{error.code} {error.reason}"
        body = f"{error.reason}: the server cannot take this request. Nothing was stored.\n"
        self.response_headers = [("Content-Type", "text/plain; charset=utf-8"), *HEADERS.items()]
        self.response_headers.append(("Cache-Control", "no-store"))
        self.set_close_on_finish()
        self.content_length = len(body.encode())
        self.write(body.encode())


class Channel(HTTPChannel):
    """A connection whose errors are told in our words.

    Beyond the most that can be held, one that asks for nothing is closed for each that comes: a
    crowd of silent or slow clients keeps nobody out. Who is closed connects anew to ask.

    Attributes:
        asked_at: when its last whole request came, or it did, in seconds since 1970. Bytes that
            only drip in do not count: they would put who has just come behind those who drip.
    """

    asked_at = 0.0
    error_task_class = PlainErrorTask

    def __init__(self, server: Any, *args: Any, **named: Any) -> None:
        super().__init__(server, *args, **named)
        self.asked_at = self.creation_time
        others = [channel for channel in server.active_channels.values() if channel is not self]
        if len(others) < MOST_CONNECTIONS:
            return
        silent = [c for c in others if not (c.requests or c.total_outbufs_len or c.will_close)]
        if silent:
            min(silent, key=lambda channel: channel.asked_at).will_close = True

    def received(self, data: bytes) -> bool:
        """Take in what has come, and note when it makes a request whole."""
        is_taken = super().received(data)
        if self.requests:
            self.asked_at = self.last_activity
        return is_taken

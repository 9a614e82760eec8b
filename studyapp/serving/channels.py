"""Connections to the server: what it refuses, and which one has to make room."""

import copy
import os
from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask, WSGITask

from studyapp.web import HEADERS

MOST_CONNECTIONS = 400 if os.name == "nt" else 900
"""A usual limit of open files is 1024, and the database needs some of them; Windows waits for 512
sockets at most."""
ROOM_TO_REFUSE = 1024 * 1024


class RoomyRequest(HTTPRequestParser):
    """A request whose body may be as large as its address takes."""

    path: str

    def __init__(self, adj: Any, rooms: Mapping[str, int]) -> None:
        super().__init__(adj)
        self._rooms = rooms

    def parse_header(self, header_plus: bytes) -> None:
        """Read the header; the size of the body is compared next, with what holds then."""
        super().parse_header(header_plus)
        room = self._rooms.get(self.path)
        if room is not None:
            self.adj = copy.copy(self.adj)
            self.adj.max_request_body_size = room


def larger_bodies(app: Flask) -> dict[str, int]:
    """Return the addresses that take larger bodies than others, and how large, in bytes.

    A little more comes in than they take, so that the app itself can say that it is too much.
    """
    limits = {name: getattr(view, "body_limit", 0) for name, view in app.view_functions.items()}
    return {
        rule.rule: limits[rule.endpoint] + ROOM_TO_REFUSE
        for rule in app.url_map.iter_rules()
        if limits.get(rule.endpoint) and not rule.arguments
    }


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


class KeptTask(WSGITask):
    """A request whose connection is kept when its answer has no body.

    Waitress ends a connection whose answer tells no length, and answers without a body (204, 304)
    must not tell one: each tick of a live quiz would cost a new connection.
    """

    def set_close_on_finish(self) -> None:
        """Close the connection after this answer, unless it ends by itself and more may come."""
        asked: Any = self.request
        is_last = self.version == "1.0" or asked.headers.get("CONNECTION", "").lower() == "close"
        if self.has_body or is_last:
            super().set_close_on_finish()


class Channel(HTTPChannel):
    """A connection whose errors are told in our words.

    Beyond the most that can be held, one that asks for nothing is closed for each that comes: a
    crowd of silent or slow clients keeps nobody out. Who is closed connects anew to ask.

    Attributes:
        asked_at: when its last whole request came, or it did, in seconds since 1970. Bytes that
            only drip in do not count: they would put who has just come behind those who drip.
    """

    server: Any
    _fileno: int | None
    asked_at = 0.0
    parser_class: Any
    task_class = KeptTask
    error_task_class = PlainErrorTask

    def __init__(self, server: Any, *args: Any, **named: Any) -> None:
        super().__init__(server, *args, **named)
        self.asked_at = self.creation_time
        self.parser_class = partial(RoomyRequest, rooms=server.rooms)
        if len(server.active_channels) > MOST_CONNECTIONS:
            self._make_room()
        server.look_at(self)

    def service(self) -> None:
        """Answer the first request that waits."""
        self.server.begin_to_serve(self)
        super().service()

    def del_channel(self, *args: Any) -> None:
        """Have nobody wait for this connection; it is closed next."""
        if self._fileno is not None:
            self.server.forget(self._fileno)
        super().del_channel(*args)

    def _make_room(self) -> None:
        silent = [
            one
            for one in self.server.active_channels.values()
            if one is not self and not (one.requests or one.total_outbufs_len or one.will_close)
        ]
        if silent:
            longest = min(silent, key=lambda channel: channel.asked_at)
            longest.will_close = True
            self.server.look_at(longest)

    def received(self, data: bytes) -> bool:
        """Take in what has come, and note when it makes a request whole."""
        is_taken = super().received(data)
        if self.requests:
            self.asked_at = self.last_activity
        return is_taken

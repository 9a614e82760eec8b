"""Connections to the server: what it refuses, and which one has to make room."""

import copy
from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask, WSGITask

from studyapp.web import HEADERS

ROOM_TO_REFUSE = 1024 * 1024
"""Takes in a little more than an address takes, so that the app itself says that it is too much."""


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


def larger_bodies(app: Flask) -> dict[str, int]:
    """Return the addresses that take larger bodies than others, and how large, in bytes."""
    limits = {name: getattr(view, "body_limit", 0) for name, view in app.view_functions.items()}
    return {
        rule.rule: limits[rule.endpoint] + ROOM_TO_REFUSE
        for rule in app.url_map.iter_rules()
        if limits.get(rule.endpoint) and not rule.arguments
    }


class Parser(HTTPRequestParser):
    """A request whose head is refused with an answer, whatever is wrong with it.

    Its body may be as large as its address takes.
    """

    path: str

    def __init__(self, adj: Any, rooms: Mapping[str, int]) -> None:
        super().__init__(adj)
        self._rooms = rooms

    def parse_header(self, header_plus: bytes) -> None:
        """Read a head; an address or a length that Python cannot take is a fault of the head.

        One that tells two lengths of its body is read in two ways by two servers in a row.
        """
        try:
            super().parse_header(header_plus)
        except ValueError as error:
            raise ParsingError(str(error)) from error
        if "TRANSFER_ENCODING" in self.headers or (
            self.chunked and "CONTENT_LENGTH" in self.headers
        ):
            raise ParsingError("The length of the body is told twice.")
        room = self._rooms.get(self.path)
        if room is not None:
            # The size of the body is compared next, with what holds then.
            self.adj = copy.copy(self.adj)
            self.adj.max_request_body_size = room


class Channel(HTTPChannel):
    """A connection whose errors are told in our words, and which keeps no thread waiting.

    Beyond the most that can be held, one that asks for nothing is closed for each that comes: a
    crowd of silent or slow clients keeps nobody out. Who is closed connects anew to ask.

    What a slow reader has not taken waits here, and its next request until that is taken; so a
    connection holds one answer at most, however many requests were sent ahead.

    Attributes:
        asked_at: when its last whole request came, or it did, in seconds since 1970. Bytes that
            only drip in do not count: they would put who has just come behind those who drip.
        is_behind: whether its next request waits for answers to be read.
    """

    server: Any
    _fileno: int | None
    asked_at = 0.0
    is_behind = False
    parser_class: Any
    task_class = KeptTask
    error_task_class = PlainErrorTask

    def __init__(self, server: Any, *args: Any, **named: Any) -> None:
        super().__init__(server, *args, **named)
        self.asked_at = self.creation_time
        self.parser_class = partial(Parser, rooms=server.rooms)
        if len(server.active_channels) > server.most_connections:
            server.make_room(self)
        server.look_at(self)

    def __repr__(self) -> str:
        """Return what log lines call it: not by its address."""
        return f"connection {self._fileno}"

    @property
    def is_at_work(self) -> bool:
        """Tell whether a thread has, or will soon have, a request of it in hand."""
        return bool(self.requests) and not self.is_behind

    def writable(self) -> bool:
        """Tell whether something is to be done as soon as the other side takes more."""
        return bool(self.is_behind or super().writable())

    def handle_write(self) -> None:
        """Send what waits; once all of it is taken, the next request has its turn."""
        super().handle_write()
        if self.is_behind and not self.total_outbufs_len and self.connected:
            self.is_behind = False
            self.server.add_task(self)

    def service(self) -> None:
        """Answer the first request that waits."""
        self.server.begin_to_serve(self)
        super().service()

    def close_if_told_to(self) -> None:
        """Close it if that was decided, also when the other side takes nothing any more."""
        if self.will_close and not self.is_at_work:
            self.handle_close()

    def del_channel(self, *args: Any) -> None:
        """Have nobody wait for this connection; it is closed next."""
        if self._fileno is not None:
            self.server.forget(self._fileno)
        super().del_channel(*args)

    def received(self, data: bytes) -> bool:
        """Take in what has come, and note when it makes a request whole."""
        is_taken = super().received(data)
        if self.requests:
            self.asked_at = self.last_activity
        return is_taken

    def _flush_some(self, do_close: bool = True) -> bool:
        """Send what the other side takes; only the loop closes a connection that is gone."""
        may_close = do_close and self.server.is_loop()
        return bool(super()._flush_some(may_close))  # type: ignore[misc]  # not in the stubs

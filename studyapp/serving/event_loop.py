"""The loop that waits for all connections and looks only at those where something happened."""

import errno
import logging
import selectors
import threading
import time
from collections import deque
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.server import TcpWSGIServer

from studyapp.classroom.live.tick_page import is_tick_at_hand
from studyapp.serving.channels import Channel, larger_bodies

log = logging.getLogger("studyapp.connections")
READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE
SWEEP_SECONDS = 1.0
"""How often every connection is looked at: those that were silent for too long end by it."""
NO_ROOM = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
"""What the system says when it has nothing left to hold one more connection with."""


class EventServer(TcpWSGIServer):
    """Waitress with a loop whose cost does not grow with the connections that are silent.

    Its own loop asks each connection before each wait what it waits for, which for the 300 phones
    of a live quiz costs more than to answer the one that asked. Here the system keeps what each
    waits for (`selectors`), and a connection is looked at when something came, or when the thread
    that serves it has changed what it waits for.
    """

    channel_class = Channel
    trigger: Any
    active_channels: Any
    effective_port: str
    _map: dict[int, Any]

    def __init__(self, app: Flask, *args: Any, most_connections: int, **named: Any) -> None:
        """Listen; the other arguments are those of `TcpWSGIServer`."""
        self.most_connections = most_connections
        self._selector = selectors.DefaultSelector()
        self._waits_for: dict[int | None, int] = {}
        self._changed: deque[Any] = deque()
        self._at_once: deque[Any] = deque()
        self._served = threading.local()
        self._app, self._thread = app, 0
        self._sweep_at = 0.0
        self.rooms = larger_bodies(app)
        self._is_full = self._has_no_room = self._has_told = False
        super().__init__(app, *args, **named)

    def run(self) -> None:
        """Serve until SystemExit or KeyboardInterrupt; what was begun is answered first."""
        self._thread = threading.get_ident()
        try:
            while self._map:
                self._go_round()
        except (SystemExit, KeyboardInterrupt):
            self.task_dispatcher.shutdown()
        finally:
            self._selector.close()

    def add_task(self, channel: Any) -> None:
        """Queue a connection whose next request is whole, or answer it next if that is nothing.

        Where earlier answers were not read yet, it is its turn once they are.
        """
        if channel.total_outbufs_len:
            channel.is_behind = True
        elif self.is_loop() and self._is_nothing(channel.requests[0]):
            self._at_once.append(channel)
        else:
            super().add_task(channel)

    def is_loop(self) -> bool:
        """Tell whether the loop itself asks, and not a thread that answers."""
        return threading.get_ident() == self._thread

    def begin_to_serve(self, channel: Channel) -> None:
        """Note which connection the thread that calls this is about to serve."""
        self._served.channel = channel

    def pull_trigger(self) -> None:
        """Have the loop look at the connection that this thread serves, if it waits for another."""
        self.look_at(self._served.channel)

    def look_at(self, channel: Channel) -> None:
        """Have the loop look at a connection, if it waits for something else now; any thread."""
        if self._waits_for.get(channel._fileno, 0) != _wanted_by(channel):
            self._changed.append(channel)
            self.trigger.pull_trigger()

    def forget(self, descriptor: int) -> None:
        """Wait no more for a connection that is about to be closed."""
        if self._waits_for.pop(descriptor, 0):
            self._selector.unregister(descriptor)
        self._is_full = False

    def make_room(self, newcomer: Channel | None = None) -> None:
        """Close the connection whose last request is longest ago; who reads slowly is no better."""
        idle = [
            one
            for one in self.active_channels.values()
            if one is not newcomer and not (one.is_at_work or one.will_close)
        ]
        if idle:
            longest = min(idle, key=lambda one: one.asked_at)
            longest.will_close = True
            self._changed.append(longest)

    def readable(self) -> bool:
        """Tell whether somebody may come in."""
        return bool(super().readable()) and not self._is_full

    def handle_accept(self) -> None:
        """Take in everybody who waits to come in, as far as there is room."""
        at_first = before = len(self._map)
        super().handle_accept()
        while len(self._map) > before and self.readable():
            before = len(self._map)
            super().handle_accept()
        # Without room for more the system says so also where nobody waits any more.
        if self._has_no_room and len(self._map) == at_first:
            self._is_full = True
            self.make_room()

    def accept(self) -> Any:
        """Let one in, or nobody if the system has nothing left to hold them with."""
        try:
            self._has_no_room = False
            return super().accept()
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            self._has_no_room = True
            if not self._has_told:
                self._has_told = True
                log.warning("No room for more connections than these: %s.", error.strerror)
            return None

    def maintenance(self, now: float) -> None:
        """Have those end that were silent for too long, or took nothing of their answer."""
        for channel in self.active_channels.values():
            if not channel.is_at_work and channel.last_activity < now - self.adj.channel_timeout:
                channel.will_close = True

    def _is_nothing(self, request: Any) -> bool:
        """Tell whether an answer is at hand; what is not HTTP has no path."""
        is_get = request.error is None and request.command == "GET"
        return is_get and is_tick_at_hand(self._app, request.path, request.headers.get("HOST"))

    def _go_round(self) -> None:
        if time.monotonic() >= self._sweep_at:
            self._sweep_at = time.monotonic() + SWEEP_SECONDS
            self._is_full = False
            self._wait_for(self.trigger)
            for each in list(self.active_channels.values()):
                self._settle(each)
        # Whether there is room for one more connection changes without an event.
        self._wait_for(self)
        for key, events in self._selector.select(SWEEP_SECONDS):
            self._handle(key.fd, events)
        while self._changed:
            self._settle(self._changed.popleft())

    def _handle(self, descriptor: int, events: int) -> None:
        channel = self._map.get(descriptor)
        if channel is None:
            return
        if events & READ and channel.readable():
            wasyncore.read(channel)
        if events & WRITE and channel.writable():
            wasyncore.write(channel)
        while self._at_once:
            self._serve_here(self._at_once.popleft())
        self._wait_for(channel)

    def _serve_here(self, channel: Channel) -> None:
        try:
            channel.service()
        except Exception:
            # One connection may fail, but never the loop that all of them hang on.
            channel.handle_error()

    def _settle(self, channel: Channel) -> None:
        channel.close_if_told_to()
        self._wait_for(channel)

    def _wait_for(self, channel: Any) -> None:
        """Have the system wait for what a connection waits for, until it changes no more.

        A thread that changes it and then reads what the system waits for, and this, which tells
        the system and then reads the connection again, cannot both miss the other.
        """
        while (at := channel._fileno) is not None:
            wanted, before = _wanted_by(channel), self._waits_for.get(at, 0)
            if wanted == before:
                return
            self._waits_for[at] = wanted
            if not before:
                self._selector.register(at, wanted)
            elif not wanted:
                self._selector.unregister(at)
            else:
                self._selector.modify(at, wanted)


def _wanted_by(channel: Any) -> int:
    reads, writes = channel.readable(), channel.writable()
    return (READ if reads else 0) | (WRITE if writes else 0)

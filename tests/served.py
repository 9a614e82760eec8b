"""An app behind the program's own server, in a thread of the tests."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from studyapp.serving.event_loop import EventServer
from studyapp.serving.server import server_on


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an app on a port of its own and yield its address."""
    server = listening(app)
    with running(server):
        yield f"http://127.0.0.1:{server.effective_port}"


def listening(app: Flask) -> EventServer:
    """Return the server of an app, on a port of its own, that does not run yet."""
    return server_on(socket.create_server(("127.0.0.1", 0)), app)


@contextmanager
def running(server: EventServer) -> Iterator[None]:
    """Run a server in a thread until the block ends."""

    def close() -> None:
        for channel in list(server.active_channels.values()):
            channel.handle_close()
        server.close()

    thread = threading.Thread(target=server.run, name="served app")
    thread.start()
    try:
        yield
    finally:
        server.trigger.pull_trigger(close)
        thread.join(5)
        server.task_dispatcher.shutdown()

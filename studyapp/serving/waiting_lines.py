"""In which order the threads of the server take up requests."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from waitress.task import ThreadedTaskDispatcher
from werkzeug.exceptions import HTTPException

from studyapp.classroom.live.tick_page import TICK_PATH
from studyapp.web import is_hashing

HASHING_THREADS = 2
"""One hashes while the other stores; hashes themselves are made one at a time."""


class WaitingLines(ThreadedTaskDispatcher):
    """Hands requests to the threads in their order, but for two kinds.

    Ticks of live quizzes overtake: they cost next to nothing, and hundreds of players would
    otherwise wait behind one another's answers to learn that nothing has changed.

    What hashes a password has a line and threads of its own: a class that signs in would otherwise
    keep every thread waiting for its turn to hash, and nobody else would be answered.
    """

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.hashing = ThreadedTaskDispatcher()
        self._is_hashing = _hashing_routes(app)

    def set_thread_count(self, count: int) -> None:
        """Start or stop threads until there are so many, and those that hash beside them."""
        super().set_thread_count(count)
        self.hashing.set_thread_count(min(count, HASHING_THREADS))

    def add_task(self, task: Any) -> None:
        """Queue a channel whose next request is complete; what is not HTTP has no path."""
        request = task.requests[0]
        path, method = getattr(request, "path", ""), getattr(request, "command", "")
        if self._is_hashing(method, path):
            self.hashing.add_task(task)
        elif TICK_PATH.fullmatch(path) is not None:
            with self.lock:
                self.queue.appendleft(task)
                self.queue_cv.notify()
        else:
            super().add_task(task)

    def shutdown(self, cancel_pending: bool = True, timeout: int = 5) -> bool:
        """Stop every thread once it has answered what it has begun."""
        self.hashing.shutdown(cancel_pending, timeout)
        return bool(super().shutdown(cancel_pending, timeout))


def _hashing_routes(app: Flask) -> Callable[[str, str], bool]:
    """Return what tells by method and path whether a request hashes a password."""
    routes = app.url_map.bind("localhost")

    def is_hashing_route(method: str, path: str) -> bool:
        if method != "POST":
            return False
        try:
            endpoint, _ = routes.match(path, method)
        except HTTPException:
            return False
        return is_hashing(app.view_functions[endpoint])

    return is_hashing_route

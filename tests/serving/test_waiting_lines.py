"""Who waits for whom at the server: ticks overtake, and what hashes a password waits apart."""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from flask import Flask
from waitress.task import ThreadedTaskDispatcher

from studyapp.serving.waiting_lines import WaitingLines
from studyapp.web import is_hashing
from tests.conftest import MakeApp


@dataclass(frozen=True)
class Task:
    """What waitress queues: a connection with a request that has come in."""

    method: str
    path: str

    @property
    def requests(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(command=self.method, path=self.path)]


@pytest.fixture
def lines(make_app: MakeApp) -> WaitingLines:
    """Return the lines of a server whose threads do nothing yet."""
    return WaitingLines(make_app())


def waiting(line: ThreadedTaskDispatcher) -> list[object]:
    return list(line.queue)


def test_requests_wait_in_the_order_they_came_and_ticks_overtake(lines: WaitingLines) -> None:
    page, answer, tick = Task("GET", "/"), Task("POST", "/play/1"), Task("GET", "/play/1/tick")

    for task in (page, answer, tick):
        lines.add_task(task)

    assert waiting(lines) == [tick, page, answer]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/account/sign-in", id="sign in"),
        pytest.param("/account/claim", id="claim"),
        pytest.param("/account/data/erase", id="erase"),
        pytest.param("/join/ABC234", id="take a name in a class"),
    ],
)
def test_what_hashes_a_password_keeps_nobody_else_waiting(lines: WaitingLines, path: str) -> None:
    lines.add_task(Task("POST", path))
    lines.add_task(Task("GET", path))

    assert waiting(lines) == [Task("GET", path)]
    assert waiting(lines.hashing) == [Task("POST", path)]


def test_what_is_no_route_or_not_http_waits_with_all_others(lines: WaitingLines) -> None:
    strange = [Task("POST", "/no/such/page"), Task("POST", "/account"), Task("", "")]

    for task in strange:
        lines.add_task(task)

    assert waiting(lines) == strange


def test_threads_of_both_lines_start_and_stop(lines: WaitingLines) -> None:
    lines.set_thread_count(8)
    started = len(lines.threads), len(lines.hashing.threads)

    lines.shutdown()

    assert started == (8, 2)
    assert (len(lines.threads), len(lines.hashing.threads)) == (0, 0)


def test_the_views_that_hash_are_known(app: Flask) -> None:
    marked = {name for name, view in app.view_functions.items() if is_hashing(view)}

    assert marked == {
        *("accounts.claim", "accounts.sign_in", "password.save", "own_data.erase"),
        *("second_factor.begin", "second_factor.switch_off", "join.take_name"),
    }

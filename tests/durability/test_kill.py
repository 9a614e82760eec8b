"""The server is killed over and over while answers come in; none that it took may be lost."""

import shutil
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPException
from pathlib import Path
from random import Random
from sqlite3 import connect

import pytest

from studyapp.app import create_app
from studyapp.database import db
from studyapp.review.operations import rebuild_memory
from tests.conftest import SECRET_KEY
from tests.durability.served import Browser, Reply, Served, serve
from tests.server import free_port
from tests.visitor import Form, forms_in

CYCLES = 50
CLIENTS = 4
SHORTEST_LIFE_SECONDS, LONGEST_LIFE_SECONDS = 0.05, 0.6
RETRY_SECONDS = 0.02
LAST_SECONDS = 30.0
MODULES = (
    "woods-2003/general-secretary",
    "woods-2003/united-opposition",
    "north-2023/gravedigger",
    "compare",
)


@dataclass
class Client:
    """A learner who answers without a pause and sends again what was not acknowledged.

    Attributes:
        sent: ids of the answers that left this client, whatever came of them.
        acknowledged: ids of those that the server said it had taken.
        refused: what the server said to an answer that it did not take.
        cut_off: how often the server died between a question or answer and its reply.
        stopping: set when no new answer shall begin.
        gone: set when nothing more shall be tried.
    """

    browser: Browser
    chance: Random
    stopping: threading.Event
    gone: threading.Event
    sent: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    cut_off: int = 0

    def run(self) -> None:
        """Answer question after question until it is told to stop."""
        while not self.stopping.is_set():
            address = f"/check/{self.chance.choice(MODULES)}/start"
            reply = self._try(partial(self.browser.get, address))
            if reply is not None:
                self._answer(next(f for f in forms_in(reply.text) if "answer_id" in f.fields))

    def _answer(self, form: Form) -> None:
        """Send an answer with an id of our own until it is acknowledged."""
        answer_id = str(uuid.UUID(int=self.chance.getrandbits(128)))
        fields = form.fields | {"answer_id": answer_id, "act": "unsure"}
        if "choice" in form.choices:
            fields |= {"act": "check", "choice": self.chance.choice(form.choices["choice"])}
        self.sent.append(answer_id)
        reply = None
        while reply is None and not self.gone.is_set():
            reply = self._try(partial(self.browser.post, form.action, fields))
        if reply is None:
            return
        if (reply.status, reply.location) == (303, f"/review/answers/{answer_id}"):
            self.acknowledged.append(answer_id)
        else:
            self.refused.append(f"{reply.status} {reply.text[:2000]}")

    def _try(self, ask: Callable[[], Reply]) -> Reply | None:
        """Ask the server; None when it is away or dies over it."""
        try:
            return ask()
        except ConnectionRefusedError:
            time.sleep(RETRY_SECONDS)
        except (OSError, HTTPException):
            self.cut_off += 1
        return None


@pytest.fixture
def instance(stored_content: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "instance"
    shutil.copytree(stored_content, folder)
    return folder


@pytest.fixture
def clients() -> Iterator[list[Client]]:
    """Return clients that share a port and the signals to stop; they stop in the end."""
    port, stopping, gone = free_port(), threading.Event(), threading.Event()
    yield [Client(Browser(port), Random(n), stopping, gone) for n in range(CLIENTS)]
    stopping.set()
    gone.set()


def stored_ids(instance: Path) -> Counter[str]:
    """Return how often the log holds each answer, read beside the running server."""
    with closing(connect(f"file:{instance / 'studyapp.db'}?mode=ro", uri=True)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = database.execute("SELECT entry_uuid FROM review_log WHERE kind = 'answer'")
        return Counter(row[0] for row in rows)


def live_and_die(instance: Path, clients: list[Client], life_seconds: float) -> None:
    """Start the server, look at what it holds, let it work for a while and kill it at work."""
    acknowledged = [answer_id for client in clients for answer_id in list(client.acknowledged)]
    served = serve(instance, clients[0].browser.port)
    try:
        held = stored_ids(instance)
        assert [answer_id for answer_id in acknowledged if answer_id not in held] == []
        assert set(held.values()) <= {1}
        time.sleep(life_seconds)
    finally:
        served.kill()


def finish(served: Served, clients: list[Client], threads: list[threading.Thread]) -> None:
    """Let every client bring its last answer home."""
    try:
        clients[0].stopping.set()
        for thread in threads:
            thread.join(timeout=LAST_SECONDS)
    finally:
        served.kill()


def test_no_acknowledged_answer_is_lost_or_counted_twice_when_the_server_is_killed(
    instance: Path, clients: list[Client], capsys: pytest.CaptureFixture[str]
) -> None:
    chance = Random(50)
    threads = [threading.Thread(target=client.run, daemon=True) for client in clients]
    for thread in threads:
        thread.start()

    for _ in range(CYCLES):
        life_seconds = chance.uniform(SHORTEST_LIFE_SECONDS, LONGEST_LIFE_SECONDS)
        live_and_die(instance, clients, life_seconds)
    finish(serve(instance, clients[0].browser.port), clients, threads)

    acknowledged = Counter(n for client in clients for n in client.acknowledged)
    held = stored_ids(instance)
    with capsys.disabled():
        cut_off = sum(client.cut_off for client in clients)
        sys.stdout.write(
            f"\n{CYCLES} kills cut off {cut_off} requests; {acknowledged.total()} answers "
            f"acknowledged, {len(acknowledged - held)} lost, {len(held - acknowledged)} twice\n"
        )
    assert [refusal for client in clients for refusal in client.refused] == []
    assert not any(thread.is_alive() for thread in threads)
    assert held == acknowledged == Counter(n for client in clients for n in client.sent)
    assert acknowledged.total() > CYCLES
    assert sum(client.cut_off for client in clients) > CYCLES / 2
    assert_rebuilt_alike(instance)


def assert_rebuilt_alike(instance: Path) -> None:
    app = create_app({"INSTANCE": str(instance), "SECRET_KEY": SECRET_KEY})
    with app.app_context():
        rebuilt = rebuild_memory()
        db.engine.dispose()
    assert rebuilt.differed == ()
    assert rebuilt.learners == CLIENTS

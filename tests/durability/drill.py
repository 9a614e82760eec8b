"""A server that is started and ended over and over while clients answer without a pause."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from sqlite3 import connect

from studyapp.app import create_app
from studyapp.database import db
from studyapp.review.operations import rebuild_memory
from tests.conftest import SECRET_KEY
from tests.durability.clients import CLIENTS, Client
from tests.durability.served import Served, serve

SHORTEST_LIFE_SECONDS, LONGEST_LIFE_SECONDS = 0.05, 0.6
LAST_SECONDS = 60.0
LOGGED = "SELECT entry_uuid FROM review_log WHERE kind = 'answer'"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a drill left, each answer counted by its id."""

    sent: Counter[str]
    acknowledged: Counter[str]
    held: Counter[str]
    refused: list[str]
    cut_off: int

    @property
    def lost(self) -> int:
        """Return how many answers were acknowledged and are not held."""
        return (self.acknowledged - self.held).total()

    def line(self, what: str) -> str:
        """Tell it in one line."""
        return (
            f"\n{what} cut off {self.cut_off} requests; {self.acknowledged.total()} answers"
            f" acknowledged, {self.lost} lost, {len(self.held - self.acknowledged)} twice\n"
        )


@dataclass
class Drill:
    """Starts and ends a server while clients work, and looks at what it holds in between.

    Attributes:
        held: returns how often the log holds each answer, read beside the running server.
        end: ends the server.
        settings: of the server.
        works_first: whether it always lives until somebody is answered; otherwise it does every
            other time, until two are, and ends at any moment in between.
    """

    instance: Path
    clients: list[Client]
    held: Callable[[], Counter[str]]
    end: Callable[[Served], object] = Served.kill
    settings: dict[str, object] = field(default_factory=dict)
    works_first: bool = False

    def run(self, cycles: int, chance: Random) -> Outcome:
        """Let the server live and end so often; then let every client bring its answer home."""
        threads = [threading.Thread(target=client.run, daemon=True) for client in self.clients]
        for thread in threads:
            thread.start()
        for cycle in range(cycles):
            answers = 1 if self.works_first else cycle % 2 * 2
            self._live_and_end(answers, chance.uniform(SHORTEST_LIFE_SECONDS, LONGEST_LIFE_SECONDS))
        self._finish(threads)
        assert not any(thread.is_alive() for thread in threads)
        clients = self.clients
        return Outcome(
            sent=Counter(n for client in clients for n in client.sent),
            acknowledged=Counter(n for client in clients for n in client.acknowledged),
            held=self.held(),
            refused=[refusal for client in clients for refusal in client.refused],
            cut_off=sum(client.cut_off for client in clients),
        )

    def _serve(self) -> Served:
        return serve(self.instance, self.clients[0].browser.port, **self.settings)

    def _live_and_end(self, answers: int, life_seconds: float) -> None:
        acknowledged = [n for client in self.clients for n in list(client.acknowledged)]
        served = self._serve()
        try:
            held = self.held()
            assert [answer_id for answer_id in acknowledged if answer_id not in held] == []
            assert set(held.values()) <= {1}
            self._wait_for(len(acknowledged) + answers)
            time.sleep(life_seconds)
        except BaseException:
            served.kill()
            raise
        self.end(served)

    def _wait_for(self, answers: int) -> None:
        started = time.monotonic()
        while sum(len(client.acknowledged) for client in self.clients) < answers:
            assert time.monotonic() - started < LAST_SECONDS
            time.sleep(0.01)

    def _finish(self, threads: list[threading.Thread]) -> None:
        served = self._serve()
        try:
            self.clients[0].stopping.set()
            for thread in threads:
                thread.join(timeout=LAST_SECONDS)
        finally:
            served.kill()


def stored_ids(instance: Path) -> Counter[str]:
    """Return how often the log holds each answer; the server may be running."""
    with closing(connect(f"file:{instance / 'studyapp.db'}?mode=ro", uri=True)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return Counter(row[0] for row in database.execute(LOGGED))


def assert_nothing_lost(outcome: Outcome, cycles: int) -> None:
    """Check that each answer that was sent is held once, and that many were."""
    assert outcome.refused == []
    assert outcome.held == outcome.acknowledged == outcome.sent
    assert outcome.acknowledged.total() >= cycles


def assert_rebuilt_alike(instance: Path, **settings: object) -> None:
    """Check that every schedule is what the log says."""
    app = create_app({"INSTANCE": str(instance), "SECRET_KEY": SECRET_KEY} | settings)
    with app.app_context():
        rebuilt = rebuild_memory()
        db.session.rollback()
        db.engine.dispose()
    assert rebuilt.differed == ()
    assert rebuilt.learners == CLIENTS

"""The server is killed over and over while answers come in; none that it took may be lost."""

import sys
import threading
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random
from sqlite3 import connect

import pytest

from studyapp.app import create_app
from studyapp.database import db
from studyapp.review.operations import rebuild_memory
from tests.conftest import SECRET_KEY
from tests.durability.clients import CLIENTS, Client
from tests.durability.served import Served, serve
from tests.trusted import Tally, times

CYCLES = times(50, 1000)
SHORTEST_LIFE_SECONDS, LONGEST_LIFE_SECONDS = 0.05, 0.6
LAST_SECONDS = 30.0


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


@pytest.mark.trust(row=1)
def test_no_acknowledged_answer_is_lost_or_counted_twice_when_the_server_is_killed(
    instance: Path, clients: list[Client], capsys: pytest.CaptureFixture[str], tally: Tally
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
    lost = (acknowledged - held).total()
    tally.note(tried=CYCLES, acknowledged=acknowledged.total(), lost=lost)
    with capsys.disabled():
        cut_off = sum(client.cut_off for client in clients)
        sys.stdout.write(
            f"\n{CYCLES} kills cut off {cut_off} requests; {acknowledged.total()} answers "
            f"acknowledged, {lost} lost, {len(held - acknowledged)} twice\n"
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

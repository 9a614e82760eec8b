"""A move that is killed in the middle goes on where it was and copies no row twice."""

import signal
import time
from pathlib import Path
from random import Random

import psycopg
import pytest

from tests.databases import drop_database, make_database
from tests.forked import start
from tests.safety.moves import command, counted, is_begun
from tests.sqlite_file import execute, rows
from tests.trusted import Tally, times

MOVES, KILLS = times(1, 5), 5
LOGGED = times(30_000, 100_000)
COPY_ROWS = """
WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 999 + {count})
INSERT INTO review_log (id, learner_id, entry_uuid, kind, question_id, version_id, mode, given,
    shown, "right", score, rating, recorded_at, learner_day, zone, scheduler, stability,
    difficulty, due_on, follows, milliseconds)
SELECT i, learner_id, 'copy ' || i, kind, question_id, version_id, mode, given, shown, i % 2,
    i / 1e6, rating, recorded_at, learner_day, zone, scheduler, stability * i, difficulty, due_on,
    i - 1, i
FROM n, review_log WHERE id = 1
"""


COUNT = "SELECT count(*) FROM review_log"


@pytest.mark.trust(row=24)
def test_a_move_that_is_killed_over_and_over_copies_every_row_once(
    source: Path, postgres_server: str, tally: Tally
) -> None:
    execute(source, COPY_ROWS.format(count=LOGGED))
    chance, held = Random(24), 0

    for _ in range(MOVES):
        address = make_database(at=postgres_server)
        try:
            with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as target:
                # Early, so that no kill comes after the end.
                for stop_at in sorted(chance.sample(range(LOGGED // 3), KILLS)):
                    kill_at(source, address, target, stop_at)
                code, said = command(source, address)
                assert code == 0, said
                held += counted(target, "review_log") == rows(source, COUNT)[0][0]
        finally:
            drop_database(address)

    tally.note(tried=MOVES, held=held)
    assert held == MOVES


def kill_at(source: Path, address: str, target: psycopg.Connection, stop_at: int) -> None:
    """Kill a move as soon as this many rows of the log are there."""
    log = source.with_name("said")
    process = start(source.parent, "move", str(source), address, log=log)
    before = counted(target, "review_log") if is_begun(target) else 0
    while process.is_alive():
        if is_begun(target) and counted(target, "review_log") > max(before, stop_at):
            break
        time.sleep(0.005)
    process.kill()
    process.join()
    assert process.exitcode == -signal.SIGKILL, log.read_text()
    assert is_begun(target)

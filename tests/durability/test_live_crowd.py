"""A class of 300 plays a live quiz through a server that is killed in the middle."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bench.live_run import Crowd, run_live
from tests.trusted import Tally

PLAYERS, QUESTIONS = 300, 10
WINDOW_SECONDS, JOIN_SECONDS = 1.0, 3.0


@pytest.mark.sqlite("bench/ measures PostgreSQL by itself")
@pytest.mark.trust(row=9)
@pytest.mark.trust(row=10)
def test_300_players_lose_no_answer_to_a_kill_in_the_middle(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], tally: Tally
) -> None:
    crowd = Crowd(PLAYERS, QUESTIONS, WINDOW_SECONDS, JOIN_SECONDS, quiet_seconds=0)

    # In a thread of its own, for browser tests may have left an event loop in this one.
    with ThreadPoolExecutor(1) as thread:
        played = thread.submit(run_live, tmp_path, crowd, lambda _step: None).result()

    joined, acknowledged = len(played.record.joins), len(played.record.acknowledged)
    tally.note(row=9, tried=PLAYERS, held=joined)
    tally.note(
        row=10,
        tried=PLAYERS * QUESTIONS,
        held=acknowledged - played.lost,
        acknowledged=acknowledged,
        lost=played.lost,
    )
    with capsys.disabled():
        sys.stdout.write(f"\n{played.summary()}, sent again {played.record.retries}\n")
    assert played.record.errors == []
    assert joined == PLAYERS
    assert (acknowledged, played.lost, played.doubled) == (PLAYERS * QUESTIONS, 0, 0)

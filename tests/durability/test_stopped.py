"""The server is told to stop while answers come in: what it took is stored, the rest comes back."""

import sys
from functools import partial
from pathlib import Path
from random import Random

import pytest

from tests.durability.clients import Client
from tests.durability.drill import Drill, assert_nothing_lost, assert_rebuilt_alike, stored_ids
from tests.durability.served import Served
from tests.trusted import Tally, times

STOPS = times(10, 100)


@pytest.mark.trust(row=50)
def test_no_acknowledged_answer_is_lost_when_the_server_is_told_to_stop_under_load(
    instance: Path, clients: list[Client], capsys: pytest.CaptureFixture[str], tally: Tally
) -> None:
    drill = Drill(instance, clients, held=partial(stored_ids, instance), end=Served.stop)

    outcome = drill.run(STOPS, Random(15))

    tally.note(tried=STOPS, acknowledged=outcome.acknowledged.total(), lost=outcome.lost)
    with capsys.disabled():
        sys.stdout.write(outcome.line(f"{STOPS} stops"))
    assert_nothing_lost(outcome, STOPS)
    assert_rebuilt_alike(instance)

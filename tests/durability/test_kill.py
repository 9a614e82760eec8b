"""The server is killed over and over while answers come in; none that it took may be lost."""

import sys
from functools import partial
from pathlib import Path
from random import Random

import pytest

from tests.durability.clients import Client
from tests.durability.drill import Drill, assert_nothing_lost, assert_rebuilt_alike, stored_ids
from tests.trusted import Tally, times

CYCLES = times(50, 1000)


@pytest.mark.trust(row=1)
def test_no_acknowledged_answer_is_lost_or_counted_twice_when_the_server_is_killed(
    instance: Path, clients: list[Client], capsys: pytest.CaptureFixture[str], tally: Tally
) -> None:
    drill = Drill(instance, clients, held=partial(stored_ids, instance))

    outcome = drill.run(CYCLES, Random(50))

    tally.note(tried=CYCLES, acknowledged=outcome.acknowledged.total(), lost=outcome.lost)
    with capsys.disabled():
        sys.stdout.write(outcome.line(f"{CYCLES} kills"))
    assert_nothing_lost(outcome, CYCLES)
    assert outcome.cut_off > CYCLES / 2
    assert_rebuilt_alike(instance)

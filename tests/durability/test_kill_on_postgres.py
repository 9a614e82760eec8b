"""Server and database are killed while answers come in to PostgreSQL; none taken may be lost."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random

import psycopg
import pytest

from studyapp.app import create_app
from studyapp.bank.operations import sync_content
from studyapp.database import db
from studyapp.places import ROOT
from studyapp.storage.schema import migrate
from tests import postgres_server
from tests.conftest import NOON, SECRET_KEY
from tests.durability.clients import AWAY, Client
from tests.durability.drill import LOGGED, Drill, assert_nothing_lost, assert_rebuilt_alike
from tests.durability.served import Served
from tests.postgres_server import Running
from tests.trusted import Tally, times

KILLS = times(10, 200)
OF_THE_DATABASE_TOO = 5
"""Each so manieth kill is also one of the database."""
pytestmark = pytest.mark.sqlite("here a PostgreSQL of its own is started")


@pytest.fixture
def database(instance: Path) -> Iterator[Running]:
    """Return a database server that holds the content and stores as people run it."""
    programs = postgres_server.find_programs()
    if programs is None and os.environ.get("CI") != "true":
        pytest.skip("there are no programs of PostgreSQL here (POSTGRES_BIN)")
    assert programs is not None, "CI needs the programs of PostgreSQL"
    with postgres_server.running(programs, postgres_server.DURABLE) as started:
        migrate(started.address)
        settings = {"INSTANCE": str(instance), "SECRET_KEY": SECRET_KEY}
        app = create_app(settings | {"DATABASE_URL": started.address})
        with app.app_context():
            sync_content(ROOT / "seeds", ROOT / "question_bank", now=NOON)
            db.session.rollback()
            db.engine.dispose()
        yield started


@pytest.mark.trust(row=2)
def test_no_answer_is_lost_when_the_server_or_its_postgresql_is_killed(
    instance: Path,
    clients: list[Client],
    database: Running,
    capsys: pytest.CaptureFixture[str],
    tally: Tally,
) -> None:
    address, number = database.address, count(1)
    for client in clients:
        client.away = AWAY

    def held() -> Counter[str]:
        with psycopg.connect(address.replace("+psycopg", "")) as connection:
            return Counter(row[0] for row in connection.execute(LOGGED))

    def kill(served: Served) -> None:
        also_database = next(number) % OF_THE_DATABASE_TOO == 0
        if also_database:
            database.kill()
        served.kill()
        if also_database:
            database.start()

    drill = Drill(instance, clients, held, kill, {"DATABASE_URL": address}, works_first=True)

    outcome = drill.run(KILLS, Random(2))

    tally.note(tried=KILLS, acknowledged=outcome.acknowledged.total(), lost=outcome.lost)
    with capsys.disabled():
        sys.stdout.write(outcome.line(f"{KILLS} kills"))
    assert_nothing_lost(outcome, KILLS)
    assert_rebuilt_alike(instance, DATABASE_URL=address)

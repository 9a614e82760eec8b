"""A request uses one connection, and what it has read is let go before it writes."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.pool import QueuePool

from studyapp.database import db, write_transaction

pytestmark = pytest.mark.sqlite("rows are larger than its log of writes is left to grow")

MAKE = text("CREATE TABLE heap (bytes BLOB)")
ADD = text("INSERT INTO heap VALUES (zeroblob(6000000))")
COUNT = text("SELECT count(*) FROM heap")


@pytest.fixture(autouse=True)
def heap(app_context: None) -> None:
    """Make a table for things that are larger than the log of writes is left to grow."""
    with write_transaction() as session:
        session.execute(MAKE)


def checked_out() -> int:
    """Return how many connections are at work."""
    pool = db.engine.pool
    assert isinstance(pool, QueuePool)
    return pool.checkedout()


def test_one_connection_reads_and_then_writes() -> None:
    assert db.session.scalar(COUNT) == 0
    assert checked_out() == 1

    with write_transaction() as session:
        session.execute(ADD)

        assert checked_out() == 1

    assert checked_out() == 0
    assert db.session.scalar(COUNT) == 1


def test_the_log_of_writes_starts_over_however_often_is_read_in_between(app: Flask) -> None:
    log = Path(app.config["INSTANCE"]) / "studyapp.db-wal"
    sizes = []

    for _ in range(4):
        db.session.scalar(COUNT)
        with write_transaction() as session:
            session.execute(ADD)
        sizes.append(log.stat().st_size)

    assert sizes[-1] < 2 * sizes[0]


def test_what_is_written_by_the_session_that_reads_is_stored_when_it_is_told_to() -> None:
    db.session.execute(ADD)
    db.session.rollback()
    db.session.execute(ADD)
    db.session.commit()

    assert checked_out() == 0
    assert db.session.scalar(COUNT) == 1

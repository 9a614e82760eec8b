"""What the server does by itself goes on, whatever happens to one of its chores."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from studyapp.clock import utc_now
from studyapp.database import db
from studyapp.errors import StorageError
from studyapp.serving.chores import Chore, do_chore


def test_a_chore_is_done_with_the_database_and_the_moment(app: Flask) -> None:
    done: list[tuple[datetime, str]] = []

    def look(now: datetime) -> None:
        done.append((now, db.engine.dialect.name))

    do_chore(app, Chore(look, every=timedelta(days=1)))

    ((moment, dialect),) = done
    assert moment.tzinfo is UTC
    assert utc_now() - moment < timedelta(minutes=1)
    assert dialect in {"sqlite", "postgresql"}


@pytest.mark.parametrize("error", [StorageError("The disk is full."), ZeroDivisionError("by 0")])
def test_a_chore_that_fails_is_logged_and_ends_nothing(
    app: Flask, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    def sweep(_now: datetime) -> None:
        raise error

    do_chore(app, Chore(sweep, every=timedelta(days=1)))

    (record,) = caplog.records
    assert record.levelname == "ERROR"
    assert str(error) in caplog.text

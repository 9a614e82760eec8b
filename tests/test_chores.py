"""What the server does by itself goes on, whatever becomes of one piece of it."""

import logging
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from studyapp.chores import Chore, do_chore
from studyapp.errors import StorageError
from tests.conftest import NOON


def refusing(error: Exception) -> Chore:
    def refuse(_now: datetime) -> None:
        raise error

    return Chore(refuse, every=timedelta(days=1))


@pytest.mark.parametrize(
    "error",
    [
        StorageError("The disk is full."),
        OperationalError("SELECT 1", None, ConnectionError("gone")),
        UnicodeEncodeError("ascii", "ö", 0, 1, "not in range"),
    ],
)
def test_a_chore_that_fails_is_told_and_keeps_nothing_else_from_being_done(
    app_context: None, app: Flask, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    caplog.set_level(logging.ERROR)
    done: list[datetime] = []

    for chore in (refusing(error), Chore(done.append, every=timedelta(days=1))):
        do_chore(chore, NOON)

    assert len(caplog.records) == 1
    assert done == [NOON]

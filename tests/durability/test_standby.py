"""The address leads to a standby: it is read, nothing is stored, and once promoted all goes on."""

import os
from collections.abc import Iterator

import pytest
from flask import Flask

from studyapp.bank.operations import sync_content
from studyapp.database import db
from studyapp.places import ROOT
from studyapp.storage.schema import migrate
from tests import postgres_server
from tests.conftest import NOON, MakeApp
from tests.every_page import MODULE, post
from tests.postgres_server import Running
from tests.stored import stored_rows
from tests.visitor import Visitor

pytestmark = pytest.mark.sqlite("here a PostgreSQL of its own is started")


@pytest.fixture
def standby() -> Iterator[Running]:
    """Return a database server that holds the content and can only be read."""
    programs = postgres_server.find_programs()
    if programs is None and os.environ.get("CI") != "true":
        pytest.skip("there are no programs of PostgreSQL here (POSTGRES_BIN)")
    assert programs is not None, "CI needs the programs of PostgreSQL"
    with postgres_server.running(programs, postgres_server.DURABLE) as started:
        yield started


@pytest.fixture
def app(make_app: MakeApp, standby: Running) -> Iterator[Flask]:
    migrate(standby.address)
    app = make_app(DATABASE_URL=standby.address)
    with app.app_context():
        sync_content(ROOT / "seeds", ROOT / "question_bank", now=NOON)
        db.session.rollback()
        db.engine.dispose()
    standby.stop()
    standby.start_as_standby()
    yield app
    with app.app_context():
        db.engine.dispose()


def test_a_standby_is_read_and_takes_what_is_sent_again_once_it_is_promoted(
    app: Flask, standby: Running
) -> None:
    visitor, place = Visitor(app), f"/read/{MODULE}/place"

    visitor.open(f"/read/{MODULE}")
    refused = post(visitor, place, number="61")
    standby.promote()
    taken = post(visitor, place, number="61")

    assert refused.status_code == 503
    assert "The database cannot be written to." in refused.text
    assert taken.status_code < 400
    assert len(stored_rows(app, "SELECT * FROM reading")) == 1

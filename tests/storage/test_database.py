"""Writes are stored whole or not at all, one after another, and reads never wait for them."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from studyapp import database
from studyapp.accounts.operations import ensure_learner
from studyapp.database import db, write_transaction
from studyapp.errors import BusyError, StorageError
from studyapp.storage import sqlite
from tests.conftest import NOON, MakeApp
from tests.every_page import MODULE, post
from tests.stored import everything_stored
from tests.trusted import times
from tests.visitor import Visitor

pytestmark = pytest.mark.sqlite(
    "its settings, its file and its locks; test_postgres.py is its like"
)

READ = text("SELECT n FROM counter")
WRITE = text("UPDATE counter SET n = :n")


@pytest.fixture
def counter(app_context: None) -> None:
    """Make a table that holds one number, which is 0."""
    with write_transaction() as session:
        session.execute(text("CREATE TABLE counter (n INTEGER NOT NULL)"))
        session.execute(text("INSERT INTO counter VALUES (0)"))


@pytest.fixture
def outside(app: Flask) -> Iterator[sqlite3.Connection]:
    """Return a connection of another program to the same file."""
    other = sqlite3.connect(
        database_file(app), timeout=0, isolation_level=None, check_same_thread=False
    )
    with closing(other):
        yield other


def database_file(app: Flask) -> Path:
    return Path(app.config["INSTANCE"]) / "studyapp.db"


def count() -> int:
    db.session.rollback()
    return int(db.session.execute(READ).scalar_one())


def add_one(session: Session) -> None:
    session.execute(WRITE, {"n": session.execute(READ).scalar_one() + 1})


def add_one_and_fail(error: type[BaseException]) -> None:
    with write_transaction() as session:
        add_one(session)
        raise error


def test_what_is_written_is_seen_by_the_next_read(counter: None) -> None:
    assert db.session.execute(READ).scalar_one() == 0

    with write_transaction() as session:
        add_one(session)

    assert db.session.execute(READ).scalar_one() == 1


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_an_error_in_the_middle_leaves_nothing_behind(
    counter: None, error: type[BaseException]
) -> None:
    with pytest.raises(error):
        add_one_and_fail(error)

    assert count() == 0
    with write_transaction() as session:
        add_one(session)
    assert count() == 1


def test_nothing_is_seen_before_the_end_and_no_read_waits(
    counter: None, outside: sqlite3.Connection
) -> None:
    with write_transaction() as session:
        add_one(session)

        assert outside.execute("SELECT n FROM counter").fetchone() == (0,)

    assert outside.execute("SELECT n FROM counter").fetchone() == (1,)


def test_a_transaction_in_a_transaction_is_refused_and_does_no_harm(counter: None) -> None:
    with write_transaction() as session:
        add_one(session)
        with pytest.raises(RuntimeError, match="does not nest"), write_transaction():
            pass

    assert count() == 1


def test_the_right_to_write_is_taken_at_the_start(
    counter: None, outside: sqlite3.Connection
) -> None:
    with write_transaction() as session:
        session.execute(text("SELECT 1"))

        with pytest.raises(sqlite3.OperationalError, match="locked"):
            outside.execute("BEGIN IMMEDIATE")


def test_a_read_takes_no_right_to_write(counter: None, outside: sqlite3.Connection) -> None:
    db.session.execute(READ)

    outside.execute("BEGIN IMMEDIATE")
    outside.execute("UPDATE counter SET n = 7")
    outside.execute("COMMIT")

    assert count() == 7


def test_eight_threads_lose_no_update(app: Flask, counter: None) -> None:
    def add_fifty(_: int) -> None:
        with app.app_context():
            for _ in range(50):
                with write_transaction() as session:
                    add_one(session)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add_fifty, range(8)))

    assert count() == 400


def test_every_connection_follows_the_recipe(app_context: None) -> None:
    meanings = {"WAL": "wal", "FULL": "2", "ON": "1", "OFF": "0"}
    recipe = dict(pragma.split("=") for pragma in sqlite.PRAGMAS)
    recipe |= {"busy_timeout": "5000", "journal_mode": "WAL"}

    with db.engine.connect() as connection:
        found = {
            name: str(connection.exec_driver_sql(f"PRAGMA {name}").scalar()) for name in recipe
        }

    assert found == {name: meanings.get(value, value) for name, value in recipe.items()}
    assert found["journal_mode"] == "wal"
    assert found["synchronous"] == "2"
    assert found["foreign_keys"] == "1"


def test_a_row_that_points_nowhere_is_refused(app_context: None) -> None:
    statement = "INSERT INTO session VALUES (1, 'x', 999, '2026-03-05', '2026-03-05')"

    with pytest.raises(IntegrityError, match="FOREIGN KEY"), write_transaction() as session:
        session.execute(text(statement))


def test_a_write_waits_until_another_program_has_finished(
    counter: None, outside: sqlite3.Connection
) -> None:
    outside.execute("BEGIN IMMEDIATE")
    outside.execute("UPDATE counter SET n = 5")
    timer = threading.Timer(0.2, outside.execute, ["COMMIT"])
    timer.start()

    with write_transaction() as session:
        add_one(session)

    timer.join()
    assert count() == 6


def test_a_write_gives_up_on_a_program_that_does_not_finish(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_SECONDS", 0.1)
    app = make_app()
    before = everything_stored(app)
    with closing(sqlite3.connect(database_file(app), isolation_level=None)) as outside:
        outside.execute("BEGIN IMMEDIATE")

        with app.app_context(), pytest.raises(BusyError, match="Another program"):
            ensure_learner("token", "UTC", now=NOON)
        response = post(Visitor(app), f"/read/{MODULE}/place", number="61")

    assert_is_for_later(response)
    assert everything_stored(app) == before


def test_a_write_gives_up_on_another_that_does_not_finish(
    app: Flask, counter: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WRITE_WAIT_SECONDS", 0.1)
    begun, may_end = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with app.app_context(), write_transaction() as session:
            add_one(session)
            begun.set()
            may_end.wait(10)

    slow = threading.Thread(target=write_slowly)
    slow.start()
    begun.wait(10)
    with pytest.raises(BusyError, match="busy storing"), write_transaction():
        pass
    may_end.set()
    slow.join()

    assert count() == 1


@pytest.mark.trust(row=16)
@pytest.mark.parametrize("room", range(times(1, 20)))
def test_a_full_disk_stores_nothing_says_so_and_recovers(
    app: Flask, visitor: Visitor, room: int
) -> None:
    take_all_pages = leaving(room)
    with app.app_context():
        event.listen(db.engine, "connect", take_all_pages)
        db.engine.dispose()
        with pytest.raises(StorageError, match="disk is full"):
            store_learners(1000 + 100 * room)
    before = everything_stored(app)

    # What needs no page of its own may still fit where a learner did not.
    while (response := post(Visitor(app), f"/read/{MODULE}/place", number="61")).status_code < 400:
        before = everything_stored(app)

    assert_is_for_later(response)
    assert everything_stored(app) == before
    assert visitor.client.get("/read/").status_code == 200
    with app.app_context():
        event.remove(db.engine, "connect", take_all_pages)
        db.engine.dispose()
    assert post(visitor, f"/read/{MODULE}/place", number="61").status_code < 400


def test_a_file_that_cannot_be_written_can_be_read(make_app: MakeApp, app: Flask) -> None:
    file = database_file(app)
    only_read = make_app(DATABASE_URL=f"sqlite:///file:{file}?mode=ro&uri=true")
    before = everything_stored(app)
    visitor = Visitor(only_read)

    with only_read.app_context(), pytest.raises(StorageError, match="cannot be written to"):
        ensure_learner("token", "UTC", now=NOON)

    assert_is_for_later(post(visitor, f"/read/{MODULE}/place", number="61"))
    assert visitor.client.get("/read/").status_code == 200
    assert everything_stored(app) == before


def store_learners(number: int) -> None:
    for n in range(number):
        ensure_learner(f"token {n}", "UTC", now=NOON)


def leaving(pages: int) -> Callable[[sqlite3.Connection, object], None]:
    """Return what lets the database grow by so many pages and no further, as on a full disk."""

    def take_the_others(connection: sqlite3.Connection, _record: object) -> None:
        (there,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={there + pages}")

    return take_the_others


def assert_is_for_later(response: TestResponse) -> None:
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "<h1>" in response.text

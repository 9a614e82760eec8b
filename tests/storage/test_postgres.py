"""PostgreSQL: writes wait for those they could disturb and for nobody else; errors are told."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from studyapp.accounts.models import LearnerRow
from studyapp.bank.catalogue import StoredQuestion
from studyapp.database import db, write_transaction
from studyapp.errors import BusyError, StartError, StorageError
from studyapp.places import ROOT
from studyapp.storage import postgres
from studyapp.storage.schema import MIGRATIONS, current_revision, migrate, newest_revision
from studyapp.storage.upgrading import upgrade
from tests.conftest import NOON, MakeApp
from tests.every_page import MODULE, post
from tests.server import environment
from tests.stored import stored_rows
from tests.trusted import times
from tests.visitor import Visitor

READ = text("SELECT n FROM counter")
WRITE = text("UPDATE counter SET n = :n")


@pytest.fixture
def counter(app_context: None) -> None:
    """Make a table that holds one number, which is 0."""
    with write_transaction() as session:
        session.execute(text("CREATE TABLE counter (n INTEGER NOT NULL)"))
        session.execute(text("INSERT INTO counter VALUES (0)"))


@pytest.fixture
def impatient_app(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Return an app whose statements wait a moment for others and take no longer than a second."""
    monkeypatch.setattr(postgres, "LIMITS", ("100ms", "1s"))
    return make_app()


def count() -> int:
    db.session.rollback()
    return int(db.session.execute(READ).scalar_one())


def add_one(session: Session) -> None:
    session.execute(WRITE, {"n": session.execute(READ).scalar_one() + 1})


@contextmanager
def writing_elsewhere(app: Flask, whose: int | str | None) -> Iterator[None]:
    """Hold a write transaction open in another thread."""
    begun, may_end = threading.Event(), threading.Event()

    def write() -> None:
        with app.app_context(), write_transaction(whose):
            begun.set()
            may_end.wait(20)

    other = threading.Thread(target=write)
    other.start()
    assert begun.wait(20)
    yield
    may_end.set()
    other.join()


@pytest.mark.parametrize("whose", [pytest.param(7, id="one learner"), pytest.param(None, id="all")])
def test_eight_threads_lose_no_update(app: Flask, counter: None, whose: int | None) -> None:
    def add_twenty(_: int) -> None:
        with app.app_context():
            for _ in range(20):
                with write_transaction(whose) as session:
                    add_one(session)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add_twenty, range(8)))

    assert count() == 160


def test_learners_do_not_wait_for_one_another(impatient_app: Flask) -> None:
    with writing_elsewhere(impatient_app, 1), impatient_app.app_context():
        with write_transaction(2) as session:
            session.add(LearnerRow(created_at=NOON))

        assert len(stored_rows(impatient_app, "SELECT * FROM learner")) == 1


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        pytest.param(1, 1, id="the same learner"),
        pytest.param(1, None, id="all after one"),
        pytest.param(None, 1, id="one after all"),
        pytest.param(None, None, id="all after all"),
    ],
)
def test_writes_that_could_disturb_each_other_wait_and_give_up_in_time(
    impatient_app: Flask, held: int | None, wanted: int | None
) -> None:
    with (
        writing_elsewhere(impatient_app, held),
        impatient_app.app_context(),
        pytest.raises(BusyError, match="busy storing"),
        write_transaction(wanted),
    ):
        pass


def test_a_person_who_has_to_wait_too_long_is_told_so(impatient_app: Flask) -> None:
    with writing_elsewhere(impatient_app, None):
        response = post(Visitor(impatient_app), f"/read/{MODULE}/place", number="61")

    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "busy storing" in response.text


def test_a_statement_that_takes_too_long_is_ended(impatient_app: Flask) -> None:
    with (
        impatient_app.app_context(),
        pytest.raises(BusyError, match="busy"),
        write_transaction() as session,
    ):
        session.execute(text("SELECT pg_sleep(30)"))


def test_all_reads_of_a_request_see_the_same_moment(app: Flask, counter: None) -> None:
    assert db.session.execute(READ).scalar_one() == 0

    with ThreadPoolExecutor(1) as threads:
        threads.submit(_add_one_in, app).result()

    assert db.session.execute(READ).scalar_one() == 0
    assert count() == 1


def _add_one_in(app: Flask) -> None:
    with app.app_context(), write_transaction() as session:
        add_one(session)


def test_a_session_that_reads_cannot_write(counter: None) -> None:
    with pytest.raises(DatabaseError, match="read-only"):
        db.session.execute(WRITE, {"n": 1})

    assert count() == 0


def test_a_connection_that_was_cut_is_replaced_by_the_next_request(
    app: Flask, visitor: Visitor
) -> None:
    visitor.open("/read/")

    cut_connections(app)

    assert visitor.client.get("/read/").status_code == 200
    assert post(visitor, f"/read/{MODULE}/place", number="61").status_code < 400


def test_a_connection_that_is_cut_in_the_middle_stores_nothing(app: Flask, counter: None) -> None:
    with pytest.raises(StorageError, match="does not answer"):
        _add_twice_with_a_cut_between(app)

    assert count() == 0


def _add_twice_with_a_cut_between(app: Flask) -> None:
    with write_transaction() as session:
        add_one(session)
        cut_connections(app)
        add_one(session)


def cut_connections(app: Flask) -> None:
    address = app.config["DATABASE_URL"].replace("+psycopg", "")
    with psycopg.connect(address, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.mark.parametrize(
    ("sqlstate", "error", "words"),
    [
        pytest.param("53100", StorageError, "disk is full", id="disk full"),
        pytest.param("25006", StorageError, "cannot be written to", id="a standby"),
        pytest.param("58030", StorageError, "disk reports an error", id="disk error"),
        pytest.param("XX001", StorageError, "is damaged", id="damaged"),
        pytest.param("40P01", BusyError, "busy storing", id="deadlock"),
        pytest.param("53300", BusyError, "busy storing", id="no connection left"),
        pytest.param("57P03", StorageError, "does not answer", id="starting up"),
    ],
)
def test_what_the_server_refuses_is_told_in_our_words(
    app_context: None, sqlstate: str, error: type[Exception], words: str
) -> None:
    refusing = f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{sqlstate}'; END $$"

    with pytest.raises(error, match=words), write_transaction() as session:
        session.execute(text(refusing))


def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    with pytest.raises(StartError, match="See that the server runs") as caught:
        migrate("postgresql://somebody:secret@127.0.0.1:9/studyapp")

    assert "somebody:***@127.0.0.1:9/studyapp" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_database_of_a_newer_program_is_left_alone(database_address: str) -> None:
    migrate(database_address)
    with psycopg.connect(database_address.replace("+psycopg", "")) as other:
        other.execute("UPDATE alembic_version SET version_num = '7777'")

    with pytest.raises(StartError, match="newer than this program"):
        migrate(database_address)


def test_two_programs_that_start_at_once_make_and_fill_one_database(
    database_address: str, tmp_path: Path, stored: list[StoredQuestion]
) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "studyapp", "content", "sync"],
            env=environment(tmp_path / str(n), DATABASE_URL=database_address),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for n in range(2)
    ]

    said = [process.communicate(timeout=120)[0] for process in started]

    assert [process.returncode for process in started] == [0, 0], said
    with psycopg.connect(database_address.replace("+psycopg", "")) as other:
        assert other.execute("SELECT version_num FROM alembic_version").fetchall() == [
            (newest_revision(),)
        ]
        assert other.execute("SELECT count(*) FROM question").fetchone() == (len(stored),)
        assert other.execute("SELECT count(*) FROM question_version").fetchone() == (len(stored),)


def test_a_connection_that_died_after_it_was_read_from_spoils_no_answer(app: Flask) -> None:
    with app.app_context():
        pid = db.session.execute(text("SELECT pg_backend_pid()")).scalar_one()
        address = app.config["SQLALCHEMY_DATABASE_URI"].replace("+psycopg", "")
        with psycopg.connect(address) as other:
            other.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])

        db.session.remove()

        assert db.session.execute(text("SELECT 1")).scalar_one() == 1


@pytest.mark.parametrize("last", range(3, 50, times(20, 1)))
def test_a_migration_that_is_killed_leaves_the_old_schema_and_the_next_one_works(
    database_address: str, last: int
) -> None:
    engine = create_engine(database_address)
    with engine.connect() as connection, connection.begin():
        upgrade(connection, MIGRATIONS, "0004")
    before = sorted(inspect(engine).get_table_names())

    done = subprocess.run(
        [sys.executable, "-m", "tests.durability.killed_migration", database_address, str(last)],
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=True,
    )

    assert (done.stdout, done.stderr) == ("0\n", "")
    with engine.connect() as connection:
        assert current_revision(connection) == "0004"
    assert sorted(inspect(engine).get_table_names()) == before
    engine.dispose()
    migrate(database_address)

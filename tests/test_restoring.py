"""A restore takes a backup in as a whole, brings nobody back who was erased, and loses nothing."""

import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import create_engine

from studyapp.accounts.erase_operations import erase_learner, erase_rows
from studyapp.accounts.operations import add_account
from studyapp.accounts.queries import get_account_id
from studyapp.app import create_app
from studyapp.classroom.erase_operations import erase_pupil
from studyapp.cli import main
from studyapp.database import db, write_transaction
from studyapp.erasures import list_of, noted_erasures
from studyapp.errors import StartError, StorageError
from studyapp.in_use import unused, used
from studyapp.schema import TABLES, alembic_config, newest_revision, prepare_for_migration
from tests.accounts.people import PASSWORD
from tests.conftest import NOON, SECRET_KEY
from tests.sqlite_file import execute, rows, tables

pytestmark = pytest.mark.sqlite("files are copied and replaced")

Run = Callable[..., Result]
CLASS_OF_TESS = (
    "INSERT INTO class (id, teacher_id, name, zone, erase_on, created_at) SELECT 1, id, '7b',"
    " 'UTC', '2030-01-01', '2026-01-01 00:00:00.000000' FROM learner WHERE name = 'Tess'"
)
SEAT_OF_BOB = (
    "INSERT INTO seat (id, class_id, learner_id, name, name_key, shares_misses, created_at)"
    " SELECT 5, 1, id, 'B.', 'b.', 0, '2026-01-01 00:00:00.000000' FROM learner WHERE name = 'Bob'"
)
NAMES = "SELECT name FROM learner WHERE name IS NOT NULL ORDER BY name"


@pytest.fixture
def instance(stored_content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an instance folder with the accounts of Ada and Bob; commands are about it."""
    folder = tmp_path / "instance"
    shutil.copytree(stored_content, folder)
    monkeypatch.setenv("STUDYAPP_INSTANCE", str(folder))
    monkeypatch.setenv("STUDYAPP_SECRET_KEY", SECRET_KEY)
    work(lambda _app: add("Ada"))
    work(lambda _app: add("Bob"))
    return folder


@pytest.fixture
def database(instance: Path) -> Path:
    return instance / "studyapp.db"


@pytest.fixture
def backup(database: Path, tmp_path: Path) -> Path:
    """Return a backup of the moment when there were Ada and Bob."""
    file = tmp_path / "backup.db"
    assert run("backup", str(file)).exit_code == 0
    return file


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def work(do: Callable[[Flask], object]) -> None:
    """Do something as the program would, and leave the database."""
    app = create_app()
    with app.app_context():
        try:
            do(app)
        finally:
            db.session.rollback()
            db.engine.dispose()


def add(name: str, role: str = "learner") -> None:
    add_account(name, PASSWORD, role, now=NOON)


def erase(app: Flask, name: str) -> None:
    erase_learner(get_account_id(name), app.extensions["studyapp_farewells"])


def replaced(database: Path) -> list[Path]:
    return sorted((database.parent / "backups").glob("*.replaced-*.db"))


def names_beside(database: Path) -> set[str]:
    return {file.name for file in database.parent.iterdir()}


def test_a_backup_takes_the_place_of_the_database_which_is_kept(
    database: Path, backup: Path
) -> None:
    work(lambda _app: add("Carl"))

    result = run("restore", str(backup))

    assert result.exit_code == 0, result.output
    assert rows(database, NAMES) == [("Ada",), ("Bob",)]
    (kept,) = replaced(database)
    assert rows(kept, NAMES) == [("Ada",), ("Bob",), ("Carl",)]
    assert f"What was there before is kept as {kept}." in result.output
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    assert rows(backup, NAMES) == [("Ada",), ("Bob",)]


def test_what_a_restore_replaced_can_be_restored(database: Path, backup: Path) -> None:
    work(lambda _app: add("Carl"))
    run("restore", str(backup))

    result = run("restore", str(replaced(database)[0]))

    assert result.exit_code == 0, result.output
    assert rows(database, NAMES) == [("Ada",), ("Bob",), ("Carl",)]


def test_whoever_was_erased_since_the_backup_stays_erased(database: Path, backup: Path) -> None:
    work(lambda app: erase(app, "Bob"))

    result = run("restore", str(backup))

    assert "1 people who were erased since then are erased again." in result.output
    assert rows(database, NAMES) == [("Ada",)]
    assert rows(backup, NAMES) == [("Ada",), ("Bob",)]


def test_an_erasure_that_was_not_stored_is_not_on_the_list(database: Path) -> None:
    def erase_in_vain(_app: Flask) -> None:
        learner_id = get_account_id("Bob")
        with write_transaction() as session:
            erase_rows(session, learner_id)
            raise StorageError("The disk is full.")

    with pytest.raises(StorageError, match="full"):
        work(erase_in_vain)

    assert rows(database, NAMES) == [("Ada",), ("Bob",)]
    assert noted_erasures(database) == []


def test_whoever_got_the_number_of_an_erased_learner_stays(database: Path) -> None:
    work(lambda app: erase(app, "Bob"))
    work(lambda _app: add_account("Carl", PASSWORD, "learner", now=NOON + timedelta(days=1)))
    later = database.parent / "later.db"
    run("backup", str(later))
    ids = rows(database, "SELECT id FROM learner WHERE name = 'Carl'")
    assert [(erasure.id,) for erasure in noted_erasures(database)] == ids

    result = run("restore", str(later))

    assert "erased" not in result.output
    assert rows(database, NAMES) == [("Ada",), ("Carl",)]


def test_an_erased_teacher_whose_class_comes_back_is_nobody(database: Path, tmp_path: Path) -> None:
    work(lambda _app: add("Tess", "teacher"))
    execute(database, CLASS_OF_TESS)
    before = tmp_path / "before.db"
    run("backup", str(before))
    execute(database, "DELETE FROM class")
    work(lambda app: erase(app, "Tess"))

    result = run("restore", str(before))

    assert "1 people" in result.output
    assert rows(database, NAMES) == [("Ada",), ("Bob",)]
    assert rows(
        database,
        "SELECT learner.name, role, password_hash FROM class"
        " JOIN learner ON learner.id = teacher_id",
    ) == [(None, "learner", None)]


def test_an_erased_pupil_does_not_come_back_to_the_class(database: Path, tmp_path: Path) -> None:
    work(lambda _app: add("Tess", "teacher"))
    execute(database, CLASS_OF_TESS, SEAT_OF_BOB)
    before = tmp_path / "before.db"
    run("backup", str(before))
    work(lambda _app: erase_pupil(1, 5))

    result = run("restore", str(before))

    assert "1 people" in result.output
    assert rows(database, "SELECT id FROM seat") == []
    assert rows(database, NAMES) == [("Ada",), ("Bob",), ("Tess",)]


def test_a_list_with_a_line_that_was_cut_off_is_read(database: Path, backup: Path) -> None:
    with list_of(database).open("a") as file:
        file.write('\n{"what": "learner", "id": 1, "ma')
    work(lambda app: erase(app, "Bob"))

    assert run("restore", str(backup)).exit_code == 0

    assert rows(database, NAMES) == [("Ada",)]
    assert stat.S_IMODE(list_of(database).stat().st_mode) & 0o022 == 0


def test_an_erasure_that_cannot_be_noted_does_not_happen(database: Path) -> None:
    list_of(database).mkdir()

    def erase_in_vain(app: Flask) -> None:
        with pytest.raises(StorageError, match="cannot be noted"):
            erase(app, "Bob")
        # Everybody else can go on writing.
        add("Carl")

    work(erase_in_vain)

    assert rows(database, NAMES) == [("Ada",), ("Bob",), ("Carl",)]


def test_nothing_is_restored_while_a_server_runs(database: Path, backup: Path) -> None:
    before = names_beside(database)
    with used(database):
        result = run("restore", str(backup))

    assert result.exit_code == 1
    assert "A server is using the database" in result.output
    assert names_beside(database) - before <= {"studyapp.db.in-use"}


def test_nothing_is_restored_while_another_program_has_the_database_open(
    database: Path, backup: Path
) -> None:
    work(lambda _app: add("Carl"))
    with closing(sqlite3.connect(database)) as other:
        assert other.execute(NAMES).fetchall()

        result = run("restore", str(backup))

        assert result.exit_code == 1
        assert "Another program is using the database" in result.output
    assert len(rows(database, NAMES)) == 3


def test_no_server_starts_during_a_restore(database: Path) -> None:
    with unused(database), pytest.raises(StartError, match="being restored"), used(database):
        pass


@pytest.mark.parametrize("place", [0, 40_000, 400_000])
def test_a_damaged_backup_is_refused(database: Path, backup: Path, place: int) -> None:
    before, content = names_beside(database), database.read_bytes()
    with backup.open("r+b") as file:
        file.seek(place)
        file.write(b"\xa5" * 100_000)

    result = run("restore", str(backup))

    assert result.exit_code == 1
    assert "Error: " in result.output
    assert "backup.db" in result.output
    assert names_beside(database) - before <= {"studyapp.db.in-use"}
    assert database.read_bytes() == content


def test_a_backup_of_a_newer_program_is_refused(database: Path, backup: Path) -> None:
    execute(backup, "UPDATE alembic_version SET version_num = '7777'")
    content = database.read_bytes()

    result = run("restore", str(backup))

    assert result.exit_code == 1
    assert "newer than this program (its schema is 7777" in result.output
    assert database.read_bytes() == content


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"Dear Ada, " * 999, "not a database", id="a letter"),
        pytest.param(b"", "no database of this program", id="an empty file"),
        pytest.param(None, "There is no file", id="nothing"),
    ],
)
def test_what_is_no_backup_is_refused(
    database: Path, tmp_path: Path, content: bytes | None, said: str
) -> None:
    file = tmp_path / "file.db"
    if content is not None:
        file.write_bytes(content)
    before = database.read_bytes()

    result = run("restore", str(file))

    assert result.exit_code == 1
    assert said in result.output
    assert database.read_bytes() == before


def test_a_database_of_another_program_is_refused(database: Path, tmp_path: Path) -> None:
    other = tmp_path / "songs.db"
    execute(other, "CREATE TABLE song (id INTEGER)", "INSERT INTO song VALUES (1)")

    result = run("restore", str(other))

    assert result.exit_code == 1
    assert "no database of this program" in result.output
    assert rows(database, NAMES) == [("Ada",), ("Bob",)]


def test_a_damaged_database_is_replaced_and_kept_as_it_was(database: Path, backup: Path) -> None:
    damaged = b"SQLite format 3\x00" + b"\xa5" * 8000
    database.write_bytes(damaged)

    result = run("restore", str(backup))

    assert result.exit_code == 0, result.output
    assert rows(database, NAMES) == [("Ada",), ("Bob",)]
    assert replaced(database)[0].read_bytes() == damaged


def test_a_database_that_is_gone_comes_back(database: Path, backup: Path) -> None:
    database.unlink()

    result = run("restore", str(backup))

    assert result.exit_code == 0, result.output
    assert rows(database, NAMES) == [("Ada",), ("Bob",)]
    assert replaced(database) == []


def test_the_log_of_writes_of_the_old_database_does_not_touch_the_new_one(
    database: Path, backup: Path, tmp_path: Path
) -> None:
    # As it is after a power cut: the last answers stand in the log of writes alone.
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA wal_autocheckpoint=0")
        with connection:
            connection.execute("UPDATE learner SET name = 'Carl' WHERE name = 'Bob'")
        for ending in ("", "-wal"):
            shutil.copy(f"{database}{ending}", tmp_path / f"cut.db{ending}")
    for ending in ("", "-wal"):
        (tmp_path / f"cut.db{ending}").replace(f"{database}{ending}")

    result = run("restore", str(backup))

    assert result.exit_code == 0, result.output
    assert rows(database, NAMES) == [("Ada",), ("Bob",)]
    assert rows(replaced(database)[0], NAMES) == [("Ada",), ("Carl",)]


def test_a_backup_of_an_older_schema_is_brought_to_this_one(database: Path, backup: Path) -> None:
    engine = create_engine(f"sqlite:///{backup}")
    prepare_for_migration(engine)
    with engine.connect() as connection, connection.begin():
        command.downgrade(alembic_config(connection), "0006")
    engine.dispose()
    assert tables(backup).keys() < {*TABLES.tables, "alembic_version"}

    result = run("restore", str(backup))

    assert f"Its schema was brought from 0006 to {newest_revision()}." in result.output
    assert tables(database).keys() == {*TABLES.tables, "alembic_version"}
    assert rows(database, NAMES) == [("Ada",), ("Bob",)]
    assert "day_tally" not in tables(backup)

"""A restore takes a backup in as a whole, brings nobody back who was erased, and loses nothing."""

import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine

from studyapp.errors import StartError
from studyapp.places import ROOT
from studyapp.storage.in_use import unused, used
from studyapp.storage.schema import (
    MIGRATIONS,
    TABLES,
    migrate,
    newest_revision,
    prepare_for_migration,
)
from studyapp.storage.upgrading import alembic_config
from tests.safety.commands import NAMES, add, names_beside, replaced, run, work
from tests.server import environment
from tests.sqlite_file import execute, rows, tables

GUEST = (
    "INSERT INTO learner (role, zone, created_at)"
    " VALUES ('learner', 'UTC', '2026-01-01 00:00:00.000000')"
)
A_SESSION_FOR_EACH = (
    "INSERT INTO session (token_hash, learner_id, created_at, seen_at)"
    " SELECT 'of ' || coalesce(name, 'a guest'), id, created_at, created_at FROM learner"
)
pytestmark = pytest.mark.sqlite("files are copied and replaced")


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


def test_a_database_that_is_a_link_stays_one(database: Path, backup: Path, tmp_path: Path) -> None:
    real = tmp_path / "volume" / "data.db"
    real.parent.mkdir()
    database.rename(real)
    database.symlink_to(real)
    work(lambda _app: add("Carl"))

    result = run("restore", str(backup))

    assert result.exit_code == 0, result.output
    assert database.readlink() == real
    assert rows(real, NAMES) == [("Ada",), ("Bob",)]
    (kept,) = replaced(real)
    assert not kept.is_symlink()
    assert rows(kept, NAMES) == [("Ada",), ("Bob",), ("Carl",)]
    assert run("doctor").exit_code == 0, run("doctor").output


def test_a_server_is_noticed_by_whichever_way_its_database_is_named(
    database: Path, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(database)
    monkeypatch.setenv("STUDYAPP_DATABASE_URL", f"sqlite:///{link}")

    with used(database):
        result = run("restore", str(backup))

    assert "A server is using the database" in result.output


def test_a_database_made_by_way_of_a_link_is_private(tmp_path: Path) -> None:
    real, link = tmp_path / "real.db", tmp_path / "link.db"
    link.symlink_to(real)

    migrate(f"sqlite:///{link}")

    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert link.is_symlink()


def test_what_a_restore_replaced_can_be_restored(database: Path, backup: Path) -> None:
    work(lambda _app: add("Carl"))
    run("restore", str(backup))

    result = run("restore", str(replaced(database)[0]))

    assert result.exit_code == 0, result.output
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


def test_whoever_has_a_name_signs_in_again_and_guests_stay(database: Path, tmp_path: Path) -> None:
    execute(database, GUEST, A_SESSION_FOR_EACH)
    before = tmp_path / "before.db"
    run("backup", str(before))

    result = run("restore", str(before))

    assert "signs in again; devices signed out: 2." in result.output
    assert rows(database, "SELECT token_hash FROM session") == [("of a guest",)]
    assert len(rows(before, "SELECT token_hash FROM session")) == 3


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
        command.downgrade(alembic_config(connection, MIGRATIONS), "0006")
    engine.dispose()
    assert tables(backup).keys() < {*TABLES.tables, "alembic_version"}

    result = run("restore", str(backup))

    assert f"Its schema was brought from 0006 to {newest_revision()}." in result.output
    assert tables(database).keys() == {*TABLES.tables, "alembic_version"}
    assert rows(database, NAMES) == [("Ada",), ("Bob",)]
    assert "day_tally" not in tables(backup)


def test_a_full_disk_leaves_the_database_as_it_was(
    instance: Path, database: Path, backup: Path
) -> None:
    def allow_files_of_a_megabyte() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    content = database.read_bytes()
    assert len(content) > 1_000_000
    done = subprocess.run(
        [sys.executable, "-m", "studyapp", "restore", str(backup)],
        cwd=ROOT,
        env=environment(instance),
        preexec_fn=allow_files_of_a_megabyte,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1
    assert database.read_bytes() == content
    assert not any("restoring" in name for name in names_beside(database))

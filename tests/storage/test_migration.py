"""A migration changes the whole schema or nothing, and keeps what is stored."""

import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine

from studyapp.errors import StartError
from studyapp.places import ROOT
from studyapp.safety.regular_backups import backups_of
from studyapp.storage import schema
from studyapp.storage.schema import (
    MIGRATIONS,
    TABLES,
    migrate,
    newest_revision,
    prepare_for_migration,
)
from studyapp.storage.upgrading import alembic_config
from tests.sqlite_file import execute, rows, tables

pytestmark = pytest.mark.sqlite("files are changed, damaged and held by others")

REVISION = '''\
"""A revision of a test."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{after}"


def upgrade() -> None:
    {upgrade}
'''

AddRevision = Callable[[str], None]


@pytest.fixture
def add_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AddRevision:
    """Let a program of the future have one more revision, with this as its `upgrade`."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    after = newest_revision()

    def add(upgrade: str) -> None:
        monkeypatch.setattr(schema, "MIGRATIONS", folder)
        indented = upgrade.replace("\n", "\n    ")
        text = REVISION.format(revision="9000", after=after, upgrade=indented)
        (folder / "versions" / "9000_later.py").write_text(text, encoding="utf-8")

    return add


def store_a_session(file: Path) -> None:
    execute(
        file,
        "INSERT INTO learner (id, role, zone, created_at) VALUES (1, 'learner', 'UTC', '2026')",
        "INSERT INTO session VALUES (1, 'hash', 1, '2026', '2026')",
    )


def test_a_second_migration_changes_nothing(database_file: Path, database_address: str) -> None:
    migrate(database_address)
    store_a_session(database_file)
    before = database_file.read_bytes()

    migrate(database_address)

    assert database_file.read_bytes() == before


def test_the_way_back_to_nothing_works_and_the_way_up_again(
    database_file: Path, database_address: str
) -> None:
    migrate(database_address)
    engine = create_engine(database_address)
    prepare_for_migration(engine)

    with engine.connect() as connection, connection.begin():
        command.downgrade(alembic_config(connection, MIGRATIONS), "base")
    engine.dispose()

    assert tables(database_file).keys() == {"alembic_version"}
    migrate(database_address)
    assert tables(database_file).keys() == {*TABLES.tables, "alembic_version"}


@pytest.mark.trust(row=23)
def test_a_database_of_a_newer_program_is_left_alone(
    database_file: Path, database_address: str
) -> None:
    migrate(database_address)
    execute(database_file, "UPDATE alembic_version SET version_num = '7777'")
    before = database_file.read_bytes()

    with pytest.raises(StartError, match="7777") as caught:
        migrate(database_address)

    assert newest_revision() in str(caught.value)
    assert "newer than this program" in str(caught.value)
    assert database_file.read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"# Notes\n\nThis is no database.\n" * 99, id="text"),
        pytest.param(b"SQLite format 3\x00" + b"\xa5" * 8000, id="damaged"),
    ],
)
def test_a_file_that_is_no_database_is_left_alone(
    database_file: Path, database_address: str, content: bytes
) -> None:
    database_file.write_bytes(content)

    with pytest.raises(StartError, match="cannot be used") as caught:
        migrate(database_address)

    assert str(database_file) in str(caught.value)
    assert database_file.read_bytes() == content


def test_the_database_of_another_program_is_left_alone(
    database_file: Path, database_address: str
) -> None:
    execute(
        database_file, "CREATE TABLE learner (number INTEGER)", "INSERT INTO learner VALUES (7)"
    )

    with pytest.raises(StartError, match="cannot be used"):
        migrate(database_address)

    assert tables(database_file).keys() == {"learner"}
    assert rows(database_file, "SELECT number FROM learner") == [(7,)]


@pytest.mark.parametrize(
    "place",
    [pytest.param("missing/study.db", id="no folder"), pytest.param("", id="a folder itself")],
)
def test_a_place_that_holds_no_file_is_named(tmp_path: Path, place: str) -> None:
    with pytest.raises(StartError, match="cannot be used"):
        migrate(f"sqlite:///{tmp_path / place}")


def test_an_address_that_cannot_be_read_is_named() -> None:
    with pytest.raises(StartError, match="DATABASE_URL"):
        migrate("no address")


def test_a_new_revision_is_applied_and_keeps_what_is_stored(
    database_file: Path, database_address: str, add_revision: AddRevision
) -> None:
    migrate(database_address)
    store_a_session(database_file)
    add_revision('op.add_column("session", sa.Column("label", sa.String(20)))')

    migrate(database_address)

    assert rows(database_file, "SELECT id, learner_id, label FROM session") == [(1, 1, None)]
    assert rows(database_file, "SELECT version_num FROM alembic_version") == [("9000",)]


def test_a_backup_of_the_older_schema_is_kept(
    database_file: Path, database_address: str, add_revision: AddRevision
) -> None:
    migrate(database_address)
    assert backups_of(database_file) == {}
    store_a_session(database_file)
    before = tables(database_file)
    add_revision('op.add_column("session", sa.Column("label", sa.String(20)))')

    migrate(database_address)

    ((backup, file),) = backups_of(database_file).items()
    assert backup.cause == "migration"
    assert tables(file) == before
    assert rows(file, "SELECT id, learner_id FROM session") == [(1, 1)]


def test_without_a_backup_nothing_is_migrated(
    database_file: Path, database_address: str, add_revision: AddRevision
) -> None:
    migrate(database_address)
    (database_file.parent / "backups").write_text("a file in the way")
    before = tables(database_file)
    add_revision('op.add_column("session", sa.Column("label", sa.String(20)))')

    with pytest.raises(StartError, match="Without a backup the database is not changed"):
        migrate(database_address)

    assert tables(database_file) == before


def test_a_new_database_can_be_read_by_nobody_else(
    database_file: Path, database_address: str
) -> None:
    migrate(database_address)

    assert stat.S_IMODE(database_file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        pytest.param("raise RuntimeError('half way')", RuntimeError, id="fails itself"),
        pytest.param("op.drop_table('no_such_table')", StartError, id="refused by the database"),
        pytest.param("op.execute('DELETE FROM learner')", StartError, id="breaks links"),
    ],
)
def test_a_revision_that_fails_leaves_everything_as_it_was(
    database_file: Path,
    database_address: str,
    add_revision: AddRevision,
    fault: str,
    error: type[Exception],
) -> None:
    migrate(database_address)
    store_a_session(database_file)
    before = tables(database_file)
    add_revision(f'op.create_table("extra", sa.Column("id", sa.Integer()))\n{fault}')

    with pytest.raises(error):
        migrate(database_address)

    assert tables(database_file) == before
    assert rows(database_file, "SELECT id FROM session") == [(1,)]
    assert rows(database_file, "SELECT version_num FROM alembic_version") != [("9000",)]


def test_rebuilding_a_table_keeps_the_rows_that_point_at_it(
    database_file: Path, database_address: str, add_revision: AddRevision
) -> None:
    migrate(database_address)
    store_a_session(database_file)
    add_revision(
        'with op.batch_alter_table("learner", recreate="always") as batch:\n'
        '    batch.alter_column("zone", type_=sa.String(80))'
    )

    migrate(database_address)

    assert rows(database_file, "SELECT id, learner_id FROM session") == [(1, 1)]
    assert rows(database_file, "PRAGMA foreign_key_check") == []


def test_a_database_that_another_program_holds_is_named(
    database_file: Path, database_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studyapp.storage.sqlite.BUSY_TIMEOUT_SECONDS", 0.1)
    with closing(sqlite3.connect(database_file, isolation_level=None)) as outside:
        outside.execute("BEGIN EXCLUSIVE")

        with pytest.raises(StartError, match="nothing else holds it"):
            migrate(database_address)


def test_a_start_with_nothing_to_migrate_leaves_alembic_alone(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/studyapp.db"
    migrate(address)
    program = (
        "import sys; import studyapp.serving.server; from studyapp.storage.schema import migrate; "
        f"migrate({address!r}); sys.exit('alembic' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0

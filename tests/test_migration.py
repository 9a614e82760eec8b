"""A migration changes the whole schema or nothing, and keeps what is stored."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine

from studyapp import schema
from studyapp.errors import StartError
from studyapp.schema import (
    MIGRATIONS,
    TABLES,
    alembic_config,
    migrate,
    newest_revision,
    prepare_for_migration,
)
from tests.sqlite_file import execute, rows, tables

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
def file(tmp_path: Path) -> Path:
    return tmp_path / "study.db"


@pytest.fixture
def address(file: Path) -> str:
    return f"sqlite:///{file}"


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


def test_a_second_migration_changes_nothing(file: Path, address: str) -> None:
    migrate(address)
    store_a_session(file)
    before = file.read_bytes()

    migrate(address)

    assert file.read_bytes() == before


def test_the_way_back_to_nothing_works_and_the_way_up_again(file: Path, address: str) -> None:
    migrate(address)
    engine = create_engine(address)
    prepare_for_migration(engine)

    with engine.connect() as connection, connection.begin():
        command.downgrade(alembic_config(connection), "base")
    engine.dispose()

    assert tables(file).keys() == {"alembic_version"}
    migrate(address)
    assert tables(file).keys() == {*TABLES.tables, "alembic_version"}


def test_a_database_of_a_newer_program_is_left_alone(file: Path, address: str) -> None:
    migrate(address)
    execute(file, "UPDATE alembic_version SET version_num = '7777'")
    before = file.read_bytes()

    with pytest.raises(StartError, match="7777") as caught:
        migrate(address)

    assert str(newest_revision()) in str(caught.value)
    assert "newer than this program" in str(caught.value)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"# Notes\n\nThis is no database.\n" * 99, id="text"),
        pytest.param(b"SQLite format 3\x00" + b"\xa5" * 8000, id="damaged"),
    ],
)
def test_a_file_that_is_no_database_is_left_alone(file: Path, address: str, content: bytes) -> None:
    file.write_bytes(content)

    with pytest.raises(StartError, match="cannot be used") as caught:
        migrate(address)

    assert str(file) in str(caught.value)
    assert file.read_bytes() == content


def test_the_database_of_another_program_is_left_alone(file: Path, address: str) -> None:
    execute(file, "CREATE TABLE learner (number INTEGER)", "INSERT INTO learner VALUES (7)")

    with pytest.raises(StartError, match="cannot be used"):
        migrate(address)

    assert tables(file).keys() == {"learner"}
    assert rows(file, "SELECT number FROM learner") == [(7,)]


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
    file: Path, address: str, add_revision: AddRevision
) -> None:
    migrate(address)
    store_a_session(file)
    add_revision('op.add_column("session", sa.Column("label", sa.String(20)))')

    migrate(address)

    assert rows(file, "SELECT id, learner_id, label FROM session") == [(1, 1, None)]
    assert rows(file, "SELECT version_num FROM alembic_version") == [("9000",)]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        pytest.param("raise RuntimeError('half way')", RuntimeError, id="fails itself"),
        pytest.param("op.drop_table('no_such_table')", StartError, id="refused by the database"),
        pytest.param("op.execute('DELETE FROM learner')", StartError, id="breaks links"),
    ],
)
def test_a_revision_that_fails_leaves_everything_as_it_was(
    file: Path, address: str, add_revision: AddRevision, fault: str, error: type[Exception]
) -> None:
    migrate(address)
    store_a_session(file)
    before = tables(file)
    add_revision(f'op.create_table("extra", sa.Column("id", sa.Integer()))\n{fault}')

    with pytest.raises(error):
        migrate(address)

    assert tables(file) == before
    assert rows(file, "SELECT id FROM session") == [(1,)]
    assert rows(file, "SELECT version_num FROM alembic_version") != [("9000",)]


def test_rebuilding_a_table_keeps_the_rows_that_point_at_it(
    file: Path, address: str, add_revision: AddRevision
) -> None:
    migrate(address)
    store_a_session(file)
    add_revision(
        'with op.batch_alter_table("learner", recreate="always") as batch:\n'
        '    batch.alter_column("zone", type_=sa.String(80))'
    )

    migrate(address)

    assert rows(file, "SELECT id, learner_id FROM session") == [(1, 1)]
    assert rows(file, "PRAGMA foreign_key_check") == []


def test_a_database_that_another_program_holds_is_named(
    file: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studyapp.database.BUSY_TIMEOUT_SECONDS", 0.1)
    with closing(sqlite3.connect(file, isolation_level=None)) as outside:
        outside.execute("BEGIN EXCLUSIVE")

        with pytest.raises(StartError, match="nothing else holds it"):
            migrate(address)

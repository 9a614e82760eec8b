"""What is no whole backup of this program is refused, and the database stays as it was."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from studyapp.storage.schema import MIGRATIONS, TABLES, newest_revision
from studyapp.storage.tables import columns_at, columns_in, columns_of, lacking
from tests.golden.making import load_golden, revisions
from tests.safety.commands import NAMES, names_beside, run
from tests.sqlite_file import execute, rows

pytestmark = pytest.mark.sqlite("files are copied and replaced")


@pytest.mark.parametrize("place", [0, 40_000, 400_000])
def test_a_damaged_backup_is_refused(database: Path, backup: Path, place: int) -> None:
    before, content = names_beside(database), database.read_bytes()
    with backup.open("r+b") as file:
        file.seek(place)
        file.write(b"\xa5" * 100_000)

    result = run("restore", str(backup))

    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {backup} ")
    assert result.stderr.endswith(" The database was not changed.\n")
    assert "restoring-" not in result.stderr
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
        pytest.param(b"Dear Ada, " * 999, "is no backup (file is not a database).", id="a letter"),
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
    assert "restoring-" not in result.output
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        pytest.param("DROP TABLE day_tally", "the table day_tally", id="a table"),
        pytest.param(
            "ALTER TABLE learner DROP COLUMN zone",
            "the column learner.zone",
            id="a column",
        ),
    ],
)
def test_a_backup_that_lacks_something_is_refused(
    database: Path, backup: Path, change: str, lacks: str
) -> None:
    execute(backup, change)
    before = database.read_bytes()

    result = run("restore", str(backup))

    assert result.exit_code == 1
    assert result.stderr == (
        f"Error: {backup} is no whole database of this program: it lacks {lacks}."
        " The database was not changed.\n"
    )
    assert database.read_bytes() == before


@pytest.mark.parametrize("revision", ["0001", newest_revision()])
def test_a_foreign_database_that_names_our_schema_is_refused(
    database: Path, tmp_path: Path, revision: str
) -> None:
    other = tmp_path / "songs.db"
    execute(
        other,
        "CREATE TABLE song (id INTEGER)",
        "CREATE TABLE alembic_version (version_num TEXT)",
    )
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("INSERT INTO alembic_version VALUES (?)", [revision])

    result = run("restore", str(other))

    assert result.exit_code == 1
    assert (
        f"Error: {other} is no whole database of this program: it lacks the table " in result.stderr
    )
    assert " more. The database was not changed." in result.stderr
    assert rows(database, NAMES) == [("Ada",), ("Bob",)]


def test_a_backup_without_a_revision_is_refused(database: Path, backup: Path) -> None:
    execute(
        backup,
        "DROP TABLE alembic_version",
        "CREATE TABLE alembic_version (version_num TEXT)",
        "INSERT INTO alembic_version VALUES (NULL)",
    )

    assert "no database of this program" in run("restore", str(backup)).stderr


@pytest.mark.parametrize("revision", revisions())
def test_nothing_is_lacking_in_what_every_schema_has_held(revision: str, tmp_path: Path) -> None:
    load_golden(revision, tmp_path / "golden.db")
    engine = create_engine(f"sqlite:///{tmp_path}/golden.db")

    with engine.connect() as connection:
        found = columns_in(connection)
    engine.dispose()

    assert found == columns_at(revision, MIGRATIONS)
    assert lacking(columns_of(TABLES), found) == "" or revision != newest_revision()


def test_a_database_of_another_program_is_refused(database: Path, tmp_path: Path) -> None:
    other = tmp_path / "songs.db"
    execute(other, "CREATE TABLE song (id INTEGER)", "INSERT INTO song VALUES (1)")

    result = run("restore", str(other))

    assert result.exit_code == 1
    assert "no database of this program" in result.output
    assert rows(database, NAMES) == [("Ada",), ("Bob",)]

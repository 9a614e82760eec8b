"""The command `backup`, and what its siblings say where they have nothing to do."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from studyapp.cli import main
from tests.accounts.people import answer_something
from tests.sqlite_file import execute, rows
from tests.stored import change_stored, everything_stored
from tests.visitor import Visitor

LEARNERS = "SELECT count(*) FROM learner"
ACTS = "SELECT act, is_command FROM audit_entry"


@pytest.fixture
def database(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the database of the app that commands are about."""
    monkeypatch.setenv("STUDYAPP_INSTANCE", app.config["INSTANCE"])
    return Path(app.config["INSTANCE"]) / "studyapp.db"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.sqlite("files are copied")
def test_a_backup_says_where_it_is_and_does_not_overwrite(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"

    first, second, third = (
        run("backup", str(file)),
        run("backup", str(file)),
        run("backup", str(file), "--force"),
    )

    assert (first.exit_code, second.exit_code, third.exit_code) == (0, 1, 0)
    size = file.stat().st_size
    assert first.output == f"The database is copied to {file} and checked ({size:,} bytes).\n"
    assert second.output == (
        f"Error: {file} exists already. Choose another name, or add --force.\n"
    )
    assert rows(file, LEARNERS) == rows(database, LEARNERS)
    assert rows(database, ACTS) == [("backup", 1), ("backup", 1)]


@pytest.mark.sqlite("files are copied")
@pytest.mark.parametrize(
    "name",
    ["studyapp.db", "studyapp.db-wal", "studyapp.db.in-use", "studyapp.erasures.jsonl", "link.db"],
)
@pytest.mark.parametrize("force", [[], ["--force"]], ids=["plain", "forced"])
def test_no_backup_takes_the_place_of_the_database_or_of_its_files(
    database: Path, name: str, force: list[str]
) -> None:
    (database.parent / "link.db").symlink_to(database)
    place, before = database.parent / "backups" / ".." / name, database.stat().st_ino
    (database.parent / "backups").mkdir(exist_ok=True)

    result = run("backup", str(place), *force)

    assert result.exit_code == 1
    assert result.stderr == (
        f"Error: {place} is the database itself or belongs to it, so it is not replaced."
        " Choose another name.\n"
    )
    assert database.stat().st_ino == before
    assert (database.parent / "link.db").is_symlink()


@pytest.mark.sqlite("files are copied")
def test_no_backup_takes_the_place_of_a_device(database: Path, tmp_path: Path) -> None:
    device = tmp_path / "device"
    device.symlink_to("/dev/null")

    result = run("backup", str(device), "--force")

    assert result.exit_code == 1
    assert "is no file, so it is not replaced" in result.stderr
    assert device.is_symlink()


@pytest.mark.sqlite("files are copied")
def test_a_database_without_an_audit_log_is_copied_as_it_is(database: Path, tmp_path: Path) -> None:
    execute(database, "DROP TABLE audit_entry")
    execute(database, "UPDATE alembic_version SET version_num = '0007'")

    result = run("backup", str(tmp_path / "copy.db"))

    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.sqlite("files are copied")
def test_a_backup_with_broken_links_is_kept_and_says_so(database: Path, tmp_path: Path) -> None:
    execute(database, "INSERT INTO session VALUES (9, 'hash', 777, '2026', '2026')")

    result = run("backup", str(tmp_path / "copy.db"))

    assert result.exit_code == 0
    assert "Rows that belong to others which are not there: 1;" in result.stderr


@pytest.mark.sqlite("files are copied")
def test_a_large_backup_shows_how_far_it_is(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studyapp.safety.cli.LARGE", 0)

    assert "Copying" in run("backup", str(tmp_path / "copy.db")).output


@pytest.mark.sqlite("a database that is not there is named")
def test_a_database_that_is_not_there_yet_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDYAPP_INSTANCE", str(tmp_path))

    result = run("backup", str(tmp_path / "copy.db"))

    assert result.exit_code == 1
    assert "There is no database" in result.output
    assert not (tmp_path / "studyapp.db").exists()


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_postgresql_has_tools_of_its_own(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDYAPP_INSTANCE", str(tmp_path))
    monkeypatch.setenv("STUDYAPP_DATABASE_URL", "postgresql://ada@db.example.org/study")

    result = run(command, str(tmp_path / "copy.db"))

    assert result.exit_code == 1
    assert "pg_dump and pg_restore, or pgBackRest" in result.output
    assert result.output.count("\n") == 1


def test_the_doctor_mends_schedules_on_every_database(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDYAPP_INSTANCE", app.config["INSTANCE"])
    monkeypatch.setenv("STUDYAPP_DATABASE_URL", app.config["SQLALCHEMY_DATABASE_URI"])
    answer_something(visitor)
    right = everything_stored(app)
    change_stored(app, "UPDATE memory SET stability = 99")

    run("doctor", "--repair")

    assert run("doctor").output.splitlines()[-2:] == [
        "Rows named by others: in order",
        "What follows from the answers: in order",
    ]
    now = everything_stored(app)
    assert [row.act for row in now.pop("audit_entry")] == ["doctor --repair"]
    assert now == {name: rows for name, rows in right.items() if name != "audit_entry"}

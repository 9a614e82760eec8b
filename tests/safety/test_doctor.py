"""The doctor tells what is wrong, and mends what can be derived anew after a backup."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from studyapp.cli import main
from studyapp.database import db
from studyapp.safety.erasures import list_of
from studyapp.safety.regular_backups import backups_of
from tests.accounts.people import answer_something
from tests.sqlite_file import execute, rows
from tests.stored import change_stored, everything_stored
from tests.visitor import Visitor

pytestmark = pytest.mark.sqlite("files are looked at")

SOUND = """\
Rights of the files: in order
File of the database: in order
Links between tables: in order
Schema: in order
People who were erased: in order
Rows named by others: in order
What follows from the answers: in order
"""


@pytest.fixture
def database(app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the database of the app, with two answers in it; commands are about it."""
    instance = Path(app.config["INSTANCE"])
    monkeypatch.setenv("STUDYAPP_INSTANCE", str(instance))
    for file in [instance / "secret_key", *instance.glob("*.db*")]:
        file.touch()
        file.chmod(0o600)
    (instance / "secret_key").write_text("k" * 64)
    answer_something(visitor)
    answer_something(visitor)
    return instance / "studyapp.db"


def doctor(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["doctor", *arguments])


def test_a_sound_database_is_in_order(database: Path, app: Flask) -> None:
    before = everything_stored(app)

    result = doctor()

    assert (result.exit_code, result.output) == (0, SOUND)
    assert everything_stored(app) == before


def test_a_broken_schedule_is_found_and_left_alone(database: Path, app: Flask) -> None:
    change_stored(app, "UPDATE memory SET stability = 99, due_on = '2031-01-01'")
    broken = everything_stored(app)

    result = doctor()

    assert result.exit_code == 1
    assert result.output.splitlines()[:-1] == SOUND.splitlines()[:-1]
    last = result.output.splitlines()[-1]
    assert last.startswith("What follows from the answers: learner 1, question ")
    assert everything_stored(app) == broken


def test_a_broken_schedule_and_day_are_mended_after_a_backup(database: Path, app: Flask) -> None:
    right = everything_stored(app)
    change_stored(app, "UPDATE memory SET stability = 99")
    change_stored(app, "UPDATE day_tally SET answers = 7")

    result = doctor("--repair")

    assert result.exit_code == 0, result.output
    assert "Put right: 2 schedules and 1 day." in result.output
    now = everything_stored(app)
    assert [row.act for row in now.pop("audit_entry")] == ["doctor --repair"]
    assert now == {name: rows for name, rows in right.items() if name != "audit_entry"}
    ((backup, file),) = backups_of(database).items()
    assert backup.cause == "repair"
    assert rows(file, "SELECT answers FROM day_tally") == [(7,)]
    assert doctor().output == SOUND


def test_without_a_backup_nothing_is_mended(database: Path, app: Flask) -> None:
    change_stored(app, "UPDATE memory SET stability = 99")
    (database.parent / "backups").write_text("a file in the way")
    broken = everything_stored(app)

    result = doctor("--repair")

    assert result.exit_code == 1
    assert "No backup can be kept" in result.output
    assert everything_stored(app) == broken


def test_a_repair_of_what_is_in_order_does_nothing(database: Path) -> None:
    result = doctor("--repair")

    assert (result.exit_code, result.output) == (0, f"{SOUND}There is nothing to repair.\n")
    assert backups_of(database) == {}


def test_a_broken_link_is_found_and_not_mended(database: Path) -> None:
    execute(database, "INSERT INTO session VALUES (9, 'hash', 777, '2026', '2026')")

    result = doctor("--repair")

    assert result.exit_code == 1
    said = "Links between tables: row 9 of session belongs to a row of learner that is not there"
    assert said in result.output.splitlines()
    assert rows(database, "SELECT learner_id FROM session WHERE id = 9") == [(777,)]


def test_an_answer_that_follows_none_is_found(database: Path, app: Flask) -> None:
    change_stored(app, "UPDATE review_log SET follows = 777 WHERE id = 1")

    result = doctor()

    assert result.exit_code == 1
    assert "review_log.follows of 1 row names nothing, first in row 1" in result.output


def test_a_question_without_its_words_is_found(database: Path, app: Flask) -> None:
    change_stored(app, "UPDATE question SET content_hash = 'none' WHERE id = 3")

    assert "question.content_hash of 1 row names nothing, first in row 3" in doctor().output


def test_files_that_others_can_read_are_named(database: Path) -> None:
    key = database.parent / "secret_key"
    key.chmod(0o644)

    result = doctor()

    assert result.exit_code == 1
    assert f"others on this machine can use {key}; chmod 600 {key}" in result.output


def test_a_damaged_file_is_told_with_the_newest_backup(database: Path, app: Flask) -> None:
    assert CliRunner().invoke(main, ["doctor", "--repair"]).exit_code == 0
    change_stored(app, "UPDATE memory SET stability = 99")
    doctor("--repair")
    with app.app_context():
        db.engine.dispose()
    (backup,) = backups_of(database).values()
    with database.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * 400_000)

    result = doctor("--repair")

    assert result.exit_code == 1
    assert f"File of the database: damaged, and the newest good backup is {backup}" in result.output
    assert "Nothing was changed: the faults above come first." in result.output


def test_a_file_that_is_no_database_is_told(database: Path, app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()
    database.write_bytes(b"Dear Ada, " * 999)

    result = doctor()

    assert result.exit_code == 1
    assert "damaged, and there is no good backup" in result.output


def test_another_schema_is_told_and_left_as_it_is(database: Path) -> None:
    execute(database, "UPDATE alembic_version SET version_num = '0006'")

    result = doctor()

    assert result.exit_code == 1
    assert "Schema: it is 0006, this program has " in result.output
    assert rows(database, "SELECT version_num FROM alembic_version") == [("0006",)]


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ("DROP TABLE day_tally", "the table day_tally"),
        ("DROP TABLE learner", "the table learner"),
        ("ALTER TABLE learner DROP COLUMN zone", "the column learner.zone"),
    ],
)
def test_a_table_or_column_that_is_not_there_is_named(
    database: Path, change: str, lacks: str
) -> None:
    execute(database, change)

    result = doctor()

    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert result.output.splitlines()[-1] == f"Schema: it lacks {lacks}; restore a backup"


def test_an_erased_learner_who_is_back_is_found(database: Path) -> None:
    ((learner_id, made_at),) = rows(database, "SELECT id, created_at FROM learner")
    made_at = made_at.replace(" ", "T") + "+00:00"
    list_of(database).write_text(
        f'{{"what": "learner", "id": {learner_id}, "made_at": "{made_at}", "at": "2026"}}\n'
    )
    list_of(database).chmod(0o600)

    result = doctor()

    assert result.exit_code == 1
    assert f"People who were erased: learner {learner_id} is here again" in result.output


def test_a_missing_database_is_named_and_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDYAPP_INSTANCE", str(tmp_path))

    result = doctor()

    assert result.exit_code == 1
    assert "There is no database" in result.output
    assert not (tmp_path / "studyapp.db").exists()

"""Nobody who was erased comes back with a backup."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from studyapp.accounts.operations import add_account
from studyapp.accounts.own_data.erase_operations import erase_rows
from studyapp.accounts.queries import get_account_id
from studyapp.classroom.sittings.erase_operations import erase_pupil
from studyapp.database import write_transaction
from studyapp.errors import StorageError
from studyapp.safety.erasures import list_of, noted_erasures
from tests.accounts.people import PASSWORD
from tests.conftest import NOON
from tests.safety.commands import NAMES, add, erase, run, work
from tests.sqlite_file import execute, rows

pytestmark = [pytest.mark.sqlite("files are copied and replaced"), pytest.mark.trust(row=45)]

CLASS_OF_TESS = (
    "INSERT INTO class (id, teacher_id, name, zone, erase_on, created_at) SELECT 1, id, '7b',"
    " 'UTC', '2030-01-01', '2026-01-01 00:00:00.000000' FROM learner WHERE name = 'Tess'"
)
SEAT_OF_BOB = (
    "INSERT INTO seat (id, class_id, learner_id, name, name_key, shares_misses, created_at)"
    " SELECT 5, 1, id, 'B.', 'b.', 0, '2026-01-01 00:00:00.000000' FROM learner WHERE name = 'Bob'"
)


def test_whoever_was_erased_since_the_backup_stays_erased(database: Path, backup: Path) -> None:
    work(lambda app: erase(app, "Bob"))

    result = run("restore", str(backup))

    assert "People erased again, as they were since that backup: 1." in result.output
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

    assert "since that backup: 1." in result.output
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

    assert "since that backup: 1." in result.output
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

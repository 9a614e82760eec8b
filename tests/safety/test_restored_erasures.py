"""Nobody who was erased comes back with a backup."""

import resource
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


def test_an_erasure_that_finds_no_room_is_taken_off_the_list_again(
    database: Path, tmp_path: Path
) -> None:
    def erase_both_on_a_full_disk(_app: Flask) -> None:
        both = [get_account_id(name) for name in ("Ada", "Bob")]
        with write_transaction() as session:
            for learner_id in both:
                erase_rows(session, learner_id)
            session.flush()
            # Room for the lines of the list, none for a page of the database.
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))

    try:
        with pytest.raises(StorageError, match="nothing can be stored"):
            work(erase_both_on_a_full_disk)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)

    assert list_of(database).read_text().count('"learner"') == 2
    assert noted_erasures(database) == []
    later = tmp_path / "later.db"
    run("backup", str(later))
    work(lambda app: erase(app, "Bob"))
    result = run("restore", str(later))
    assert "since that backup: 1." in result.output
    assert rows(database, NAMES) == [("Ada",)]


def test_of_two_erasures_with_room_for_one_line_neither_is_on_the_list(database: Path) -> None:
    def erase_both(_app: Flask) -> None:
        both = [get_account_id(name) for name in ("Ada", "Bob")]
        with write_transaction() as session:
            for learner_id in both:
                erase_rows(session, learner_id)
            session.flush()
            resource.setrlimit(resource.RLIMIT_FSIZE, (180, resource.RLIM_INFINITY))

    try:
        with pytest.raises(StorageError, match="cannot be noted"):
            work(erase_both)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)

    assert list_of(database).stat().st_size == 180
    assert noted_erasures(database) == []
    assert rows(database, NAMES) == [("Ada",), ("Bob",)]


def test_people_erased_together_are_all_on_the_list(database: Path, backup: Path) -> None:
    def erase_both(_app: Flask) -> None:
        both = [get_account_id(name) for name in ("Ada", "Bob")]
        with write_transaction() as session:
            for learner_id in both:
                erase_rows(session, learner_id)

    work(erase_both)

    result = run("restore", str(backup))

    assert "since that backup: 2." in result.output
    assert rows(database, NAMES) == []


DAMAGED = [
    pytest.param(b"\xff\xff", id="no letters"),
    pytest.param(
        b'{"id": [1], "what": "learner", "made_at": "2026-01-01T00:00:00+00:00"}', id="[]"
    ),
    pytest.param(b'{"id": true, "what": "seat", "made_at": "2026-01-01T00:00:00+00:00"}', id="yes"),
    pytest.param(b'{"id": 1e9, "what": "seat", "made_at": "2026-01-01T00:00:00+00:00"}', id="1e9"),
    pytest.param(b'{"id": 1, "what": "class", "made_at": "2026-01-01T00:00:00+00:00"}', id="class"),
    pytest.param(b'{"id": 1, "what": "seat", "made_at": "2026-01-01"}', id="a day"),
    pytest.param(b'{"id": 1, "what": "seat", "made_at": 2026}', id="a number for a day"),
    pytest.param(b'{"id": 1, "what": "seat"}', id="no moment"),
    pytest.param(b"{}", id="nothing"),
    pytest.param(b'["learner", 1]', id="a list"),
    pytest.param(b"[" * 100_000 + b"}", id="deep"),
]


@pytest.mark.parametrize("line", DAMAGED)
def test_a_damaged_line_is_named_and_the_others_are_read(
    database: Path, backup: Path, line: bytes
) -> None:
    work(lambda app: erase(app, "Bob"))
    good = list_of(database).read_bytes()
    list_of(database).write_bytes(line + good)
    content = database.read_bytes()

    refused = run("restore", str(backup))

    assert refused.exit_code == 1
    said = f"Line 1 of {list_of(database)} cannot be read. Mend what stands there, or delete it, "
    assert refused.stderr.startswith(f"Error: {said}")
    assert refused.stderr.endswith(" Nothing was changed.\n")
    assert database.read_bytes() == content
    assert f"People who were erased: {said}" in run("doctor").output
    list_of(database).write_bytes(good)
    assert "since that backup: 1." in run("restore", str(backup)).output


def test_several_damaged_lines_are_numbered_and_the_erased_are_looked_for(database: Path) -> None:
    copy = database.read_bytes()
    work(lambda app: erase(app, "Bob"))
    database.write_bytes(copy)
    with list_of(database).open("ab") as file:
        file.write(b"?\n" * 7)

    result = run("doctor")

    said = f"Lines 3, 4, 5, 6, 7 and 2 more of {list_of(database)} cannot be read."
    assert f"People who were erased: {said}" in result.output
    assert "is here again; restore a backup by the command restore" in result.output


def test_zeros_that_a_power_cut_has_left_are_passed_over(database: Path, backup: Path) -> None:
    list_of(database).write_bytes(b"\0" * 130)
    work(lambda app: erase(app, "Bob"))

    assert "since that backup: 1." in run("restore", str(backup)).output


def test_a_list_that_cannot_be_read_is_named(database: Path, backup: Path) -> None:
    list_of(database).mkdir()

    result = run("restore", str(backup))

    assert result.exit_code == 1
    assert result.stderr == f"Error: {list_of(database)} cannot be read (Is a directory).\n"


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

"""What keeps the program from starting is told in one line, with exit code 1."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from studyapp.storage.in_use import unused
from tests.forked import refusal
from tests.server import free_port
from tests.sqlite_file import execute

pytestmark = [
    pytest.mark.sqlite("files are in the way"),
    pytest.mark.trust(row=17),
]

Settings = dict[str, object]
Fault = Callable[[Path, ExitStack], Settings]


def a_folder_that_is_not_there(instance: Path, held: ExitStack) -> Settings:
    return {"DATABASE_URL": f"sqlite:///{instance / 'missing' / 'study.db'}"}


def a_folder_in_place_of_the_database(instance: Path, held: ExitStack) -> Settings:
    (instance / "study.db").mkdir()
    return {"DATABASE_URL": f"sqlite:///{instance / 'study.db'}"}


def an_older_database_that_can_only_be_read(instance: Path, held: ExitStack) -> Settings:
    file = instance / "studyapp.db"
    execute(file, "UPDATE alembic_version SET version_num = '0007'")
    return {"DATABASE_URL": f"sqlite:///file:{file}?mode=ro&uri=true"}


def a_database_of_a_newer_program(instance: Path, held: ExitStack) -> Settings:
    execute(instance / "studyapp.db", "UPDATE alembic_version SET version_num = '7777'")
    return {}


def a_database_server_that_is_away(instance: Path, held: ExitStack) -> Settings:
    return {"DATABASE_URL": f"postgresql://study:secret@127.0.0.1:{free_port()}/study"}


def an_address_of_no_database(instance: Path, held: ExitStack) -> Settings:
    return {"DATABASE_URL": "mysql://host/study"}


def a_key_that_is_too_short(instance: Path, held: ExitStack) -> Settings:
    (instance / "secret_key").write_text("short")
    return {}


def proxies_that_are_no_number(instance: Path, held: ExitStack) -> Settings:
    return {"PROXIES": "one"}


def texts_that_are_not_there(instance: Path, held: ExitStack) -> Settings:
    return {"SEEDS": instance / "missing", "DATABASE_URL": f"sqlite:///{instance / 'new.db'}"}


def a_database_that_is_being_restored(instance: Path, held: ExitStack) -> Settings:
    held.enter_context(unused(instance / "studyapp.db"))
    return {}


def a_database_that_another_program_holds(instance: Path, held: ExitStack) -> Settings:
    other = sqlite3.connect(instance / "studyapp.db", isolation_level=None)
    held.callback(other.close)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    return {}


FAULTS: dict[Fault, str] = {
    a_folder_that_is_not_there: "study.db cannot be used (unable to open database file)",
    a_folder_in_place_of_the_database: "study.db cannot be used (unable to open database file)",
    an_older_database_that_can_only_be_read: "Without a backup the database is not changed",
    a_database_of_a_newer_program: "newer than this program (its schema is 7777",
    a_database_server_that_is_away: "See that the server runs",
    an_address_of_no_database: "STUDYAPP_DATABASE_URL names no SQLite file",
    a_key_that_is_too_short: "secret_key holds no usable key. Delete it",
    proxies_that_are_no_number: "STUDYAPP_PROXIES is 'one'",
    texts_that_are_not_there: "The texts and questions have errors (above)",
    a_database_that_is_being_restored: "is being restored",
    a_database_that_another_program_holds: "nothing else holds it",
}


@pytest.fixture
def held() -> Iterator[ExitStack]:
    """Return what a fault holds until the test is over."""
    with ExitStack() as stack:
        yield stack


@pytest.mark.parametrize(("fault", "expected"), FAULTS.items(), ids=[f.__name__ for f in FAULTS])
def test_a_fault_is_told_in_one_line(
    stored_content: Path, tmp_path: Path, held: ExitStack, fault: Fault, expected: str
) -> None:
    instance = tmp_path / "instance"
    shutil.copytree(stored_content, instance)

    said = refusal(instance, "--port", str(free_port()), **fault(instance, held))

    *before, last = said.splitlines()
    assert last.startswith("Error: ")
    assert expected in last
    assert "secret@" not in said
    assert before == [] or fault is texts_that_are_not_there

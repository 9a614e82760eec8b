"""A start on a damaged database writes nothing to it and names the newest backup that is whole."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from studyapp.errors import StartError
from studyapp.safety.regular_backups import keep_backup
from studyapp.storage.schema import migrate
from tests.conftest import NOON
from tests.forked import refusal
from tests.safety.commands import NAMES, run
from tests.sqlite_file import execute, rows
from tests.trusted import Tally

pytestmark = pytest.mark.sqlite("files are damaged")

FILES = 200
PAGE = 4096
LEARNER = "(NULL, 'learner', 'UTC', '2026-03-05 12:00:00.000000')"
Damage = Callable[[bytearray, Random], None]


def page_of(content: bytearray, chance: Random) -> slice:
    number = chance.randrange(len(content) // PAGE)
    return slice(number * PAGE, (number + 1) * PAGE)


def fill_a_page(content: bytearray, chance: Random) -> None:
    content[page_of(content, chance)] = chance.randbytes(PAGE)


def empty_a_page(content: bytearray, chance: Random) -> None:
    content[page_of(content, chance)] = bytes(PAGE)


def copy_a_page_over_another(content: bytearray, chance: Random) -> None:
    content[page_of(content, chance)] = content[page_of(content, chance)]


def cut_off_the_end(content: bytearray, chance: Random) -> None:
    del content[chance.randrange(1, len(content) - PAGE) :]


def fill_many_pages(content: bytearray, chance: Random) -> None:
    for _ in range(20):
        fill_a_page(content, chance)


def spoil_the_head(content: bytearray, chance: Random) -> None:
    content[: chance.randrange(16, 100)] = chance.randbytes(100)


DAMAGES: tuple[Damage, ...] = (
    *(fill_a_page, empty_a_page, copy_a_page_over_another),
    *(cut_off_the_end, fill_many_pages, spoil_the_head),
)


def refusal_of(database: Path) -> str | None:
    try:
        migrate(f"sqlite:///{database}")
    except StartError as error:
        return str(error)
    return None


def dump(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


@pytest.fixture
def good(database: Path) -> Path:
    """Return the newest backup that is whole; a newer one is damaged."""
    good = keep_backup(database, "hourly", now=NOON)
    newest = keep_backup(database, "hourly", now=NOON.replace(hour=23))
    newest.write_bytes(newest.read_bytes()[: 20 * PAGE])
    return good


@pytest.mark.trust(row=18)
def test_damaged_files_are_refused_and_the_good_backup_is_named(
    database_file: Path, tally: Tally
) -> None:
    migrate(f"sqlite:///{database_file}")
    learners = "INSERT INTO learner (name, role, zone, created_at)"
    execute(database_file, f"{learners} VALUES {', '.join([LEARNER] * 400)}")
    good = keep_backup(database_file, "hourly", now=NOON)
    whole, everything = database_file.read_bytes(), dump(database_file)
    chance, refused, wrong = Random(18), 0, []

    for number in range(FILES):
        damage = DAMAGES[number % len(DAMAGES)]
        damage(content := bytearray(whole), chance)
        database_file.write_bytes(content)
        said = refusal_of(database_file)
        refused += said is not None
        told = said is not None and str(good) in said and "\n" not in said
        untouched = database_file.read_bytes() == content
        if not untouched or not (told or (said is None and dump(database_file) == everything)):
            wrong.append((number, damage.__name__, said))

    tally.note(tried=FILES, held=FILES - len(wrong))
    assert wrong == []
    assert refused > FILES * 0.8


def test_the_program_says_so_in_one_line_and_a_restore_mends_it(database: Path, good: Path) -> None:
    content = bytearray(database.read_bytes())
    fill_many_pages(content, Random(1))
    database.write_bytes(content)

    said = refusal(database.parent)

    assert said.count("\n") == 1
    assert "cannot be used: it is damaged" in said
    assert f"The newest good backup is {good}; this puts it in place: " in said
    assert database.read_bytes() == content
    assert run("restore", str(good)).exit_code == 0
    assert refusal_of(database) is None
    assert rows(database, NAMES) == [("Ada",), ("Bob",)]


def test_what_a_killed_server_left_in_its_log_is_not_brought_into_a_damaged_file(
    database: Path, good: Path
) -> None:
    killed = database.with_name("killed")
    killed.mkdir()
    with closing(sqlite3.connect(database, isolation_level=None)) as server:
        server.execute("PRAGMA journal_mode=WAL")
        server.execute("UPDATE learner SET zone = 'Asia/Tokyo'")
        for name in ("studyapp.db", "studyapp.db-wal"):
            shutil.copy(database.with_name(name), killed / name)
    content = bytearray((killed / "studyapp.db").read_bytes())
    fill_many_pages(content, Random(1))
    (killed / "studyapp.db").write_bytes(content)
    log = (killed / "studyapp.db-wal").read_bytes()

    said = refusal_of(killed / "studyapp.db")

    assert said is not None
    assert (killed / "studyapp.db").read_bytes() == content
    assert (killed / "studyapp.db-wal").read_bytes() == log


def test_without_a_good_backup_the_place_is_named(database: Path) -> None:
    database.write_bytes(database.read_bytes()[: 9 * PAGE])

    said = refusal_of(database)

    assert said is not None
    assert said.endswith(f"There is no good backup in {database.parent / 'backups'}.")

"""A copy of a database is whole, checked and of one moment, or is not there."""

import os
import resource
import sqlite3
import stat
import subprocess
import sys
import textwrap
import threading
from contextlib import closing
from pathlib import Path

import pytest

from studyapp.errors import ConflictError, StorageError
from studyapp.places import ROOT
from studyapp.safety.backup import back_up
from tests.sqlite_file import execute, rows

pytestmark = pytest.mark.sqlite("files are copied")

SECONDS = 60
FILL = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)"
    " INSERT INTO entry (content) SELECT randomblob(1000000) FROM n"
)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return a database of 40 MB; none of it compresses or repeats."""
    file = tmp_path / "study.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, content BLOB)")
        connection.execute(FILL)
    return file


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "safe place"
    folder.mkdir()
    return folder / "copy [1].db"


def names_beside(target: Path) -> list[str]:
    return sorted(file.name for file in target.parent.iterdir())


def copying(database: Path, target: Path, tell: str) -> list[str]:
    """Return a command that copies; `tell` is run after each step."""
    program = textwrap.dedent(f"""
        import sys, time
        from pathlib import Path
        from studyapp.safety.backup import back_up
        def tell(done, total):
            {tell}
        back_up(Path(sys.argv[1]), Path(sys.argv[2]), tell=tell)
    """)
    return [sys.executable, "-c", program, str(database), str(target)]


def test_a_copy_is_one_file_that_nobody_else_can_read(database: Path, target: Path) -> None:
    assert back_up(database, target) == 0

    assert names_beside(target) == [target.name]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert rows(target, "SELECT * FROM entry") == rows(database, "SELECT * FROM entry")


def test_a_file_that_exists_is_replaced_only_if_that_is_meant(database: Path, target: Path) -> None:
    target.write_text("a letter")

    with pytest.raises(ConflictError, match="exists already"):
        back_up(database, target)

    assert target.read_text() == "a letter"
    back_up(database, target, replaces=True)
    assert rows(target, "SELECT count(*) FROM entry") == [(40,)]


def test_a_copy_shows_one_moment_although_others_write_and_do_not_wait(
    database: Path, target: Path
) -> None:
    written: list[int] = []

    def write(done: int, total: int) -> None:
        with closing(sqlite3.connect(database, timeout=0)) as other, other:
            found = other.execute("INSERT INTO entry (content) VALUES ('x') RETURNING id")
            written.append(found.fetchone()[0])
            other.execute("UPDATE entry SET content = 'changed' WHERE id <= 40")

    back_up(database, target, tell=write)

    assert len(written) > 3
    assert rows(target, "SELECT max(id), min(length(content)) FROM entry") == [(40, 1000000)]
    assert rows(database, "SELECT max(id) FROM entry") == [(written[-1],)]


def test_two_copies_at_once_are_both_whole(database: Path, target: Path) -> None:
    other = target.with_name("other.db")
    second = threading.Thread(target=back_up, args=[database, other])
    second.start()
    back_up(database, target)
    second.join()

    assert rows(target, "SELECT count(*) FROM entry") == [(40,)]
    assert rows(other, "SELECT count(*) FROM entry") == [(40,)]


@pytest.mark.parametrize("place", [20_000_000, 100])
def test_no_copy_of_a_damaged_database_is_kept(database: Path, target: Path, place: int) -> None:
    back_up(database, target)
    good = target.read_bytes()
    execute(database, "CREATE INDEX by_length ON entry (length(content))")
    with database.open("r+b") as file:
        file.seek(place)
        file.write(b"\xa5" * 4_000_000)

    with pytest.raises(StorageError, match=r"is damaged|cannot be copied"):
        back_up(database, target, replaces=True)

    assert target.read_bytes() == good
    assert names_beside(target) == [target.name]


def test_a_database_that_is_not_there_is_named_and_not_made(tmp_path: Path, target: Path) -> None:
    with pytest.raises(StorageError, match=r"no\.db cannot be copied"):
        back_up(tmp_path / "no.db", target)

    assert names_beside(target) == []
    assert not (tmp_path / "no.db").exists()


def test_a_folder_that_is_not_there_is_named(database: Path, target: Path) -> None:
    with pytest.raises(StorageError, match="No such file or directory"):
        back_up(database, target.parent / "nowhere" / "copy.db")


def test_broken_links_are_counted_and_kept(tmp_path: Path, target: Path) -> None:
    database = tmp_path / "linked.db"
    execute(
        database,
        "CREATE TABLE parent (id INTEGER PRIMARY KEY)",
        "CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id REFERENCES parent (id))",
        "INSERT INTO child VALUES (1, 7), (2, 8)",
    )

    assert back_up(database, target) == 2

    assert rows(target, "SELECT count(*) FROM child") == [(2,)]


def test_a_copy_that_is_killed_leaves_no_file_of_that_name(database: Path, target: Path) -> None:
    command = copying(database, target, "print(done, flush=True); time.sleep(60)")
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert int(process.stdout.readline()) > 0
        process.kill()

    assert not target.exists()
    (left,) = target.parent.iterdir()
    back_up(database, target)
    assert rows(target, "SELECT count(*) FROM entry") == [(40,)]
    assert left.exists()
    os.utime(left, (0, 0))
    back_up(database, target, replaces=True)
    assert names_beside(target) == [target.name]


def test_a_full_disk_leaves_nothing_and_harms_nothing(database: Path, target: Path) -> None:
    def allow_files_of_10_megabytes() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000_000, 10_000_000))

    before = database.read_bytes()
    done = subprocess.run(
        copying(database, target, "pass"),
        cwd=ROOT,
        preexec_fn=allow_files_of_10_megabytes,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )

    assert done.returncode == 1
    assert "StorageError" in done.stderr.splitlines()[-1]
    assert names_beside(target) == []
    assert database.read_bytes() == before

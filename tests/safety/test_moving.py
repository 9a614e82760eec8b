"""A move to PostgreSQL copies every row of every table, whatever ends it in the middle."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import psycopg
import pytest
from psycopg import sql

from studyapp.errors import BadInputError, ConflictError, StartError, StorageError, StudyAppError
from studyapp.in_use import used
from studyapp.moving import Compared, move
from studyapp.places import ROOT
from studyapp.schema import HALF_MOVED, TABLES, migrate, newest_revision
from tests.databases import drop_database, make_database
from tests.golden.making import load_golden, upgrade_to
from tests.server import environment
from tests.sqlite_file import execute, rows
from tests.trusted import Tally, times

MOVES, KILLS = times(1, 5), 5
LOGGED = times(10_000, 100_000)
SECONDS = 120
COPY_ROWS = """
WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 999 + {count})
INSERT INTO review_log (id, learner_id, entry_uuid, kind, question_id, version_id, mode, given,
    shown, "right", score, rating, recorded_at, learner_day, zone, scheduler, stability,
    difficulty, due_on, follows, milliseconds)
SELECT i, learner_id, 'copy ' || i, kind, question_id, version_id, mode, given, shown, i % 2,
    i / 1e6, rating, recorded_at, learner_day, zone, scheduler, stability * i, difficulty, due_on,
    i - 1, i
FROM n, review_log WHERE id = 1
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a SQLite file with a few rows, some of them strange, in every table."""
    file = tmp_path / "studyapp.db"
    load_golden(str(newest_revision()), file)
    return file


@pytest.fixture
def target(postgres_address: str) -> Iterator[psycopg.Connection]:
    """Return another look at the database that is moved to."""
    with psycopg.connect(postgres_address.replace("+psycopg", ""), autocommit=True) as connection:
        yield connection


def quiet(_table: str, _done: int, _total: int) -> None:
    """Tell nothing."""


def moved(source: Path, address: str) -> list[Compared]:
    return list(move(source, address, quiet))


def refused(source: Path, address: str) -> str:
    """Return why a move is refused; the source stays as it is."""
    before = source.read_bytes() if source.exists() else b""
    with pytest.raises(StudyAppError) as caught:
        moved(source, address)
    assert (source.read_bytes() if source.exists() else b"") == before
    return str(caught.value)


def counted(target: psycopg.Connection, table: str) -> int:
    statement = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
    row = target.execute(statement).fetchone()
    assert row is not None
    return int(row[0])


def is_begun(target: psycopg.Connection) -> bool:
    row = target.execute("SELECT to_regclass(%s)", [HALF_MOVED]).fetchone()
    return row is not None and row[0] is not None


def test_every_table_is_the_same_on_both_sides(source: Path, postgres_address: str) -> None:
    compared = moved(source, postgres_address)

    assert {table.table for table in compared} == {*TABLES.tables}
    assert [table.table for table in compared if not table.is_same] == []
    assert [table.table for table in compared if not table.target.rows] == []
    assert len({table.target.sha256 for table in compared}) == len(compared)


def test_new_rows_are_numbered_behind_those_that_were_moved(
    source: Path, postgres_address: str, target: psycopg.Connection
) -> None:
    moved(source, postgres_address)

    added = target.execute(
        "INSERT INTO learner (role, zone, created_at) VALUES ('learner', 'UTC', now()) RETURNING id"
    ).fetchone()

    assert added == (71,)


def test_moments_days_and_truth_values_arrive_as_what_they_are(
    source: Path, postgres_address: str, target: psycopg.Connection
) -> None:
    moved(source, postgres_address)

    told = target.execute(
        "SELECT recorded_at AT TIME ZONE 'UTC', learner_day, \"right\", difficulty"
        " FROM review_log WHERE id = 2"
    ).fetchone()

    assert told is not None
    assert str(told[0]) == "2026-03-06 23:59:59.999999"
    assert (str(told[1]), told[2], told[3]) == ("2026-03-06", True, 2.111214235785395)


def test_the_command_tells_every_table_and_what_to_do_then(
    source: Path, postgres_address: str
) -> None:
    done = command(source, postgres_address)

    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert sum(line.endswith(": the same") for line in lines) == len(TABLES.tables)
    assert sum("rows stored" in line for line in lines) == len(TABLES.tables)
    assert lines[-1].startswith("Moved: ")
    assert "STUDYAPP_DATABASE_URL" in lines[-1]


def command(source: Path, address: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "studyapp", "move", f"sqlite:///{source}", address],
        cwd=ROOT,
        env=environment(source.parent),
        text=True,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )


def test_a_database_that_a_server_uses_is_not_moved(source: Path, postgres_address: str) -> None:
    with used(source):
        assert "Stop the server first" in refused(source, postgres_address)


def test_a_database_of_an_older_schema_is_not_moved(tmp_path: Path, postgres_address: str) -> None:
    upgrade_to("0007", f"sqlite:///{tmp_path}/old.db")

    assert "Start the server once" in refused(tmp_path / "old.db", postgres_address)


@pytest.mark.parametrize("content", [None, b"# Notes\n" * 999])
def test_what_is_no_database_is_not_moved(
    tmp_path: Path, postgres_address: str, content: bytes | None
) -> None:
    file = tmp_path / "notes.db"
    if content is not None:
        file.write_bytes(content)

    assert str(file) in refused(file, postgres_address)


def test_a_target_that_holds_rows_is_left_alone(
    source: Path, postgres_address: str, target: psycopg.Connection
) -> None:
    moved(source, postgres_address)

    assert "holds rows already" in refused(source, postgres_address)
    assert not is_begun(target)


def test_a_target_of_another_program_is_left_alone(
    source: Path, postgres_address: str, target: psycopg.Connection
) -> None:
    target.execute("CREATE TABLE diary (day DATE)")

    assert "tables of another program" in refused(source, postgres_address)
    assert not is_begun(target)


def test_a_target_that_is_not_there_is_named_without_its_password(source: Path) -> None:
    told = refused(source, "postgresql+psycopg://somebody:secret@127.0.0.1:9/studyapp")

    assert "somebody:***@127.0.0.1:9/studyapp" in told
    assert "secret" not in told


class PulledPlugError(Exception):
    """Ends a move in the middle."""


def end_in_the_middle(source: Path, address: str) -> None:
    def pull(table: str, done: int, _total: int) -> None:
        if table == "review_log" and done:
            raise PulledPlugError

    with pytest.raises(PulledPlugError):
        list(move(source, address, pull))


def test_no_server_starts_on_a_database_that_is_half_moved(
    source: Path, postgres_address: str
) -> None:
    end_in_the_middle(source, postgres_address)

    with pytest.raises(StartError, match="being moved to this database"):
        migrate(postgres_address)

    moved(source, postgres_address)
    migrate(postgres_address)


def test_a_move_from_another_file_does_not_go_on_with_one_that_was_begun(
    source: Path, postgres_address: str, tmp_path: Path
) -> None:
    end_in_the_middle(source, postgres_address)
    other = tmp_path / "other.db"
    other.write_bytes(source.read_bytes())

    with pytest.raises(ConflictError, match="was begun and not finished"):
        moved(other, postgres_address)


def test_a_row_that_is_not_the_same_is_noticed(
    source: Path, postgres_address: str, target: psycopg.Connection
) -> None:
    end_in_the_middle(source, postgres_address)
    target.execute("UPDATE learner SET zone = 'UTC' WHERE id = 70")

    with pytest.raises(StorageError, match="differ in learner"):
        moved(source, postgres_address)

    assert is_begun(target)


def test_a_row_that_postgresql_cannot_hold_is_told_by_its_table(
    source: Path, postgres_address: str
) -> None:
    execute(source, "UPDATE note SET body = 'a' || char(0) || 'b' WHERE id = 2")

    assert "Rows of note cannot be stored" in refused(source, postgres_address)


def test_a_row_that_cannot_be_read_is_told(source: Path, postgres_address: str) -> None:
    execute(source, "UPDATE learner SET created_at = 'yesterday' WHERE id = 2")

    with pytest.raises(StorageError, match="cannot be read"):
        moved(source, postgres_address)


@pytest.mark.parametrize(
    ("source", "target"),
    [("sqlite://", "postgresql://localhost/study"), ("study.db", "sqlite:///study.db")],
)
def test_addresses_of_another_kind_are_refused(source: str, target: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "studyapp", "move", source, target],
        cwd=ROOT,
        env=environment(tmp_path),
        text=True,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 1
    assert "address names no" in done.stderr
    assert BadInputError.__name__ not in done.stderr


@pytest.mark.trust(row=24)
def test_a_move_that_is_killed_over_and_over_copies_every_row_once(
    source: Path, postgres_server: str, tally: Tally
) -> None:
    execute(source, COPY_ROWS.format(count=LOGGED))
    chance, held = Random(24), 0

    for _ in range(MOVES):
        address = make_database(at=postgres_server)
        try:
            with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as target:
                for stop_at in sorted(chance.sample(range(LOGGED), KILLS)):
                    kill_at(source, address, target, stop_at)
                done = command(source, address)
                assert done.returncode == 0, done.stderr
                held += counted(target, "review_log") == rows(source, COUNT)[0][0]
        finally:
            drop_database(address)

    tally.note(tried=MOVES, held=held)
    assert held == MOVES


COUNT = "SELECT count(*) FROM review_log"


def kill_at(source: Path, address: str, target: psycopg.Connection, stop_at: int) -> None:
    """Kill a move as soon as this many rows of the log are there."""
    process = subprocess.Popen(
        [sys.executable, "-m", "studyapp", "move", str(source), address],
        cwd=ROOT,
        env=environment(source.parent),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    before = counted(target, "review_log") if is_begun(target) else 0
    while process.poll() is None:
        if is_begun(target) and counted(target, "review_log") > max(before, stop_at):
            break
        time.sleep(0.005)
    process.kill()
    _, said = process.communicate()
    assert process.returncode == -9, said
    assert is_begun(target)

"""A move to PostgreSQL copies every row of every table, whatever ends it in the middle."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from studyapp.errors import BadInputError, ConflictError, StartError, StorageError, StudyAppError
from studyapp.moving.moving import Compared, move
from studyapp.storage.in_use import used
from studyapp.storage.schema import TABLES, migrate
from tests.forked import run
from tests.golden.making import upgrade_to
from tests.safety.moves import command, is_begun
from tests.sqlite_file import execute


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
    code, said = command(source, postgres_address)

    assert code == 0
    lines = said.splitlines()
    assert len(lines) == 2 * len(TABLES.tables) + 1
    assert sum(line.endswith(": the same") for line in lines) == len(TABLES.tables)
    assert sum("rows stored" in line for line in lines) == len(TABLES.tables)
    assert lines[-1].startswith("Moved: ")
    assert "STUDYAPP_DATABASE_URL" in lines[-1]


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


@pytest.fixture
def ascii_address(postgres_address: str, target: psycopg.Connection) -> Iterator[str]:
    """Return the address of a database that takes text for bytes."""
    url = make_url(postgres_address).set(database=f"{target.info.dbname}_ascii")
    name = sql.Identifier(url.database or "")
    target.execute(
        sql.SQL("CREATE DATABASE {} ENCODING 'SQL_ASCII' TEMPLATE template0").format(name)
    )
    yield url.render_as_string(hide_password=False)
    target.execute(sql.SQL("DROP DATABASE {}").format(name))


def test_a_target_that_takes_text_for_bytes_is_refused(source: Path, ascii_address: str) -> None:
    told = refused(source, ascii_address)

    assert "has the encoding SQL_ASCII, and this program needs UTF8" in told
    assert "createdb --encoding=UTF8" in told
    with pytest.raises(StartError, match="needs UTF8"):
        migrate(ascii_address)


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
    code, said = run(tmp_path, "move", source, target)

    assert code == 1
    assert "address names no" in said
    assert BadInputError.__name__ not in said

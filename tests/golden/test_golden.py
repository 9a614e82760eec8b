"""Every schema that was ever released is brought to the newest one with all that it held."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, MetaData, NullPool, create_engine, func, inspect, select

from studyapp.app import create_app
from studyapp.database import db
from studyapp.moving.table_rows import digest
from studyapp.review.operations import Rebuilt, compare_memory
from studyapp.storage.schema import TABLES, migrate, migrating_engine, newest_revision
from tests.conftest import SECRET_KEY
from tests.described_schema import described_schema
from tests.golden.making import added_file, golden_file, load_golden, revisions, upgrade_to
from tests.sqlite_file import rows

REVISIONS = revisions()
COUNTED_ANEW = {"alembic_version", "day_tally"}
"""Tables that a migration fills from others."""
BroughtUp = Callable[[str], Path]
each_revision = pytest.mark.parametrize("revision", REVISIONS)


@pytest.fixture
def engine(database_file: Path) -> Iterator[Engine]:
    """Return an engine for a SQLite file that may not be there yet."""
    engine = create_engine(f"sqlite:///{database_file}")
    yield engine
    engine.dispose()


def counts(connection: Connection) -> dict[str, int]:
    """Return how many rows each table holds, whatever tables there are."""
    held = MetaData()
    held.reflect(connection)
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in held.sorted_tables
        if table.name not in COUNTED_ANEW
    }


def digests(connection: Connection) -> dict[str, str]:
    return {table.name: digest(connection, table).sha256 for table in TABLES.sorted_tables}


@pytest.fixture(scope="module")
def newest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Return what a new database says of its tables."""
    address = f"sqlite:///{tmp_path_factory.mktemp('newest')}/new.db"
    migrate(address)
    return described(address)


@pytest.fixture(scope="module")
def brought_up(tmp_path_factory: pytest.TempPathFactory) -> BroughtUp:
    """Return what brings the golden database of a revision to the newest schema, once."""
    files: dict[str, Path] = {}

    def bring_up(revision: str) -> Path:
        if revision not in files:
            file = files[revision] = tmp_path_factory.mktemp("brought-up") / "study.db"
            load_golden(revision, file)
            migrate(f"sqlite:///{file}")
        return files[revision]

    return bring_up


@contextmanager
def reading(address: str) -> Iterator[Connection]:
    engine = migrating_engine(address)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def described(address: str) -> dict[str, dict[str, Any]]:
    """Return what a database says of its tables."""
    engine = create_engine(address, poolclass=NullPool)
    return described_schema(inspect(engine))


def compared(address: str, folder: Path) -> Rebuilt:
    """Say what the log does not tell as the tables do."""
    app = create_app({"DATABASE_URL": address, "INSTANCE": str(folder), "SECRET_KEY": SECRET_KEY})
    with app.app_context():
        try:
            return compare_memory()
        finally:
            db.session.rollback()
            db.engine.dispose()


def assert_follows_from_the_log(address: str, folder: Path) -> None:
    followed = compared(address, folder)

    assert (followed.differed, followed.days) == ((), ())
    assert followed.learners > 0


def copy_rows(source: Connection, target: Connection) -> None:
    """Store the rows of one database in another of the same schema."""
    old, new = MetaData(), MetaData()
    old.reflect(source)
    new.reflect(target)
    for table in old.sorted_tables:
        found = [row._asdict() for row in source.execute(select(table))]
        if found and table.name != "alembic_version":
            target.execute(new.tables[table.name].insert(), found)


@each_revision
def test_every_revision_has_a_golden_database_and_rows_of_its_own(revision: str) -> None:
    advice = f"write {added_file(revision)}, then run: python3 -m tests.golden"

    assert added_file(revision).exists(), advice
    assert golden_file(revision).exists(), advice


def test_golden_databases_hold_the_schemas_that_were_released(tmp_path: Path) -> None:
    made, changed = f"sqlite:///{tmp_path}/made.db", []
    for revision in REVISIONS:
        load_golden(revision, tmp_path / f"{revision}.db")
        upgrade_to(revision, made)
        if described(made) != described(f"sqlite:///{tmp_path}/{revision}.db"):
            changed.append(revision)

    assert changed == [], "a revision that was released is never changed"


@each_revision
def test_a_golden_database_has_a_row_in_every_table_and_a_value_in_every_column(
    revision: str, database_file: Path, engine: Engine
) -> None:
    load_golden(revision, database_file)
    held = MetaData()
    with engine.connect() as connection:
        held.reflect(connection)
        never_filled = [
            f"{table.name}.{column.name}"
            for table in held.sorted_tables
            for column in table.columns
            if not connection.scalar(select(func.count(column)))
        ]

    assert never_filled == []


@pytest.mark.trust(row=21)
@each_revision
def test_each_released_schema_is_brought_up_whole(
    revision: str,
    database_file: Path,
    engine: Engine,
    brought_up: BroughtUp,
    newest: dict[str, dict[str, Any]],
    tmp_path: Path,
) -> None:
    load_golden(revision, database_file)
    with engine.connect() as connection:
        before = counts(connection)

    file = brought_up(revision)

    assert described(f"sqlite:///{file}") == newest
    assert rows(file, "PRAGMA foreign_key_check") == []
    with reading(f"sqlite:///{file}") as connection:
        assert before.items() <= counts(connection).items()
    assert_follows_from_the_log(f"sqlite:///{file}", tmp_path)


@pytest.mark.trust(row=21)
@each_revision
def test_each_released_schema_is_brought_up_on_postgresql_to_the_same_rows(
    revision: str,
    database_file: Path,
    engine: Engine,
    brought_up: BroughtUp,
    postgres_address: str,
    tmp_path: Path,
) -> None:
    load_golden(revision, database_file)
    upgrade_to(revision, postgres_address)
    with engine.connect() as old, reading(postgres_address) as new, new.begin():
        copy_rows(old, new)

    migrate(postgres_address)

    file = brought_up(revision)
    with reading(f"sqlite:///{file}") as old, reading(postgres_address) as new:
        assert digests(new) == digests(old)
    assert_follows_from_the_log(postgres_address, tmp_path)


def test_the_newest_revision_is_among_those_that_are_tried() -> None:
    assert REVISIONS[-1] == newest_revision()

"""The migrations lead to exactly the tables that the models describe."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect

from studyapp.storage.schema import MIGRATIONS, TABLES, current_revision, migrate, newest_revision
from tests.databases import SERVER, drop_database, make_database
from tests.described_schema import described_schema


@pytest.fixture
def migrated(database_address: str) -> Iterator[Engine]:
    """Return an engine for a database that the migrations have made."""
    migrate(database_address)
    engine = create_engine(database_address)
    yield engine
    engine.dispose()


@pytest.fixture
def described(tmp_path: Path) -> Iterator[Engine]:
    """Return an engine for a database that holds what the models describe."""
    address = f"sqlite:///{tmp_path}/models.db" if SERVER is None else make_database()
    engine = create_engine(address)
    TABLES.create_all(engine)
    yield engine
    engine.dispose()
    if SERVER is not None:
        drop_database(address)


def test_a_new_database_gets_every_table(migrated: Engine) -> None:
    assert {*inspect(migrated).get_table_names()} == {*TABLES.tables, "alembic_version"}
    with migrated.connect() as connection:
        assert current_revision(connection) == newest_revision()


def test_the_newest_revision_by_its_file_is_the_one_that_alembic_ends_at() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))

    assert newest_revision() == scripts.get_current_head()
    for script in scripts.walk_revisions():
        assert Path(script.path).name.startswith(f"{script.revision}_")


def test_the_migrations_lead_to_the_tables_that_the_models_describe(migrated: Engine) -> None:
    with migrated.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, TABLES)

    assert differences == []


def test_the_migrations_make_every_constraint_and_index_of_the_models(
    migrated: Engine, described: Engine
) -> None:
    assert described_schema(inspect(migrated)) == described_schema(inspect(described))

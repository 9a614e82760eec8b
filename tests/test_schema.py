"""The migrations lead to exactly the tables that the models describe."""

from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, Inspector, create_engine, inspect

from studyapp.schema import TABLES, migrate, newest_revision
from tests.sqlite_file import rows, tables


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "study.db"


@pytest.fixture
def address(file: Path) -> str:
    return f"sqlite:///{file}"


def engine_of(file: Path) -> Engine:
    return create_engine(f"sqlite:///{file}")


def test_a_new_database_gets_every_table(file: Path, address: str) -> None:
    migrate(address)

    assert tables(file).keys() == {*TABLES.tables, "alembic_version"}
    assert rows(file, "SELECT version_num FROM alembic_version") == [(newest_revision(),)]


def test_the_migrations_lead_to_the_tables_that_the_models_describe(
    file: Path, address: str
) -> None:
    migrate(address)
    engine = engine_of(file)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, TABLES)
    engine.dispose()

    assert differences == []


def test_the_migrations_make_every_constraint_and_index_of_the_models(
    file: Path, address: str, tmp_path: Path
) -> None:
    migrate(address)
    wanted = engine_of(tmp_path / "models.db")
    TABLES.create_all(wanted)
    migrated = engine_of(file)

    assert _described(inspect(migrated)) == _described(inspect(wanted))
    wanted.dispose()
    migrated.dispose()


def _described(inspector: Inspector) -> dict[str, dict[str, Any]]:
    """Return what the database says of each table, comparable."""
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"])
                for column in inspector.get_columns(table)
            },
            "primary key": inspector.get_pk_constraint(table),
            "links": _by_name(inspector.get_foreign_keys(table)),
            "unique": _by_name(inspector.get_unique_constraints(table)),
            "checks": _by_name(inspector.get_check_constraints(table)),
            "indexes": _by_name(inspector.get_indexes(table)),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def _by_name(found: Any) -> list[Any]:
    return sorted(found, key=lambda entry: str(entry["name"]))

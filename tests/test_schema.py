"""The migrations lead to exactly the tables that the models describe."""

from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, Inspector, create_engine, inspect

from studyapp.schema import TABLES, migrate, newest_revision
from tests.sqlite_file import rows, tables


def engine_of(file: Path) -> Engine:
    return create_engine(f"sqlite:///{file}")


def test_a_new_database_gets_every_table(database_file: Path, database_address: str) -> None:
    migrate(database_address)

    assert tables(database_file).keys() == {*TABLES.tables, "alembic_version"}
    assert rows(database_file, "SELECT version_num FROM alembic_version") == [(newest_revision(),)]


def test_the_migrations_lead_to_the_tables_that_the_models_describe(
    database_file: Path, database_address: str
) -> None:
    migrate(database_address)
    engine = engine_of(database_file)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, TABLES)
    engine.dispose()

    assert differences == []


def test_the_migrations_make_every_constraint_and_index_of_the_models(
    database_file: Path, database_address: str, tmp_path: Path
) -> None:
    migrate(database_address)
    wanted = engine_of(tmp_path / "models.db")
    TABLES.create_all(wanted)
    migrated = engine_of(database_file)

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
            "indexes": _by_name(map(_as_text, inspector.get_indexes(table))),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def _as_text(index: Any) -> dict[str, Any]:
    """Return an index with its condition in words: conditions cannot be compared."""
    options = index.get("dialect_options", {})
    return {**index, "dialect_options": {name: str(value) for name, value in options.items()}}


def _by_name(found: Any) -> list[Any]:
    return sorted(found, key=lambda entry: str(entry["name"]))

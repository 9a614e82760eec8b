"""The schema of a database in words that can be compared."""

from typing import Any

from sqlalchemy import Inspector


def described_schema(inspector: Inspector) -> dict[str, dict[str, Any]]:
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

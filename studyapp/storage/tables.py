"""What tables and columns a database has, and which ones it should have."""

from collections.abc import Mapping, Set
from pathlib import Path

from sqlalchemy import Connection, MetaData, create_engine, inspect

from studyapp.storage.upgrading import upgrade

Columns = Mapping[str, Set[str]]
"""The names of the columns of each table."""
TOLD = 3


def columns_in(connection: Connection) -> Columns:
    """Return what a database has."""
    found = inspect(connection)
    return {
        table: {column["name"] for column in found.get_columns(table)}
        for table in found.get_table_names()
    }


def columns_of(tables: MetaData) -> Columns:
    """Return what tables declare."""
    return {table.name: {column.name for column in table.c} for table in tables.sorted_tables}


def columns_at(revision: str, migrations: Path) -> Columns:
    """Return what a database of a revision has.

    Args:
        migrations: the folder with `env.py` and the revisions.
    """
    engine = create_engine("sqlite://")
    try:
        with engine.connect() as connection, connection.begin():
            upgrade(connection, migrations, revision)
            return columns_in(connection)
    finally:
        engine.dispose()


def lacking(wanted: Columns, found: Columns) -> str:
    """Say which tables and columns are not there; nothing when all are."""
    parts = [f"the table {table}" for table in sorted(wanted.keys() - found.keys())]
    parts += [
        f"the column {table}.{column}"
        for table in sorted(wanted.keys() & found.keys())
        for column in sorted(wanted[table] - found[table])
    ]
    more = len(parts) - TOLD
    return ", ".join(parts[:TOLD]) + (f" and {more} more" if more > 0 else "")

"""A SQLite file, as another program sees it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


def rows(file: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(statement).fetchall()


def execute(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def tables(file: Path) -> dict[str, str]:
    found = rows(file, "SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    return {name: sql for name, sql in found if not name.startswith("sqlite_")}
